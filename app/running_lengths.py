"""How long the asked treatment has gone on, by a pronoun: "8 months on it", "on it for a year"."""

import re
from collections.abc import Iterator

from app.fact_models import Fact, FactKind, Reading
from app.findings_base import MET, NOT_MET, OPEN, Desk, Settled
from app.numbers_printed import number
from app.quantities import NUMBER_WORD, TIME_DAYS, time_unit
from app.scope_cues import Scope

_N = rf"(?:\d+|{NUMBER_WORD})"
_UNIT = r"(?:days?|weeks?|wks?|months?|mos?|years?|yrs?)"
_WANTED = re.compile(
    r"^\W*(?:(?:the\s+)?(?:patient|member|individual|beneficiary|he|she)\s+)?(?:has|have)\s+"
    r"(?:received|been (?:established|maintained|stable|treated|receiving|taking))\s+"
    rf"(?:(?:on|with)\s+(?P<what>[\w\s()-]{{2,40}}?)\s+)?(?:for\s+)?(?:at least|a minimum of|≥)\s*"
    rf"(?P<n>{_N})\s*(?P<unit>{_UNIT})(?:\s+of\s+(?P<drug>[\w\s()-]{{2,40}}?))?\W*$",
    re.IGNORECASE,
)
_ANY = re.compile(
    r"^(?:the |this |requested |drug |medication |treatment |therapy |product |agent )+$", re.I
)
_IT = r"(?:it|this|this drug|the (?:drug|medication|medicine|treatment))"
_TOLD = re.compile(
    rf"\b(?P<n>{_N})\s*(?P<unit>{_UNIT})\s+on {_IT}\b|"
    rf"\b(?:been )?on {_IT} (?:for |x ?|now )*(?P<n2>{_N})\s*(?P<unit2>{_UNIT})\b(?! ago)",
    re.IGNORECASE,
)
_UNSAID = Scope.DENIED | Scope.FAMILY | Scope.PLANNED | Scope.POSSIBLE | Scope.RESOLVED


def settle_running_length(text: str, desk: Desk) -> Settled | None:
    """The finding of how long the asked treatment has gone on; None of another, or untold."""
    wanted = _WANTED.match(text)
    if wanted is None or not _is_own(wanted, desk):
        return None
    goal = (number(wanted["n"]) or 0) * TIME_DAYS[time_unit(wanted["unit"])][0]
    told = [
        Settled(MET if most >= goal else NOT_MET, (fact,))
        for reading in desk.facts.readings
        for most, fact in _lengths(reading, desk)
    ]
    if not told:
        return None
    return told[0] if len({found.state for found in told}) == 1 else OPEN


def _is_own(wanted: re.Match[str], desk: Desk) -> bool:
    """Whether a criterion speaks of the asked treatment, by its name or as such."""
    named = (wanted["what"] or wanted["drug"] or "therapy").strip() + " "
    own = {m.concept_id for m in desk.terms.spot(named)}
    return bool(own & desk.interventions) or bool(_ANY.match(named))


def _lengths(reading: Reading, desk: Desk) -> Iterator[tuple[float, Fact]]:
    """Days on "it", where the drug that was named last is the asked one."""
    for match in reading.said(_TOLD, _UNSAID):
        named = desk.terms.spot(reading.text[: match.start()], kind="intervention")
        if not named or named[-1].concept_id not in desk.interventions:
            continue
        count = number(match["n"] or match["n2"]) or 0
        days = count * TIME_DAYS[time_unit(match["unit"] or match["unit2"])][1]
        yield days, reading.fact(FactKind.DURATION, *match.span(), name="so long on it")
