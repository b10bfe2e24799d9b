"""Numbers of a criterion: a comparator that two share, and numbers that must not be there.

"No single fibroid larger than 7 cm" is met by the largest of 5 cm, and failed by any of 9.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from app.findings_base import MET, NOT_MET, OPEN, UNKNOWN, Desk, Settled
from app.findings_numbers import settle_number
from app.measures import MeasureName, norm_set
from app.quantities import TIME_DAYS
from app.quantity_models import Quantity
from app.same_measures import plain_name

_NONE = re.compile(r"^\W*(?:(?:has|have|had|there (?:is|are)|with)\s+)?(?:no|without)\b", re.I)
# "two or more exacerbations requiring steroids": one exacerbation is not enough of any kind.
_NEEDING = re.compile(
    r"\s+(?:that (?:required?|needed|led)|requiring|needing|resulting in|leading to|treated with)"
    r"\b",
    re.IGNORECASE,
)
_EACH = norm_set("single individual one")
# Only the largest of several tells that none is larger.
_ALL = re.compile(
    r"\b(?:largest|biggest|greatest|longest|widest|highest|maximum|maximal|dominant|single|"
    r"solitary|sole|only|all|each|both)\b",
    re.IGNORECASE,
)


def settle_quantity(wanted: Quantity, name: MeasureName, desk: Desk) -> Settled:
    """The finding of a number; of one that must not be there, the contrary of its own.

    A smaller one settles it only where it is said to be the largest, or the only one.
    """
    denied = wanted.comparator in {">", ">="} and wanted.unit not in TIME_DAYS
    if not denied or not _NONE.match(wanted.before):
        found = settle_number(wanted, name, desk)
        return _too_few(wanted, desk) if found.state is UNKNOWN else found
    bare = replace(wanted, before=_NONE.sub("", wanted.before))
    found = settle_number(bare, MeasureName(name.ids, name.stems - _EACH), desk)
    if found.state is MET:
        return Settled(NOT_MET, found.facts)
    if found.state is NOT_MET and all(_ALL.search(fact.quote) for fact in found.facts):
        return Settled(MET, found.facts)
    return OPEN


def _too_few(wanted: Quantity, desk: Desk) -> Settled:
    """Where there were too few of what is counted, whatever each of them must have needed."""
    tail = _NEEDING.search(wanted.after)
    if tail is None or wanted.unit or wanted.comparator not in {">", ">="}:
        return OPEN
    bare = replace(wanted, after=wanted.after[: tail.start()])
    found = settle_number(bare, plain_name(bare.after), desk)
    return found if found.state is NOT_MET else OPEN


def with_comparators(text: str, rows: Iterable[Quantity]) -> Iterator[Quantity]:
    """Numbers with the comparator of the one before: "at least 12 degrees or 24 percent"."""
    previous: Quantity | None = None
    for one in rows:
        alike = (
            previous is not None
            and not one.comparator
            and one.value2 is None
            and previous.unit != one.unit
            and bool(previous.unit and one.unit)
            and text[previous.end : one.start].strip(" ,(").lower() in {"or", "/"}
        )
        yield replace(one, comparator=previous.comparator) if previous and alike else one
        previous = one
