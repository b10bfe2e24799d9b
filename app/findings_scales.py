"""Scales that are no plain numbers: hours of use, visual acuity, classes by letter."""

from collections.abc import Iterator

from app.findings_base import Desk, Settled
from app.hours_of_use import WANTED as HOURS
from app.hours_of_use import settle_hours
from app.letter_classes import read_classes, settle_class
from app.visual_acuity import WANTED as ACUITY
from app.visual_acuity import settle_acuity


def settled_scales(text: str, desk: Desk) -> Iterator[tuple[int, int, Settled, bool]]:
    """Where a criterion names a scale, its finding, and whether it is a measure of its own."""
    for match in HOURS.finditer(text):
        yield *match.span(), settle_hours(match, desk), False
    for match in ACUITY.finditer(text):
        yield *match.span(), settle_acuity(match, desk), False
    for match, ids, letters in read_classes(text):
        yield *match.span(), settle_class(ids, letters, desk), True
