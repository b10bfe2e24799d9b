"""Measures of a ranked list, for one query at a time, as pure functions.

They agree with ir_measures to 1e-9 (tests/unit/test_ranking.py). Grades below 1 are "not relevant".
"""

from collections.abc import Callable, Mapping, Sequence
from math import log2
from types import MappingProxyType

Grades = Mapping[str, int]


def ndcg(ranked: Sequence[str], grades: Grades, k: int) -> float:
    """Gain of the first `k`, discounted by log2(rank + 1), over that of the best order; in [0, 1].

    Linear gain: a passage of grade 2 is worth two of grade 1.

    Source: K. Järvelin and J. Kekäläinen, ACM Trans. Inf. Syst. 20 (2002) 422-446, as in trec_eval.
    """
    best = _dcg(sorted((grade for grade in grades.values() if grade > 0), reverse=True)[:k])
    return _dcg([max(grades.get(item, 0), 0) for item in ranked[:k]]) / best if best else 0.0


def recall(ranked: Sequence[str], grades: Grades, k: int) -> float:
    """Share of the relevant ones that is among the first `k`; in [0, 1]."""
    relevant = {item for item, grade in grades.items() if grade > 0}
    return len(relevant.intersection(ranked[:k])) / len(relevant) if relevant else 0.0


def success(ranked: Sequence[str], grades: Grades, k: int) -> float:
    """1 if a relevant one is among the first `k`, else 0."""
    return float(any(grades.get(item, 0) > 0 for item in ranked[:k]))


def reciprocal_rank(ranked: Sequence[str], grades: Grades, k: int) -> float:
    """1 over the rank of the first relevant one among the first `k`, 0 if none is; in [0, 1]."""
    for rank, item in enumerate(ranked[:k], start=1):
        if grades.get(item, 0) > 0:
            return 1 / rank
    return 0.0


def _dcg(grades: Sequence[int]) -> float:
    return sum(grade / log2(rank + 1) for rank, grade in enumerate(grades, start=1))


MEASURES: Mapping[str, Callable[[Sequence[str], Grades], float]] = MappingProxyType(
    {
        "nDCG@10": lambda ranked, grades: ndcg(ranked, grades, 10),
        "R@5": lambda ranked, grades: recall(ranked, grades, 5),
        "R@10": lambda ranked, grades: recall(ranked, grades, 10),
        "R@100": lambda ranked, grades: recall(ranked, grades, 100),
        "RR@10": lambda ranked, grades: reciprocal_rank(ranked, grades, 10),
        "Success@1": lambda ranked, grades: success(ranked, grades, 1),
        "Success@5": lambda ranked, grades: success(ranked, grades, 5),
    }
)
