"""Intervals and paired tests, as pure functions.

Sources: E. B. Wilson, J. Am. Stat. Assoc. 22 (1927) 209-212; Q. McNemar, Psychometrika 12 (1947)
153-157, here in its exact binomial form; B. Efron, Ann. Stat. 7 (1979) 1-26, percentile bootstrap.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import comb, sqrt

Z_95 = 1.959963984540054  # standard normal quantile at 0.975


@dataclass(frozen=True, slots=True)
class Interval:
    """A value with its 95 % interval, in the unit of the value."""

    value: float
    low: float
    high: float


def wilson(n_hits: int, n: int, z: float = Z_95) -> Interval | None:
    """Proportion with its Wilson score interval; None over nothing.

    Raises:
        ValueError: `n_hits` is not within 0 and `n`.
    """
    if not 0 <= n_hits <= n:
        raise ValueError(f"{n_hits} hits of {n}")
    if n == 0:
        return None
    ratio = n_hits / n
    centre = (ratio + z * z / (2 * n)) / (1 + z * z / n)
    half = z * sqrt(ratio * (1 - ratio) / n + z * z / (4 * n * n)) / (1 + z * z / n)
    # At both ends the bound is exact; floating point would leave it a hair beside.
    low = 0.0 if n_hits == 0 else centre - half
    high = 1.0 if n_hits == n else centre + half
    return Interval(ratio, low, high)


def mcnemar(n_worse: int, n_better: int) -> float:
    """Two-sided exact p of McNemar's test on the pairs that changed; 1.0 where none changed.

    Args:
        n_worse: Cases that were right before and are wrong now.
        n_better: Cases that were wrong before and are right now.
    """
    n = n_worse + n_better
    tail = sum(comb(n, k) for k in range(min(n_worse, n_better) + 1))
    return min(1.0, float(2 * tail / 2**n))


def paired_bootstrap(
    base: Sequence[float], head: Sequence[float], *, n_samples: int = 10_000, seed: int = 20261123
) -> Interval | None:
    """Mean of head - base over pairs, with the 95 % percentile interval; None without pairs.

    The seed is fixed: the same two runs give the same interval each time.

    Raises:
        ValueError: The two are not of one length.
    """
    if len(base) != len(head):
        raise ValueError(f"{len(base)} and {len(head)} values are not pairs")
    if not base:
        return None
    import numpy as np  # noqa: PLC0415 - the gate needs no numpy

    difference = np.asarray(head, dtype=np.float64) - np.asarray(base, dtype=np.float64)
    rows = np.random.default_rng(seed).integers(0, len(base), size=(n_samples, len(base)))
    low, high = np.quantile(difference[rows].mean(axis=1), (0.025, 0.975))
    return Interval(float(difference.mean()), float(low), float(high))


def quantile(values: Sequence[float], q: float) -> float | None:
    """Quantile by linear interpolation between the two nearest values; None over nothing.

    Args:
        values: In any order.
        q: Within 0 and 1.
    """
    if not values:
        return None
    ordered = sorted(values)
    place = q * (len(ordered) - 1)
    below = int(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (place - below) * (ordered[above] - ordered[below])
