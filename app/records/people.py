"""Who is who: an id of our own for each account, so that the audit chain names nobody."""

import uuid
from collections.abc import Iterable

import sqlalchemy as sa

from app.access import LOCAL
from app.records.audit import now
from app.records.audit_key import keyed_digest
from app.records.schema import people


class People:
    """The people, seen from inside one transaction."""

    def __init__(self, connection: sa.Connection, key: bytes) -> None:
        self._connection = connection
        self._key = key

    def user_id_of(self, subject: str, name: str) -> str:
        """The id of an account; a new one where it was never seen. Keeps its name up to date.

        Args:
            subject: Issuer and subject of the account, unique and lasting.
            name: As shown to others.
        """
        digest = keyed_digest(self._key, "account", subject)
        query = sa.select(people).where(people.c.subject_digest == digest)
        row = self._connection.execute(query).first()
        if row is not None:
            if row.name != name:
                change = people.update().where(people.c.user_id == row.user_id)
                self._connection.execute(change.values(name=name))
            return str(row.user_id)
        user_id = uuid.uuid4().hex
        values = {
            "user_id": user_id, "subject_digest": digest, "name": name, "first_seen": now()
        }  # fmt: skip
        self._connection.execute(people.insert().values(values))
        return user_id

    def find(self, subject: str) -> tuple[str, str] | None:
        """(id, name) of an account that was seen before."""
        digest = keyed_digest(self._key, "account", subject)
        query = sa.select(people).where(people.c.subject_digest == digest)
        row = self._connection.execute(query).first()
        return (str(row.user_id), str(row.name)) if row else None

    def names(self, user_ids: Iterable[str]) -> dict[str, str]:
        """Names by id; an id that is not known stands for itself."""
        wanted = set(user_ids)
        query = sa.select(people.c.user_id, people.c.name).where(people.c.user_id.in_(wanted))
        found = {row.user_id: row.name for row in self._connection.execute(query)}
        return {user_id: user_id for user_id in wanted} | {LOCAL.user_id: LOCAL.name} | found
