"""How much weight was lost, by two weights: "at least 5% of baseline weight", "251 lb, now 229"."""

import re

from app.fact_models import FactKind
from app.findings_base import MET, NOT_MET, OPEN, Desk, Settled
from app.scope_cues import Scope

_SAID = (
    r"(?:the|an?|he|she|they|patient|member|individual|documentation|of|that|has|have|must|been|"
    r"achieved|maintained|demonstrated|shown|experienced|lost|loss|or|and|at|least|minimum|more|"
    r"greater|than|equal|to|in|from|body|weight|baseline|initial|starting|pre-?treatment|their|his|"
    r"her|reduction|decrease|renewal|continuation|reauthori[sz]ation|for|therapy|treatment)"
)
_WANTED = re.compile(
    rf"(?:{_SAID}[\s:,]+)*(?:≥|>=|>)?\s*(?P<n>\d+(?:\.\d+)?)\s*(?:%|percent)(?:[\s:,]+{_SAID})*\W*",
    re.IGNORECASE,
)
_OF_WEIGHT = re.compile(r"\bweight\b", re.IGNORECASE)
_LOST = re.compile(r"\b(?:lost|loss|reduction|decrease)\b", re.IGNORECASE)
_N = r"\d{2,3}(?:\.\d)?"
_UNIT = r"(?:lbs?|pounds|kgs?|kilos?)"
_NOW = r"(?:now|today|currently|current(?: weight)?|present(?: weight)?)"
_TOLD = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        # "started at 251 lb, now 229", "baseline weight 251 lb, current weight 229 lb"
        rf"\b(?:start(?:ed|ing)?|baseline|initial|was)(?: weight)?:?(?: at| of| was)? (?P<a>{_N}) ?"
        rf"(?P<u>{_UNIT})\b[^.;\d]{{0,30}}?\b{_NOW}:?(?: at| is| of)? (?P<b>{_N})\b ?"
        rf"(?P<v>{_UNIT})?(?![\w%/])",
        # "240 lb at start, 236 today"
        rf"(?<![\w.])(?P<a>{_N}) ?(?P<u>{_UNIT}) (?:at|before) (?:the )?(?:start|baseline"
        rf"|initiation|"
        rf"outset|treatment)\b[,;]? (?:and )?(?:{_NOW} )?(?P<b>{_N})\b ?(?P<v>{_UNIT})?"
        rf"(?: (?:now|today|currently|at present)\b|(?![\w%/]))",
    )
)
# "documented stable weight for at least 3 months": who still loses or gains has none
_STEADY = re.compile(
    r"\b(?:stable|steady)\s+(?:body\s+)?weight\b|\bweight\s+(?:loss\s+)?(?:(?:is|has been|must be|"
    r"remains?|remained)\s+)?(?:stable|steady)\b|\bweight\s+stability\b",
    re.IGNORECASE,
)
_NOT_YET = re.compile(r"\b(?:or|unless|not|no|without)\b", re.IGNORECASE)
_STILL_CHANGES = re.compile(
    r"\b(?:(?:is |are |was )?still|continues? to|continuing to|keeps?|continues)\s+(?:steadily\s+)?"
    r"(?:los(?:e|ing)|gain(?:ing)?)\s+(?:weight\b|(?:about |around |roughly )?"
    rf"\d+(?:\.\d)? ?{_UNIT}\b)",
    re.IGNORECASE,
)
_UNSAID = Scope.FAMILY | Scope.PLANNED | Scope.POSSIBLE


def settle_weight_lost(text: str, desk: Desk) -> Settled | None:
    """The finding of a loss of weight by a share; None where it asks for another thing."""
    wanted = _WANTED.fullmatch(text.strip())
    if not (wanted and _OF_WEIGHT.search(text) and _LOST.search(text)):
        return None
    told: list[Settled] = []
    for reading in desk.facts.readings:
        for pattern in _TOLD:
            for match in reading.said(pattern, _UNSAID):
                share = _share(match)
                if share is not None:
                    fact = reading.fact(FactKind.MEASURE, *match.span(), name="weight")
                    told.append(Settled(MET if share >= float(wanted["n"]) else NOT_MET, (fact,)))
    if not told:
        return None
    return told[0] if len({found.state for found in told}) == 1 else OPEN


def settle_steady_weight(text: str, desk: Desk) -> Settled | None:
    """NOT_MET where a steady weight is wanted and the patient still loses or gains; None else."""
    if not _STEADY.search(text) or _NOT_YET.search(text):
        return None
    fact = desk.facts.first_said(_STILL_CHANGES, "weight", _UNSAID | Scope.DENIED | Scope.ASKED)
    return Settled(NOT_MET, (fact,)) if fact else None


def _share(match: re.Match[str]) -> float | None:
    """Percent of weight that was lost; None where two units stand against each other."""
    first, last = float(match["a"]), float(match["b"])
    if match["v"] and match["v"][0].lower() != match["u"][0].lower():
        return None
    return 100 * (first - last) / first
