"""How long a device is used a day: "unable to use CPAP for at least 4 hours per night".

A criterion asks for use that is too short, or for use that is long enough; a case tells the hours
that it is used, that it cannot be used longer, or that so many hours could not be reached.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from app.fact_models import Fact, FactKind, Reading
from app.findings_base import MET, NOT_MET, OPEN, Desk, Settled
from app.numbers_printed import number
from app.quantities import Interval
from app.scope_cues import Scope
from app.treatment_kinds import concepts_of

_N = r"(?P<n>\d+(?:\.\d+)?|one|two|three|four|five|six|seven|eight)"
_PER_DAY = (
    r"\s*(?:hours?|hrs?|h)\s*(?:/|per|each|a|every|any|(?:on )?(?:any|most)|of the|in a|"
    r"at)?\s*"
    r"(?:nights?|days?|24\b)"
)
_UNABLE = (
    r"(?:unable to|inability to|cannot|can ?not|can['’]t|could ?n[o'’]t|could not|not able to|"
    r"fail(?:s|ed|ure)? to|does not|did not|doesn['’]t|didn['’]t|has not been able to)"
)
_USE = r"(?:use|tolerate|wear|keep|sleep with|adhere to|comply with|have|maintain)"
# "Use of less than 4 hours per night": what is used so shortly is told before it.
SHORT_USE = re.compile(
    rf"\b(?:use|usage|wear|adherence)\s+(?:is\s+|of\s+)*(?:less than|fewer than|under|below|<)\s*"
    rf"{_N}{_PER_DAY}(?:,?\s+(?:on|for)?\s*(?:at least |≥ ?)?(?:\d+|one|two|three|four|five|six|"
    r"seven)\s*(?:%|percent)?\s*(?:of\s+)?(?:the\s+)?nights?(?:\s*(?:/|per|a|each|every)\s*"
    r"week)?)?",
    re.IGNORECASE,
)
# The wanted inability, with the rest of its schedule ("on 5 nights per week").
WANTED = re.compile(
    rf"\b{_UNABLE}\s+{_USE}\s+(?P<what>[\w -]{{2,40}}?)\s+(?:for\s+)?(?:at least|more than|"
    rf"a minimum "
    rf"of|≥|>=|>)?\s*{_N}(?:\s+or more)?{_PER_DAY}"
    r"(?:,?\s+(?:on|for)?\s*(?:at least |≥ ?)?(?:\d+|one|two|three|four|five|six|seven)\s*(?:%|"
    r"percent)?"
    r"\s*(?:of\s+)?(?:the\s+)?nights?(?:\s*(?:/|per|a|each|every)\s*week)?)?",
    re.IGNORECASE,
)
_SHORT = re.compile(
    rf"\b{_UNABLE}\s+(?:\w+\s+)?{_USE}\b[^.;\d]{{0,40}}?\b(?P<cmp>more than|longer than|over|"
    rf"beyond|"
    rf"even|for|at least|as long as)?\s*{_N}{_PER_DAY}|"
    r"\bno (?:night|day)s?\s+(?:with|of|over|above)\s+(?:more than |at least |over )?"
    r"(?P<n2>\d+(?:\.\d+)?|four|three|two|five|six)\s*(?:hours?|hrs?|h)\b",
    re.IGNORECASE,
)
_STATED = re.compile(
    rf"(?:\b(?P<cmp>at most|only|less than|under|no more than|never more than|max(?:imum)?|"
    rf"up to|about|"
    rf"average(?: of)?|averag\w+|mean(?: use)?(?: of)?)\s+)?(?<![\d.]){_N}"
    rf"(?:\s*(?:h|hours?)\s*(?P<min>\d{{1,2}})\s*min\w*\s*(?:/|per|a|each|every)?\s*(?:night|"
    rf"day)|{_PER_DAY})",
    re.IGNORECASE,
)
_MINUTES = 60.0


@dataclass(frozen=True, slots=True)
class _Use:
    """Hours of use a day that a case tells."""

    hours: Interval
    fact: Fact


def settle_hours(wanted: re.Match[str], desk: Desk) -> Settled:
    """Whether a case tells that so many hours of use are not reached."""
    goal = number(wanted.group("n"))
    what = wanted.groupdict().get("what")
    if goal is None or (what and not _of_it(what, desk)):
        return OPEN
    told = [use for reading in desk.facts.readings for use in _uses(reading)]
    states = {
        MET
        if use.hours.high < goal or (use.hours.high == goal and use.hours.high_open)
        else NOT_MET
        for use in told
        if use.hours.high <= goal or use.hours.low >= goal
    }
    if len(states) != 1 or len(told) == 0:
        return OPEN
    if any(use.hours.low < goal < use.hours.high for use in told):
        return OPEN
    return Settled(states.pop(), (told[0].fact,))


def _of_it(what: str, desk: Desk) -> bool:
    """Whether the case speaks of the wanted device, or of a kind of it."""
    own = concepts_of(what, desk)
    own |= {member for concept in own for member in desk.terms.descendants(concept)}
    said = {m.concept_id for reading in desk.facts.readings for m in desk.terms.spot(reading.text)}
    return bool(own & said) or re.search(r"\b(?:PAP|device)\b", what) is not None


def _uses(reading: Reading) -> Iterator[_Use]:
    taken: list[tuple[int, int]] = []
    for match in _SHORT.finditer(reading.text):
        hours = number(match.group("n") or match.group("n2"))
        if hours is None:
            continue
        taken.append(match.span())
        fact = reading.fact(FactKind.MEASURE, *match.span(), name="hours of use", value=hours)
        beyond = (match.group("cmp") or "").lower() in {
            "more than",
            "longer than",
            "over",
            "beyond",
        }
        yield _Use(Interval(0, hours, high_open=not beyond), fact)
    for match in _STATED.finditer(reading.text):
        if any(low < match.end() and match.start() < high for low, high in taken):
            continue
        if reading.scope_at(*match.span()) & (Scope.DENIED | Scope.PLANNED | Scope.POSSIBLE):
            continue
        if not _IN_USE.search(reading.text[max(0, match.start() - 60) : match.end() + 30]):
            continue
        hours = (number(match.group("n")) or 0) + float(match.group("min") or 0) / _MINUTES
        few = (match.group("cmp") or "").lower()
        low = (
            0.0
            if few in {"at most", "less than", "under", "no more than", "never more than", "up to"}
            else hours
        )
        fact = reading.fact(FactKind.MEASURE, *match.span(), name="hours of use", value=hours)
        yield _Use(Interval(low, hours, high_open=few in {"less than", "under"}), fact)


_IN_USE = re.compile(
    r"\b(?:us(?:es?|ed|age|ing)|wears?|wore|tolerat\w+|adheren\w+|complian\w+|download|"
    r"data card|[cb]i?pap|pap)\b",
    re.IGNORECASE,
)
