"""The dose that is asked for: "dose does not exceed 155 units every 12 weeks".

Held against the dose that the case tells of the asked drug, at the same rate; another drug's dose
settles nothing.
"""

import re
from collections.abc import Iterator

from app.fact_models import Fact, FactKind, Reading
from app.findings_base import MET, NOT_MET, OPEN, Desk, Settled
from app.measures import norm
from app.scope_cues import Scope
from ingest.lexis import words

_UNIT = r"(?:mg/kg|mcg/kg|mg|mcg|micrograms?|milligrams?|grams?|g|units?|IU|U)\b"
_EVERY = (
    r"(?:(?:every|each|q\.?|once every)\s*(?P<n>\d{1,2}|other|two|three|four|six|eight|"
    r"twelve)?\s*-?"
    r"(?P<unit>h(?:ours?|rs?)?|d(?:ays?)?|w(?:ee)?ks?|w|mo(?:nth)?s?)\b|"
    r"(?:once|1x|one time)?\s*(?:per|a|/)?\s*(?P<plain>daily|day|weekly|week|wk|monthly|month)\b)"
)
_AMOUNT = rf"(?P<a>\d+(?:\.\d+)?)(?:\s*{_UNIT})?(?:\s*(?:or|to|-|–)\s*(?P<b>\d+(?:\.\d+)?))?"
_WANTED = re.compile(
    r"^\W*(?:the )?(?:(?:requested|total|maximum|max|prescribed) )*(?:dos(?:e|age|ing)|quantity)\b"
    r"[:\s]*(?P<how>(?:(?:of|is|at|limited|to|does|do|must|will|may|should|not|exceeds?|exceeding|"
    r"up|no|more|greater|than|maximum|max|a|≤|<=)\s+)*)"
    rf"{_AMOUNT}\s*(?P<what>{_UNIT})\s*{_EVERY}\W*$",
    re.IGNORECASE,
)
_MOST = re.compile(r"\b(?:not|exceeds?|exceeding|up|no|limited|max(?:imum)?)\b|≤|<=", re.IGNORECASE)
_STATED = re.compile(
    rf"(?<![\d.])(?P<a>\d+(?:\.\d+)?)\s*(?P<what>{_UNIT})"
    rf"(?:\s+(?:s\.?c\.?|sub-?q|subcut\w*|i\.?v\.?|i\.?m\.?|p\.?o\.?|injections?|infusions?|total|"
    rf"orally|intravenously)\b)*\s*{_EVERY}",
    re.IGNORECASE,
)
_DAYS = {"h": 1 / 24, "d": 1, "w": 7, "m": 28}
_TIMES = {"other": 2, "two": 2, "three": 3, "four": 4, "six": 6, "eight": 8, "twelve": 12}
_ORDERS = re.compile(
    r"\b(?:request\w*|order\w*|prescrib\w*|plan\w*|dos(?:e|ing)|want\w*|start\w*|propos\w*)\W*$",
    re.IGNORECASE,
)
_REACH = 60  # characters: a dose stands right behind its drug
_UNSAID = Scope.DENIED | Scope.FAMILY | Scope.UNCLEAR | Scope.RESOLVED


def settle_dose(text: str, desk: Desk) -> Settled | None:
    """The finding of a criterion that limits or names the dose; None where it asks for another."""
    wanted = _WANTED.match(text)
    if wanted is None:
        return None
    told: list[Settled] = []
    for reading in desk.facts.readings:
        for stated, fact in _stated(reading, desk):
            if (reached := _reaches(stated, wanted)) is not None:
                told.append(Settled(MET if reached else NOT_MET, (fact,)))
    return told[0] if len({found.state for found in told}) == 1 else OPEN


def _reaches(stated: re.Match[str], wanted: re.Match[str]) -> bool | None:
    """Whether a stated dose is a wanted one; None where the two cannot be compared."""
    if _unit(stated["what"]) != _unit(wanted["what"]):
        return None
    given, limits = float(stated["a"]), [float(n) for n in (wanted["a"], wanted["b"]) if n]
    apart, least = _days(stated), _days(wanted)
    if _MOST.search(wanted["how"]):
        if apart == least:
            return given <= max(limits)
        return True if given <= max(limits) and apart > least else None
    return given in limits if apart == least else None


def _unit(printed: str) -> str:
    word = printed.lower().rstrip("s")
    return {"u": "unit", "iu": "unit", "milligram": "mg", "microgram": "mcg", "gram": "g"}.get(
        word, word
    )


def _days(match: re.Match[str]) -> float:
    if plain := match["plain"]:
        return 1 if plain.lower().startswith("da") else _DAYS[plain[0].lower()]
    n = (match["n"] or "1").lower()
    return _DAYS[match["unit"][0].lower()] * (int(n) if n.isdigit() else _TIMES[n])


def _stated(reading: Reading, desk: Desk) -> Iterator[tuple[re.Match[str], Fact]]:
    """Doses of the asked drug, or those that somebody orders without naming any drug."""
    for match in reading.said(_STATED, _UNSAID):
        low = max(0, match.start() - _REACH)
        front = re.split(r"[;.](?=\s)|,", reading.text[low : match.start()])[-1]
        named = [m for m in desk.terms.spot(front) if m.kind == "intervention"]
        own = bool(named) and bool({named[-1].concept_id} & desk.interventions)
        own = own or bool({norm(w) for w in words(front)[-2:]} & desk.intervention_words)
        own = own or not (front.strip() or _others(reading, desk))
        if not own and (named or not _ORDERS.search(front)):
            continue
        yield match, reading.fact(FactKind.MEASURE, *match.span(), name="dose")


def _others(reading: Reading, desk: Desk) -> bool:
    """Whether a text names another drug than the asked one, or none is asked for."""
    named = {m.concept_id for m in desk.terms.spot(reading.text, kind="intervention")}
    return not desk.interventions or bool(named - desk.interventions)
