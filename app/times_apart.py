"""How far apart two of one thing were: "two sets of radiographs separated by at least 90 days".

A case tells the time between them ("films 5 months apart") or their two days ("on May 3 and Sept
10").
"""

import re
from collections.abc import Iterator
from datetime import date

from app.fact_models import Fact, FactKind, Reading
from app.findings_base import MET, NOT_MET, OPEN, Desk, Settled
from app.month_spans import MONTHS, NAME
from app.numbers_printed import number
from app.quantities import NUMBER_WORD, TIME_DAYS, Interval, time_unit
from app.scope_cues import Scope
from app.stretches import stretches

_N = rf"(?P<n>\d+|{NUMBER_WORD})\s*(?:\(\d+\)\s*)?-?"
_UNIT = r"(?P<unit>days?|weeks?|wks?|months?|mos?|years?|yrs?)"
_AT_LEAST = r"(?:(?:at least|a minimum of|no less than|more than|≥|>=)\s*)?"
WANTED = re.compile(
    r"\b(?:at least\s+)?(?:two|2|multiple|serial|three|"
    r"3)\s+(?:sets?\s+of\s+)?(?P<what>(?:[\w-]+\s*){1,4}?)"
    r"\s*,?\s*(?:(?:that|which)\s+)?(?:(?:are|were|have been)\s+)?(?:(?:taken|obtained|"
    r"performed|done|"
    rf"made)\s+)?(?:(?:separated|spaced|apart)\s+by\s+{_AT_LEAST}{_N}\s*{_UNIT}|{_AT_LEAST}"
    r"(?P<n2>\d+)\s*-?(?P<unit2>days?|weeks?|months?|years?)\s+apart)\b",
    re.IGNORECASE,
)
_APART = re.compile(rf"\b{_N}\s*{_UNIT}\s+apart\b", re.IGNORECASE)
_DAYS = re.compile(
    rf"\b(?P<m1>{NAME})\s+(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?(?:,?\s+(?P<y1>20\d\d))?\s*(?:,|and|&|,\s*and|"
    rf"then)\s*(?:again\s+)?(?:on\s+)?(?P<m2>{NAME})\s+(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?"
    r"(?:,?\s+(?P<y2>20\d\d))?\b",
    re.IGNORECASE,
)
_YEAR = 2023  # any year without a 29th of February, where none is told


def settle_apart(wanted: re.Match[str], desk: Desk) -> Settled:
    """Whether the things that a criterion wants are told to lie so far apart."""
    n = number(wanted["n"] or wanted["n2"]) or 0.0
    few, _ = TIME_DAYS[time_unit(wanted["unit"] or wanted["unit2"])]
    phrase = desk.index.phrase(wanted["what"])
    state, facts = desk.index.find(phrase) if phrase else (OPEN.state, ())
    if state is not MET:
        return OPEN
    told = [row for reading in desk.facts.readings for row in _told(reading, facts)]
    enough = [row for row in told if row[0].low >= n * few]
    if enough:
        return Settled(MET, (enough[0][1],))
    short = [row for row in told if row[0].high < n * few]
    return Settled(NOT_MET, (short[0][1],)) if short and len(short) == len(told) else OPEN


def _told(reading: Reading, facts: tuple[Fact, ...]) -> Iterator[tuple[Interval, Fact]]:
    """Times between two of something, in the sentences that name it."""
    for low, high in stretches(reading.text):
        if not any(f.source == reading.source and low <= f.char_start < high for f in facts):
            continue
        for match in _APART.finditer(reading.text, low, high):
            few, many = TIME_DAYS[time_unit(match["unit"])]
            n = number(match["n"]) or 0.0
            if not reading.scope_at(*match.span()) & (Scope.PLANNED | Scope.FAMILY):
                yield Interval(n * few, n * many), _fact(reading, match)
        for match in _DAYS.finditer(reading.text, low, high):
            if (days := _between(match)) is not None:
                yield Interval(days, days), _fact(reading, match)


def _fact(reading: Reading, match: re.Match[str]) -> Fact:
    return reading.fact(FactKind.DURATION, *match.span(), name="time apart")


def _between(match: re.Match[str]) -> int | None:
    try:
        first, last = (
            date(
                int(match[f"y{i}"] or match["y2"] or _YEAR),
                MONTHS.index(match[f"m{i}"][:3].lower()) + 1,
                int(match[f"d{i}"]),
            )
            for i in (1, 2)
        )
    except ValueError:
        return None
    days = (last - first).days
    return days if days > 0 or match["y2"] else days % 365
