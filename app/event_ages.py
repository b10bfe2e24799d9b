"""Ages at which something happened: "onset before 6 months of age"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from app.fact_models import FactKind
from app.findings_base import MET, NOT_MET, OPEN, Desk, Settled
from app.measures import norm, norm_set, norms
from app.quantities import TIME_DAYS, Interval, interval_of, time_unit
from app.stretches import stretches
from app.word_families import FRAMES, same

_UNIT = r"(?P<unit>years?|yrs?|months?|mos?|weeks?|days?)"
_EVENT_AGE = re.compile(
    r"(?P<event>(?:[\w-]+\s+){0,6}?(?:onset|began|begun|begin|started|start|appeared|presented|"
    r"diagnosed|diagnosis|manifest\w*|occurred|symptomatic|developed)(?:\s+[\w-]+){0,6}?)\s+"
    r"(?P<cmp>at or before|at or after|before|prior to|by|after|at|since|from|under|over|within "
    r"the first)\s+(?:the\s+)?(?:age\s+(?:of\s+)?)?(?P<n>\d+(?:\.\d+)?)\s*-?\s*"
    rf"(?:{_UNIT})?(?:\s*(?:of age|old|of life))?"
    r"(?:,?\s*(?:or|and)\s+(?P<tail>younger|less|earlier|before|under|below|older|later|above|"
    r"over)\b)?",
    re.IGNORECASE,
)
_OLDER = {"older", "later", "above", "over"}
# "had breast cancer at age 60"
_HAD_AT = re.compile(
    r"\b(?:had|has had|history of|with)\s+(?P<event>(?:[\w-]+\s+){1,5}?)at\s+(?:the\s+)?age\s+"
    r"(?:of\s+)?(?P<n>\d+)\b",
    re.IGNORECASE,
)
_COMPARATORS = {
    "at or before": "<=",
    "at or after": ">=",
    "before": "<",
    "prior to": "<",
    "under": "<",
    "by": "<=",
    "within the first": "<=",
    "after": ">",
    "over": ">",
}
# "symptoms since the age of 25": what has been there since an age began then.
_SINCE_AGE = re.compile(
    r"(?P<event>(?:[\w-]+\s+){1,4}?)(?:since|from)\s+(?:the\s+)?age\s+(?:of\s+)?(?P<n>\d+)"
    rf"\s*-?\s*(?:{_UNIT})?",
    re.IGNORECASE,
)
_PEOPLE = norm_set(
    "child children infant baby toddler boy girl patient individual member beneficiary person "
    "he she they his her their"
)
_BEGINNING = norm_set(
    "onset began begin begun started start appeared presented manifest developed occurred"
)
_BEGAN = norm("began")
_OLDEST = 110.0  # years
_AT_DIAGNOSIS = re.compile(r"\bdiagnos(?:ed|is)\b", re.IGNORECASE)
_DIAGNOSED = norm_set("diagnosed diagnosis")
_ILLNESS = norm_set("symptom symptoms disease illness condition")
_HAPPENED = _BEGINNING | _DIAGNOSED
_AND = re.compile(r"\s+(?:and|but|with|plus)\s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class EventAge:
    """An event with the age at which it happened, in years."""

    stems: frozenset[str]
    years: Interval
    start: int
    end: int


def read_event_ages(text: str) -> Iterator[EventAge]:
    """Every age of an event in a text."""
    for low, high in stretches(text):
        for match in _EVENT_AGE.finditer(text, low, high):
            said = match.group("unit") or (
                "year"
                if re.search(r"\bage\b", match.group(), re.IGNORECASE) or _at_an_age(match)
                else ""
            )
            if not said:
                continue
            unit = time_unit(said)
            few, _ = TIME_DAYS[unit]
            factor = few / TIME_DAYS["year"][0] if unit != "month" else 1 / 12
            comparator = _COMPARATORS.get(match.group("cmp").lower(), "")
            if match.group("tail"):
                comparator = ">=" if match.group("tail").lower() in _OLDER else "<="
            bound = interval_of(comparator, float(match.group("n")) * factor)
            yield EventAge(_stems(match), bound, match.start(), match.end())
        for match in _SINCE_AGE.finditer(text, low, high):
            few, _ = TIME_DAYS[time_unit(match.group("unit") or "year")]
            years = float(match.group("n")) * few / TIME_DAYS["year"][0]
            stems = _stems(match) | {_BEGAN}
            yield EventAge(stems, interval_of("", years), match.start(), match.end())


def _at_an_age(match: re.Match[str]) -> bool:
    """Whether a bare number behind "diagnosed at" is an age."""
    bare = re.match(r"\s*(?:[.,;:)?!]|$|and\b|or\b|with\b)", match.string[match.end() :])
    return (
        match.group("cmp").lower() == "at"
        and _AT_DIAGNOSIS.search(match.group()) is not None
        and bare is not None
        and 0 < float(match.group("n")) <= _OLDEST
    )


def _stems(match: re.Match[str]) -> frozenset[str]:
    pieces = _AND.split(match.group("event"))  # "4 copies of the gene and onset at 16 months"
    event = next((p for p in reversed(pieces) if _HAPPENED & set(norms(p))), match.group("event"))
    return frozenset(norms(event)) - FRAMES - _PEOPLE


def settle_event_age(wanted: EventAge, desk: Desk) -> Settled:
    """The finding of an age of onset; OPEN where the case states none of that event."""
    told = []
    for reading in desk.facts.readings:
        for stated in (*read_event_ages(reading.text), *_had_at(reading.text)):
            if not _same_event(wanted.stems, stated.stems, desk):
                continue
            fact = reading.fact(FactKind.AGE, stated.start, stated.end, name="age of onset")
            if stated.years.within(wanted.years):
                told.append(Settled(MET, (fact,)))
            elif stated.years.apart(wanted.years):
                told.append(Settled(NOT_MET, (fact,)))
    if not told:
        return _by_age_of_now(wanted, desk)
    return told[0] if len({found.state for found in told}) == 1 else OPEN


def _by_age_of_now(wanted: EventAge, desk: Desk) -> Settled:
    """Nothing happened at an age that is not reached yet; what is there began at one that is."""
    ages = desk.facts.of(FactKind.AGE)
    oldest = max((fact.value2 or fact.value or 0 for fact in ages), default=_OLDEST)
    if Interval(high=oldest + 1).apart(wanted.years):
        return Settled(NOT_MET, ages[:1])
    own = not wanted.stems - _BEGINNING - desk.condition_words - _DIAGNOSED
    if own and ages and Interval(low=0, high=oldest).within(wanted.years):
        had = [desk.index.find(phrase) for _, phrase in desk.conditions]
        told = next((facts for state, facts in had if state is MET), ())
        return Settled(MET, (*ages[:1], *told)) if told else OPEN
    return OPEN


def _same_event(wanted: frozenset[str], stated: frozenset[str], desk: Desk) -> bool:
    """Whether two events are one: the words of the asked condition go without saying."""
    needed = wanted - _BEGINNING - desk.condition_words - _DIAGNOSED
    needed = needed - _ILLNESS if wanted & _BEGINNING else needed  # what began goes without saying
    own = stated - _BEGINNING - _DIAGNOSED
    # "diabetes diagnosed at 40" is not the diagnosis of another disease
    foreign = bool(own) and not needed and not own & (desk.condition_words | wanted)
    begins = bool(wanted & _BEGINNING) == bool(stated & _BEGINNING)
    return begins and not foreign and all(same(word) & stated for word in needed)


def _had_at(text: str) -> Iterator[EventAge]:
    """Diseases that a case states with the age at which they were had."""
    for low, high in stretches(text):
        for match in _HAD_AT.finditer(text, low, high):
            bound = interval_of("", float(match.group("n")))
            yield EventAge(_stems(match), bound, match.start(), match.end())
