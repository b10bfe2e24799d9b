"""Stretches of time that a criterion or a case looks back over ("in the past 12 months")."""

import re
from math import inf

from app.numbers_printed import number
from app.quantities import TIME_DAYS, time_unit

WINDOW = re.compile(
    r"\b(?:during|over|in|within)\s+(?:an?\s+|any\s+|each\s+)?(?:consecutive\s+)?(?P<n3>\d+)[\s-]+"
    r"(?:consecutive\s+)?(?P<unit3>days?|weeks?|months?)(?:\s+(?:consecutive\s+)?period)"
    r"|\b(?:during|over)\s+(?P<n4>\d+)\s+consecutive\s+(?P<unit4>days?|weeks?|months?)\b|"
    r"\b(?:(?:with)?in|over|during|for)\s+(?:the\s+)?(?:past|last|previous|preceding|"
    r"prior)\s+(?:(?P<n>\d+|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|"
    r"eighteen|twenty-four)\s*(?:\(\d+\)\s*)?-?)?\s*"
    r"(?P<unit>days?|weeks?|months?|years?)\b|\bwithin\s+(?P<n2>\d+|one|two|three|six|"
    r"twelve)\s*(?:\(\d+\)\s*)?(?P<unit2>days?|weeks?|months?|years?)\b(?!\s+of\b)|\b(?:with)?in "
    r"(?:the|one|a) "
    r"(?P<prior>year|month) (?:before|prior)\b",
    re.IGNORECASE,
)


def days_of(match: re.Match[str]) -> tuple[float, float]:
    """Fewest and most days of a stretch of time."""
    n = number(_first(match, "n", "n2", "n3", "n4") or "one") or 1.0
    unit = time_unit(_first(match, "unit", "unit2", "unit3", "unit4", "prior") or "year")
    few, many = TIME_DAYS.get(unit, (inf, inf))
    return n * few, n * many


def _first(match: re.Match[str], *groups: str) -> str:
    """The first of several groups that matched, else ""."""
    return next((match.group(name) for name in groups if match.group(name)), "")
