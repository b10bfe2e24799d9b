"""What an Answer is composed from."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field

from app.analysis import Analysis, Knowledge
from app.case import Brought
from app.draft import Shelf
from app.in_force import Standing
from app.models import Claim
from app.question_models import Question
from ingest.models import Passage


@dataclass(frozen=True)
class Material:
    """What an Answer is composed from.

    Attributes:
        question: As understood.
        analysis: Positions and verdict.
        knowledge: Statements and Sources, a session's own policies among them.
        standing: Whether each Source is in force, by doc_id.
        shelf: Makes sentences with their quotes.
        brought: The asker's files.
        paths: Path of each document.
        answer_claims: Passages that answer a question which asks for no verdict.
        facts: What the question states, in its own words.
        passages_of: Passages of a document of the Snapshot.
        flags_of: Kinds of what was flagged in a document when it was read.
    """

    question: Question
    analysis: Analysis
    knowledge: Knowledge
    standing: dict[str, Standing]
    shelf: Shelf
    brought: Brought
    paths: dict[str, str]
    answer_claims: Sequence[Claim] = ()
    facts: Sequence[str] = ()
    passages_of: Callable[[str], Sequence[Passage]] = field(default=lambda _doc_id: ())
    flags_of: Callable[[str], Collection[str]] = field(default=lambda _doc_id: ())

    @property
    def reason(self) -> str:
        """Why there is no verdict; an open question on a condition alone asks for none."""
        reason, question = self.analysis.reason, self.question
        open_ = question.intent != "verdict" and bool(question.targets)
        return "no-verdict-asked" if reason == "no-intervention" and open_ else reason
