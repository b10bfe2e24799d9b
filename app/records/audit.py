"""The audit chain in the database: entries are added at its end, by one writer at a time."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime

import sqlalchemy as sa

from app.records.chain import START, Entry, Event, Head, signature
from app.records.schema import audit

_PAGE = 1000  # rows that a walk fetches at a time


def now() -> str:
    """The time as it is kept: UTC, to the microsecond, always of one length."""
    return datetime.now(UTC).isoformat(timespec="microseconds")


class AuditLog:
    """The chain, seen from inside one transaction."""

    def __init__(self, connection: sa.Connection, key: bytes) -> None:
        self._connection = connection
        self._key = key

    def append(self, event: Event) -> Entry:
        """Add an entry; the transaction must be a writing one."""
        last = read_head(self._connection)
        seq, at = last.count + 1, now()
        mac = signature(self._key, last.mac, seq=seq, at=at, event=event)
        row = {
            "seq": seq,
            "at": at,
            "event": event.event,
            "user_id": event.user_id,
            "subject_id": event.subject_id,
            "snapshot": event.snapshot,
            "composer": event.composer,
            "verdict": event.verdict,
            "documents": json.dumps(event.documents),
            "digest": event.digest,
            "mac": mac,
        }
        self._connection.execute(audit.insert().values(row))
        return Entry(seq=seq, at=at, event=event, mac=mac)


def read_head(connection: sa.Connection) -> Head:
    """The end of the chain; (0, zeros) where it is empty."""
    query = sa.select(audit.c.seq, audit.c.mac).order_by(audit.c.seq.desc()).limit(1)
    row = connection.execute(query).first()
    return Head(row.seq, row.mac) if row else Head(0, START)


def read_entries(connection: sa.Connection) -> Iterator[Entry]:
    """Every entry in order."""
    rows = connection.execution_options(yield_per=_PAGE).execute(
        sa.select(audit).order_by(audit.c.seq)
    )
    for row in rows:
        yield Entry(
            seq=row.seq,
            at=row.at,
            event=Event(
                event=row.event,
                user_id=row.user_id,
                subject_id=row.subject_id,
                snapshot=row.snapshot,
                composer=row.composer,
                verdict=row.verdict,
                documents=tuple(json.loads(row.documents)),
                digest=row.digest,
            ),
            mac=row.mac,
        )
