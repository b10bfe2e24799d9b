"""What is asked, what came out, and what a run wrote down.

Unknown, missing and zero are three things: a ratio over nothing is None, never 0; a case that could
not be scored is `unscored` and fails; a case whose documents are not on this machine is `absent`
and neither passes nor fails.
"""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from app.models import ModelUse, Verdict

HELD_OUT = "held-out"
NO_VERDICT = "none"

# Kinds of case in which a system that always finds a reason for the treatment goes wrong.
NEGATIVE_TAGS = frozenset(
    {
        "not-addressed",
        "conflicting",
        "superseded",
        "code-not-listed",
        "missing-fact",
        "criteria-missing",
        "injection",
        "misquote-bait",
        "contradiction-bait",
        "against",
    }
)

ExpectedCodeState = Literal["listed_covered", "listed_not_covered", "not_listed", "unknown_code"]


# An empty string stands in every answer: a check for it would check nothing.
Text = Annotated[str, Field(pattern=r"\S")]


class Model(BaseModel):
    """Frozen, and strict about names."""

    model_config = ConfigDict(frozen=True, extra="forbid")


def _expected_verdict(value: object) -> object:
    """TOML has no null, so a question that asks for no verdict says "none"."""
    return None if value == NO_VERDICT else value


class Case(Model):
    """One question with what a right answer must hold (DESIGN.md section 7).

    Attributes:
        case_id: Unique over all files, lower case with hyphens.
        corpus: The documents that it is asked of: a name that `evals.corpora` knows.
        question: As a clinician, reviewer or nurse writes it.
        verdict: Expected verdict; None (in TOML "none") for a question that asks for none.
        as_of: Date on which the answer holds; pinned, so that time does not change a result.
        references: Documents (file stem or id), or passages (`doc#section:n`), that must be cited.
        decides: Documents whose Positions decide.
        must_say: Strings that the answer or its quotes hold, whatever their case; "a|b" is either.
        must_not_say: Strings that the answer's own sentences do not hold.
        payer: Payer that the asker picked.
        policy: Files that the asker names as a policy, relative to the case file.
        case: Case materials, relative to the case file.
        tags: Kinds of case, at least one.
        why: One sentence: why this is the right answer.
        paraphrase_of: Case that asks the same in other words and must get the same verdict.
        follow_up_of: The questions before this one, in order, in one conversation.
        recommendation: `doc#number` of the recommendation that decides.
        page: 1-based page of the file on which it stands.
        codes: Expected state of codes in the lists of the expected references.
        reviewed_by: Initials and date of a clinician who agreed; empty if nobody has.
        accepted: Verdicts that are right as well, where a label does not tell them apart; no key
            of a case file.
        file: Name of the file that holds the case.
        line: 1-based line of its `[[case]]`.
    """

    case_id: str = Field(pattern=r"^[a-z0-9][a-z0-9.-]*$")
    corpus: str
    question: str = Field(min_length=1)
    verdict: Annotated[Verdict | None, BeforeValidator(_expected_verdict)]
    as_of: date
    references: tuple[Text, ...] = ()
    decides: tuple[Text, ...] = ()
    must_say: tuple[Text, ...] = ()
    must_not_say: tuple[Text, ...] = ()
    payer: str = ""
    policy: tuple[Path, ...] = ()
    case: tuple[Path, ...] = ()
    tags: tuple[Text, ...] = Field(min_length=1)
    why: str = Field(min_length=1)
    paraphrase_of: str = ""
    follow_up_of: tuple[Text, ...] = ()
    recommendation: str = ""
    page: int | None = Field(None, ge=1)
    codes: Mapping[str, ExpectedCodeState] = Field(default_factory=dict)
    reviewed_by: str = ""
    accepted: tuple[Verdict, ...] = ()
    file: str = ""
    line: int = Field(0, ge=0)

    @property
    def negative(self) -> bool:
        """Whether a system that always says yes fails it."""
        return (
            bool(NEGATIVE_TAGS.intersection(self.tags))
            or self.verdict in (Verdict.NOT_ADDRESSED, Verdict.NOT_NECESSARY, Verdict.CONFLICTING)
            or "not_listed" in self.codes.values()
        )


class Status(StrEnum):
    """How a case came out."""

    PASSED = "passed"
    FAILED = "failed"
    UNSCORED = "unscored"
    ABSENT = "absent"


class Check(StrEnum):
    """What may be wrong with an answer; one of them fails the case."""

    VERDICT = "verdict"
    REFERENCES = "references"
    DECIDES = "decides"
    STALE_DECIDES = "stale_decides"
    MUST_SAY = "must_say"
    MUST_NOT_SAY = "must_not_say"
    CODES = "codes"
    QUOTE_NOT_FOUND = "quote_not_found"
    WRONG_PAGE = "wrong_page"
    UNCITED = "uncited"
    UNSUPPORTED = "unsupported"
    UNFOUNDED = "unfounded"
    CONTRADICTION = "contradiction"
    UNSCORED = "unscored"


class Failure(Model):
    """One thing that is wrong with an answer, with the reason as a sentence."""

    check: Check
    detail: str


class Counts(Model):
    """Numerators and denominators of one answer; sums over cases make the ratios of a report.

    Each pair `n_x_of` / `n_x` is a denominator and a numerator; both 0 where it does not apply.
    """

    n_references: int = 0
    n_references_of: int = 0
    n_relevant: int = 0
    n_relevant_of: int = 0
    n_sentences: int = 0
    n_sentences_supported: int = 0
    n_citations: int = 0
    n_citations_needed: int = 0
    n_quotes: int = 0
    n_quotes_not_found: int = 0
    n_pages: int = 0
    n_pages_wrong: int = 0
    n_must_say: int = 0
    n_must_say_of: int = 0
    n_must_not_say: int = 0
    n_must_not_say_of: int = 0
    n_codes: int = 0
    n_codes_of: int = 0
    n_decides: int = 0
    n_decides_of: int = 0
    n_recommendation: int = 0
    n_recommendation_of: int = 0
    n_withheld: int = 0


class Spent(Model):
    """What a language model took for a case, as far as requests were answered.

    Attributes:
        n_tokens_in, n_tokens_out: Of all that it was given, and that it wrote.
        cost: In the currency of the configured prices; None without them.
        errors, n_replies: What ended it early; requests that were answered.
    """

    n_tokens_in: int
    n_tokens_out: int
    cost: float | None = None
    errors: tuple[str, ...] = ()
    n_replies: int = 0

    @property
    def known(self) -> bool:
        """Whether tokens and cost say anything: not where nothing came back but an error."""
        return self.n_replies > 0 or not self.errors


class QuoteRow(Model):
    """One quote of an answer, as the report shows it."""

    where: str
    doc_id: str
    page: int | None
    quote: str
    found: bool


class Outcome(Model):
    """What one case came to. It holds all that a report shows, so that a log is complete alone."""

    case_id: str
    corpus: str
    tags: tuple[str, ...]
    question: str
    why: str
    place: str = Field("", description="case file and line")
    expected: Verdict | None
    accepted: tuple[Verdict, ...] = ()
    got: Verdict | None = None
    status: Status
    reason: str = Field("", description="why it is unscored or absent")
    failures: tuple[Failure, ...] = ()
    negative: bool = False
    paraphrase_of: str = ""
    expected_references: tuple[str, ...] = ()
    references: tuple[str, ...] = ()
    rule: str = ""
    headline: str = ""
    quotes: tuple[QuoteRow, ...] = ()
    counts: Counts = Counts()
    judged: bool = Field(default=False, description="whether a support check judged its sentences")
    wall_s: float | None = None
    timings_s: Mapping[str, float] = Field(default_factory=dict)
    snapshot: str = ""
    composer: str = ""
    model: ModelUse | None = None
    spent: Spent | None = Field(None, description="with the questions before; None without a model")
    sought: tuple[str, ...] = Field((), description="expected documents, each by one name")
    found: tuple[str, ...] | None = Field(
        None, description="documents that were read for it, the nearest first; None: not told"
    )
    statements: tuple[str, ...] = Field((), description="places of the sentences' own quotes")
    case_hash: str = Field("", description="hash of the case as a whole; none in an old log")

    @property
    def held_out(self) -> bool:
        """Whether the case is counted, and never shown, so that nobody tunes to it."""
        return HELD_OUT in self.tags

    @property
    def counted(self) -> bool:
        """Whether it counts in a denominator; absent documents are no evidence of anything."""
        return self.status is not Status.ABSENT

    @property
    def verdict_right(self) -> bool:
        """Whether the verdict is an expected one; an unscored case is not right."""
        right = self.got == self.expected or self.got in self.accepted
        return right and self.status in (Status.PASSED, Status.FAILED)

    @property
    def failed_checks(self) -> tuple[str, ...]:
        """Names of the checks that failed, each once, in the order of `Check`."""
        failed = {failure.check for failure in self.failures}
        return tuple(check.value for check in Check if check in failed)


class Run(Model):
    """The log of one run: what was asked, with what, and what came out.

    Attributes:
        started: Date of the run, ISO 8601.
        versions: Name and version of what may change a result (Python, our packages, encoder).
        settings: Settings of the pipeline that are not secret.
        snapshots: Snapshot id per corpus.
        absent: Why the documents of a corpus are not here, per corpus.
        composer: "extractive" or "model": what was asked to write; an old log names a model here.
        model: The model, as it is configured; "" for none.
        whole: Whether all cases were asked, so that one that is not there is missing.
        outcomes: One per case, in the order of the case files.
    """

    log_version: int = 1
    started: str = ""
    versions: Mapping[str, str] = Field(default_factory=dict)
    settings: Mapping[str, str] = Field(default_factory=dict)
    snapshots: Mapping[str, str] = Field(default_factory=dict)
    absent: Mapping[str, str] = Field(default_factory=dict)
    composer: str = ""
    model: str = ""
    whole: bool = True
    outcomes: tuple[Outcome, ...] = ()
