"""A share of what is counted: "15 headache days a month, of which at least 8 are migraine days"."""

import re

from app.fact_models import FactKind
from app.findings_base import MET, NOT_MET, OPEN, Desk, Settled, joined
from app.findings_marks import Inherited
from app.leaf_compounds import Settle
from app.measures import norm
from app.numbers_printed import number
from app.quantities import TIME_DAYS, time_unit
from app.scope_cues import Scope
from ingest.lexis import words
from ingest.statements.models import Join

_N = r"\d+(?:\.\d+)?|two|three|four|five|six|seven|eight|nine|ten|twelve"
_WANTED = re.compile(
    rf"^(?P<front>[^.;]*?),?\s*\b(?:of|on|with) which,? (?:at least |≥ ?|a minimum of )?(?P<n>{_N})"
    r"(?: or more)?(?: days?)? (?:are|is|were|have|has|meet|being)?\s*(?:an? |with )?"
    r"(?P<what>[a-z]+)(?: (?:days?|headaches?|headache days))?"
    rf"(?:,? for (?:at least |more than |≥ ?)?(?P<for>{_N}) (?P<unit>weeks|months|years))?\W*$",
    re.IGNORECASE,
)
_TOLD = re.compile(
    rf"\b(?P<n>{_N})\s+(?:(?:are|were|with|days?)\s+)?(?:of (?:them|which|these|those|the \d+)"
    rf"|of \d+)"
    r"\s*(?:(?:being|are|were|is|with|as|days?|full|true|typical|an?)\s+)*(?P<what>[a-z]+)|"
    r"\b(?:of (?:them|which|these|those)),? (?:about |at least |roughly |some )?"
    rf"(?P<n2>{_N}) (?:(?:being|are|were|with|days?|full|true|typical|an?)\s+)*(?P<what2>[a-z]+)|"
    rf"(?<![\d.] )\b(?P<n3>\d+) (?:of them )?(?P<what3>[a-z]+) days\b",
    re.IGNORECASE,
)
_SO_LONG = re.compile(
    rf"\b(?:for|over|x)\s+(?:(?:the|at|least|more|than|past|last|about)\s+)*(?P<n>{_N})\s*"
    r"(?P<unit>weeks?|months?|mos?|years?|yrs?)\b",
    re.IGNORECASE,
)
_UNSAID = Scope.FAMILY | Scope.PLANNED | Scope.POSSIBLE | Scope.DENIED


def settle_of_which(text: str, desk: Desk, inherited: Inherited, settle: Settle) -> Settled:
    """The finding of a count and of a share of it; OPEN where either is not told."""
    wanted = _WANTED.match(text)
    if wanted is None:
        return OPEN
    parts = [_share(wanted, desk)]
    if wanted["for"]:
        parts.append(_long_enough(wanted, desk))
    if any(ch.isalpha() for ch in wanted["front"]):
        parts.append(settle(wanted["front"], desk, inherited))
    return joined(Join.ALL_OF, parts)


def _share(wanted: re.Match[str], desk: Desk) -> Settled:
    goal, name = number(wanted["n"]) or 0, {norm(w) for w in words(wanted["what"])}
    told: list[Settled] = []
    for reading in desk.facts.readings:
        for match in reading.said(_TOLD, _UNSAID):
            what = match["what"] or match["what2"] or match["what3"]
            count = number(match["n"] or match["n2"] or match["n3"])
            if count is None or not name & {norm(w) for w in words(what)}:
                continue
            fact = reading.fact(FactKind.MEASURE, *match.span(), name="of them")
            told.append(Settled(MET if count >= goal else NOT_MET, (fact,)))
    return told[0] if len({found.state for found in told}) == 1 else OPEN


def _long_enough(wanted: re.Match[str], desk: Desk) -> Settled:
    """MET where some length of time in the case is long enough; a shorter one tells nothing."""
    goal = (number(wanted["for"]) or 0) * TIME_DAYS[time_unit(wanted["unit"])][0]
    for reading in desk.facts.readings:
        for match in reading.said(_SO_LONG, _UNSAID):
            if (number(match["n"]) or 0) * TIME_DAYS[time_unit(match["unit"])][0] >= goal:
                fact = reading.fact(FactKind.DURATION, *match.span(), name="so long")
                return Settled(MET, (fact,))
    return OPEN
