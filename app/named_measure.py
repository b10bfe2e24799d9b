"""The measure that a criterion's last number names, for what leaves the name out."""

from app.findings_numbers import name_of
from app.measures import NO_MEASURE, MeasureName
from app.quantity_reader import read_quantities


def measure_in(text: str) -> MeasureName:
    """The measure that a criterion's last number names, for a sibling that leaves the name out."""
    named = [name for q in read_quantities(text) if (name := name_of(q)[0])]
    return named[-1] if named else NO_MEASURE
