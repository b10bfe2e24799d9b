"""Stretches of time that a criterion or a case looks back over ("in the past 12 months")."""

import re
from math import inf

from app.quantities import TIME_DAYS, time_unit
from app.quantity_reader import number

WINDOW = re.compile(
    r"\b(?:(?:with)?in|over|during|for)\s+(?:the\s+)?(?:past|last|previous|preceding|"
    r"prior)\s+(?:(?P<n>\d+|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|"
    r"eighteen|twenty-four)\s*(?:\(\d+\)\s*)?-?)?\s*"
    r"(?P<unit>days?|weeks?|months?|years?)\b|\bwithin\s+(?P<n2>\d+|one|two|three|six|"
    r"twelve)\s*(?:\(\d+\)\s*)?(?P<unit2>days?|weeks?|months?|years?)\b(?!\s+of\b)|\bin the "
    r"(?P<prior>year|month) (?:before|prior)\b",
    re.IGNORECASE,
)


def days_of(match: re.Match[str]) -> tuple[float, float]:
    """Fewest and most days of a stretch of time."""
    n = number(match.group("n") or match.group("n2") or "one") or 1.0
    unit = time_unit(match.group("unit") or match.group("unit2") or match.group("prior") or "year")
    few, many = TIME_DAYS.get(unit, (inf, inf))
    return n * few, n * many
