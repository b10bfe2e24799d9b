"""The name of a wanted number, where a word of it is left out or tells the number once more."""

import re

from app.measures import MeasureName, norm
from app.quantities import TIME_DAYS
from app.quantity_models import Quantity
from app.same_measures import changes_in, is_change

_GOES_ON = re.compile(r"(?:^|\bor\b|,)\W*(?:of|by)?\W*$", re.IGNORECASE)


def as_changed(
    text: str, quantity: Quantity, name: MeasureName, before: MeasureName
) -> MeasureName:
    """A number that goes on about a change: "a reduction of 7 days, or (of) at least 100 hours"."""
    if quantity.unit in TIME_DAYS or not quantity.comparator or not is_change(before):
        return name
    if is_change(name) or not _GOES_ON.search(text[: quantity.start]):
        return name
    return MeasureName(name.ids, name.stems | changes_in(before))


_CHRONIC = re.compile(r"\b(?:chronic|long-?standing|persistent)\s+", re.IGNORECASE)


def without_chronic(quantity: Quantity, name: MeasureName, said: str) -> tuple[MeasureName, str]:
    """A name without "chronic", where a length of time says how chronic."""
    if quantity.unit not in TIME_DAYS or not _CHRONIC.search(said):
        return name, said
    stems = name.stems - {norm("chronic"), norm("persistent"), norm("longstanding")}
    return (MeasureName(name.ids, stems), said) if stems or name.ids else (name, said)
