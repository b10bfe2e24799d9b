"""The review queue: answers as submitted, edited and approved, and what happened to each."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import sqlalchemy as sa

from app.records.audit import now
from app.records.schema import submission_events, submissions
from ingest.errors import ReviewError


class Status(StrEnum):
    """Where an answer stands."""

    SUBMITTED = "submitted"
    UNDER_REVIEW = "under_review"
    APPROVED = "approved"


@dataclass(frozen=True, slots=True, kw_only=True)
class Submission:
    """One answer under review.

    Attributes:
        answer_id: The answer as its asker has it; a redacted copy has another id inside.
        user_id: Who asked.
        is_returned: Sent back to who asked, with a reason; out of the queue.
        is_redacted: A copy without the case: never offered to others who ask.
        match_key: Under which it is found when the same is asked again; "" for never.
        as_of_asked: The date of service that was asked for; "" where none was: today.
        version: Counts changes; who saves names the one that he has read.
        checked_snapshot: Which Snapshot its basis was last held against.
        basis: Verdict, deciding sources and quotes on which it stands, as JSON.
        answer: The Answer as JSON, as edited.
        passages: What it cites, as JSON.
    """

    submission_id: str
    answer_id: str
    user_id: str
    status: Status
    is_returned: bool
    is_redacted: bool
    match_key: str
    as_of_asked: str
    version: int
    submitted_at: str
    updated_at: str
    checked_snapshot: str
    basis: str
    answer: str
    passages: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SubmissionEvent:
    """What happened to it: who, when, and a comment or reason."""

    at: str
    user_id: str
    event: str
    note: str


class Submissions:
    """The queue, seen from inside one transaction."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def add(self, submission: Submission) -> None:
        """Put an answer into the queue."""
        values = {name: getattr(submission, name) for name in Submission.__dataclass_fields__}
        self._connection.execute(submissions.insert().values(values))

    def find(self, submission_id: str) -> Submission | None:
        """One of the queue."""
        return self._one(submissions.c.submission_id == submission_id)

    def of_answer(self, answer_id: str) -> Submission | None:
        """What became of an answer."""
        return self._one(submissions.c.answer_id == answer_id)

    def of_answers(self, answer_ids: Sequence[str]) -> dict[str, Submission]:
        """What became of several, by answer id."""
        query = sa.select(submissions).where(submissions.c.answer_id.in_(answer_ids))
        rows = self._connection.execute(query).mappings()
        return {row["answer_id"]: _submission(row) for row in rows}

    def open_with(self, match_key: str) -> tuple[Submission, ...]:
        """All that are kept under a key, the last changed first."""
        place = submissions.c.match_key == match_key
        return self._several(place)

    def with_status(self, *status: Status, returned: bool = False) -> tuple[Submission, ...]:
        """Those of a status, the last changed first; without those returned, or those alone."""
        place = submissions.c.status.in_(status)
        return self._several(place & (submissions.c.is_returned == returned))

    def change(
        self, before: Submission, values: Mapping[str, object], *, touch: bool = True
    ) -> Submission:
        """Change one that nobody has changed since it was read.

        Args:
            before: As it was read.
            values: New values by name.
            touch: Whether it counts as updated now.

        Raises:
            ReviewError: Somebody has changed it meanwhile.
        """
        moved = {"version": before.version + 1} | ({"updated_at": now()} if touch else {})
        changed = self._connection.execute(
            submissions.update()
            .where(submissions.c.submission_id == before.submission_id)
            .where(submissions.c.version == before.version)
            .values({**values, **moved})
        )
        after = self.find(before.submission_id)
        if changed.rowcount != 1 or after is None:
            raise ReviewError("somebody has changed this answer meanwhile: read it again")
        return after

    def delete(self, submission_id: str) -> None:
        """Remove one with all that happened to it."""
        for table in (submission_events, submissions):
            place = table.c.submission_id == submission_id
            self._connection.execute(table.delete().where(place))

    def log(self, submission_id: str, user_id: str, event: str, note: str = "") -> None:
        """Write down what happened to one."""
        values = {
            "submission_id": submission_id,
            "at": now(),
            "user_id": user_id,
            "event": event,
            "note": note,
        }
        self._connection.execute(submission_events.insert().values(values))

    def events_of(self, submission_id: str) -> tuple[SubmissionEvent, ...]:
        """What happened to one, oldest first."""
        query = (
            sa.select(submission_events)
            .where(submission_events.c.submission_id == submission_id)
            .order_by(submission_events.c.event_id)
        )
        return tuple(
            SubmissionEvent(at=row.at, user_id=row.user_id, event=row.event, note=row.note)
            for row in self._connection.execute(query)
        )

    def _one(self, place: sa.ColumnElement[bool]) -> Submission | None:
        row = self._connection.execute(sa.select(submissions).where(place)).mappings().first()
        return _submission(row) if row else None

    def _several(self, place: sa.ColumnElement[bool]) -> tuple[Submission, ...]:
        query = sa.select(submissions).where(place).order_by(submissions.c.updated_at.desc())
        return tuple(_submission(row) for row in self._connection.execute(query).mappings())


def new_submission_id() -> str:
    """An id that nobody can guess."""
    return uuid.uuid4().hex


def _submission(row: sa.RowMapping) -> Submission:
    return Submission(**{**row, "status": Status(row["status"])})
