"""Degrees in front of several things: "severe renal or hepatic impairment" is severe in each."""

import re

_RANGE = re.compile(
    r"^(?:mild|moderate)(?:ly)? (?:to|or) (?:moderate|severe)(?:ly)? ", re.IGNORECASE
)
_FRONT = re.compile(
    r"(?:(?:mild|moderate) (?:to|or) (?:moderate|severe)|mild|moderate|severe|advanced) (?=\w)",
    re.IGNORECASE,
)


def without_range(member: str) -> str:
    """A member without a range of degrees in front ("moderate to severe cardiac")."""
    return _RANGE.sub("", member)


def with_degree(found: list[str], pieces: list[str]) -> list[str]:
    """The degree of the first member on all, where the first lacked its noun.

    Args:
        found: The members with what they share.
        pieces: The same as printed: "severe renal", "hepatic impairment".
    """
    degree = _FRONT.match(pieces[0])
    if degree is None or found[0] == pieces[0] or any(map(_FRONT.match, found[1:])):
        return found
    return [found[0], *(f"{degree.group()}{piece}" for piece in found[1:])]
