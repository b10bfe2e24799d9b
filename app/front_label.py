"""Notes that name what is asked for in front: "Home O2 under Medicare: 71M, sat 86%. Approve?".

Their last sentence asks without naming anything, and the one before it tells a fact.
"""

import re
from collections.abc import Callable

from app.residual import asks_nothing

_NOTE = re.compile(
    r"^(?P<label>[^.?!;:]{3,90})(?::|\.|;)\s+(?P<story>\S.*[.;!])\s+(?P<asks>[^.?!;]{2,70}\?)\s*$",
    re.DOTALL,
)
_PIECES = re.compile(
    r"\s*,\s*|\s+(?:under|per|for|by|with|through|from|at)\s+|\s+-\s+|\s+(?=(?:renewal|continuation|"
    r"request|reauth\w*|PA)\b)",
    re.IGNORECASE,
)
# A label that tells of the person is the story itself: "45M with gout on allopurinol. ..."
_TELLS = re.compile(
    r"\b\d+\s?(?:-?\s?(?:yo|year|y/o|M\b|F\b))|\b(?:has|had|with|was|is|failed|tried|diagnosed|on|"
    r"after|takes)\b",
    re.IGNORECASE,
)


def label_in_front(text: str, is_thing: Callable[[str], bool]) -> str:
    """What stands in front of a note and names what its last sentence asks for; "" without one.

    Args:
        text: The whole question.
        is_thing: Whether a phrase names a treatment that is known.
    """
    note = _NOTE.match(text)
    if note is None or not asks_nothing(note["asks"]) or _TELLS.search(note["label"]):
        return ""
    return note["label"] if any(map(is_thing, _PIECES.split(note["label"]))) else ""
