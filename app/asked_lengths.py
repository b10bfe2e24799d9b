"""How long the asked treatment is to last, against the longest that a Statement speaks of.

"Drug X may be used for no more than four weeks" says nothing for three months of it.
"""

import re

from app.asked_case import Case
from app.numbers_printed import number
from app.quantities import NUMBER_WORD, TIME_DAYS, time_unit
from ingest.statements.models import Direction, Statement

_LENGTH = (
    rf"(?P<n>\d+(?:\.\d+)?|{NUMBER_WORD})[\s-]*(?P<unit>days?|weeks?|wks?|months?|years?|yrs?)\b"
)
# "up to 4 weeks after onset", "no more than 6 months old" tell of another time
_MOST = re.compile(
    r"\b(?:(?:no|not) (?:more|longer) than|not (?:to )?exceed(?:ing)?|up to|at most|"
    rf"(?:a )?maximum(?: duration)? of|for less than|limited to)\s+(?:a total of )?{_LENGTH}"
    r"(?!\s*(?:after|before|from|of (?:age|onset|symptoms?)|old|apart|prior|since|ago|per|"
    r"a (?:week|month|year)))",
    re.IGNORECASE,
)
_FOR = re.compile(
    rf"\W*(?:(?!for\b)[\w/-]+\s+){{0,3}}?(?:for|x|×)\s*(?:up to |about )?{_LENGTH}", re.I
)
_OF = rf"{_LENGTH}(?:\s+(?:course|supply|prescription|trial|cycle)s?)?\s+of\s+"
_COURSE, _SUPPLY = re.compile(rf"{_OF}$", re.IGNORECASE), re.compile(_OF, re.IGNORECASE)
_ALWAYS = re.compile(r"\b(?:long[- ]term|indefinite(?:ly)?|life-?long|forever)\b", re.IGNORECASE)
_SHORT = 92  # days: what is given for so long at most is never given long-term
_REACH = 40  # characters in front of what is asked for


def asked_too_long(statement: Statement, case: Case) -> bool:
    """Whether a question asks for more time of a treatment than a Statement allows."""
    if statement.direction is not Direction.FOR:
        return False
    limits = [days for m in _MOST.finditer(statement.quote.text) if (days := _days(m)) is not None]
    if not limits:
        return False
    longest = max(most for _, most in limits)
    text, name = case.question.text, case.intervention.text
    at = text.lower().find(name.lower())
    if at < 0:
        return False
    before, behind = text[max(0, at - _REACH) : at], text[at + len(name) :]
    told = _FOR.match(behind) or _COURSE.search(before) or _SUPPLY.match(name)
    asked = _days(told) if told else None
    if asked is not None:
        return asked[0] > longest
    return longest <= _SHORT and bool(_ALWAYS.search(before[-15:] + name + behind[:15]))


def _days(match: re.Match[str]) -> tuple[float, float] | None:
    n, unit = number(match["n"]), time_unit(match["unit"])
    if n is None or unit not in TIME_DAYS:
        return None
    few, many = TIME_DAYS[unit]
    return n * few, n * many
