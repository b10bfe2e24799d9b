"""What of the question or the case a criterion's row shows: every fact that settles it, verbatim.

Facts that stand near each other are one quote, from the first word of the first to the last of the
last ("BP 152/96 on three drugs"); of facts that lie apart, the most that stand together.
"""

from collections.abc import Sequence
from itertools import accumulate

from app.fact_models import Fact

_GAP = 90  # characters between two facts of one quote
_LONGEST = 260  # characters of one quote
_EDGE = " \t\n,;:.-–—"  # what begins or ends no quote


def quote_of(facts: Sequence[Fact], text: str) -> str:
    """The verbatim words that hold the facts of one text; those of the first where none is found.

    Args:
        facts: What settles a criterion, all of one text; at least one.
        text: The text as it is printed.
    """
    spans = sorted({span for fact in facts if (span := _printed(fact, text))})
    if not spans:
        return facts[0].quote.strip(_EDGE)
    runs = [[spans[0]]]
    for span in spans[1:]:
        end = max(high for _, high in runs[-1])
        near = span[0] - end <= _GAP and max(span[1], end) - runs[-1][0][0] <= _LONGEST
        if near:
            runs[-1].append(span)
        else:
            runs.append([span])
    best = max(runs, key=_n_apart)
    return text[best[0][0] : max(high for _, high in best)].strip(_EDGE)


def _printed(fact: Fact, text: str) -> tuple[int, int] | None:
    """Where a fact stands in the printed text: its words that are nearest to its offset."""
    at, places = text.find(fact.quote), []
    while fact.quote and at >= 0:
        places.append(at)
        at = text.find(fact.quote, at + 1)
    near = min(places, key=lambda place: abs(place - fact.char_start), default=None)
    return None if near is None else (near, near + len(fact.quote))


def _n_apart(run: list[tuple[int, int]]) -> int:
    """How many facts of a run stand side by side: one that lies in another tells nothing more."""
    ends = list(accumulate((high for _, high in run), max))
    return 1 + sum(low >= end for (low, _), end in zip(run[1:], ends, strict=False))
