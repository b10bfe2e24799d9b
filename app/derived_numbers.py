"""Numbers that a case states by others: a change by its two ends, pack-years by packs and years."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from app.fact_models import Reading
from app.measures import MeasureName, measure_name, norm
from app.numbers_printed import number
from app.quantities import NUMBER_WORD, TIME_DAYS
from app.quantity_models import Quantity
from app.scope_cues import Scope
from app.stretches import stretches

POINTS = "point"  # a difference without unit: never a share
REDUCTION, INCREASE = "reduction", "increase"
_NUM = r"\d+(?:\.\d+)?"
# A change by its two ends, as in: it went from 20 to 8.
_FROM_TO = re.compile(
    r"\b(?:went|fell|dropped|decreased|declined|reduced|improved|down|gone|came down|lowered|"
    r"rose|risen|climbed|increased|grew|grown|up|progressed|worsened|changed)\b"
    rf"[^.;,]{{0,30}}?\bfrom\s+(?P<a>{_NUM})\s*(?:%|(?:(?!to\b)[a-z/-]+\s+){{0,5}}?"
    rf"(?!to\b)[a-z/-]+)?\s+(?:down\s+|up\s+)?to\s+(?P<b>{_NUM})"
    r"(?P<what>(?:\s+(?!(?:after|on|with|in|since|within|over|by|and|but|while|for|per)\b)"
    r"[a-z-]+){1,3})?",
    re.IGNORECASE,
)
# "Kmax up 2 D", "rose by 0.4": the change itself.
_BY = re.compile(
    r"\b(?P<way>up|rose|risen|climbed|increased|grew|grown|steepened|down|fell|fallen|dropped|"
    rf"decreased|cut)\s+(?:(?:by|only|just|about|some)\s+)*(?P<a>{_NUM})\s*"
    r"(?:(?:an?|per|each|every|/)\s+(?P<per>day|week|month|year)|(?P<unit>%|percent|[A-Za-z]+))?",
    re.IGNORECASE,
)
# "test stimulation cut episodes by 70 %": what is changed stands behind the verb.
_CUT = re.compile(
    r"\b(?:cut|reduced|lowered|decreased|brought down|shrank)\s+(?:the\s+|his\s+|her\s+|their\s+)?"
    rf"(?P<what>(?:[\w-]+\s+){{1,4}}?)by\s+(?:(?:only|just|about|some)\s+)*(?P<a>{_NUM})\s*"
    r"(?:%|percent)",
    re.IGNORECASE,
)
# "headache hours are unchanged": they have fallen by nothing.
_SAME = re.compile(
    r"\b(?:is|are|was|were|remains?|remained|stayed|stays)\s+(?:unchanged|the same)\b",
    re.IGNORECASE,
)
_COUNTED = re.compile(r"\b(?P<what>hour|day)s?\s*$", re.IGNORECASE)  # "headache hours down by 30"
_THEN = re.compile(
    r"\b(?:baseline|before(?=\s*[,;)]|\s+(?:and|but)\b)|before\s+(?:it|start\w*|(?:the\s+)?(?:drug|treatment|therapy|medication|"
    r"surgery|operation|first\s+\w+))|pre-?treatment|at\s+(?:the\s+)?(?:start|outset)|initial|"
    r"initially|was|were|used to be|originally|start(?:ed|ing)\s+(?:at|value))\b",
    re.IGNORECASE,
)
_NOW = re.compile(
    r"\b(?:now|currently|today|at present|latest|most recent|on\s+(?:it|treatment|therapy)|"
    r"down to|after\s+\w+\s+(?:weeks?|months?|years?))\b",
    re.IGNORECASE,
)
_BESIDE = 22  # characters: a word that tells the time of a number stands no further from it
_DAY = r"(?:\s*(?:a|per|each|every)\s+day|\s*/\s*day|\s+daily)"
_COUNT = rf"(?P<n>{_NUM}|{NUMBER_WORD}|an?)"
_RATE = (
    rf"(?:(?P<half>half\s+a|half|(?:1/2|½)\s*(?:a\s+)?)\s*packs?{_DAY}|{_COUNT}\s*(?P<more>and a "
    rf"half\s+)?(?:packs?(?P<half2>\s+and\s+a\s+half)?{_DAY}|ppd\b|(?P<cigs>cigarettes?|cigs?){_DAY}))"
)
_YEARS = rf"(?P<years>{_NUM}|{NUMBER_WORD})\s*(?:years?|yrs?)"
_PACKS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"\b{_RATE}[^.;?!\d]{{0,25}}?(?:for|over|x|×|times)\s*(?:the\s+(?:past|last)\s+|about\s+|"
        rf"some\s+)?{_YEARS}\b",
        rf"\b{_YEARS}\s*(?:of|at|,|@|smoking|on)\s*(?:smoking\s+)?(?:about\s+)?{_RATE}",
    )
)
_PERIODS = ("day", "week", "month")
_FALLS = frozenset({"down", "fell", "fallen", "dropped", "decreased", "cut"})
_A_PACK = 20.0  # cigarettes


def changes(reading: Reading) -> Iterator[tuple[Quantity, str]]:
    """Changes told by their two ends or by their size, each with the words that name it."""
    for start, end in stretches(reading.text):
        taken: list[tuple[int, int]] = []
        for match in _FROM_TO.finditer(reading.text, start, end):
            taken.append(match.span())
            first, last = float(match.group("a")), float(match.group("b"))
            front = _front(reading.text, start, match.start())
            for quantity in _between(first, last, front, match.span()):
                yield quantity, f"{front} {match.group()}"
        for match in _BY.finditer(reading.text, start, end):
            if any(low <= match.start() < high for low, high in taken):
                continue
            front = _front(reading.text, start, match.start())
            yield from _by(match, front)
        yield from _cut_by(reading.text, start, end)
        yield from _unchanged(reading.text, start, end)


def _cut_by(text: str, start: int, end: int) -> Iterator[tuple[Quantity, str]]:
    """A share by which something was cut, which stands behind the verb."""
    for match in _CUT.finditer(text, start, end):
        named = f"{_front(text, start, match.start())} {match.group('what').strip()}"
        told = f"{named} {REDUCTION}"
        yield _quantity(float(match.group("a")), "%", told, match.span(), 0), named


def _unchanged(text: str, start: int, end: int) -> Iterator[tuple[Quantity, str]]:
    """What has stayed the same has fallen by nothing."""
    for match in _SAME.finditer(text, start, end):
        front = _front(text, start, match.start())
        counted = _COUNTED.search(front)
        of = [f"{counted.group('what').lower()}/{per}" for per in _PERIODS] if counted else []
        for unit in of or (POINTS, "%"):
            told = f"{front} {REDUCTION}"
            yield _quantity(0.0, unit, told, match.span(), len(front)), front


def _front(text: str, start: int, end: int) -> str:
    """What has changed; "LDL is now 140 mg/dL, down 10%" tells it before the value."""
    *before, front = re.split(r"[,;](?=\s)", text[start:end])
    value = _VALUE.search(before[-1]) if before and _NO_NAME.fullmatch(front) else None
    return before[-1][: value.start()].strip() if value else front.strip()


_NO_NAME = re.compile(r"\s*(?:(?:which|that|it|this|is|now|so|and)\s+)*", re.IGNORECASE)
_VALUE = re.compile(r"\d+(?:\.\d+)?")


def _by(match: re.Match[str], front: str) -> Iterator[tuple[Quantity, str]]:
    unit = (match.group("unit") or "").lower()
    if unit in {"to", "from", "or", "of"} or unit.rstrip("s") in TIME_DAYS:
        return
    value = float(match.group("a"))
    rises = match.group("way").lower() not in _FALLS
    told = "%" if unit in {"%", "percent"} else POINTS
    counted = _COUNTED.search(front)
    if counted and match.group("per"):
        told = f"{counted.group('what').lower()}/{match.group('per').lower()}"
    words = INCREASE if rises else REDUCTION
    yield _quantity(value, told, f"{front} {words}", match.span(), len(front)), front


def _between(
    first: float, last: float, front: str, span: tuple[int, int], unit: str = POINTS
) -> Iterator[Quantity]:
    """The change from one value to another: what falls has risen by less than nothing.

    Days a month stay days a month, and are no hours.
    """
    told = unit if "/" in unit else POINTS
    by = round(last - first, 4)
    if by < 0 <= last:
        percent = round(-100 * by / first, 1)
        yield _quantity(percent, "%", f"{front} {REDUCTION}", span, len(front))
        yield _quantity(-by, told, f"{front} {REDUCTION}", span, len(front))
    yield _quantity(by, told, f"{front} {INCREASE}", span, len(front))
    if first > 0 and by > 0:
        percent = round(100 * by / first, 1)
        yield _quantity(percent, "%", f"{front} {INCREASE}", span, len(front))


def _quantity(value: float, unit: str, before: str, span: tuple[int, int], reach: int) -> Quantity:
    start, end = span
    return Quantity(value, None, "", unit, "", before, "", start, end, max(0, start - reach - 1))


def from_then_to_now(
    rows: Sequence[tuple[Quantity, MeasureName]], text: str
) -> Iterator[tuple[Quantity, MeasureName]]:
    """Changes of one measure from what it was before treatment to what it is now."""
    told = [row for row in rows if row[0].unit not in TIME_DAYS]
    for (one, name), (other, later) in pairwise(told):
        same = bool(name.ids & later.ids) or bool(name.stems and name.stems <= later.stems)
        if (
            not same
            or {one.unit, other.unit} - {one.unit, ""}
            or one.comparator
            or other.comparator
        ):
            continue
        between = text[one.end : other.start]
        if re.search(r"[.?!]\s.*[.?!]\s", between) or len(between) > 2 * _BESIDE + 20:
            continue
        before = text[max(0, one.name_start - _BESIDE, one.start - 3 * _BESIDE) : one.start]
        if not (_THEN.search(before) or _THEN.search(between)):
            continue
        if not (_NOW.search(between) or _NOW.match(text[other.end : other.end + 12].lstrip())):
            continue
        span = (one.start, other.end)
        for quantity in _between(one.value, other.value, one.before, span, one.unit):
            word = INCREASE if quantity.before.endswith(INCREASE) else REDUCTION
            yield quantity, MeasureName(name.ids, name.stems | {norm(word)})


def pack_years(reading: Reading) -> Iterator[tuple[Quantity, MeasureName]]:
    """Packs a day for so many years, where the text says it once."""
    found = [m for pattern in _PACKS for m in pattern.finditer(reading.text)]
    own = [m for m in found if not reading.scope_at(*m.span()) & (Scope.FAMILY | Scope.DENIED)]
    if len(own) != 1:
        return
    match = own[0]
    years = number(match.group("years"))
    rate = 0.5 if match.group("half") else _rate(match)
    if years is None or rate is None:
        return
    quantity = _quantity(round(rate * years, 2), "pack-year", "smoking", match.span(), 0)
    yield quantity, measure_name("smoking")


def _rate(match: re.Match[str]) -> float | None:
    printed = match.group("n").lower()
    rate = 1.0 if printed in {"a", "an"} else number(printed)
    if rate is None:
        return None
    rate += 0.5 if match.group("more") or match.group("half2") else 0.0
    return rate / _A_PACK if match.group("cigs") else rate


def unit_as(stated: str, wanted: str) -> str:
    """The unit of a stated number: a bare difference is in the wanted one, and never a share."""
    return wanted if stated == POINTS and wanted != "%" else stated


def is_told_change(stated: Quantity) -> bool:
    """Whether a number is a difference that was told by its ends: down by 91 is no LDL of 91."""
    return stated.unit != "%" and stated.before.endswith((REDUCTION, INCREASE))


def is_share_of_change(stated: Quantity) -> bool:
    """Whether a number is a change in per cent: risen by 45 %, where a rise by 2 is wanted."""
    return stated.unit == "%" and stated.before.endswith((REDUCTION, INCREASE))
