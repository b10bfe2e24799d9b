"""Whether a woman is before or after the menopause, as people say it of themselves."""

import re
from collections.abc import Iterator

from app.fact_models import Facts
from app.findings_base import MET, NOT_MET, Settled

_WANTED = re.compile(
    r"\b(?P<when>pre|post)-?menopausal\b(?: (?:women|woman|females?|persons?|patients?)\b)?",
    re.IGNORECASE,
)
_DENIES = re.compile(r"\b(?:not|non|no longer)\b", re.IGNORECASE)
_BEFORE = re.compile(
    r"\bstill (?:ha(?:s|ve|ving)|gets?|getting) (?:(?:regular|monthly|my|her) )*periods\b|"
    r"\bstill menstruat\w+|\bmenses (?:are )?regular\b|"
    r"\bregular (?:periods|menses|menstrual cycles)\b|"
    r"\bLMP (?:was )?\d{1,2} (?:days?|weeks?) ago\b",
    re.IGNORECASE,
)
# Twelve months without a period. Source: STRAW+10 (2012).
_YEARS = r"(?:\d+|two|three|four|five|ten|several|many) (?:years?|yrs?) ago"
_AFTER = re.compile(
    r"(?<!mother )(?<!sister )(?<!mom )(?<!mum )(?<!aunt )"
    r"\b(?:went|gone|been|is|am) (?:all the way )?(?:through|past|after) (?:the |my |her )?"
    r"menopause\b|(?<!through )(?<!mother had )\bmenopause at (?:age )?\d\d\b|"
    r"\bno periods? (?:for|in) (?:\w+ )?years\b|"
    r"\b(?:my|her) (?:last )?periods? (?:stopped|ended|was|were) (?:\w+ ){0,2}"
    rf"{_YEARS}\b|\bLMP (?:was )?{_YEARS}\b",
    re.IGNORECASE,
)


def menopause_in(text: str, facts: Facts) -> Iterator[tuple[int, int, Settled]]:
    """Where a criterion says "premenopausal" or "postmenopausal", and what the case tells of it."""
    wanted = _WANTED.search(text)
    if wanted is None or _DENIES.search(text, 0, wanted.start()):
        return
    before, after = facts.first_said(_BEFORE, "before"), facts.first_said(_AFTER, "after")
    fact = before or after
    if fact is None or (before and after):
        return
    is_so = (before is not None) == (wanted["when"].lower() == "pre")
    yield (*wanted.span(), Settled(MET if is_so else NOT_MET, (fact,)))
