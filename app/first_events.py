"""A criterion that asks for the first attack of a disease, or for more than one.

"Their first flare" is told by "first ever gout attack" and denied by "third attack"; "more than one
flare" is denied by the former. Flares, attacks and their like are words for one thing; what is told
of another disease than the asked one says nothing.
"""

import re

from app.fact_models import FactKind, Reading
from app.findings_base import MET, NOT_MET, Desk, Settled
from ingest.lexis import content_stems

_EVENT = r"(?:flares?(?:-ups?)?|attacks?|episodes?|bouts?|relapses?|exacerbations?)"
_HAD = r"(?:(?:is|are|has|have|had|having|experienc\w+|presenting|with|been|in)\s+)*"
_FIRST = re.compile(
    rf"\W*{_HAD}(?:(?:a|an|the|their|his|her)\s+)?(?:first|single)(?:[- ]ever)?\s+"
    rf"(?:[\w-]+\s+)?{_EVENT}\W*",
    re.IGNORECASE,
)
_SEVERAL = re.compile(
    rf"\W*{_HAD}(?:more than one|two or more|at least two|multiple|recurrent)\s+"
    rf"(?:[\w-]+\s+)?{_EVENT}\b.*",
    re.IGNORECASE | re.DOTALL,
)
_OF_WHAT = rf"(?P<kind>(?:[\w-]+\s+){{0,2}}?){_EVENT}\b(?:\s+of\s+(?P<of>[\w-]+))?"
_SAYS_FIRST = re.compile(
    rf"\b(?:first|1st)(?:[- ]ever)?\s+{_OF_WHAT}"
    r"(?!\s+(?:was|were|in (?:19|20)\d\d|at (?:age )?\d|\d+ (?:years?|months?) ago|years ago))",
    re.IGNORECASE,
)
_SAYS_SEVERAL = re.compile(
    r"\b(?:second|third|fourth|fifth|[2-9](?:nd|rd|th)|two|three|four|five|six|several|many|"
    rf"multiple|recurrent|repeated|frequent|[2-9])\s+{_OF_WHAT}",
    re.IGNORECASE,
)
_ANY_KIND = content_stems("acute ever new severe mild previous prior such")


def settle_first_event(text: str, desk: Desk) -> Settled | None:
    """The finding of a criterion on a first attack, or on more than one; None of any other."""
    first = _FIRST.fullmatch(text) is not None
    if not first and not _SEVERAL.fullmatch(text):
        return None
    known = content_stems(" ".join((text, *(name for name, _ in desk.conditions)))) | _ANY_KIND
    for pattern in (_SAYS_SEVERAL, _SAYS_FIRST):  # a first one told with later ones is over
        for reading in desk.facts.readings:
            if place := _place(pattern, reading, known):
                if pattern is _SAYS_SEVERAL and not first:
                    return None
                fact = reading.fact(FactKind.FINDING, *place, name="event")
                return Settled(MET if first and pattern is _SAYS_FIRST else NOT_MET, (fact,))
    return None


def _place(
    pattern: re.Pattern[str], reading: Reading, known: frozenset[str]
) -> tuple[int, int] | None:
    for found in reading.said(pattern):
        of_what = content_stems(f"{found['kind']} {found['of'] or ''}")
        if of_what <= known:
            return found.span()
    return None
