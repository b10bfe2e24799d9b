"""A refused circumstance as a title: "2. Concurrent use of X with another biologic. ...".

Benefit managers number what they refuse so, and tell behind the title which the others are.
"""

import re

_TITLE = re.compile(
    r"^\W*(?:\d{1,2}[.)]\s+|[A-Za-z][.)]\s+)?(?P<name>(?:(?:concurrent|concomitant|combined|combination|"
    r"simultaneous|dual)\s+)?(?:use|therapy|treatment)\b[^.:;]{0,60}?\swith\s[^.:;]{3,90})[.:]\s+"
    r"(?=\S)",
    re.IGNORECASE,
)
# "in combination with other antibodies (A, B, C)": which they are
_NAMED = re.compile(
    r"\b(?P<told>in (?:combination|conjunction) with\s[^.;:()]{3,80}\([^()]+\))", re.IGNORECASE
)


def refused_circumstance(text: str) -> tuple[int, int] | None:
    """The place of the circumstance that an item's title refuses; None of other items."""
    title = _TITLE.match(text)
    if title is None:
        return None
    named = _NAMED.search(text, title.end())
    return named.span("told") if named else title.span("name")


# "Concurrent use is not covered" behind the title that tells of what with what
_HOW_ONLY = re.compile(
    r"(?:(?:such|this|the) )?(?:concurrent|concomitant|simultaneous|combined|combination)(?: use)?",
    re.IGNORECASE,
)


def is_bare_use(phrase: str) -> bool:
    """Whether a phrase only says how something is used, and not what."""
    return _HOW_ONLY.fullmatch(phrase) is not None
