"""How long somebody is told to live, in whatever words: the measure "life expectancy"."""

import re
from collections.abc import Iterator

from app.fact_models import Reading
from app.measures import MeasureName, measure_name
from app.numbers_printed import number
from app.quantities import NUMBER_WORD
from app.quantity_models import Quantity
from app.scope_cues import Scope

_N = rf"(?:\d+(?:\.\d+)?|{NUMBER_WORD})"
_SPAN = (
    r"(?:(?:about|around|maybe|perhaps|some|roughly|only|another|for|an?other|the next)\s+)*"
    r"(?P<cmp>at least|more than|over|less than|under|fewer than|below|up to)?\s*"
    rf"(?P<a>{_N})(?P<plus>\s*\+|\s*(?:or|and) more)?(?:\s*(?:-|–|to|or)\s*(?P<b>{_N}))?"
    r"\s+(?P<more>more\s+)?(?P<unit>year|month)s?"
)
_TOLD = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"\b{_SPAN}\s+(?:to live|of life|left(?!-|\s+(?:on|of|in|until|before|at|for)\b))\b",
        r"\b(?:should|will|would|may|might|can|could|expected to|likely to|going to|bound to)\s+"
        rf"(?:still\s+)?live\s+{_SPAN}\b",
        r"\b(?:doctors?|physicians?|oncologists?|cardiologists?|they|we|team)\s+(?:\w+\s+)?"
        rf"(?:gives?|gave|given?)\s+(?:him|her|them|me|us)\s+{_SPAN}\b",
        rf"\bprognosis\s*(?:is|of|:|,)?\s*{_SPAN}\b",
    )
)
_COMPARATORS = {"at least": ">=", "more than": ">", "over": ">", "up to": "<="}
_BELOW = "<"  # less than, under, fewer than, below
_NAME = "life expectancy"


def years_to_live(reading: Reading) -> Iterator[tuple[Quantity, MeasureName]]:
    """Each time that somebody is told to have left; nothing of relatives, and nothing denied."""
    for match in (m for pattern in _TOLD for m in pattern.finditer(reading.text)):
        low, high = number(match["a"]), number(match["b"]) if match["b"] else None
        if low is None or reading.scope_at(*match.span()) & Scope.DENIED:
            continue
        said = (match["cmp"] or "").lower()
        comparator = _COMPARATORS.get(said, _BELOW if said else ">=" if match["plus"] else "")
        start, end = match.span()
        quantity = Quantity(
            low, high, comparator, match["unit"].lower(), "", _NAME, "", start, end, start
        )
        yield quantity, measure_name(_NAME)
