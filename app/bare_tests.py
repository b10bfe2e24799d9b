"""A test that is named without its result: "QuantiFERON drawn Friday" is no positive one."""

import re

from app.findings_base import NOT_MET, OPEN, Desk, Settled

_WANTED = re.compile(r"^\W*(?:(?:a|an|the|documented|has|recent)\s+)*negative\b", re.IGNORECASE)
_RESULT = re.compile(
    r"\b(?:positive|pos|reactive|detected|abnormal|elevated|high|raised|grew|growing|shows?|showed|"
    r"confirmed|indeterminate)\b|\+",
    re.IGNORECASE,
)


def told_result(found: Settled | None, text: str, desk: Desk) -> Settled | None:
    """The finding of a criterion; OPEN where it wants a negative test and its result is not told.

    Args:
        found: The finding by the words of the criterion.
        text: The criterion.
        desk: The case with its terms.
    """
    if found is None or found.state is not NOT_MET or not _WANTED.match(text):
        return found
    bare = all(
        desk.terms.spot(fact.quote, kind="intervention") and not _RESULT.search(fact.quote)
        for fact in found.facts
    )
    return OPEN if bare else found
