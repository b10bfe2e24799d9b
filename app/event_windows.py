"""Time since an event: "within 3 hours of birth" held against "1 hour after a vaginal birth"."""

import re

from app.fact_models import FactKind, Reading
from app.findings_base import MET, NOT_MET, Desk, Settled
from app.models import FindingState
from app.numbers_printed import number
from app.quantities import TIME_DAYS, time_unit
from app.scope_cues import Scope
from ingest.lexis import key_stems

_UNIT = r"(?:minutes?|mins?|hours?|hrs?|h|days?|weeks?|months?)"
# What the event is called, and how a story tells that it has happened
_EVENTS = (
    (r"(?:birth|delivery|childbirth|giving birth)", r"(?:delivered|gave birth|had the baby)"),
    (r"(?:injur(?:y|ies)|trauma|accident)", r"(?:was injured|had the accident)"),
    (r"(?:exposure|needle-?sticks?|contact)", r"(?:was exposed|had contact)"),
    (r"(?:ingestion|overdose)", r"(?:swallowed (?:it|them)|overdosed)"),
    (r"(?:fractures?)", r"(?:fractured|broke) (?:his|her|their|the|an?|it)(?: \w+){0,2}"),
    (r"(?:(?:tick )?bites?)", r"(?:was bitten|got bitten)"),
    (r"(?:strokes?)", r"(?:had the stroke)"),
)
_WINDOW = tuple(
    re.compile(
        rf"\W*(?:(?:(?:the )?(?:[\w-]+ ){{0,3}}?(?:is|are|was|be|begins?)|when|if) )?"
        rf"(?:(?:given|started|treated|seen|begun|applied|initiated|performed) )?within "
        rf"(?:the first )?(?P<n>[\w.]+) (?P<unit>{_UNIT}) (?:of|after|from) (?:the )?{event}\W*",
        re.IGNORECASE,
    )
    for event, _ in _EVENTS
)
_COUNT = r"\d[\d.]*|one|two|three|four|five|six|an?"
_TOLD = tuple(
    re.compile(
        rf"\b(?P<n>{_COUNT}) (?P<unit>{_UNIT}) (?:after|since|post)[ -]"
        rf"(?:(?:an?|the|her|his|my|vaginal|caesarean|cesarean|normal) )*{event}\b"
        rf"|\b(?:{verb}|{event},?) (?P<n2>{_COUNT}) (?P<unit2>{_UNIT}) ago\b",
        re.IGNORECASE,
    )
    for event, verb in _EVENTS
)
_PASSED = r"(?:more|longer|later) than|over|beyond|at least"
_IN_TIME = r"within|less than|under|up to|no (?:more|later) than"
_LONG_UNIT = rf"(?:{_UNIT}|years?)"
# Any event, in the words of the criterion: "within 2 years of the last scan", "more than 48 hours
# after onset"; "at least 6 weeks of therapy" is a length and no time since
_OF_ANY = re.compile(
    rf"\W*(?:(?P<passed>{_PASSED})|(?P<within>{_IN_TIME})) (?:the first )?(?P<n>[\w.]+) "
    rf"(?P<unit>{_LONG_UNIT}) (?:after|from|since|following|(?(within)of|after)) "
    r"(?:the |an? )?(?P<event>[\w'’ -]{3,60}?)\W*",
    re.IGNORECASE,
)
_TOLD_ANY = re.compile(
    rf"\b(?:(?P<passed>{_PASSED})|(?P<within>{_IN_TIME}))? ?\b(?P<n>{_COUNT}) "
    rf"(?P<unit>{_LONG_UNIT}) "
    r"(?:after|from|since|following|(?(within)of|after)) (?:the |an? |her |his |their )?"
    r"(?P<event>[\w'’ -]{3,60})",
    re.IGNORECASE,
)
_NOT_SO = Scope.DENIED | Scope.FAMILY | Scope.PLANNED


def settle_event_window(text: str, desk: Desk) -> Settled | None:
    """Whether the event is as recent as a criterion asks; None where either tells no such time."""
    for wanted, told in zip(_WINDOW, _TOLD, strict=True):
        asked = wanted.fullmatch(text)
        limit = _days(asked["n"], asked["unit"]) if asked else None
        if limit is None:
            continue
        for reading in desk.facts.readings:
            if found := _since(reading, told, limit):
                return found
    return _of_any_event(text, desk)


def _of_any_event(text: str, desk: Desk) -> Settled | None:
    """Whether the time since an event that the case names likewise is as a criterion asks."""
    asked = _OF_ANY.fullmatch(text)
    if asked is None or _days(asked["n"], asked["unit"]) is None:
        return None
    event = key_stems(asked["event"])
    for reading in desk.facts.readings:
        for told in _TOLD_ANY.finditer(reading.text):
            own = key_stems(told["event"])
            same = bool(own) and bool(event) and (event <= own or own <= event)
            state = _held(asked, told) if same else None
            if state and not reading.scope_at(*told.span()) & _NOT_SO:
                fact = reading.fact(FactKind.FINDING, *told.span(), name="time since the event")
                return Settled(state, (fact,))
    return None


def _held(asked: re.Match[str], told: re.Match[str]) -> FindingState | None:
    """What a told time says to the asked limit; None where a told range leaves it open."""
    limit, since = (_days(m["n"], m["unit"]) or 0.0 for m in (asked, told))
    exact = not (told["passed"] or told["within"])
    longer = since > limit if exact else bool(told["passed"]) and since >= limit
    sooner = since <= limit if exact else bool(told["within"]) and since <= limit
    if not (longer or sooner):
        return None
    return MET if longer == bool(asked["passed"]) else NOT_MET


def _since(reading: Reading, told: re.Pattern[str], limit: float) -> Settled | None:
    for match in told.finditer(reading.text):
        since = _days(match["n"] or match["n2"], match["unit"] or match["unit2"])
        if since is None or reading.scope_at(*match.span()) & _NOT_SO:
            continue
        fact = reading.fact(FactKind.FINDING, *match.span(), name="time since the event")
        return Settled(MET if since <= limit else NOT_MET, (fact,))
    return None


def _days(count: str, unit: str) -> float | None:
    value = 1.0 if count.lower() in {"a", "an"} else number(count)
    name = time_unit(unit)
    return value * TIME_DAYS[name][0] if value is not None and name in TIME_DAYS else None
