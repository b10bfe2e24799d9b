"""One "not" over several: "must not have hepatic impairment or a history of decompensation".

Taken apart at its "or", the second would be asked for. Neither of them may be there.
"""

import re

from ingest.statements.criteria_patterns import FINITE

_LEAD = re.compile(
    r"^\W*(?:(?:the\s+|an?\s+)?(?:member|patient|individual|person|beneficiary|recipient)s?\s+)?"
    r"(?:(?:who|there|must|should|does|do|has|have|had|is|are|may|will|can)\s+)*"
    r"(?:not\s+(?:have|has|had|be)(?:\s+had)?|no|without|never\s+had|absence\s+of|free\s+(?:of|from))"
    r"\s+(?:an?\s+|any\s+)?(?=\S)",
    re.IGNORECASE,
)
_DENIES = re.compile(r"^\W*(?:no|not|without|never|neither|nor)\b", re.IGNORECASE)


def negated_lead(text: str, spans: list[tuple[int, int]]) -> int:
    """Where the first of several alternatives begins behind the "not" that is over all of them.

    Returns:
        -1 where no "not" stands in front, or another alternative has a verb or a "not" of its own.
    """
    start, end = spans[0]
    lead = _LEAD.match(text[start:end])
    if lead is None or lead.end() >= end - start:
        return -1
    others = [text[slice(*span)] for span in spans[1:]]
    if any(_DENIES.match(other) or FINITE.search(other) for other in others):
        return -1
    return -1 if FINITE.search(text[start + lead.end() : end]) else start + lead.end()
