"""Who is who: an id of our own for each account, so that the audit chain names nobody."""

from collections.abc import Iterable

import sqlalchemy as sa

from app.access import LOCAL
from app.records.audit import now
from app.records.audit_key import keyed_digest
from app.records.schema import people

_ID_CHARS = 32


def account_id(key: bytes, subject: str) -> str:
    """The id of an account: a keyed hash, the same at every visit; without the key it names nobody.

    Args:
        key: That of the audit chain.
        subject: Issuer and subject of the account.
    """
    return keyed_digest(key, "account", subject)[:_ID_CHARS]


class People:
    """The people, seen from inside one transaction."""

    def __init__(self, connection: sa.Connection, key: bytes) -> None:
        self._connection = connection
        self._key = key

    def note(self, subject: str, name: str) -> str:
        """Keep the name of an account, as others see it; its id."""
        user_id = account_id(self._key, subject)
        place = people.c.user_id == user_id
        found = self._connection.execute(sa.select(people.c.name).where(place)).scalar()
        if found is None:
            values = {
                "user_id": user_id,
                "subject_digest": keyed_digest(self._key, "account", subject),
                "name": name,
                "first_seen": now(),
            }
            self._connection.execute(people.insert().values(values))
        elif found != name:
            self._connection.execute(people.update().where(place).values(name=name))
        return user_id

    def names(self, user_ids: Iterable[str]) -> dict[str, str]:
        """Names by id; an id that is not known stands for itself."""
        wanted = set(user_ids)
        query = sa.select(people.c.user_id, people.c.name).where(people.c.user_id.in_(wanted))
        found = {row.user_id: row.name for row in self._connection.execute(query)}
        return {user_id: user_id for user_id in wanted} | {LOCAL.user_id: LOCAL.name} | found
