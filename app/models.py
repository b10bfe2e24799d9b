"""The Answer: the one object that every surface renders, and the parts of which it is made.

JSON keys are a contract (DESIGN.md section 7, docs/answer-schema.md); fields are only ever added.
"""

from datetime import date
from enum import StrEnum
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

SCHEMA_VERSION = 1

DISCLAIMER = (
    "For healthcare professionals. This is not a medical device and not a coverage determination. "
    "It shows what the named documents say, and it does not replace clinical judgement: check "
    "every quote against the primary source before acting on it."
)


class Model(BaseModel):
    """Frozen and strict about names: a misspelt key fails in a test, not in a clinic."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Verdict(StrEnum):
    """The six verdicts (DESIGN.md section 2)."""

    NECESSARY = "necessary"
    CONDITIONAL = "conditional"
    NOT_NECESSARY = "not_necessary"
    INSUFFICIENT_EVIDENCE = "insufficient_evidence"
    CONFLICTING = "conflicting"
    NOT_ADDRESSED = "not_addressed"


class FindingState(StrEnum):
    """Whether the case meets a criterion."""

    MET = "met"
    NOT_MET = "not_met"
    UNKNOWN = "unknown"


class PositionDirection(StrEnum):
    """What one Source, as a whole, says to the Question."""

    FOR = "for"
    CONDITIONAL = "conditional"
    AGAINST = "against"
    INSUFFICIENT = "insufficient"
    SILENT = "silent"


class SectionName(StrEnum):
    """The outline of an Answer, in the order in which it is shown."""

    ANSWER = "answer"
    GUIDELINES = "guideline_position"
    COVERAGE = "coverage_position"
    RESEARCH = "research"
    ALTERNATIVES = "alternatives"
    ADVISED_AGAINST = "advised_against"
    CASE = "case_assessment"
    CRITERIA = "criteria"
    REQUIRED = "what_approval_would_require"
    PITFALLS = "pitfalls"
    PATHWAY = "pathway"
    OTHER_CONDITIONS = "other_conditions"
    NOT_IN_FORCE = "not_in_force"


class Citation(Model):
    """A pointer into a document: `document.text[char_start:char_end] == quote`."""

    doc_id: str = Field(description='document; "case:<file name>" for case materials')
    passage_id: str
    page: int | None = Field(description="1-based page of the file; null where the format has none")
    quote: str
    char_start: int
    char_end: int
    reference: int = Field(0, description="number of the Reference; 0 for case materials")
    locator: str = Field(
        "", description='as a reader says it: "recommendation 29, p. 55", "[Case Materials, p. 2]"'
    )
    about: str = Field(
        "", description="the part of the sentence that this quote carries; empty for all of it"
    )


class Claim(Model):
    """One sentence about the world, locked to quotes."""

    text: str
    section: SectionName
    citations: tuple[Citation, ...] = Field(min_length=1)
    label: str = Field(
        "", description="what stands beside it: the grade as printed, a step, a note"
    )
    level: int = Field(0, ge=0, le=3, description="indentation in its section")


class Note(Model):
    """A sentence about this Answer, from a closed list; carries no clinical content."""

    kind: str
    text: str


class Understood(Model):
    """What the question was taken to mean, so that the reader can correct it."""

    interventions: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    payer: str = ""
    publisher: str = ""
    intent: str = Field(
        "verdict", description="verdict, or which, dose, criteria, when, compare, other"
    )
    facts: tuple[str, ...] = ()
    readings: tuple[str, ...] = Field(
        (), description="what each word and code was taken to mean, a line each"
    )
    doubts: tuple[str, ...] = Field((), description="what is doubtful, with the other reading")


class PositionRow(Model):
    """What one Source says to one (intervention, condition) pair."""

    doc_id: str
    title: str
    publisher: str = ""
    kind: str
    year: int | None = None
    direction: PositionDirection
    basis: str
    grade: str = ""
    status: str = Field(description="in_force, not_yet_in_force, superseded, ended or undated")
    decides: bool
    why_not: str = Field("", description="why it is shown and does not decide")
    page: int | None = None
    quote: str = ""
    passage_id: str = ""
    char_start: int = 0
    char_end: int = 0
    locator: str = ""
    qualifier: str = ""
    intervention: str = ""
    condition: str = ""
    statement_id: str = ""
    reference: int = 0
    lead_in: Citation | None = Field(
        None, description="the words that lead in a list item, without which it says nothing"
    )
    unmet: Citation | None = Field(
        None, description="the criterion that is not met, where that is why it is against"
    )


class CriterionRow(Model):
    """One leaf of a criteria tree with its finding."""

    text: str
    finding: FindingState
    quote: str = Field("", description="the words of the question or the case that settle it")
    fact_source: str = Field("", description='"question" or the citation of the case materials')
    doc_id: str = ""
    join: str = Field(
        "",
        description="all_of, any_of, at_least 2, none_of: how it hangs together with its siblings",
    )
    level: int = 0
    group: str = ""
    condition: str = ""


class CodeState(Model):
    """What the lists of one source say of a code in the question."""

    code: str
    state: Literal["listed_covered", "listed_not_covered", "not_listed", "unknown_code"]
    doc_id: str = ""
    meaning: str = ""
    quote: str = ""


class PairVerdict(Model):
    """The verdict for one (intervention, condition) pair with the rule that fired."""

    intervention: str
    condition: str
    verdict: Verdict | None
    rule: str
    headline: str = ""


class Reference(Model):
    """A numbered entry at the end of an Answer."""

    number: int
    doc_id: str
    path: str
    kind: str
    title: str
    publisher: str = ""
    year: int | None = None
    pages: tuple[int, ...] = ()
    url: str = ""
    digest: bool = False
    policy_number: str = ""
    status: str = ""
    checked_against: str = ""


class Abstention(Model):
    """Why there is no verdict, or why nothing addresses the question."""

    reason: str
    kind: str


class ModelUse(Model):
    """What a language model did for one Answer; it decides nothing of it.

    `n_` fields are counts; `cost` is in the currency of the configured prices, null without them.
    """

    name: str
    host: str = Field("", description="where text was sent; this machine for a local server")
    n_statements: int = Field(0, description="sentences of sources that it was given")
    n_written: int = Field(0, description="of these, shown in its words after all checks")
    n_refused: int = Field(0, description="of its sentences, refused by a check at first")
    n_repaired: int = Field(0, description="of these, passed at the second try")
    withheld: tuple[str, ...] = Field(
        (), description="the reason of each that was not shown; the source's words stand there"
    )
    verdict: Verdict | None = Field(None, description="what it would conclude; never used")
    verdict_differs: bool = False
    n_calls: int = 0
    n_tokens_in: int = 0
    n_tokens_out: int = 0
    cost: float | None = None
    error: str = Field("", description="what ended it early: timeout, access, form, budget, ...")


class Answer(Model):
    """One answer to one question; every surface renders this object."""

    schema_version: int = SCHEMA_VERSION
    id: str
    question: str
    understood: Understood = Understood()
    verdict: Verdict | None = None
    verdicts: tuple[PairVerdict, ...] = ()
    rule: str = ""
    headline: str = ""
    positions: tuple[PositionRow, ...] = ()
    criteria: tuple[CriterionRow, ...] = ()
    missing: tuple[str, ...] = Field(
        (), description="documentation that would settle an unknown criterion"
    )
    codes: tuple[CodeState, ...] = ()
    claims: tuple[Claim, ...] = ()
    notes: tuple[Note, ...] = ()
    alternatives: tuple[str, ...] = ()
    references: tuple[Reference, ...] = ()
    follow_ups: tuple[str, ...] = ()
    abstention: Abstention | None = None
    withheld: tuple[str, ...] = Field(
        (), description="sentences withheld by a check, each as its reason; never their text"
    )
    general: bool = Field(
        default=False,
        description="asked alone it gives the same Answer to everybody: no case materials, no fact "
        "of a patient, nothing taken from the conversation; only such an Answer is for others",
    )
    review_status: str = "submitted"
    last_updated: date | None = None
    composer: str = "extractive"
    model: ModelUse | None = Field(None, description="null where no language model took part")
    snapshot: str = ""
    as_of: date | None = None
    timings_s: dict[str, float] = Field(default_factory=dict)
    disclaimer: str = DISCLAIMER
    error: str | None = None
