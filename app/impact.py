"""What a staged Snapshot would change: the same questions asked of two Snapshots, and compared.

The questions are plain rows: saved ones, eval cases, a file. One with case materials, or whose
answer is not general (`Answer.general`), is asked and counted, and nothing of it is ever shown.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from app.answering import Answerer
from app.models import Answer, Verdict
from ingest.errors import GuidelineError
from ingest.index import Snapshot

if TYPE_CHECKING:
    from app.case import CaseFile


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedQuestion:
    """One question to ask of both Snapshots.

    Attributes:
        question_id: Of the row it comes from.
        text: The question.
        origin: Where it comes from: "saved", or the name of a file.
        payer: Payer that was picked.
        as_of: Date of service; None for today.
        case: Case materials.
        policy: Files that were named as a policy.
        held_case: It was asked with case materials, which are not kept.
        invented: An eval case, say: it speaks of nobody, whatever it states.
    """

    question_id: str
    text: str
    origin: str
    payer: str = ""
    as_of: date | None = None
    case: tuple["CaseFile", ...] = ()
    policy: tuple["CaseFile", ...] = ()
    held_case: bool = False
    invented: bool = False

    def may_be_shown(self, *, is_general: bool) -> bool:
        """Whether its text may stand in a report that others read.

        Args:
            is_general: Whether its Answers hold nothing of a patient (`Answer.general`).
        """
        return self.invented or (
            is_general and not self.case and not self.policy and not self.held_case
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class CitationChange:
    """A citation that only one of the two Answers has.

    Attributes:
        doc_id: The document.
        quote: Its words.
        why: "text_changed" or "document_removed" where the words are not in the new Snapshot,
            "text_added" or "document_added" where they are not in the old one, "selection" where
            both hold them.
    """

    doc_id: str
    quote: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionImpact:
    """How one Answer changes.

    Attributes:
        question_id: Of the row.
        question: Its text.
        origin: Where it comes from.
        verdict_before: None where it had no verdict.
        verdict_after: None where it would have none.
        decided_by_before: doc_ids of the Sources that decide, sorted.
        decided_by_after: The same in the staged Snapshot.
        lost: Citations that go.
        gained: Citations that come.
        error: Why one of the two gave no Answer; "" where both did.
    """

    question_id: str
    question: str
    origin: str
    verdict_before: Verdict | None
    verdict_after: Verdict | None
    decided_by_before: tuple[str, ...]
    decided_by_after: tuple[str, ...]
    lost: tuple[CitationChange, ...]
    gained: tuple[CitationChange, ...]
    error: str = ""

    @property
    def other_verdict(self) -> bool:
        return self.verdict_before != self.verdict_after

    @property
    def changed_quotes(self) -> bool:
        """Whether it quotes words that an edit has changed."""
        return any(item.why == "text_changed" for item in self.lost)

    @property
    def is_change(self) -> bool:
        decided = self.decided_by_before != self.decided_by_after
        return bool(self.other_verdict or decided or self.lost or self.gained or self.error)


@dataclass(frozen=True, slots=True, kw_only=True)
class ImpactReport:
    """What publishing would change.

    Attributes:
        before: Id of the published Snapshot.
        after: Id of the staged one.
        n_asked: Questions, those with case materials or facts of a patient included.
        changes: Of the questions that may be shown, those whose Answer changes.
        n_private: Questions with case materials or facts of a patient.
        n_private_changed: Those of them whose Answer changes.
        n_private_other_verdict: Those of them that get another verdict.
        published: Whether the staged Snapshot was published after this.
    """

    before: str
    after: str
    n_asked: int
    changes: tuple[QuestionImpact, ...]
    n_private: int
    n_private_changed: int
    n_private_other_verdict: int
    published: bool = False

    @property
    def counts(self) -> Mapping[str, int]:
        """Of the questions that may be shown, by what changes; one may be among several."""
        return {
            "other_verdict": sum(item.other_verdict for item in self.changes),
            "lost_citation": sum(bool(item.lost) for item in self.changes),
            "gained_citation": sum(bool(item.gained) for item in self.changes),
            "changed_quotes": sum(item.changed_quotes for item in self.changes),
            "errors": sum(bool(item.error) for item in self.changes),
        }


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two Snapshots, and what answers from it."""

    snapshot: Snapshot
    answerer: Answerer

    def text_of(self, doc_id: str) -> str | None:
        """Text of a document; None where there is none of that id."""
        return self.snapshot.document_text(doc_id) if doc_id in self.snapshot.documents else None


def _silent(_n_done: int) -> None:
    """Show nothing."""


def impact(
    questions: Iterable[SavedQuestion],
    before: Side,
    after: Side,
    *,
    progress: Callable[[int], None] = _silent,
) -> ImpactReport:
    """Ask every question of both Snapshots, and compare the Answers.

    Args:
        questions: Rows; an error in one is reported with it and ends nothing.
        before: What is published.
        after: What is staged.
        progress: Told how many questions are done.
    """
    changes: list[QuestionImpact] = []
    n_asked = n_private = n_private_changed = n_private_other = 0
    for n_asked, question in enumerate(questions, start=1):
        found, is_general = _asked(question, before, after)
        if question.may_be_shown(is_general=is_general):
            changes += [found] if found.is_change else []
        else:
            n_private += 1
            n_private_changed += found.is_change
            n_private_other += found.other_verdict
        progress(n_asked)
    return ImpactReport(
        before=before.snapshot.snapshot_id,
        after=after.snapshot.snapshot_id,
        n_asked=n_asked,
        changes=tuple(changes),
        n_private=n_private,
        n_private_changed=n_private_changed,
        n_private_other_verdict=n_private_other,
    )


def _asked(question: SavedQuestion, before: Side, after: Side) -> tuple[QuestionImpact, bool]:
    """What changes, and whether the question is a general one.

    One of the two Answers says so: a name of a document that goes, or comes, is known to one alone.
    """
    answers = []
    for side in (before, after):
        try:
            answers.append(_answer(question, side))
        except GuidelineError as error:
            failed = Answer(id=question.question_id, question=question.text, error=str(error))
            answers.append(failed)
    old, new = answers
    found = QuestionImpact(
        question_id=question.question_id,
        question=question.text,
        origin=question.origin,
        verdict_before=old.verdict,
        verdict_after=new.verdict,
        decided_by_before=_deciding(old),
        decided_by_after=_deciding(new),
        lost=_only_in((old, before), (new, after), _LOST),
        gained=_only_in((new, after), (old, before), _GAINED),
        error=old.error or new.error or "",
    )
    return found, old.general or new.general


def _answer(question: SavedQuestion, side: Side) -> Answer:
    return side.answerer.answer(
        question.text,
        payer=question.payer,
        as_of=question.as_of,
        case=question.case,
        policy=question.policy,
        question_id=question.question_id,
    )


def _deciding(answer: Answer) -> tuple[str, ...]:
    return tuple(sorted({row.doc_id for row in answer.positions if row.decides}))


# Why the other Snapshot cannot have a citation: it lacks the words, or the document.
_LOST = ("text_changed", "document_removed")
_GAINED = ("text_added", "document_added")


def _only_in(
    one: tuple[Answer, Side], two: tuple[Answer, Side], reasons: tuple[str, str]
) -> tuple[CitationChange, ...]:
    """Citations of one Answer that the other does not have, and why it cannot or does not."""
    (answer, here), (other, there), (no_words, no_document) = one, two, reasons
    known = set(_citations(other))
    found = []
    for doc_id, quote in dict.fromkeys(_citations(answer)):
        if (doc_id, quote) in known or here.text_of(doc_id) is None:
            continue
        text = there.text_of(doc_id)
        why = no_document if text is None else "selection" if quote in text else no_words
        found.append(CitationChange(doc_id=doc_id, quote=quote, why=why))
    return tuple(found)


def _citations(answer: Answer) -> Iterable[tuple[str, str]]:
    """(doc_id, quote) of what an Answer cites, in the order in which it is shown."""
    for claim in answer.claims:
        for cited in claim.citations:
            yield cited.doc_id, cited.quote
