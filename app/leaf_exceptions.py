"""What a criterion excepts in brackets: "seizure disorder or seizures (other than febrile ones)".

Who has none of it has not what is left of it either. Who has some may have the excepted sort,
unless it is one that stands before the last "or", of which nothing is excepted.
"""

import re
from collections.abc import Callable

from app.findings_base import MET, NOT_MET, OPEN, Desk, Settled

OTHER_THAN = re.compile(r"\bother than\b", re.IGNORECASE)
_IN_BRACKETS = re.compile(r"\s*\((?:other than|except(?: for)?|excluding|apart from)\s[^()]*\)\W*$")
_NEGATED = re.compile(r"^\W*(?:no|not|without|absence of|never)\b", re.IGNORECASE)


def settle_excepted(
    text: str, desk: Desk, settle: Callable[[str, Desk], Settled | None]
) -> Settled:
    """The finding of a phrase that excepts something; OPEN where that may be what is there."""
    found = _IN_BRACKETS.search(text)
    front = text[: found.start()] if found else ""
    if not front or _NEGATED.match(front):
        return OPEN
    whole = settle(front, desk)
    if whole and whole.state is NOT_MET:
        return whole
    first, _, rest = front.rpartition(" or ")
    sure = settle(first, desk) if first and rest else None
    return sure if sure and sure.state is MET else OPEN
