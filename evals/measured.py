"""One measured value: a ratio, a count, a mean, a sum; each with what it was measured over."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from evals.stats import Interval, paired_bootstrap, wilson

_N_RESAMPLED = 2_000  # of one mean: both ends of its interval hold to about 0.002


class Unit(StrEnum):
    """What a measure counts."""

    RATIO = "ratio"
    COUNT = "count"
    SECONDS = "s"
    MEAN = "mean"
    TOKENS = "tokens"
    COST = "cost"


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """One measured value.

    Attributes:
        name: As thresholds name it.
        unit: A ratio, and a mean, lies within 0 and 1; a cost is in the currency of the prices.
        value: None where there was nothing to measure.
        n_hits: Numerator of a ratio; None otherwise.
        n: Denominator of a ratio; cases or values behind any other.
        low: Lower end of the 95 % interval of a ratio (Wilson) or a mean (bootstrap); None
            otherwise.
        high: Its upper end.
    """

    name: str
    unit: Unit
    value: float | None
    n: int
    n_hits: int | None = None
    low: float | None = None
    high: float | None = None


def ratio(name: str, n_hits: int, n: int) -> Measure:
    """A proportion with its Wilson interval."""
    interval = wilson(n_hits, n)
    if interval is None:
        return Measure(name=name, unit=Unit.RATIO, value=None, n=0, n_hits=0)
    return Measure(
        name=name,
        unit=Unit.RATIO,
        value=interval.value,
        n=n,
        n_hits=n_hits,
        low=interval.low,
        high=interval.high,
    )


def count(name: str, n_hits: int, n: int) -> Measure:
    """How often something happened among `n`; None where there was nothing to look at."""
    return Measure(name=name, unit=Unit.COUNT, value=float(n_hits) if n else None, n=n)


def total(name: str, unit: Unit, values: Sequence[float | None]) -> Measure:
    """A sum; None where there is nothing to add, or one value is not known."""
    known = [value for value in values if value is not None]
    value = float(sum(known)) if known and len(known) == len(values) else None
    return Measure(name=name, unit=unit, value=value, n=len(values))


def mean(name: str, values: Sequence[float]) -> Measure:
    """A mean of values within 0 and 1, with its bootstrap interval."""
    found = _resampled(tuple(values))
    if found is None:
        return Measure(name=name, unit=Unit.MEAN, value=None, n=0)
    return Measure(
        name=name, unit=Unit.MEAN, value=found.value, n=len(values), low=found.low, high=found.high
    )


@lru_cache(64)
def _resampled(values: tuple[float, ...]) -> Interval | None:
    """Several reports of one run show the same mean."""
    return paired_bootstrap([0.0] * len(values), values, n_samples=_N_RESAMPLED)
