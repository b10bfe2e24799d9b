"""How long something has been missing: "no measurable signs of healing for at least 30 days"."""

import re

from app.fact_models import Fact
from app.findings_base import MET, NOT_MET, OPEN, Desk, Settled
from app.findings_phrases import settle_phrase
from app.phrase_places import Asked
from app.quantities import TIME_DAYS, Interval, compare
from app.quantity_models import Quantity
from app.stretches import stretches
from app.time_windows import WINDOW, days_of

_ABSENT = re.compile(r"^\W*(?:with\s+)?(?P<what>(?:no|without)\b.*)$", re.IGNORECASE | re.DOTALL)
# "two or more exacerbations requiring steroids", "three falls within a year"
_NEEDING = re.compile(
    r"\s+(?:that|which|requiring|needing|resulting|leading|treated|in|within|during|over|per|on|"
    r"despite|while|for)\b",
    re.IGNORECASE,
)
# "a disease-free interval of 2 years": who denies the disease has not failed it
_FREE = re.compile(r"\b(?:free|absence|remission)\b", re.IGNORECASE)
_SO_LONG = re.compile(r"\s+(?:for|in|over|during|within|since)\b", re.IGNORECASE)
_GRADED = re.compile(
    r"\s*(?:\b(?:of|with|that is|is)\s+)?\b(?:grade|class|stage)\s*$", re.IGNORECASE
)
_FOR = re.compile(r"\s+(?:for|over|in|during|after|within)\s*$", re.IGNORECASE)


def settle_absence(wanted: Quantity, desk: Desk) -> Settled:
    """Whether a case denies it where it tells one length of time, and whether that is enough."""
    if (none := _none_of_it(wanted, desk)).state is NOT_MET:
        return none
    if wanted.unit not in TIME_DAYS:
        return _of_what_is_missing(wanted, desk)
    for beside in (wanted.before, wanted.after):
        match = _ABSENT.match(_FOR.sub("", beside))
        found = settle_phrase(match.group("what"), desk) if match else None
        if found and found.state is MET:
            return _as_long(wanted, found, desk)
    return OPEN


def _none_of_it(wanted: Quantity, desk: Desk) -> Settled:
    """Where the case denies what is to be counted, or to have lasted so long."""
    is_time = wanted.unit in TIME_DAYS
    if (
        wanted.comparator not in {">", ">="}
        or wanted.value <= 0
        or not (is_time or not wanted.unit or wanted.unit.startswith("/"))
    ):
        return OPEN
    told = wanted.before if is_time else f"{wanted.noun} {wanted.after}"
    counted = _NEEDING.split(_FOR.sub("", told))[0]
    window = WINDOW.search(wanted.after)
    counted = WINDOW.split(counted)[0] if window else counted
    phrase = desk.index.phrase(counted)
    without = _ABSENT.match(counted) or _FREE.search(counted)
    if not phrase or any(atom.denied for atom in phrase.atoms) or without:
        return OPEN
    days = days_of(window)[0] if window else None
    state, facts = desk.index.find(phrase, Asked(desk.interventions, window_days=days))
    denied = bool(facts) and all(fact.negated for fact in facts)
    if is_time and any(_lasted(fact, desk) for fact in facts):
        return OPEN  # "no symptoms for 9 months" tells of these months alone
    return Settled(state, facts) if state is NOT_MET and denied else OPEN


def _lasted(fact: Fact, desk: Desk) -> bool:
    return any(
        reading.source == fact.source and _SO_LONG.match(reading.text, fact.char_end)
        for reading in desk.facts.readings
    )


def _of_what_is_missing(wanted: Quantity, desk: Desk) -> Settled:
    """A grade of what the case denies is not reached: "grade III or worse" of no slip at all."""
    graded = _GRADED.search(wanted.before)
    if graded is None or wanted.unit or wanted.comparator not in {">", ">=", ""}:
        return OPEN
    phrase = desk.index.phrase(wanted.before[: graded.start()])
    if not any(atom.concepts for atom in phrase.atoms):
        return OPEN
    state, facts = desk.index.find(phrase)
    return Settled(state, facts) if state is NOT_MET else OPEN


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
