"""The history of a person: kept, found, opened, renamed, deleted. Every call checks whose it is."""

from collections.abc import Callable
from dataclasses import dataclass

from app.access import Action, Role, User, may, require
from app.answering import Library
from app.case import Brought
from app.found import Excerpt, excerpts, texts_of
from app.kept import for_history
from app.kept_library import cited_passages, dump_passages, load_passages, read_answer
from app.models import Answer
from app.records import Conversation, Event, KeptTurn, Records, Status, Submission, Transaction
from ingest.errors import AccessError, QuestionError
from ingest.models import Passage

MAX_TITLE_CHARS = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenedTurn:
    """One answer of a conversation, read back.

    Attributes:
        answer: As kept, with the review status that it has now.
        asked_at: ISO 8601 in UTC.
        holds_case: Whether case materials or facts of a patient went in.
        passages: What it cites, though the index may have moved on.
        review: What became of it in the queue, None where it never was there.
    """

    answer: Answer
    asked_at: str
    holds_case: bool
    passages: tuple[Passage, ...]
    review: Submission | None


@dataclass(frozen=True, slots=True)
class History:
    """The history over open records."""

    records: Records

    def keep(
        self,
        user: User | None,
        answer: Answer,
        *,
        conversation_id: str = "",
        brought: Brought | None = None,
        library: Library,
    ) -> str:
        """Write an answer down: in the audit chain always, and in the history of who asked.

        Args:
            user: Who asked.
            answer: As it was shown.
            conversation_id: Where it goes on, "" to start one.
            brought: The files that it was asked with.
            library: Where the passages that it cites are looked up.

        Returns:
            Id of the conversation; "" where the text is not kept.

        Raises:
            AccessError: He may not ask, or the conversation is another's.
            StorageError: It could not be written.
        """
        who = require(user, Action.ASK)
        kept = for_history(answer, brought)
        text = kept.model_dump_json()
        keeps = self.records.keeps_text and Role.GUEST not in who.roles
        passages = dump_passages(cited_passages(kept, library)) if keeps else ""
        with self.records.writing() as at:
            entry = at.audit.append(_answered(who, kept, at.digest(text)))
            if not keeps:
                return ""
            if conversation_id and at.conversations.find(conversation_id) is not None:
                self._owned(at, who, Action.OWN_READ, conversation_id)
            else:
                conversation_id = at.conversations.start(who.user_id, _title(answer.question))
            turn = KeptTurn(
                answer_id=answer.id,
                asked_at=entry.at,
                holds_case=not answer.general,
                answer=text,
                passages=passages,
                words=_words(kept),
            )
            at.conversations.add_turn(conversation_id, turn)
        return conversation_id

    def conversations(self, user: User | None, search: str = "") -> tuple[Conversation, ...]:
        """His conversations, the last used first; those that hold all the words searched for.

        Raises:
            AccessError: He has no history.
            StorageError: It could not be read.
        """
        who = require(user, Action.OPEN_HISTORY)
        with self.records.reading() as at:
            return at.conversations.of(who.user_id, search)

    def open(
        self, user: User | None, conversation_id: str, action: Action = Action.OWN_READ
    ) -> tuple[Conversation, tuple[OpenedTurn, ...]]:
        """A conversation with its answers, oldest first.

        Raises:
            AccessError: There is none of that id, or it is another's.
            StorageError: It could not be read.
        """
        with self.records.reading() as at:
            found = self._owned(at, user, action, conversation_id)
            kept = at.conversations.turns_of(conversation_id)
            reviews = at.submissions.of_answers([turn.answer_id for turn in kept])
        return found, tuple(_opened(turn, reviews.get(turn.answer_id)) for turn in kept)

    def found_in(
        self,
        user: User | None,
        conversation_id: str,
        search: str,
        shown: Callable[[str], str] = str,
    ) -> tuple[Excerpt, ...]:
        """Where the words searched for stand in the answers of a conversation, newest first.

        Args:
            user: Who searches.
            conversation_id: Where.
            search: The words.
            shown: What this reader is shown of a text.

        Raises:
            AccessError: There is none of that id, or it is another's.
            StorageError: It could not be read.
        """
        with self.records.reading() as at:
            self._owned(at, user, Action.OWN_READ, conversation_id)
            kept = at.conversations.turns_of(conversation_id)
        wanted = search.casefold().split()
        held = (turn for turn in reversed(kept) if any(word in turn.words for word in wanted))
        rows = (row for turn in held for row in texts_of(read_answer(turn.answer)))
        return excerpts(((where, shown(text)) for where, text in rows), search)

    def rename(self, user: User | None, conversation_id: str, title: str) -> None:
        """Give a conversation another title.

        Raises:
            QuestionError: The title is empty.
            AccessError: There is none of that id, or it is another's.
            StorageError: It could not be written.
        """
        words = _title(title)
        if not words:
            raise QuestionError("the title is empty: give the conversation a name")
        with self.records.writing() as at:
            self._owned(at, user, Action.OWN_RENAME, conversation_id)
            at.conversations.rename(conversation_id, words)

    def delete(self, user: User | None, conversation_id: str) -> None:
        """Delete a conversation with all its texts, and what of it waits for a review.

        What is approved stays: it speaks of nobody, and others rely on it. The audit chain stays:
        it holds no text.

        Raises:
            AccessError: There is none of that id, or it is another's.
            StorageError: It could not be written.
        """
        with self.records.writing() as at:
            found = self._owned(at, user, Action.OWN_DELETE, conversation_id)
            ids = [turn.answer_id for turn in at.conversations.turns_of(conversation_id)]
            for submission in at.submissions.of_answers(ids).values():
                if submission.status is not Status.APPROVED:
                    at.submissions.delete(submission.submission_id)
            at.conversations.delete(conversation_id)
            at.audit.append(
                Event(event="deleted", user_id=found.user_id, subject_id=conversation_id)
            )
        self.records.database.forget()

    @staticmethod
    def _owned(
        at: Transaction, user: User | None, action: Action, conversation_id: str
    ) -> Conversation:
        found = at.conversations.find(conversation_id)
        if not may(user, action, owner_id=found.user_id if found else None) or found is None:
            require(user, Action.OPEN_HISTORY)
            raise AccessError("there is no such conversation in your history: open one that is")
        return found


def _opened(turn: KeptTurn, review: Submission | None) -> OpenedTurn:
    answer = read_answer(turn.answer)
    if review is not None:
        answer = answer.model_copy(update={"review_status": review.status.value})
    return OpenedTurn(
        answer=answer,
        asked_at=turn.asked_at,
        holds_case=turn.holds_case,
        passages=load_passages(turn.passages),
        review=review,
    )


def _answered(user: User, answer: Answer, digest: str) -> Event:
    return Event(
        event="answered",
        user_id=user.user_id,
        subject_id=answer.id,
        snapshot=answer.snapshot,
        composer=answer.composer,
        verdict=answer.verdict.value if answer.verdict else "",
        documents=tuple(entry.doc_id for entry in answer.references),
        digest=digest,
    )


def _title(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= MAX_TITLE_CHARS else f"{words[: MAX_TITLE_CHARS - 1]}…"


def _words(answer: Answer) -> str:
    return "\n".join(text for _, text in texts_of(answer)).casefold()
