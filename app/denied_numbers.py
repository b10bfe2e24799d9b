"""A denial over a number: "no heart failure of NYHA class III or IV", "without a fever above 38".

What is denied is the thing with its number: the two together are held against the case, and the
finding is turned.
"""

import re
from collections.abc import Sequence

from app.findings_phrases import NEG_LEAD
from app.trial_marks import Mark

# "not controlled below 9" says something else than "no control below 9": only a thing is denied
_DENIES_A_THING = re.compile(
    r"\b(?:no|without|absen(?:ce of|t)|free (?:of|from)|lack of|den(?:y|ies)|negative for|"
    r"(?:not|never)\s+(?:have|has|had))\b",
    re.IGNORECASE,
)
# "no more than 2 falls" is a limit; "no relief of 50%" and "no change of 5 points" tell of a course
_NO_THING = re.compile(
    r"(?:more|less|fewer|greater|longer|higher|lower|later|earlier|sooner|other|further|additional|"
    r"change|changes|improvement|relief|response|reduction|decrease|increase|progression|benefit|"
    r"need|prior|previous|recent|documented|evidence|single|one|two|three|four|\d)\b|\W*$",
    re.IGNORECASE,
)
# "no signs of healing for at least 30 days": how long it has been away
_LENGTH = re.compile(
    r"\d[\d.]*\s*-?(?:hours?|days?|weeks?|wks?|months?|years?|yrs?)\b", re.IGNORECASE
)


def behind_denial(text: str, start: int, end: int, inside: Sequence[Mark]) -> int:
    """Where a thing with its number begins behind "no" or "without"; 0 where nothing is denied so.

    Args:
        text: The criterion.
        start: Where its span begins.
        end: Where it ends.
        inside: What was read in the span.
    """
    lead = NEG_LEAD.match(text[start:end])
    if lead is None or not _DENIES_A_THING.search(lead.group()):
        return 0
    at = start + lead.end()
    while text[at : at + 1].isalnum() and text[at - 1].isalnum():  # the "a" of "an"
        at -= 1
    numbers = [mark for mark in inside if mark.is_number]
    plain = all(mark.is_number or mark.window_days is not None for mark in inside)
    course = any(mark.is_change or _LENGTH.search(text[mark.start : mark.end]) for mark in numbers)
    if not numbers or not plain or course:
        return 0
    return 0 if _NO_THING.match(text, at, end) else at
