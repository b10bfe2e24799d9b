"""One database, SQLite or PostgreSQL: transactions, and every failure in one clear sentence."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.exc import ArgumentError, DBAPIError, SQLAlchemyError
from sqlalchemy.pool import NullPool

from ingest.errors import SettingsError, StorageError, StorageLockedError, StorageVersionError

if TYPE_CHECKING:
    from sqlite3 import Connection as SqliteConnection

    from sqlalchemy.pool import ConnectionPoolEntry

    from ingest.settings import Settings

FILE_NAME = "records.sqlite3"
_WRITES = "guideline_qa_writes"
# A number of our own: who migrates or writes on PostgreSQL takes the advisory lock of this name.
_ADVISORY_LOCK = 0x6751_0001
_MS = 1000
# Words of the drivers in small letters, and what they mean; the first that fits is told.
_MEANINGS: tuple[tuple[tuple[str, ...], type[StorageError], str], ...] = (
    (
        ("is locked", "locknotavailable", "lock timeout"),
        StorageLockedError,
        "is locked by another process: try again in a moment",
    ),
    (
        ("no such table", "undefinedtable", "no such column", "undefinedcolumn"),
        StorageVersionError,
        "lacks tables, it is empty or of another version: restore it, or start with an empty one",
    ),
    (("append-only",), StorageError, "refused a change of its audit chain"),
    (("readonly", "read-only"), StorageError, "cannot be written (read-only): give it back"),
    (("disk is full",), StorageError, "cannot be written (the disk is full): make room"),
    (
        ("malformed", "not a database", "disk i/o error"),
        StorageError,
        "is damaged: restore a backup",
    ),
)


@dataclass(frozen=True, slots=True)
class Database:
    """A pool of connections.

    Attributes:
        engine: SQLAlchemy's.
        name: As told to a person; never with a password.
        path: The file of SQLite, None on PostgreSQL.
    """

    engine: sa.Engine
    name: str
    path: Path | None

    @contextmanager
    def reading(self) -> Iterator[sa.Connection]:
        """A transaction that sees one state and changes nothing.

        Raises:
            StorageError: The database is locked, gone, damaged or of another version.
        """
        with _told(self), self.engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def writing(self) -> Iterator[sa.Connection]:
        """A transaction that no other writer runs beside: wholly done, or not at all.

        Raises:
            StorageError: As above, or it cannot be written.
        """
        with _told(self), self.engine.connect() as idle:
            connection = idle.execution_options(**{_WRITES: True})
            with connection.begin():
                if self.path is None:
                    connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_ADVISORY_LOCK)))
                yield connection

    def forget(self) -> None:
        """Have deleted texts leave SQLite's log too; its pages are overwritten as they are freed.

        PostgreSQL frees them at its next vacuum.
        """
        if self.path is not None:
            with _told(self), self.engine.connect() as connection:
                connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")

    def close(self) -> None:
        """Give the connections back."""
        self.engine.dispose()


def open_database(settings: "Settings", *, create: bool) -> Database:
    """The database that the settings name; its tables are looked after by `app.records.migrate`.

    Args:
        settings: Where it is.
        create: Make folder and file where there are none.

    Raises:
        SettingsError: The address is not one of PostgreSQL.
        StorageError: There is no database, or its folder cannot be made.
    """
    # At DEBUG, and be it the root logger's, it would log every row that it reads: questions.
    logging.getLogger("sqlalchemy.engine").setLevel(logging.WARNING)
    if settings.records_url is not None:
        return _postgresql(settings.records_url.get_secret_value(), settings.records_timeout_s)
    path = settings.records_dir / FILE_NAME
    if create:
        _make_file(path)
    elif not path.is_file():
        raise StorageError(f"there is no records database {path}: open the pages once, or name it")
    return _sqlite(path, settings.records_timeout_s)


def _make_file(path: Path) -> None:
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        path.touch(mode=0o600)
    except OSError as error:
        raise StorageError(
            f"the records database {path} cannot be made ({error.strerror})"
        ) from None


def _sqlite(path: Path, timeout_s: float) -> Database:
    # mode=rw: a database that has gone is told, and not replaced by an empty one.
    address = sa.URL.create(
        "sqlite+pysqlite",
        database=f"file:{quote(str(path.absolute()))}",
        query={"mode": "rw", "uri": "true"},
    )
    # A connection for each transaction (0.3 ms): none is left on a file that was replaced.
    engine = sa.create_engine(
        address, poolclass=NullPool, hide_parameters=True, connect_args={"timeout": timeout_s}
    )
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return Database(engine, str(path), path)


def _prepare_sqlite(connection: "SqliteConnection", _entry: "ConnectionPoolEntry") -> None:
    connection.isolation_level = None  # transactions are begun below, by name
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        "secure_delete=ON",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: sa.Connection) -> None:
    """A writer takes the lock at once: a reader that turns into a writer would fail half-way."""
    writes = connection.get_execution_options().get(_WRITES, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _postgresql(url: str, timeout_s: float) -> Database:
    try:
        address = sa.make_url(url)
    except ArgumentError:
        raise SettingsError("GUIDELINE_QA_RECORDS_URL is no address: postgresql://...") from None
    if address.get_backend_name() != "postgresql":
        raise SettingsError("GUIDELINE_QA_RECORDS_URL is not one of PostgreSQL: postgresql://...")
    name = address.render_as_string(hide_password=True)
    lock_timeout = f"-c lock_timeout={int(timeout_s * _MS)}"
    try:
        engine = sa.create_engine(
            address.set(drivername="postgresql+psycopg"),
            hide_parameters=True,
            pool_pre_ping=True,
            connect_args={"connect_timeout": max(2, int(timeout_s)), "options": lock_timeout},
        )
    except ModuleNotFoundError:
        raise StorageError(
            "records on PostgreSQL need psycopg: pip install 'guideline-qa[postgresql]'"
        ) from None
    return Database(engine, name, None)


@contextmanager
def _told(database: Database) -> Iterator[None]:
    """The driver's failures as ours. Without their chain: it could hold words of a question."""
    try:
        yield
    except DBAPIError as error:
        raise _meaning(database, error) from None
    except SQLAlchemyError as error:
        raise StorageError(
            f"the records database {database.name} cannot be used ({type(error).__name__}): "
            "try again"
        ) from None


def _meaning(database: Database, error: DBAPIError) -> StorageError:
    words = f"{type(error.orig).__name__} {error.orig}".lower()
    if database.path is not None and not database.path.is_file():
        return StorageError(
            f"the records database {database.name} is gone: restore it, then try again"
        )
    for signs, kind, told in _MEANINGS:
        if any(sign in words for sign in signs):
            return kind(f"the records database {database.name} {told}")
    told = "cannot be used: try again" if database.path else "does not answer: start it, try again"
    return StorageError(f"the records database {database.name} {told}")
