"""Scales that are no plain numbers: hours of use, acuity, age ranges, letters."""

import re
from collections.abc import Iterator

from app.findings_ages import AGE_RANGE, settle_age_range
from app.findings_base import MET, OPEN, Desk, Settled
from app.findings_numbers import settle_pressure
from app.gestation import BARE as WEEKS
from app.gestation import OBSTETRIC, settle_gestation
from app.gestation import WANTED as GESTATION
from app.hours_of_use import SHORT_USE, settle_hours
from app.hours_of_use import WANTED as HOURS
from app.letter_classes import read_classes, settle_class
from app.quantity_cues import PRESSURE
from app.quantity_reader import comparator_beside
from app.times_apart import WANTED as APART
from app.times_apart import settle_apart
from app.visual_acuity import WANTED as ACUITY
from app.visual_acuity import settle_acuity

_OF_AGE = re.compile(r"\bage[ds]?\b|\bold\b", re.IGNORECASE)
# "uncontrolled hypertension above 180/110": no other measure is written so, and so high.
_BARE_PRESSURE = re.compile(
    r"(?:\bat or )?(?:\b(?:above|over|below|under|(?:greater|more|less|lower|higher) than|"
    r"at least)|[<>≥≤]=?)\s*(?P<sys>[89]\d|1\d\d|2[0-4]\d)\s*/\s*(?P<dia>[4-9]\d|1[0-4]\d)"
    r"(?!\d|\s*/)(?:\s*mm\s*hg)?",
    re.IGNORECASE,
)


def settled_scales(text: str, desk: Desk) -> Iterator[tuple[int, int, Settled, bool]]:
    """Where a criterion names a scale, its finding, and whether it is a measure of its own."""
    for match in (*HOURS.finditer(text), *SHORT_USE.finditer(text)):
        yield *match.span(), settle_hours(match, desk), False
    for match in ACUITY.finditer(text):
        yield *match.span(), settle_acuity(match, desk), False
    for match in AGE_RANGE.finditer(text):
        if match.group("age") or _OF_AGE.search(text):
            yield *match.span(), settle_age_range(match, desk), True
    yield from _weeks_and_pressures(text, desk)
    for match in APART.finditer(text):
        yield *match.span(), settle_apart(match, desk), False
    for match, ids, letters in read_classes(text):
        yield *match.span(), settle_class(ids, letters, desk), True


def _weeks_and_pressures(text: str, desk: Desk) -> Iterator[tuple[int, int, Settled, bool]]:
    for match in GESTATION.finditer(text):
        yield *match.span(), settle_gestation(match, desk), True
    told = [text, *(reading.text for reading in desk.facts.readings)]
    for match in WEEKS.finditer(text) if any(map(OBSTETRIC.search, told)) else ():
        within = settle_gestation(match, desk)  # what is done at other weeks may be due again
        yield *match.span(), within if within.state is MET else OPEN, True
    for match in () if PRESSURE.search(text) else _BARE_PRESSURE.finditer(text):
        comparator = comparator_beside(text, match.start("sys"), match.end())
        yield *match.span(), settle_pressure(match, comparator, desk), True
