"""What the question and the case materials state: facts, each with its verbatim span.

A fact is what a text says in words or numbers. Nothing is concluded here: whether a fact meets a criterion is told by
`app.findings`, and a fact that no criterion asks for stays unused.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

QUESTION = "question"


class FactKind(StrEnum):
    """What sort of thing a fact states."""

    AGE = "age"
    SEX = "sex"
    PREGNANCY = "pregnancy"
    MEASURE = "measure"
    DURATION = "duration"
    TREATMENT = "treatment"
    FINDING = "finding"
    PHASE = "phase"
    CLAIM = "claim"


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseText:
    """One file of case materials as text.

    Attributes:
        name: File name, as shown.
        text: Its text; offsets of facts refer to it.
        page_starts: Offset at which page i + 1 starts; () where it has no pages.
    """

    name: str
    text: str
    page_starts: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One thing that a text states: `text[char_start:char_end] == quote`.

    Attributes:
        kind: What sort of thing.
        name: Phrase as printed: the measure, the treatment, the condition.
        value: Number that is stated; None where there is none.
        value2: Upper end of a stated range.
        unit: Canonical unit, "" where none is printed.
        comparator: "", ">=", ">", "<=" or "<", as stated ("AHI over 30").
        status: For a treatment: tried, failed, intolerant, contraindicated, current, responded; for a phase its name.
        negated: True where the text denies it.
        quote: Verbatim words.
        char_start: Offset in its own text.
        char_end: Offset after it.
        source: "question" or "case:<file>".
        page: 1-based page; None where there is none.
    """

    kind: FactKind
    name: str
    value: float | None = None
    value2: float | None = None
    unit: str = ""
    comparator: str = ""
    status: str = ""
    negated: bool = False
    quote: str
    char_start: int
    char_end: int
    source: str = QUESTION
    page: int | None = None


@dataclass(frozen=True, eq=False)
class Facts:
    """All facts of one question with its case materials.

    Attributes:
        facts: In reading order, the question first.
        texts: Raw text by source.
    """

    facts: tuple[Fact, ...] = ()
    texts: Mapping[str, str] = field(default_factory=dict)

    def of(self, *kinds: FactKind) -> tuple[Fact, ...]:
        """Facts of the given kinds, in order."""
        return tuple(fact for fact in self.facts if fact.kind in kinds)


def read_facts(question: str, case: Sequence[CaseText] = ()) -> Facts:
    """Everything that the question and the case materials state, each with its span."""
    texts = {QUESTION: question, **{f"case:{item.name}": item.text for item in case}}
    return Facts((), texts)
