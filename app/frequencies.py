"""How often a service may be repeated: "more than once in a 12-month period", "every 2 years".

The case tells it by the time since the last one, by its place in a row ("second ... this year"), or
by there having been none before.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from math import inf

from app.fact_models import FactKind
from app.findings_base import MET, NOT_MET, OPEN, Desk, Settled
from app.limits import ORDINALS, nth
from app.measures import norm, norm_set, norms
from app.numbers_printed import number
from app.quantities import NUMBER_WORD, TIME_DAYS, time_unit
from app.word_families import FRAMES, same
from ingest.lexis import STOP_WORDS, words

_NUMBER = rf"\d+|an?|{NUMBER_WORD}"
_TIMES = (
    r"(?:(?P<{0}once>once|annually|yearly)|(?P<{0}twice>twice)|"
    rf"(?P<{{0}}n>{_NUMBER})\s+(?:times?|occasions?))"
)
_PERIOD = (
    r"(?:(?:in|per|within|over|during|every|each|a)\s+)(?:(?:an?|any|the same|one|each)\s+)?"
    rf"(?:(?P<len>{_NUMBER})[\s-]*)?(?:calendar\s+|consecutive\s+)?(?P<unit>days?|weeks?|months?|years?|"
    r"lifetime)(?:\s+period)?\b"
)
_MORE = re.compile(
    r"(?P<no>\b(?:no|not)\s+)?\bmore\s+(?:(?:frequently|often)\s+)?than\s+"
    rf"(?:(?:{_TIMES.format('x')})\s*)?(?:{_PERIOD})?",
    re.IGNORECASE,
)
_EVERY = re.compile(
    rf"\b(?:{_TIMES.format('y')}|one(?!\s+of)(?:\s+[\w-]+){{1,3}}?)\s+{_PERIOD}", re.IGNORECASE
)
_SINCE = re.compile(
    rf"\b(?P<n>{_NUMBER})[\s-]*(?P<unit>days?|weeks?|months?|years?)\s+(?:after|since|from)\s+"
    r"(?:(?:the|her|his|their)\s+)?(?:last|previous|prior|most recent|first|initial)\s+"
    r"(?P<what>[\w-]+(?:\s+[\w-]+){0,2})|"
    r"\b(?:last|previous|prior|most recent|had (?:one|a|an))\s+(?P<what2>[\w-]+(?:\s+[\w-]+){0,3}?)"
    r"(?:,|\s+(?:was|were|done|performed))*\s+(?:about\s+|only\s+|over\s+|more than\s+)?"
    rf"(?P<n2>{_NUMBER})[\s-]*(?P<unit2>days?|weeks?|months?|years?)\s+(?:ago|earlier|back)\b",
    re.IGNORECASE,
)
_IN_A_ROW = re.compile(
    rf"\b(?P<nth>{'|'.join(ORDINALS)}|\d+(?:st|nd|rd|th))\s+(?P<what>(?:[\w-]+\s+){{0,3}}?[\w-]+)"
    r"\s+(?:in|within|this)\s+(?:the\s+)?(?:same\s+|past\s+|last\s+|a\s+|one\s+)?"
    rf"(?:(?P<len>{_NUMBER})[\s-]*)?(?:calendar\s+)?(?P<unit>months?|years?)\b",
    re.IGNORECASE,
)
# "wants to reinject every 8 weeks"
_SO_OFTEN = re.compile(
    rf"\b(?P<what>[\w-]+(?:\s+[\w-]+){{0,3}}?)\s+every\s+(?P<n>{_NUMBER})[\s-]*"
    r"(?P<unit>days?|weeks?|months?|years?)\b",
    re.IGNORECASE,
)
_NONE_BEFORE = re.compile(
    r"\b(?:never (?:had|been|undergone|received)|no (?:prior|previous|earlier))\s+"
    r"(?:(?:an?|the|this)\s+)?(?P<what>[\w-]+(?:\s+[\w-]+){0,2})|"
    r"\b(?:first(?:-time)?|initial)\s+(?P<what2>[\w-]+(?:\s+[\w-]+){0,2})",
    re.IGNORECASE,
)
# "a 3-year-old power wheelchair", "her current chair is 3 years old"
_OLD = re.compile(
    rf"\b(?P<n>{_NUMBER})[\s-]*(?P<unit>weeks?|months?|years?)[\s-]+old\s+(?P<what>[\w-]+"
    r"(?:\s+[\w-]+){0,2})|"
    r"\b(?:current|existing|present|old|previous|last|own)\s+(?P<what2>[\w-]+(?:\s+[\w-]+){0,3}?)"
    rf"\s+(?:is|was|are|were)\s+(?:only\s+|about\s+)?(?P<n2>{_NUMBER})\s+"
    r"(?P<unit2>weeks?|months?|years?)\s+old\b",
    re.IGNORECASE,
)
# "replacement of the chair after 3 years"
_REPLACED = re.compile(
    r"\b(?:replac\w+|renewal|new|another|second)\s+(?:of\s+)?(?:(?:an?|the|his|her|my|their)\s+)?"
    r"(?P<what>[\w-]+(?:\s+[\w-]+){0,5}?)\s+after\s+(?:only\s+|just\s+|about\s+)?"
    rf"(?P<n>{_NUMBER})[\s-]*(?P<unit>weeks?|months?|years?)\b(?!\s+of\b)",
    re.IGNORECASE,
)
_SOMEBODY = norm_set(
    "user boy girl child man woman male female patient member who with person lady"
)
_SERVICE = norm_set(
    "one screening screen test testing exam examination study scan measurement visit session "
    "procedure service it injection injections treatment treatments dose doses session sessions"
)
_DONE = norm_set("performed done covered provided furnished given repeated allowed paid limited")


@dataclass(frozen=True, slots=True)
class Frequency:
    """At most `count` in `days`; `over` where the criterion asks for more than that."""

    count: float
    days: tuple[float, float]
    start: int
    end: int
    over: bool = False


def wanted_frequencies(text: str, desk: Desk) -> Iterator[Frequency]:
    """How often a criterion lets the asked service be done."""
    for pattern in (_MORE, _EVERY):
        for match in pattern.finditer(text):
            days = _period(match)
            front = {norm(w) for w in words(text[: match.start()]) if w.lower() not in STOP_WORDS}
            if days is None or not front <= _DONE | _SERVICE | FRAMES | desk.intervention_words:
                continue
            over = pattern is _MORE and not match.group("no")
            yield Frequency(_count(match), days, 0, match.end(), over=over)
            return


def settle_frequency(wanted: Frequency, desk: Desk) -> Settled:
    """Whether the case keeps within a frequency; OPEN where it tells nothing of an earlier one."""
    kept, broken = (NOT_MET, MET) if wanted.over else (MET, NOT_MET)
    for reading in desk.facts.readings:
        for start, end, is_kept in _stated(reading.text, wanted, desk):
            fact = reading.fact(FactKind.DURATION, start, end, name="how often")
            return Settled(kept if is_kept else broken, (fact,))
    return OPEN


def _stated(text: str, wanted: Frequency, desk: Desk) -> Iterator[tuple[int, int, bool]]:
    """Where a text tells how often the service was done, and whether that keeps the frequency."""
    for match in _IN_A_ROW.finditer(text):
        within, _ = _length(match.group("len"), match.group("unit"))
        if _is_service(match.group("what"), desk) and within <= wanted.days[1]:
            yield *match.span(), nth(match.group("nth")) <= wanted.count
    for pattern in (_SO_OFTEN, _SINCE, _NONE_BEFORE, _OLD, _REPLACED):
        for match in pattern.finditer(text):
            if pattern is _OLD and set(norms(_either(match, "what"))) & _SOMEBODY:
                continue
            if _is_service(_either(match, "what"), desk):
                is_kept = True if pattern is _NONE_BEFORE else _since(match, wanted)
                if is_kept is not None:
                    yield *match.span(), is_kept


def _since(match: re.Match[str], wanted: Frequency) -> bool | None:
    """Whether the time since the last one is long enough; None where that cannot be told."""
    few, many = _length(_either(match, "n"), _either(match, "unit"))
    if few >= wanted.days[0]:
        return True
    return False if many < wanted.days[0] and wanted.count == 1 else None


def _either(match: re.Match[str], name: str) -> str:
    return match.group(name) or match.groupdict().get(f"{name}2") or ""


def _period(match: re.Match[str]) -> tuple[float, float] | None:
    """Fewest and most days of the period; None where the match names none."""
    said = match.groupdict()
    if said["unit"]:
        return _length(said["len"], said["unit"])
    once = said.get("xonce") or ""
    return _length("1", "year") if once.lower() in {"annually", "yearly"} else None


def _count(match: re.Match[str]) -> float:
    said = match.groupdict()
    printed = said.get("xn") or said.get("yn")
    if said.get("xtwice") or said.get("ytwice"):
        return 2
    return _number(printed) if printed else 1


def _length(printed: str | None, unit: str) -> tuple[float, float]:
    if unit.lower() == "lifetime":
        return inf, inf
    few, many = TIME_DAYS[time_unit(unit)]
    n = _number(printed)
    return n * few, n * many


def _number(printed: str | None) -> float:
    return 1.0 if not printed or printed.lower() in {"a", "an"} else number(printed) or 1.0


def _is_service(what: str, desk: Desk) -> bool:
    """Whether words name the asked service, or stand for it ("the last one")."""
    named = frozenset(norms(what)) - FRAMES
    return bool(named & _SERVICE) or any(same(word) & desk.intervention_words for word in named)
