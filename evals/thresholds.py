"""What every run must reach, per kind of case: `evals/thresholds.toml`."""

import tomllib
from collections.abc import Sequence
from pathlib import Path

from pydantic import Field, ValidationError, model_validator

from evals.measures import MEASURES
from evals.models import Model, Outcome
from ingest.errors import CaseFileError

THRESHOLDS = Path(__file__).resolve().parent / "thresholds.toml"

Key = tuple[str, str, str]


class Threshold(Model):
    """What one measure must reach over one kind of case.

    Attributes:
        measure: A name of `evals.measures.MEASURES`.
        corpus: Only cases of this corpus; "" for all.
        tag: Only cases with this tag; "" for all. "negative" stands for every negative case.
        at_least: Lowest value that is green.
        at_most: Highest value that is green; exactly one of the two is given.
        min_n: Fewer than these behind the value is red: a kind of case must not vanish unseen.
        why: Why this value, and not another.
    """

    measure: str
    corpus: str = ""
    tag: str = ""
    at_least: float | None = None
    at_most: float | None = None
    min_n: int = Field(1, ge=1)
    why: str = Field(min_length=1)

    @model_validator(mode="after")
    def _one_bound_of_a_known_measure(self) -> "Threshold":
        if self.measure not in MEASURES:
            raise ValueError(f"unknown measure {self.measure!r}")
        if (self.at_least is None) == (self.at_most is None):
            raise ValueError(f"{self.measure}: give one of at_least and at_most")
        return self

    def fits(self, outcome: Outcome) -> bool:
        """Whether a case is of this kind."""
        of_tag = outcome.negative if self.tag == "negative" else self.tag in outcome.tags
        return self.corpus in ("", outcome.corpus) and (not self.tag or of_tag)

    @property
    def where(self) -> str:
        """The kind of case, in words."""
        return " ".join(part for part in (self.corpus or "all", self.tag) if part)

    @property
    def name(self) -> str:
        """Measure and kind of case, as the gate prints them."""
        return f"{self.measure} ({self.where})"

    def looser_than(self, other: "Threshold") -> bool:
        """Whether it lets through what the other did not."""
        if self.min_n < other.min_n or (self.at_least is None) != (other.at_least is None):
            return True
        if self.at_least is not None and other.at_least is not None:
            return self.at_least < other.at_least
        return (self.at_most or 0) > (other.at_most or 0)


def loosened(before: Sequence[Threshold], after: Sequence[Threshold]) -> frozenset[str]:
    """Names of the thresholds that are lower than before, or gone."""
    now = {threshold.name: threshold for threshold in after}
    return frozenset(
        old.name for old in before if old.name not in now or now[old.name].looser_than(old)
    )


def load_thresholds(path: Path = THRESHOLDS) -> tuple[Threshold, ...]:
    """All thresholds.

    Raises:
        CaseFileError: The file is missing or wrong.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise CaseFileError(f"{path.name}: {error}") from error
    return parse_thresholds(text, path.name)


def parse_thresholds(text: str, name: str) -> tuple[Threshold, ...]:
    """Thresholds from the text of their file.

    Raises:
        CaseFileError: It is wrong, or holds none; the message begins with `name`.
    """
    try:
        tables = tomllib.loads(text)
        if stray := sorted(set(tables) - {"threshold"}):
            raise CaseFileError(f"{name}: unknown table or key: {', '.join(stray)}")
        rows = tuple(Threshold.model_validate(row) for row in tables.get("threshold", ()))
    except (tomllib.TOMLDecodeError, ValidationError, TypeError) as error:
        raise CaseFileError(f"{name}: {' '.join(str(error).split())}") from error
    if not rows:
        raise CaseFileError(f"{name}: no [[threshold]]: a gate without any lets everything through")
    if len({row.name for row in rows}) != len(rows):
        names = [row.name for row in rows]
        twice = sorted({one for one in names if names.count(one) > 1})
        raise CaseFileError(f"{name}: given twice: {', '.join(twice)}")
    return rows
