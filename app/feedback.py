"""Feedback on answers and citations, and how one becomes an eval case.

Kept are ids, places and the reader's own words; the question is looked up in the history when a
case is made of it, and only where its Answer is a general one: nothing of a patient leaves it.
"""

import json
import re
from dataclasses import dataclass
from datetime import date

from app.access import Action, Role, User, require
from app.models import Answer, Citation, Verdict
from app.records import Feedback, Records
from ingest.errors import AccessError, QuestionError

REASONS: dict[str, str] = {
    "good": "This helps",
    "does_not_support": "The citation does not support the sentence",
    "wrong_verdict": "The verdict is wrong",
    "misunderstood": "The question was misunderstood",
    "missing_source": "A source is missing",
    "other": "Something else",
}
MAX_COMMENT = 500
PRIVATE = (
    "this answer holds facts of a case, which stay with its asker: no case is made of it. Ask the "
    "same in general, and give the feedback there"
)
_SLUG = re.compile(r"[^a-z0-9]+")
_MAX_SLUG = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """Feedback as a keeper sees it.

    Attributes:
        feedback: What was said.
        answer: What it was said of; None where the text is not kept, or is a patient's.
    """

    feedback: Feedback
    answer: Answer | None


@dataclass(frozen=True, slots=True)
class Opinions:
    """Feedback over open records; every call checks who wants it."""

    records: Records

    def give(
        self,
        user: User | None,
        answer: Answer,
        reason: str,
        *,
        citation: Citation | None = None,
        comment: str = "",
    ) -> str:
        """Write down what somebody thinks of an answer that he has been given.

        Args:
            user: Who.
            answer: The answer, as it stands on his page.
            reason: One of `REASONS`.
            citation: The one that is meant; None for the answer as a whole.
            comment: His words; kept only for a general answer, for others may name a patient.

        Raises:
            AccessError: He may not, or the answer is another's.
            QuestionError: There is no such reason, or the comment is too long.
            StorageError: It could not be written.
        """
        if reason not in REASONS:
            raise QuestionError(f"no feedback is called {reason!r}: use {', '.join(REASONS)}")
        if len(comment) > MAX_COMMENT:
            raise QuestionError(f"a comment has at most {MAX_COMMENT} characters: shorten it")
        is_case = citation is not None and citation.doc_id.startswith("case:")
        place = {} if citation is None or is_case else _place(citation)
        with self.records.writing() as at:
            owner = at.conversations.owner_of_answer(answer.id)
            # Where the text is not kept nobody else can have it: it stands on his page alone.
            mine = owner if owner is not None else (user.user_id if user else None)
            who = require(user, Action.OWN_FEEDBACK, owner_id=mine)
            return at.feedback.add(
                answer_id=answer.id,
                user_id=who.user_id,
                reason=reason,
                comment=comment.strip() if answer.general else "",
                **place,
            )

    def all(self, user: User | None) -> tuple[Told, ...]:
        """The newest first, with the answers that may be shown.

        Raises:
            AccessError: He may not.
        """
        require(user, Action.READ_FEEDBACK)
        with self.records.reading() as at:
            found = []
            for item in at.feedback.newest():
                turn = at.conversations.turn(item.answer_id)
                answer = Answer.model_validate_json(turn.answer) if turn else None
                shown = answer if answer is not None and answer.general else None
                found.append(Told(feedback=item, answer=shown))
        return tuple(found)

    def case_file(
        self, user: User | None, feedback_id: str, verdict: Verdict | None, why: str
    ) -> str:
        """An eval case in TOML, as `evals/cases/*.toml` holds them.

        Args:
            user: Who makes it.
            feedback_id: From which feedback.
            verdict: The one that is right; None for no verdict.
            why: Why, in a sentence.

        Raises:
            AccessError: He may not, or the answer holds facts of a case.
            QuestionError: There is no such feedback, its text is gone, or `why` is empty.
        """
        who = require(user, Action.READ_FEEDBACK)
        if not who.roles & {Role.EDITOR, Role.REVIEWER, Role.ADMIN}:
            raise AccessError("you may not do this (make a case): ask whoever gives out the roles")
        if not why.strip():
            raise QuestionError("say in a sentence why this verdict is right: a case needs it")
        with self.records.reading() as at:
            item = at.feedback.find(feedback_id)
            turn = at.conversations.turn(item.answer_id) if item else None
        if item is None or turn is None:
            raise QuestionError("there is no such feedback, or its answer is not kept any more")
        answer = Answer.model_validate_json(turn.answer)
        if not answer.general:
            raise AccessError(PRIVATE)
        return _toml(item, answer, verdict, why)


def _place(citation: Citation) -> dict[str, str | int]:
    return {
        "doc_id": citation.doc_id,
        "char_start": citation.char_start,
        "char_end": citation.char_end,
    }


def _toml(item: Feedback, answer: Answer, verdict: Verdict | None, why: str) -> str:
    """Text as JSON writes it is text as TOML reads it, but for one sign."""
    named = answer.understood
    what = " ".join((*named.interventions[:1], *named.conditions[:1])) or answer.question
    slug = _SLUG.sub("-", what.lower()).strip("-")[:_MAX_SLUG].strip("-")
    deciding = list(dict.fromkeys(row.doc_id for row in answer.positions if row.decides))
    as_of = answer.as_of or date.fromisoformat(item.at[:10])
    rows: list[tuple[str, object]] = [
        ("case_id", f"feedback-{slug or 'question'}-{item.feedback_id[:8]}"),
        ("corpus", "corpus"),
        ("question", answer.question),
        ("verdict", verdict.value if verdict else "none"),
        ("as_of", as_of.isoformat()),
        ("references", deciding),
        ("tags", ["feedback"]),
        ("why", why.strip()),
    ]
    lines = [f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in rows if value]
    return "\n".join(["[[case]]", *lines]).replace("\x7f", "\\u007f") + "\n"
