"""The least dose that a wanted treatment must have had: "methotrexate at 15 mg a week or more".

Who failed a lower one has not failed the wanted treatment; whose dose is not told leaves it open.
"""

import re

from app.fact_models import Fact
from app.findings_base import MET, NOT_MET, OPEN, Desk, Settled
from app.quantities import Interval, compare
from app.quantity_models import Quantity
from app.quantity_reader import read_quantities
from ingest.lexis import words

_DOSES = frozenset({"mg", "mcg", "g"})
_BEHIND = 40  # characters: a dose stands right behind its treatment and what is said of it
_END = re.compile(r"[,.;?!\n](?=\s|$)|\s(?:and|with|plus|then)\s")
_RATE = re.compile(
    r"\W{0,2}(?P<times>once|twice|three times|four times)?\s*(?:/|an?\b|per\b|every\b|each\b)?\s*"
    r"(?P<unit>daily|days?|d\b|weekly|weeks?|wk|monthly|months?)|\W{0,2}(?P<often>bid|tid|qid|qd)\b",
    re.IGNORECASE,
)
_TIMES = {"twice": 2, "bid": 2, "three times": 3, "tid": 3, "four times": 4, "qid": 4}

# "atorvastatin 80 for a year": milligrams, where no unit stands behind the name
_BARE_DOSE = re.compile(
    r"(?<=[a-z]{4} )(\d{1,3}(?:\.\d)?)(?=\s*(?:$|[,.;)+]|x\b|for\b|daily\b|since\b|bid\b|qd\b))",
    re.IGNORECASE,
)


def with_dose(text: str, found: Settled, desk: Desk) -> Settled:
    """A treatment that was had, held against the dose that a criterion asks of it.

    Args:
        text: The wanted history of treatment, as printed.
        found: Its finding without the dose.
        desk: The case.
    """
    floors = [q for q in read_quantities(text) if q.unit in _DOSES and q.comparator in {">=", ">"}]
    if found.state is not MET or not floors:
        return found
    told = {fact: _enough(fact, floors, text, desk) for fact in found.facts}
    if enough := tuple(fact for fact, state in told.items() if state):
        return Settled(MET, enough)
    low = tuple(fact for fact, state in told.items() if state is False)
    return Settled(NOT_MET, low) if low and len(low) == len(told) else OPEN


def _enough(fact: Fact, floors: list[Quantity], text: str, desk: Desk) -> bool | None:
    """Whether a treatment was had at the dose; None where that is not told."""
    said = _said_of(fact, desk)
    names = {word.lower() for word in words(said)}
    own = [q for q in floors if len(floors) == 1 or names & _named(q)]
    told = {
        state
        for dose in read_quantities(said)
        if dose.unit in _DOSES
        for floor in own
        if (state := _reaches(dose, said, floor, text)) is not None
    }
    return told.pop() if len(told) == 1 else None


def _said_of(fact: Fact, desk: Desk) -> str:
    """A fact's words, and what stands right behind them in its sentence."""
    text = next((r.text for r in desk.facts.readings if r.source == fact.source), fact.quote)
    stop = _END.search(text, fact.char_end, fact.char_end + _BEHIND)
    said = text[fact.char_start : stop.start() if stop else fact.char_end + _BEHIND]
    return _BARE_DOSE.sub(r"\1 mg", said)


def _named(floor: Quantity) -> set[str]:
    return {word.lower() for word in words(floor.before)[-2:]}


def _reaches(dose: Quantity, said: str, floor: Quantity, text: str) -> bool | None:
    rate, times = _rate(said[dose.end :])
    wanted, n_wanted = _rate(text[floor.end :])
    if rate and wanted and rate != wanted:
        return None
    goal = Interval(low=floor.value * n_wanted)
    given = Interval(low=dose.value * times, high=(dose.value2 or dose.value) * times)
    reached = compare(given, dose.unit, goal, floor.unit)
    # how often is not told: once is the least
    return reached if rate or not wanted or reached else None


def _rate(behind: str) -> tuple[str, int]:
    """How often a dose is given: the unit of time, and how many times in it."""
    match = _RATE.match(behind)
    if match is None:
        return "", 1
    often = (match.group("often") or match.group("times") or "").lower()
    unit = (match.group("unit") or "day").lower()
    return {"d": "day", "w": "week", "m": "month"}[unit[0]], _TIMES.get(often, 1)
