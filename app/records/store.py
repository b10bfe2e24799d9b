"""The records as the rest of the program has them: transactions over the stores, and the audit."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

import sqlalchemy as sa

from app.records.audit import AuditLog, read_entries, read_head
from app.records.audit_key import keyed_digest, load_key
from app.records.chain import Checked, Entry, Head, verify
from app.records.conversations import Conversations
from app.records.database import Database, open_database
from app.records.feedback import Feedbacks
from app.records.migrate import upgrade
from app.records.people import People, account_id
from app.records.schema import meta, submissions, turns
from app.records.submissions import Submissions
from ingest.errors import AuditKeyError

if TYPE_CHECKING:
    from ingest.settings import Settings

_KEY_CHECK = "audit_key_check"


class Transaction:
    """All stores within one transaction: together, or not at all."""

    def __init__(self, connection: sa.Connection, key: bytes) -> None:
        self.audit = AuditLog(connection, key)
        self.people = People(connection, key)
        self.conversations = Conversations(connection)
        self.submissions = Submissions(connection)
        self.feedback = Feedbacks(connection)
        self._key = key

    def digest(self, text: str) -> str:
        """Keyed hash of a text that is kept beside the chain."""
        return keyed_digest(self._key, "text", text)


@dataclass(frozen=True, slots=True)
class Records:
    """An open records database.

    Attributes:
        database: Where it lies.
        keeps_text: Whether questions and answers are kept in the history.
    """

    database: Database
    keeps_text: bool
    _key: bytes

    @contextmanager
    def reading(self) -> Iterator[Transaction]:
        """Look, and change nothing.

        Raises:
            StorageError: The database is locked, gone, damaged or of another version.
        """
        with self.database.reading() as connection:
            yield Transaction(connection, self._key)

    @contextmanager
    def writing(self) -> Iterator[Transaction]:
        """Change something: wholly, or not at all.

        Raises:
            StorageError: As above, or it cannot be written.
        """
        with self.database.writing() as connection:
            yield Transaction(connection, self._key)

    def close(self) -> None:
        """Give the connections back."""
        self.database.close()


def open_records(settings: "Settings") -> Records:
    """Open the records, made or brought up to date where that is needed.

    Raises:
        StorageError: The database cannot be used.
        AuditKeyError: The key is not the one that the chain was begun with, or cannot be used.
    """
    key = load_key(settings, create=True)
    if key is None:
        raise AuditKeyError(f"the audit key {settings.audit_key_file} is gone: restore it")
    database = open_database(settings, create=True)
    try:
        upgrade(database)
        _settle_key(database, key)
    except BaseException:
        database.close()
        raise
    return Records(database, settings.keep_text, key)


def account_of(settings: "Settings", subject: str) -> str:
    """The id of an account, without the database: see `People`.

    Raises:
        AuditKeyError: The key cannot be used.
    """
    key = load_key(settings, create=True)
    if key is None:
        raise AuditKeyError(f"the audit key {settings.audit_key_file} is gone: restore it")
    return account_id(key, subject)


def _settle_key(database: Database, key: bytes) -> None:
    """Note which key the chain is begun with, or see that it is this one."""
    check = keyed_digest(key, "key check", "")
    with database.reading() as connection:
        found = _meta(connection, _KEY_CHECK)
    if not found:
        with database.writing() as connection:
            found = _meta(connection, _KEY_CHECK)
            if not found:
                connection.execute(meta.insert().values(name=_KEY_CHECK, value=check))
                return
    if found != check:
        raise AuditKeyError(
            "the audit key is not the one that this chain was begun with: name that one "
            "(GUIDELINE_QA_AUDIT_KEY_FILE), or start again with an empty records folder"
        )


def _meta(connection: sa.Connection, name: str) -> str:
    query = sa.select(meta.c.value).where(meta.c.name == name)
    return str(connection.execute(query).scalar() or "")


def audit_head(settings: "Settings") -> Head:
    """The end of the chain; needs no key.

    Raises:
        StorageError: The database cannot be read.
    """
    with (
        closing(open_database(settings, create=False)) as database,
        database.reading() as connection,
    ):
        return read_head(connection)


def audit_verify(settings: "Settings", kept: Head | None) -> Checked:
    """Walk the chain, and hold the texts that are still kept against it.

    Args:
        settings: Where database and key are; without a key less can be found out, and it is said.
        kept: A head of earlier.

    Raises:
        StorageError: The database cannot be read.
    """
    key = load_key(settings, create=False)
    with (
        closing(open_database(settings, create=False)) as database,
        database.reading() as connection,
    ):
        digests: dict[str, str] = {}
        checked = verify(_noting(read_entries(connection), digests), key, kept)
        faults = [*checked.faults]
        if key is not None:
            faults += _changed_texts(connection, key, digests)
    return Checked(head=checked.head, faults=tuple(faults), blind=checked.blind)


def _noting(entries: Iterator[Entry], digests: dict[str, str]) -> Iterator[Entry]:
    """The same entries; the last hash of each subject is noted on the way."""
    for entry in entries:
        if entry.event.digest:
            digests[entry.event.subject_id] = entry.event.digest
        yield entry


def _changed_texts(connection: sa.Connection, key: bytes, digests: dict[str, str]) -> Iterator[str]:
    """A sentence for each kept text that is not the one which the chain has signed.

    A deleted text is no fault: people may delete theirs.
    """
    for name, column, text in (
        ("answer", turns.c.answer_id, turns.c.answer),
        ("submission", submissions.c.submission_id, submissions.c.answer),
    ):
        for row_id, kept in connection.execute(sa.select(column, text)):
            if digests.get(row_id) != keyed_digest(key, "text", kept):
                yield f"the text of {name} {row_id} is not the one that the chain has signed"
