"""The history: conversations of a person with their answers. Everything here can be deleted."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass

import sqlalchemy as sa

from app.records.audit import now
from app.records.schema import conversations, turns


@dataclass(frozen=True, slots=True, kw_only=True)
class Conversation:
    """One conversation, without its answers.

    Attributes:
        user_id: Whose it is; nobody else reads it.
        created_at: ISO 8601 in UTC, as is `updated_at`.
    """

    conversation_id: str
    user_id: str
    title: str
    created_at: str
    updated_at: str
    n_turns: int


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptTurn:
    """One answer as it is kept.

    Attributes:
        answer_id: As in the audit chain.
        asked_at: ISO 8601 in UTC.
        holds_case: Whether case materials or facts of a patient went in: for its asker alone.
        answer: The Answer as JSON, quotes from case materials replaced by file hash and page.
        passages: What it cites from the corpus, as JSON: kept though the index moves on.
        words: What a search looks through.
    """

    answer_id: str
    asked_at: str
    holds_case: bool
    answer: str
    passages: str
    words: str


class Conversations:
    """The history, seen from inside one transaction."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def start(self, user_id: str, title: str) -> str:
        """A new conversation; its id."""
        conversation_id, at = uuid.uuid4().hex, now()
        values = {
            "conversation_id": conversation_id,
            "user_id": user_id,
            "title": title,
            "created_at": at,
            "updated_at": at,
        }
        self._connection.execute(conversations.insert().values(values))
        return conversation_id

    def add_turn(self, conversation_id: str, turn: KeptTurn) -> None:
        """Put an answer at the end of a conversation."""
        count = sa.select(sa.func.count()).where(turns.c.conversation_id == conversation_id)
        values = {
            "answer_id": turn.answer_id,
            "conversation_id": conversation_id,
            "position": self._connection.execute(count).scalar_one(),
            "asked_at": turn.asked_at,
            "holds_case": turn.holds_case,
            "answer": turn.answer,
            "passages": turn.passages,
            "words": turn.words,
        }
        self._connection.execute(turns.insert().values(values))
        self._touch(conversation_id, updated_at=turn.asked_at)

    def rename(self, conversation_id: str, title: str) -> None:
        """Give it another title."""
        self._touch(conversation_id, title=title)

    def _touch(self, conversation_id: str, **values: str) -> None:
        place = conversations.c.conversation_id == conversation_id
        self._connection.execute(conversations.update().where(place).values(**values))

    def delete(self, conversation_id: str) -> None:
        """Remove it with its answers."""
        place = conversations.c.conversation_id == conversation_id
        self._connection.execute(turns.delete().where(turns.c.conversation_id == conversation_id))
        self._connection.execute(conversations.delete().where(place))

    def find(self, conversation_id: str) -> Conversation | None:
        """One conversation, whoever owns it."""
        query = _listed().where(conversations.c.conversation_id == conversation_id)
        row = self._connection.execute(query).mappings().first()
        return Conversation(**row) if row else None

    def owner_of_answer(self, answer_id: str) -> str | None:
        """Whose conversation an answer stands in."""
        query = (
            sa.select(conversations.c.user_id)
            .join(turns, turns.c.conversation_id == conversations.c.conversation_id)
            .where(turns.c.answer_id == answer_id)
        )
        return self._connection.execute(query).scalar()

    def of(self, user_id: str, search: str = "", limit: int = 200) -> tuple[Conversation, ...]:
        """A person's conversations, the last used first.

        Args:
            user_id: Whose.
            search: Words that stand in a title or an answer, in any case; "" for all.
            limit: At most so many.
        """
        query = _listed().where(conversations.c.user_id == user_id)
        for word in search.casefold().split():
            inside = sa.select(turns.c.conversation_id).where(
                turns.c.words.contains(word, autoescape=True)
            )
            in_title = sa.func.lower(conversations.c.title).contains(word, autoescape=True)
            query = query.where(conversations.c.conversation_id.in_(inside) | in_title)
        rows = self._connection.execute(
            query.order_by(conversations.c.updated_at.desc()).limit(limit)
        )
        return tuple(Conversation(**row) for row in rows.mappings())

    def turns_of(self, conversation_id: str) -> tuple[KeptTurn, ...]:
        """The answers of a conversation, oldest first."""
        query = (
            sa.select(turns)
            .where(turns.c.conversation_id == conversation_id)
            .order_by(turns.c.position)
        )
        return tuple(_kept(row) for row in self._connection.execute(query).mappings())

    def every_turn(self) -> Iterator[KeptTurn]:
        """The answers of everybody, oldest first: for counting, never for showing as they are."""
        for row in self._connection.execute(sa.select(turns).order_by(turns.c.asked_at)).mappings():
            yield _kept(row)

    def turn(self, answer_id: str) -> KeptTurn | None:
        """One answer."""
        query = sa.select(turns).where(turns.c.answer_id == answer_id)
        row = self._connection.execute(query).mappings().first()
        return _kept(row) if row else None


def _kept(row: sa.RowMapping) -> KeptTurn:
    return KeptTurn(**{name: row[name] for name in KeptTurn.__dataclass_fields__})


def _listed() -> sa.Select[tuple[object, ...]]:
    count = (
        sa.select(sa.func.count())
        .where(turns.c.conversation_id == conversations.c.conversation_id)
        .scalar_subquery()
    )
    return sa.select(*conversations.c, count.label("n_turns"))
