"""Scales that are no plain numbers: hours of use, acuity, age ranges, letters."""

import re
from collections.abc import Iterator

from app.findings_ages import AGE_RANGE, settle_age_range
from app.findings_base import Desk, Settled
from app.hours_of_use import WANTED as HOURS
from app.hours_of_use import settle_hours
from app.letter_classes import read_classes, settle_class
from app.visual_acuity import WANTED as ACUITY
from app.visual_acuity import settle_acuity

_OF_AGE = re.compile(r"\bage[ds]?\b|\bold\b", re.IGNORECASE)


def settled_scales(text: str, desk: Desk) -> Iterator[tuple[int, int, Settled, bool]]:
    """Where a criterion names a scale, its finding, and whether it is a measure of its own."""
    for match in HOURS.finditer(text):
        yield *match.span(), settle_hours(match, desk), False
    for match in ACUITY.finditer(text):
        yield *match.span(), settle_acuity(match, desk), False
    for match in AGE_RANGE.finditer(text):
        if match.group("age") or _OF_AGE.search(text):
            yield *match.span(), settle_age_range(match, desk), True
    for match, ids, letters in read_classes(text):
        yield *match.span(), settle_class(ids, letters, desk), True
