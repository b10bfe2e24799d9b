"""Lengths of time without a digit, as they are read: "for a year" is one year."""

import re
from collections.abc import Iterator

_UNIT = r"(?P<unit>years?|months?|weeks?)\b"
_SPELT: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern + _UNIT, re.IGNORECASE), read)
    for pattern, read in (
        # "a year and a half", "a month and a half" stay as they are
        (r"\b(?P<front>for|over|than|least|about|nearly|almost|lasting|lasted)\s+an?\s+", "1"),
        (r"\b(?P<front>for|over|than|least|about|nearly|almost|lasting|lasted)\s+half an?\s+", ""),
    )
)
_HALVES = {"year": "6 months", "month": "2 weeks"}
_AND_A_HALF = re.compile(r"\s+and\s+a\s+half\b", re.IGNORECASE)


def spelt_lengths(text: str) -> Iterator[tuple[str, str]]:
    """Each spelt length of a text, as it is printed and as it is read."""
    for pattern, n in _SPELT:
        for match in pattern.finditer(text):
            unit = match.group("unit").lower().rstrip("s")
            length = f"{n} {unit}" if n else _HALVES.get(unit, "")
            if length and not _AND_A_HALF.match(text, match.end()):
                yield match.group(), f"{match.group('front')} {length}"


# "the second block gave half": of what it was
_HALF_OF_IT = re.compile(
    r"\b(?P<verb>gave|provided|brought|helped by|down by|reduced by|only|about)\s+half\b"
    r"(?=\s*(?:[.,;)]|$|relief\b|better\b))",
    re.IGNORECASE,
)


def spelt_halves(text: str) -> Iterator[tuple[str, str]]:
    """Each half of a text that stands for a share, as it is printed and as it is read."""
    for match in _HALF_OF_IT.finditer(text):
        yield match.group(), f"{match.group('verb')} 50%"
