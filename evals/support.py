"""How right the support check is: its precision and recall on hand-read pairs.

A pair is a sentence and the quote that is to carry it, read by eye and labelled. The check's
precision is the share of supported pairs among those that it lets pass; its recall the share of
supported pairs that it lets pass. The check was mended by what it got wrong on the first batch, so
that batch flatters it; the fresh one was written when the check was done, and measured once.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pydantic import ValidationError

from app.cite import supports
from app.composer.checks import Checker
from app.composer.given import Given, numbered
from app.composer.shapes import WrittenSentence
from app.composer.support import Embed, similarity, words_ratio
from app.models import Citation, Claim, SectionName
from evals.measured import Measure, ratio
from evals.models import Model
from ingest.errors import CaseFileError
from ingest.models import Source, SourceKind
from ingest.statements.models import Basis, Direction, Quote, Statement
from ingest.terms import Terms

PAIRS = Path(__file__).resolve().parent / "support" / "pairs.jsonl"


class SupportPair(Model):
    """A sentence, the quote under it, and whether the quote carries it.

    Attributes:
        pair_id: Number from 1.
        batch: "first": the check was mended by them; "fresh": written afterwards, measured once;
            "model": sentences of the recorded model.
        origin: "model" for a sentence of the recorded model as it came, before any check;
            "written" for one that the labeller wrote, right or wrong on purpose.
        labelled_by: Who has read it.
        supported: Whether the quote says all that the sentence says.
        sentence: As shown to the check.
        quote: The source's words.
        publisher: Name of the source that a sentence may begin with.
    """

    pair_id: int
    batch: Literal["first", "fresh", "model"]
    origin: Literal["model", "written"]
    labelled_by: str
    supported: bool
    sentence: str
    quote: str
    publisher: str
    kind: SourceKind
    direction: Direction | None = None
    basis: Basis | None = None
    interventions: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()
    subject_stands_in: bool = False
    catch_all: bool = False

    def given(self) -> Given:
        """The quote as the composer is given it."""
        source = Source(
            doc_id="pair", title=self.publisher, kind=self.kind, publisher=self.publisher
        )
        end = len(self.quote)
        cited = Citation(
            doc_id="pair", passage_id="p", page=None, quote=self.quote, char_start=0, char_end=end
        )
        claim = Claim(text=self.quote, section=SectionName.ANSWER, citations=(cited,))
        return Given(claim, source, self._statement())

    def _statement(self) -> Statement | None:
        if self.direction is None or self.basis is None:
            return None
        quote = Quote(
            doc_id="pair",
            passage_id="p",
            char_start=0,
            char_end=len(self.quote),
            page=None,
            text=self.quote,
        )
        return Statement(
            statement_id="pair!1",
            doc_id="pair",
            direction=self.direction,
            basis=self.basis,
            quote=quote,
            interventions=self.interventions,
            conditions=self.conditions,
            subject_stands_in=self.subject_stands_in,
            catch_all=self.catch_all,
        )


def load_pairs(path: Path = PAIRS) -> tuple[SupportPair, ...]:
    """The hand-read pairs.

    Raises:
        CaseFileError: A line is none.
    """
    found = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        try:
            found.append(SupportPair.model_validate_json(line))
        except ValidationError as error:
            raise CaseFileError(f"{path.name}:{number} is no pair: {error}") from error
    return tuple(found)


# Whether a check lets a pair pass.
Passes = Callable[[SupportPair], bool]


def whole_check(terms: Terms, embed: Embed) -> Passes:
    """All that a sentence of a model must pass, but for the quote that it copies itself."""
    checker = Checker(terms, embed, embed)

    def passes(pair: SupportPair) -> bool:
        said = WrittenSentence(ids=("S1",), quotes=(pair.quote,), text=pair.sentence)
        return checker.fault(said, numbered([pair.given()])) is None

    return passes


def words_alone(pair: SupportPair) -> bool:
    """The check of every Claim, `app.cite.supports`, to compare with."""
    return supports(pair.sentence, [pair.quote])


@dataclass(frozen=True, slots=True)
class CheckScore:
    """Precision and recall of a check over pairs."""

    name: str
    precision: Measure
    recall: Measure


def score_check(name: str, pairs: Sequence[SupportPair], passes: Passes) -> CheckScore:
    """Its precision and recall; a ratio over nothing is None."""
    passed = [pair for pair in pairs if passes(pair)]
    right = sum(pair.supported for pair in passed)
    supported = sum(pair.supported for pair in pairs)
    return CheckScore(
        name, ratio("precision", right, len(passed)), ratio("recall", right, supported)
    )


def curve(
    pairs: Sequence[SupportPair], embed: Embed, cuts: Sequence[float]
) -> list[tuple[float, CheckScore, CheckScore]]:
    """For each cut the score of the words' share alone, and of the similarity alone."""
    rows = [(p, words_ratio(p.sentence, [p.given()])) for p in pairs]
    meant = [(p, similarity(p.sentence, [p.given()], embed)) for p in pairs]

    def over(found: Sequence[tuple[SupportPair, float]], cut: float) -> Passes:
        kept = {pair.pair_id for pair, value in found if value >= cut}
        return lambda pair: pair.pair_id in kept

    return [
        (
            cut,
            score_check("words", pairs, over(rows, cut)),
            score_check("similarity", pairs, over(meant, cut)),
        )
        for cut in cuts
    ]
