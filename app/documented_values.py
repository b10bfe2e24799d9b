"""Criteria that a measure is on record: "current weight provided" is met by any stated weight."""

import re
from collections.abc import Iterator

from app.fact_models import Fact
from app.findings_base import MET, OPEN, Desk, Settled
from app.measures import MeasureName, norm_set
from app.quantities import TIME_DAYS
from app.same_measures import is_change, plain_name, same_measure
from app.stated_numbers import MASSES, StatedNumber, stated_numbers

_DONE = (
    r"(?:documented|provided|recorded|given|reported|submitted|measured|stated|noted|known|"
    r"available|determined|obtained|checked|assessed|on (?:file|record)|included|supplied)"
)
_NEW = r"(?:(?:the|an?|patient's|member's|current|baseline|recent|latest|most recent|actual)\s+)*"
_LEVEL = r"(?:\s+(?:levels?|values?|results?|measurements?|scores?|readings?))?"
_WITH = r"(?:[\w-]+(?:\s+[\w-]+)?\s+with\s+)?"  # "weight-based dosing with weight given"
_ASKED = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"^\W*{_WITH}{_NEW}(?P<what>[\w/()+-]+(?:\s+[\w/()+-]+){{0,4}}?){_LEVEL}\s+"
        rf"(?:(?:is|are|was|were|has been|have been|must be)\s+)?{_DONE}"
        r"(?:\s+(?:at baseline|in the (?:chart|record|notes?)|by the prescriber))?\W*$",
        rf"^\W*(?:documentation|documented|measurement|record|report|statement)\s+(?:of\s+)?{_NEW}"
        rf"(?P<what>[\w/()+-]+(?:\s+[\w/()+-]+){{0,4}}?){_LEVEL}\W*$",
        rf"^\W*{_NEW}(?P<what>[\w/()+-]+(?:\s+[\w/()+-]+){{0,3}}?){_LEVEL}\s+at baseline\W*$",
    )
)
_WEIGHT = norm_set("weight")
_LOSS = re.compile(r"\b(?:lost|loss|lose|losing|gain(?:ed)?|down|up)\b", re.IGNORECASE)
_OF_A_PART = norm_set("pad birth fetal uterine specimen resected")
# What has a value without being in the table of names.
_PLAIN = norm_set("weight height body temperature phosphate phosphorus calcium magnesium glucose")


def settle_documented(text: str, desk: Desk) -> Settled | None:
    """The finding of a criterion that asks for a value, whichever; None for other criteria."""
    match = next((m for pattern in _ASKED if (m := pattern.match(text))), None)
    if match is None:
        return None
    name = plain_name(match.group("what"))
    if is_change(name) or not (
        (name.ids and not name.stems) or (name.stems and name.stems <= _PLAIN)
    ):
        return None
    found = next(_stated(name, desk), None)
    return Settled(MET, (found,)) if found else OPEN


def _stated(name: MeasureName, desk: Desk) -> Iterator[Fact]:
    weighs = bool(name.stems & _WEIGHT)
    for row in stated_numbers(desk):
        if is_change(row.name) or row.quantity.unit in TIME_DAYS:
            continue
        bare = MeasureName(name.ids, name.stems - norm_set("body"))
        if _OF_A_PART & row.name.stems or _LOSS.search(row.quantity.before):
            continue
        if same_measure(bare, row.name) or (weighs and _is_weight(row)):
            yield row.fact


def _is_weight(row: StatedNumber) -> bool:
    return row.quantity.unit in MASSES and bool(row.name.stems & _WEIGHT)
