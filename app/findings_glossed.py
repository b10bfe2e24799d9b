"""A denial whose bracket says it by a number: "no severe renal impairment (eGFR below 30)"."""

import re
from collections.abc import Callable

from app.findings_base import MET, NOT_MET, Settled
from app.quantity_reader import read_quantities

_DENIED = re.compile(
    r"^[^()]*\b(?:no|not|without|absence of|free of)\b[^()]*\((?P<inner>[^()]*\d[^()]*)\)"
    r"(?:\s*,?\s*or\s+(?P<other>[^()]{3,80}?))?\W*$",
    re.IGNORECASE,
)


def settle_denied_number(text: str, settle: Callable[[str], Settled]) -> Settled | None:
    """The finding of a denial by the number in its bracket; None where that settles nothing.

    What is denied beside it must be denied by the case as well.

    Args:
        text: The criterion.
        settle: Settles a criterion in plain words.
    """
    match = _DENIED.match(text)
    if match is None or not any(q.comparator for q in read_quantities(match["inner"])):
        return None
    there = settle(match["inner"])
    if there.state is MET:
        return Settled(NOT_MET, there.facts)
    if there.state is not NOT_MET:
        return None
    other = settle(f"no {match['other']}") if match["other"] else Settled(MET, ())
    return Settled(other.state, (*there.facts, *other.facts))
