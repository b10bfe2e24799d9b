"""Feedback: what a reader thinks of an answer, or of one of its citations."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from app.records.audit import now
from app.records.schema import feedback


@dataclass(frozen=True, slots=True, kw_only=True)
class Feedback:
    """One word of a reader.

    Attributes:
        feedback_id: Its own id.
        answer_id: The answer, whose text lies in the history of who asked, if anywhere.
        user_id: Who said it.
        at: ISO 8601 in UTC.
        reason: One of `app.feedback.REASONS`.
        doc_id: Of the citation that is meant; "" for the answer as a whole.
        char_start: Where that citation points.
        char_end: The same.
        comment: In the reader's words; "" where there is none.
    """

    feedback_id: str
    answer_id: str
    user_id: str
    at: str
    reason: str
    doc_id: str = ""
    char_start: int = 0
    char_end: int = 0
    comment: str = ""


class Feedbacks:
    """Feedback, seen from inside one transaction."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def add(self, **values: str | int) -> str:
        """Write one down; its id."""
        feedback_id = uuid.uuid4().hex
        row = {"doc_id": "", "char_start": 0, "char_end": 0, "comment": "", **values}
        self._connection.execute(feedback.insert().values(feedback_id=feedback_id, at=now(), **row))
        return feedback_id

    def newest(self, limit: int = 200) -> tuple[Feedback, ...]:
        """The newest first."""
        query = sa.select(feedback).order_by(feedback.c.at.desc()).limit(limit)
        return tuple(Feedback(**row) for row in self._connection.execute(query).mappings())

    def find(self, feedback_id: str) -> Feedback | None:
        query = sa.select(feedback).where(feedback.c.feedback_id == feedback_id)
        row = self._connection.execute(query).mappings().first()
        return Feedback(**row) if row is not None else None

    def of(self, user_id: str, answer_ids: Sequence[str]) -> tuple[Feedback, ...]:
        """What one person has said of some answers."""
        query = sa.select(feedback).where(
            feedback.c.user_id == user_id, feedback.c.answer_id.in_(answer_ids)
        )
        return tuple(Feedback(**row) for row in self._connection.execute(query).mappings())
