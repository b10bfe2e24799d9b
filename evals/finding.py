"""Whether the documents that an answer needs are among what the product has read for it, and where.

Of every question the passages that its pipeline has read, the nearest first: those whose Statements
speak to it, and those that are retrieved where it asks for no verdict. They are told by the
pipeline itself, so that nothing is searched a second time. A document stands where its first
passage does. What `reference_recall` misses and this does not was found, and lost in what is shown;
what is cited for alternatives or from other conditions was not read for the question itself.
"""

from collections.abc import Callable, Sequence

from evals.measured import Measure, mean, ratio
from evals.models import Outcome, Status
from evals.ranking import MEASURES as RANKED
from evals.ranking import Grades


def _looked_for(outcomes: Sequence[Outcome]) -> list[tuple[Sequence[str], Grades]]:
    """What was found, and what was to be found, of each case that names a document.

    An unscored case has found nothing; one whose answerer does not tell is left out.
    """
    return [
        (o.found or (), dict.fromkeys(o.sought, 1))
        for o in outcomes
        if o.sought and (o.found is not None or o.status is Status.UNSCORED)
    ]


def retrieval_recall(outcomes: Sequence[Outcome]) -> Measure:
    """Of the documents that are expected, the share that was read, at whatever rank."""
    rows = _looked_for(outcomes)
    hits = sum(len(set(grades).intersection(found)) for found, grades in rows)
    return ratio("retrieval_recall", hits, sum(len(grades) for _, grades in rows))


def retrieval_hit_at_5(outcomes: Sequence[Outcome]) -> Measure:
    """Share of cases with an expected document among the first five that were read."""
    rows = _looked_for(outcomes)
    hits = sum(RANKED["Success@5"](found, grades) > 0 for found, grades in rows)
    return ratio("retrieval_hit_at_5", hits, len(rows))


def _ranked(name: str, measure: str, says: str) -> Callable[[Sequence[Outcome]], Measure]:
    def measured(outcomes: Sequence[Outcome]) -> Measure:
        return mean(name, [RANKED[measure](*row) for row in _looked_for(outcomes)])

    measured.__doc__ = says
    return measured


retrieval_rr_at_10 = _ranked(
    "retrieval_rr_at_10", "RR@10", "Mean reciprocal rank of the first expected document."
)
retrieval_ndcg_at_10 = _ranked(
    "retrieval_ndcg_at_10", "nDCG@10", "Mean nDCG@10 of the documents; an expected one has grade 1."
)
