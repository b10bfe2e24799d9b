"""What stands behind a predicate and asks for something besides people and conditions."""

import re

# "X is reasonable at a risk score of 2 or more": a value, and no place
_AT_VALUE = re.compile(
    r",?\s*\bat (?P<what>(?:an? |the )?(?:[\w/-]+ ){0,3}?(?:scores?|index|e?GFR|BMI|(?:Hb)?A1c|"
    r"ejection fraction|LVEF|T-score|count|level|risk)s? (?:of )?(?:≥|≤|>|<|at least |at most |"
    r"above |below |over |under |less than |more than |greater than )*\s*\d[^.;,()]*)"
)
_CLAUSE = re.compile(r"\b(?:when|if|who|whose|unless|provided|where)\b", re.IGNORECASE)
# "in A, in B, or within 4 weeks of C": one more case beside the conditions, and no limit of them
_OR_TIME = re.compile(
    r"(?<=\w), or (?:within|during|after|before|soon after)\b[^,.;]*(?=[.;]|\s*$)", re.IGNORECASE
)
_IN = re.compile(r"^\s*(?:in|for)\s+[^,]+,")


def value_behind(after: str) -> tuple[str, str]:
    """The value that is asked for behind a predicate, and the rest; "" where none is."""
    found = _AT_VALUE.search(after)
    if found is None or _CLAUSE.search(after, 0, found.start()):
        return "", after
    return found["what"].strip(), after[: found.start()] + after[found.end() :]


def without_other_time(after: str) -> str:
    """What stands behind a predicate without a time that is one more case beside conditions."""
    found = _OR_TIME.search(after) if _IN.match(after) else None
    if found is None:
        return after
    listed = re.sub(r",\s+(?:in|for)\s+", " or ", after[: found.start()])
    return listed + after[found.end() :]
