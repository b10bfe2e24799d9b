"""Stretches from one month to another, as they are read: "from March to June" is 3 to 4 months."""

import re
from collections.abc import Iterator

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
NAME = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|March|Mar|April|Apr|May|June?|July?|Aug(?:ust)?|"
    r"Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\b\.?"
)
_YEAR = r"(?:\s+(?:of\s+)?(?:19|20)\d\d)?"
_SPAN = re.compile(
    rf"\bfrom\s+(?P<one>{NAME})(?P<year>{_YEAR})\s+(?:to|until|till|through|thru)\s+"
    rf"(?P<two>{NAME})(?P<year2>{_YEAR})",
    re.IGNORECASE,
)
_A_YEAR = 12


def month_spans(text: str) -> Iterator[tuple[str, str]]:
    """Each stretch between two months, as it is printed and as it is read.

    A month without a year is the next one of that name; whether the last one counts is not told.
    """
    for match in _SPAN.finditer(text):
        one, two = (MONTHS.index(match.group(name)[:3].lower()) for name in ("one", "two"))
        first, last = (_number(match.group(name)) for name in ("year", "year2"))
        n = (two - one) % _A_YEAR
        if first and last:
            n = two - one + _A_YEAR * (last - first)
        if n > 0:
            yield match.group(), f"for {n} to {n + 1} months"


def _number(printed: str) -> int:
    digits = "".join(c for c in printed if c.isdigit())
    return int(digits) if digits else 0
