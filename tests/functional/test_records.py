"""The records on SQLite and on a real PostgreSQL: migrations, audit chain, failures in words."""

import json
import os
import subprocess
import sys
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from typer.testing import CliRunner

import app.cli
from app.records import Event, Head, audit_head, audit_verify, migrate, open_records
from app.records.database import open_database
from app.records.schema import SCHEMA_VERSION, metadata
from ingest.errors import (
    AuditError,
    AuditKeyError,
    SettingsError,
    StorageError,
    StorageLockedError,
    StorageVersionError,
)
from ingest.settings import PREFIX, Settings

ROOT = Path(__file__).resolve().parents[2]


def event(n=1, **fields):
    return Event(event="answered", user_id="u1", subject_id=f"a{n}", **fields)


@pytest.fixture
def filled(request):
    """Opens records with n entries in their chain."""

    def fill(settings, n):
        records = open_records(settings)
        request.addfinalizer(records.close)
        for number in range(1, n + 1):
            append(records, event(number, verdict="necessary", documents=("d1", "d2")))
        return records

    return fill


@contextmanager
def connected(settings):
    """The database by a way of its own."""
    with closing(open_database(settings, create=False)) as database, database.writing() as found:
        yield found


def tamper(settings, *statements):
    """What somebody with the database in his hands can do; the triggers do not stop him."""
    with connected(settings) as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(sa.text("ALTER TABLE audit DISABLE TRIGGER USER"))
        else:
            for verb in ("update", "delete"):
                connection.execute(sa.text(f"DROP TRIGGER audit_no_{verb}"))
        for statement in statements:
            connection.execute(sa.text(statement))


def append(records, *events):
    with records.writing() as at:
        for one in events:
            at.audit.append(one)


# --- schema ---------------------------------------------------------------------------------------


def test_the_migrations_make_the_tables_that_the_program_expects(record_settings) -> None:
    open_records(record_settings).close()
    with connected(record_settings) as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []


def test_the_version_that_the_program_names_is_the_newest_migration() -> None:
    config = Config()
    config.set_main_option("script_location", str(Path(migrate.__file__).with_name("migrations")))
    assert ScriptDirectory.from_config(config).get_heads() == [SCHEMA_VERSION]


def test_what_was_kept_is_there_after_opening_again(record_settings, filled) -> None:
    filled(record_settings, 2).close()
    assert audit_head(record_settings).count == 2


def test_a_database_of_a_newer_version_is_left_alone(record_settings) -> None:
    open_records(record_settings).close()
    with connected(record_settings) as connection:
        connection.execute(sa.text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(StorageVersionError, match="update the program"):
        open_records(record_settings)


# --- the audit chain ------------------------------------------------------------------------------


def test_the_chain_holds_ids_and_hashes_and_verifies(record_settings, filled) -> None:
    filled(record_settings, 3)
    head = audit_head(record_settings)
    checked = audit_verify(record_settings, head)
    assert (checked.faults, checked.blind, head.count) == ((), (), 3)


@pytest.mark.parametrize("statement", ["UPDATE audit SET verdict = ''", "DELETE FROM audit"])
def test_the_database_itself_refuses_to_change_the_chain(
    record_settings, statement, filled
) -> None:
    filled(record_settings, 1)
    with (
        pytest.raises(StorageError, match="refused a change of its audit chain"),
        connected(record_settings) as connection,
    ):
        connection.execute(sa.text(statement))
    assert audit_verify(record_settings, None).faults == ()


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        pytest.param("UPDATE audit SET verdict = 'x' WHERE seq = 2", "entry 2 or", id="changed"),
        pytest.param("DELETE FROM audit WHERE seq = 2", "entry 2 is missing", id="one taken out"),
        pytest.param("DELETE FROM audit WHERE seq > 3", "was cut: it has 3", id="cut"),
        pytest.param("DELETE FROM audit", "was cut: it has 0", id="emptied"),
        pytest.param(
            "UPDATE audit SET mac = (SELECT mac FROM audit WHERE seq = 1) WHERE seq = 5",
            "rewritten",
            id="rewritten",
        ),
    ],
)
def test_a_tampered_database_is_found(record_settings, statement, words, filled) -> None:
    filled(record_settings, 5)
    head = audit_head(record_settings)
    tamper(record_settings, statement)
    assert words in " ".join(audit_verify(record_settings, head).faults)


def test_an_older_copy_put_back_is_found_by_the_head(sqlite_settings, filled) -> None:
    filled(sqlite_settings, 2)
    place = sqlite_settings.records_dir / "records.sqlite3"
    older = place.read_bytes()
    filled(sqlite_settings, 2)
    head = audit_head(sqlite_settings)
    for name in ("records.sqlite3-wal", "records.sqlite3-shm"):
        (sqlite_settings.records_dir / name).unlink(missing_ok=True)
    place.write_bytes(older)
    assert audit_verify(sqlite_settings, None).faults == ()
    assert "was cut" in audit_verify(sqlite_settings, head).faults[0]


APPENDS = """
import sys
from pathlib import Path
from app.records import Event, open_records
from ingest.settings import Settings
values = dict(records_dir=Path(sys.argv[1]), audit_key_file=Path(sys.argv[2]))
records = open_records(Settings(records_url=sys.argv[3] or None, **values))
for number in range(int(sys.argv[5])):
    with records.writing() as at:
        at.audit.append(Event(event="answered", user_id=sys.argv[4], subject_id=str(number)))
"""


def test_processes_that_append_at_once_keep_one_chain(record_settings) -> None:
    """They also make the database and the key, and run the migrations, at once."""
    url = record_settings.records_url
    shared = [
        record_settings.records_dir, record_settings.audit_key_file,
        url.get_secret_value() if url else "",
    ]  # fmt: skip
    started = [
        subprocess.Popen(  # noqa: S603
            [sys.executable, "-c", APPENDS, *shared, f"u{number}", "40"],
            cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)},
        )
        for number in range(3)
    ]  # fmt: skip
    assert [process.wait(timeout=120) for process in started] == [0, 0, 0]
    head = audit_head(record_settings)
    assert head.count == 120
    assert audit_verify(record_settings, head).faults == ()


def test_what_fails_half_way_is_not_kept(record_settings, filled) -> None:
    records = filled(record_settings, 1)
    with pytest.raises(TypeError):
        append(records, event(2), "no event")
    assert audit_head(record_settings).count == 1


# --- the key --------------------------------------------------------------------------------------


def test_the_key_lies_outside_the_database_and_nobody_else_reads_it(
    sqlite_settings, filled
) -> None:
    filled(sqlite_settings, 1)
    path = sqlite_settings.audit_key_file
    assert path.stat().st_mode & 0o777 == 0o600
    key = path.read_text().strip()
    for file in sqlite_settings.records_dir.iterdir():
        assert key.encode() not in file.read_bytes()
        assert bytes.fromhex(key) not in file.read_bytes()


def test_a_key_that_others_can_read_is_refused(sqlite_settings, filled) -> None:
    filled(sqlite_settings, 1)
    sqlite_settings.audit_key_file.chmod(0o640)
    with pytest.raises(AuditKeyError, match="chmod 600"):
        open_records(sqlite_settings)


@pytest.mark.parametrize("content", ["", "not hex", "ab" * 31])
def test_a_file_that_holds_no_key_is_refused(sqlite_settings, content) -> None:
    path = sqlite_settings.audit_key_file
    path.parent.mkdir()
    path.touch(0o600)
    path.write_text(content)
    with pytest.raises(AuditKeyError, match="holds no audit key"):
        open_records(sqlite_settings)


def test_another_key_is_refused_and_its_chain_does_not_verify(record_settings, filled) -> None:
    filled(record_settings, 2)
    other = record_settings.model_copy(
        update={"audit_key_file": record_settings.audit_key_file.with_name("other.key")}
    )
    with pytest.raises(AuditKeyError, match="not the one that this chain was begun with"):
        open_records(other)
    assert "entry 1 or" in audit_verify(other, None).faults[0]


def test_a_key_in_the_settings_needs_no_file(sqlite_settings, filled) -> None:
    values = sqlite_settings.model_dump() | {"audit_key": "a secret of thirty-two letters or more"}
    settings = Settings(**values)
    filled(settings, 2)
    assert not settings.audit_key_file.exists()
    assert audit_verify(settings, None).faults == ()


def test_verification_makes_no_key(sqlite_settings, filled) -> None:
    filled(sqlite_settings, 1)
    sqlite_settings.audit_key_file.unlink()
    checked = audit_verify(sqlite_settings, None)
    assert len(checked.blind) == 2
    assert not sqlite_settings.audit_key_file.exists()


# --- failures in words ----------------------------------------------------------------------------


def test_a_locked_database_is_one_sentence(sqlite_settings, filled) -> None:
    records = filled(sqlite_settings.model_copy(update={"records_timeout_s": 0.1}), 1)
    with records.writing(), pytest.raises(StorageLockedError, match="is locked by another process"):
        append(records, event(2))
    with records.writing() as at:
        at.audit.append(event(2))  # afterwards it goes on


def test_readers_go_on_while_somebody_writes(sqlite_settings, filled) -> None:
    records = filled(sqlite_settings, 1)
    with records.writing() as at:
        at.audit.append(event(2))
        assert audit_head(sqlite_settings).count == 1
    assert audit_head(sqlite_settings).count == 2


def test_a_locked_postgresql_is_one_sentence(postgresql, tmp_path, filled) -> None:
    settings = Settings(
        records_url=postgresql(), records_timeout_s=0.2, audit_key_file=tmp_path / "key"
    )
    records = filled(settings, 1)
    with records.writing(), pytest.raises(StorageLockedError, match="is locked by another process"):
        append(records, event(2))


def test_a_database_that_goes_away_is_one_sentence_and_comes_back(sqlite_settings, filled) -> None:
    records = filled(sqlite_settings, 1)
    place = sqlite_settings.records_dir / "records.sqlite3"
    away = place.with_name("away")
    place.rename(away)
    for use in (records.reading, records.writing):
        with pytest.raises(StorageError, match="is gone: restore it"), use():
            pass
    assert not place.exists()  # an empty one in its place would hide the loss
    away.rename(place)
    with records.writing() as at:
        at.audit.append(event(2))
    assert audit_head(sqlite_settings).count == 2


def test_a_postgresql_that_is_not_there_is_one_sentence_without_password(tmp_path) -> None:
    settings = Settings(
        records_url="postgresql://me:secret-word@127.0.0.1:1/records",
        records_timeout_s=1,
        audit_key_file=tmp_path / "key",
    )
    with pytest.raises(StorageError, match="does not answer") as caught:
        open_records(settings)
    assert "secret-word" not in str(caught.value)
    assert caught.value.__suppress_context__


@pytest.mark.parametrize("url", ["mysql://x/y", "not an address", "sqlite:///x"])
def test_an_address_that_is_not_of_postgresql_is_refused(url, tmp_path) -> None:
    with pytest.raises(SettingsError, match="postgresql://"):
        open_records(Settings(records_url=url, audit_key_file=tmp_path / "key"))


def test_a_damaged_or_foreign_file_is_one_sentence(sqlite_settings, filled) -> None:
    filled(sqlite_settings, 1)
    place = sqlite_settings.records_dir / "records.sqlite3"
    for name in ("records.sqlite3-wal", "records.sqlite3-shm"):
        (sqlite_settings.records_dir / name).unlink(missing_ok=True)
    place.write_bytes(b"this is no database" * 500)
    with pytest.raises(StorageError, match="is damaged"):
        open_records(sqlite_settings)
    place.write_bytes(b"")
    with pytest.raises(StorageVersionError, match="lacks tables"):
        audit_head(sqlite_settings)


def test_a_missing_database_is_not_made_by_looking(sqlite_settings) -> None:
    with pytest.raises(StorageError, match="there is no records database"):
        audit_head(sqlite_settings)
    assert not sqlite_settings.records_dir.exists()


def test_a_folder_that_cannot_be_made_is_one_sentence(sqlite_settings) -> None:
    sqlite_settings.records_dir.write_text("a file")
    with pytest.raises(StorageError, match="cannot be made"):
        open_records(sqlite_settings)


def test_a_failure_never_repeats_what_was_to_be_kept(sqlite_settings, filled) -> None:
    records = filled(sqlite_settings, 1)
    secret = "Mr Smith of Elm Street"  # noqa: S105 - words of a question
    with pytest.raises(StorageError) as caught, records.writing() as at:
        at.conversations.start(None, secret)
    assert "Smith" not in str(caught.value)
    assert caught.value.__suppress_context__


# --- the commands ---------------------------------------------------------------------------------


@pytest.fixture
def command(sqlite_settings, monkeypatch):
    monkeypatch.setenv(f"{PREFIX}RECORDS_DIR", str(sqlite_settings.records_dir))
    monkeypatch.setenv(f"{PREFIX}AUDIT_KEY_FILE", str(sqlite_settings.audit_key_file))
    return lambda *words: CliRunner().invoke(app.cli.cli, ["audit", *words])


def test_the_head_is_printed_and_verified(command, sqlite_settings, filled) -> None:
    filled(sqlite_settings, 4)
    printed = command("head")
    assert printed.exit_code == 0
    head = printed.output.split("head: ")[1].strip()
    assert head == str(audit_head(sqlite_settings))
    assert "count: 4" in printed.output
    verified = command("verify", "--head", head)
    assert verified.exit_code == 0
    assert "ok: 4 entries" in verified.output
    assert "not checked" not in verified.output


def test_verify_says_what_it_could_not_find_out(command, sqlite_settings, filled) -> None:
    filled(sqlite_settings, 1)
    sqlite_settings.audit_key_file.unlink()
    verified = command("verify")
    assert verified.exit_code == 0
    assert verified.output.count("not checked:") == 2


def test_verify_fails_on_a_tampered_chain(command, sqlite_settings, filled) -> None:
    filled(sqlite_settings, 3)
    tamper(sqlite_settings, "UPDATE audit SET user_id = 'u9' WHERE seq = 2")
    verified = command("verify")
    assert isinstance(verified.exception, AuditError)
    assert verified.exception.exit_code == 27
    assert "fault: entry 2 or one before it was changed" in verified.output


def test_entries_are_ids_and_hashes(record_settings, filled) -> None:
    """By the columns: nothing that could hold a question, an answer or a name."""
    filled(record_settings, 1)
    with connected(record_settings) as connection:
        row = dict(connection.execute(sa.text("SELECT * FROM audit")).mappings().one())
    assert set(row) == {
        "seq", "at", "event", "user_id", "subject_id", "snapshot", "composer", "verdict",
        "documents", "digest", "mac",
    }  # fmt: skip
    assert json.loads(row["documents"]) == ["d1", "d2"]
    assert Head(1, row["mac"]) == audit_head(record_settings)
