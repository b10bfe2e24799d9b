"""Brings the tables to the version of this program when the database is opened."""

from pathlib import Path

import sqlalchemy as sa

from app.records.database import Database
from app.records.schema import SCHEMA_VERSION
from ingest.errors import StorageVersionError

_MIGRATIONS = Path(__file__).with_name("migrations")


def upgrade(database: Database) -> None:
    """Run what is missing, in one transaction; two processes that open at once do it once.

    Raises:
        StorageVersionError: A newer version of this program has written the database.
        StorageError: It cannot be read or written.
    """
    with database.reading() as connection:
        if _version(connection) == SCHEMA_VERSION:
            return
    with database.writing() as connection:
        found = _version(connection)
        if found > SCHEMA_VERSION:
            raise StorageVersionError(
                f"the records database {database.name} is of version {found}, this program knows "
                f"{SCHEMA_VERSION}: update the program"
            )
        if found < SCHEMA_VERSION:
            _run(connection)


def _version(connection: sa.Connection) -> str:
    """The version of the tables; "" where there are none."""
    if not sa.inspect(connection).has_table("alembic_version"):
        return ""
    found = connection.execute(sa.text("SELECT version_num FROM alembic_version")).scalar()
    return str(found or "")


def _run(connection: sa.Connection) -> None:
    from alembic import command  # noqa: PLC0415 - 0.2 s, and needed once in a version's life
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    # Alembic reads "%" of a path as the start of a placeholder.
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
