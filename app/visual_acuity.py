"""Visual acuity as eye charts give it: "best corrected visual acuity of 20/50 or worse"."""

import re

from app.fact_models import FactKind
from app.findings_base import MET, NOT_MET, OPEN, Desk, Settled
from app.scope_cues import Scope

_ACUITY = (
    r"(?:(?:best[- ])?(?:spectacle[- ])?(?:un)?corrected\s+)?(?:(?:distance|near)\s+)?"
    r"(?:visual acuity|acuity|vision|BCVA|VA)"
)
WANTED = re.compile(
    rf"\b{_ACUITY}\s*(?:\([A-Z]+\)\s*)?(?:of|is|was|at|"
    rf":)?\s*(?:at least\s+)?20/(?P<n>\d{{2,3}})\s+or\s+"
    r"(?P<way>worse|less|lower|poorer|better|more|greater)"
    # the eye that is to be treated is the one whose acuity is told
    r"(?:,?\s+in (?:the |an )?(?:affected|operative|surgical|treated|study) eye)?",
    re.IGNORECASE,
)
_STATED = re.compile(rf"\b{_ACUITY}\b[^.;/]{{0,30}}?\b20/(?P<n>\d{{2,3}})\b", re.IGNORECASE)
_ONE_EYE = re.compile(
    r",?\s+in (?:the |at least )?(?:better|worse|other|fellow|one)\b", re.IGNORECASE
)
_WORSE = {"worse", "less", "lower", "poorer"}


def settle_acuity(wanted: re.Match[str], desk: Desk) -> Settled:
    """Whether every acuity that a case states is so good, or so bad: 20/80 is worse than 20/50."""
    if _ONE_EYE.match(wanted.string, wanted.end()):
        return OPEN  # which eye it is of is seldom told beside it
    goal, worse = int(wanted.group("n")), wanted.group("way").lower() in _WORSE
    told: list[Settled] = []
    for reading in desk.facts.readings:
        for match in _STATED.finditer(reading.text):
            if reading.scope_at(*match.span()) & (Scope.DENIED | Scope.PLANNED | Scope.POSSIBLE):
                continue
            fact = reading.fact(FactKind.MEASURE, *match.span(), name="visual acuity")
            n = int(match.group("n"))
            met = n >= goal if worse else n <= goal
            told.append(Settled(MET if met else NOT_MET, (fact,)))
    return told[0] if len({found.state for found in told}) == 1 else OPEN
