"""How well an organ works: "liver function normal" denies a hepatic impairment, eGFR 18 states it.

Only an impairment, a dysfunction, an insufficiency or a failure is settled by it: a disease of the
organ may be there while the tests are normal. The other way round, "normal kidney function" is
denied by a stage of kidney disease, and "normal potassium" told by its value.

Degrees: FDA guidance for industry on renal impairment (2024: severe below 30 mL/min, moderate below
60, normal from 90 on) and on hepatic impairment (2003: Child-Pugh C severe, B moderate, A mild).
"""

import re

from app.fact_models import FactKind
from app.findings_base import MET, NOT_MET, Desk, Settled
from app.models import FindingState

_ORGANS = (
    (r"liver|hepatic", r"LFTs?|liver (?:tests?|enzymes)|transaminases"),
    (r"kidney|renal", r"e?GFR|creatinine|kidney tests?"),
    (r"thyroid", r"TSH|TFTs?"),
)
_IMPAIRED = r"(?:impairment|dysfunction|insufficiency|failure)"
_WELL = r"(?:normal|preserved|intact|fine|WNL|unremarkable|within normal limits)"
_IS = r"(?:\s+(?:is|are|was|were|tests?|results?|all|has been))*\s+"
_WANTED = re.compile(
    r"^\W*(?P<no>(?:(?:the )?(?:patient|member|individual)?\s*(?:has |have |does not have |with )?"
    r"(?:no|not|without|absence of)\s+)?)(?:(?:an?|any|evidence of|known|history of|significant|"
    rf"clinically|severe|moderate|mild|or|to)\s+)*(?P<organ>[\w-]+)\s+{_IMPAIRED}"
    r"(?:\s*\((?:Child|eGFR|CrCl|creatinine)[^()]*\))?\W*$",
    re.IGNORECASE,
)


def settle_function(text: str, desk: Desk) -> Settled | None:
    """The finding of a criterion on the impairment of an organ that works well; None elsewhere."""
    wanted = _WANTED.match(text)
    if wanted is None:
        return _settle_normal(text, desk)
    if (told := _by_value(wanted, desk)) is not None:
        return told
    for names, tests in _ORGANS:
        if not re.fullmatch(names, wanted["organ"], re.IGNORECASE):
            continue
        well = re.compile(
            rf"(?<!ab)\b{_WELL}\s+(?:(?:{names})\s+function\b|(?:{tests})\b)|"
            rf"\b(?:(?:{names})\s+functions?|{tests})\b{_IS}{_WELL}\b",
            re.IGNORECASE,
        )
        if fact := desk.facts.first_said(well, "function"):
            return Settled(MET if wanted["no"] else NOT_MET, (fact,))
    return None


_NORMAL = re.compile(
    r"\W*(?:an? )?(?:normal|preserved|adequate)\s+(?:serum |plasma |blood )?(?P<what>kidney|renal|"
    r"potassium|sodium)\s+(?:function|concentrations?|levels?|values?)\W*",
    re.IGNORECASE,
)
# A stage of 3 or more, or a filtration below 60, is what impaired means (KDIGO 2024, table 2)
_IMPAIRED_KIDNEY = re.compile(
    r"\b(?:CKD|chronic kidney disease)[\s,]+(?:(?:is|in|of|with|at)\s+)*(?:stage\s*|G)"
    r"(?:[3-5]|III|IV|V)[ab]?\b|\bstage\s*(?:[3-5]|III|IV|V)[ab]?\s+(?:CKD|chronic kidney disease|"
    rf"kidney disease)\b|\b(?:kidney|renal)\s+{_IMPAIRED}\b|\be?GFR\s*(?:is|of|was|:|=)?\s*"
    r"[1-5]?\d(?![\d.])",
    re.IGNORECASE,
)
# mmol/L: the reference range; beyond the second pair no laboratory calls it normal
_SALTS = {"potassium": (3.5, 5.0, 3.2, 5.6), "sodium": (135.0, 145.0, 131.0, 149.0)}


def _settle_normal(text: str, desk: Desk) -> Settled | None:
    wanted = _NORMAL.fullmatch(text)
    if wanted is None:
        return None
    what = wanted["what"].lower()
    for reading in desk.facts.readings:
        for found in reading.said(_told(what)):
            state = _state(what, found)
            if state is None:
                continue
            fact = reading.fact(FactKind.FINDING, *found.span(), name="function")
            return Settled(state, (fact,))
    return None


def _told(what: str) -> re.Pattern[str]:
    if what not in _SALTS:
        return _IMPAIRED_KIDNEY
    return re.compile(
        rf"\b{what}(?: level| concentration)?\s*(?:is|of|was|:|=)?\s*(?P<n>\d+(?:\.\d+)?)\b",
        re.IGNORECASE,
    )


def _state(what: str, found: re.Match[str]) -> FindingState | None:
    if what not in _SALTS:
        return NOT_MET
    low, high, too_low, too_high = _SALTS[what]
    value = float(found["n"])
    if low <= value <= high:
        return MET
    return NOT_MET if not too_low <= value <= too_high else None


_DEGREES = ("mild", "moderate", "severe")
_FILTRATION = re.compile(
    r"\b(?:e?GFR|CrCl|creatinine clearance)\b(?:\s*[=:~]\s*|\s+)"
    r"(?:(?:is|was|of|at|now|today|currently|calculated|about|around|approximately)\s+)*"
    r"(?P<value>\d{1,3})\b(?!\s*(?:to|-|–)\s*\d)"
    r"(?!\s*(?:%|days?|weeks?|months?|years?))",
    re.IGNORECASE,
)
_CHILD_PUGH = re.compile(
    r"\bChild[- ](?:Turcotte[- ])?Pugh (?:class |score |grade )?(?P<class>[ABC])\b", re.IGNORECASE
)
_SEVERE, _MODERATE, _FULL = 30, 60, 90


def _by_value(wanted: re.Match[str], desk: Desk) -> Settled | None:
    """The finding of an impairment by a stated filtration or class; None where none is stated."""
    renal = re.fullmatch(_ORGANS[1][0], wanted["organ"], re.IGNORECASE) is not None
    hepatic = re.fullmatch(_ORGANS[0][0], wanted["organ"], re.IGNORECASE) is not None
    asked = [d for d in _DEGREES if re.search(rf"\b{d}\b", wanted.group(), re.IGNORECASE)]
    pattern = _FILTRATION if renal else _CHILD_PUGH if hepatic else None
    if re.search(r"\bhistory of\b", wanted.group(), re.IGNORECASE):
        return None  # what is today denies no history
    failure = not asked and re.search(r"\bfailure\b", wanted.group(), re.IGNORECASE)
    told: list[Settled] = []
    for reading in desk.facts.readings if pattern else ():
        for found in reading.said(pattern) if pattern else ():
            stated = _degree_of(found)
            if stated is None:
                continue
            there = _is_there(stated, asked, failure=bool(failure))
            if there is None:
                return None
            state = MET if there != bool(wanted["no"].strip()) else NOT_MET
            fact = reading.fact(FactKind.FINDING, *found.span(), name="function")
            told.append(Settled(state, (fact,)))
    return told[0] if len({found.state for found in told}) == 1 else None


def _is_there(stated: str, asked: list[str], *, failure: bool) -> bool | None:
    """Whether a stated degree is the asked one; None where it is more than what is asked.

    A failure without a degree is a severe impairment at least.
    """
    if not stated:
        return False
    degree = _DEGREES.index(stated)
    if failure:
        return True if stated == _DEGREES[-1] else None
    if asked and degree > max(map(_DEGREES.index, asked)):
        return None
    return not asked or degree >= _lowest(asked)


def _lowest(degrees: list[str]) -> int:
    return min(_DEGREES.index(degree) for degree in degrees)


def _degree_of(found: re.Match[str]) -> str | None:
    """The degree of impairment that a value stands for, "" for none; None where it is open."""
    if found.re is _CHILD_PUGH:
        return _DEGREES["ABC".index(found["class"].upper())]
    value = int(found["value"])
    if value >= _MODERATE:  # mildly decreased is no impairment to most who write the word
        return "" if value >= _FULL else None
    return "severe" if value < _SEVERE else "moderate"
