"""How long something has been missing: "no measurable signs of healing for at least 30 days"."""

import re

from app.findings_base import MET, NOT_MET, OPEN, Desk, Settled
from app.findings_phrases import settle_phrase
from app.quantities import TIME_DAYS, Interval, compare
from app.quantity_reader import Quantity
from app.stretches import stretches

_ABSENT = re.compile(r"^\W*(?:with\s+)?(?P<what>(?:no|without)\b.*)$", re.IGNORECASE | re.DOTALL)
_FOR = re.compile(r"\s+(?:for|over|in|during|after|within)\s*$", re.IGNORECASE)


def settle_absence(wanted: Quantity, desk: Desk) -> Settled:
    """Whether a case denies it where it tells one length of time, and whether that is enough."""
    if wanted.unit not in TIME_DAYS:
        return OPEN
    for beside in (wanted.before, wanted.after):
        match = _ABSENT.match(_FOR.sub("", beside))
        found = settle_phrase(match.group("what"), desk) if match else None
        if found and found.state is MET:
            return _as_long(wanted, found, desk)
    return OPEN


def _as_long(wanted: Quantity, missing: Settled, desk: Desk) -> Settled:
    goal = wanted.interval
    if goal.low == goal.high:
        goal = Interval(low=goal.low)
    fact = missing.facts[0]
    for reading in desk.facts.readings:
        for low, high in stretches(reading.text) if reading.source == fact.source else ():
            if not low <= fact.char_start < high:
                continue
            times = [q for q in reading.quantities if low <= q.start < high and q.unit in TIME_DAYS]
            if len(times) != 1:
                return OPEN
            told = compare(times[0].interval, times[0].unit, goal, wanted.unit)
            if told is None:
                return OPEN
            return Settled(MET if told else NOT_MET, missing.facts)
    return OPEN
