"""Weeks of pregnancy: "at 9 weeks", "11w4d", "28 wk preg", "34 weeks of gestation"."""

import re
from collections.abc import Iterator

from app.fact_models import FactKind, Reading
from app.findings_ages import agreed
from app.findings_base import MET, NOT_MET, Desk, Settled
from app.quantities import Interval, interval_of
from app.quantity_reader import comparator_beside
from app.scope_cues import Scope

_WEEKS = r"(?:weeks?|wks?|w)"
# What a criterion asks for: the age of the pregnancy, before or behind its number.
WANTED = re.compile(
    rf"\bgestational age\s+(?:is\s+|of\s+|at\s+)*(?P<front>[^\d.;]{{0,30}}?)(?P<n>\d{{1,2}})"
    rf"(?:\s*(?:to|-|–|and)\s*(?P<high>\d{{1,2}}))?\s*{_WEEKS}(?P<tail>\s+or\s+(?:more|less|"
    r"later|greater|earlier|beyond))?|"
    rf"\b(?:(?:still\s+)?pregnant\s+)(?P<front2>(?:at|beyond|after|before|for)?\s*(?:least\s+|most"
    rf"\s+)?)(?P<n2>\d{{1,2}})\s*{_WEEKS}(?:\s+or\s+(?P<beyond>beyond|more|later))?|"
    rf"(?P<front3>(?:at least|more than|less than|over|under|before|after|beyond|[<>≥≤]=?)\s+)?"
    rf"(?P<n3>\d{{1,2}})(?:\s*(?:to|-|–|and)\s*(?P<high3>\d{{1,2}}))?\s*{_WEEKS}['’]?\s+(?:of\s+)?"
    r"(?:gestation(?:al age)?|pregnant|pregnancy)"
    r"(?P<tail3>\s+(?:or|and)\s+(?:more|less|later|greater|earlier|after|beyond)|\s+on\b)?|"
    r"\b(?P<trimester>first|second|third|1st|2nd|3rd)\s+trimester",
    re.IGNORECASE,
)
# ACOG, How Your Fetus Grows During Pregnancy: up to 13w6d, 14w0d to 27w6d, from 28w0d.
_TRIMESTERS = {
    "first": Interval(0, 14, high_open=True),
    "second": Interval(14, 28, high_open=True),
    "third": Interval(28, 44),
}
_ORDINALS = {"1st": "first", "2nd": "second", "3rd": "third"}
_IN_TRIMESTER = re.compile(
    r"\b(?P<which>first|second|third|1st|2nd|3rd)\s+trimester\b(?!\s+(?:loss|miscarr))",
    re.IGNORECASE,
)
# "A cervix of 25 mm or less at 16 to 24 weeks": weeks of the pregnancy that the case tells of.
BARE = re.compile(
    rf"\b(?:at|from|between)\s+(?P<n4>\d{{1,2}})\s*(?:to|-|–|and)\s*(?P<high4>\d{{1,2}})\s*{_WEEKS}"
    r"\b(?!\s+(?:of\s+(?!gest|preg)|after|before|from|postpartum|old))",
    re.IGNORECASE,
)
OBSTETRIC = re.compile(
    r"\b(?:pregnan\w+|gestation\w*|singleton|gravida|trimester|f(?:o)?etal|f(?:o)?etus|"
    r"G\d+P\d+|expecting (?:a baby|twins)|antenatal|prenatal|cervical length)\b",
    re.IGNORECASE,
)
_PREGNANCY = r"(?:preg\w*|gestation\w*|gravid\w*|EGA|GA|IUP|twins?|singleton)"
_N = r"(?P<n>[1-4]?\d)"
# What a case states; a bare "at 9 weeks" only behind gravida and para, or beside the pregnancy.
_STATED = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?<![\w.]){_N}\s*{_WEEKS}\s*(?P<d>[0-6])\s*d(?:ays?)?\b",
        rf"(?<![\w.]){_N}\s*-?{_WEEKS}['’]?\s+(?:of\s+)?{_PREGNANCY}\b",
        rf"\b{_PREGNANCY}[^.;,\d]{{0,25}}?\b(?:at\s+)?{_N}\s*-?{_WEEKS}\b",
        rf"\b{_PREGNANCY},\s*(?:now\s+)?(?:at\s+)?{_N}\s*-?{_WEEKS}\b(?!\s+(?:of|after|before|ago))",
        rf"\bG\d+(?:P\d+)?\b[^.;\d]{{0,12}}(?:at\s+|,\s*)?{_N}\s*-?{_WEEKS}\b",
    )
)
_AT_WEEKS = re.compile(
    rf"\b(?:at|now)\s+{_N}\s*-?{_WEEKS}\b(?!\s+(?:of\s+(?!gest|preg)|after|ago))"
)
_NOT_OF_NOW = Scope.FAMILY | Scope.PLANNED | Scope.POSSIBLE | Scope.DENIED
_BORN = re.compile(
    r"\b(?:born|delivered|delivery|births?|premature|ex|prior|previous|loss(?:es)?|lost|"
    r"miscarr\w+|stillb\w+)\b",
    re.IGNORECASE,
)
_LONGEST = 43  # weeks
_LOWER = frozenset({"less", "earlier"})


def settle_gestation(match: re.Match[str], desk: Desk) -> Settled:
    """The finding of a limit on the weeks of pregnancy."""
    goal = _wanted(match)
    rows = []
    for reading in desk.facts.readings:
        for start, end, weeks in _stated(reading):
            fact = reading.fact(FactKind.DURATION, start, end, name="gestational age")
            if weeks.within(goal):
                rows.append((MET, fact))
            elif weeks.apart(goal):
                rows.append((NOT_MET, fact))
    return agreed(rows)


def _wanted(match: re.Match[str]) -> Interval:
    said = match.groupdict()
    if said.get("trimester"):
        return _trimester(said["trimester"])
    name = next(key for key in ("n", "n2", "n3", "n4") if said.get(key))
    low = float(said[name])
    if high := said.get("high4") or said["high"] or said["high3"]:
        return Interval(low, float(high) + 1, high_open=True)
    tail = (said["tail"] or said["tail3"] or said["beyond"] or "").split()[-1:]
    comparator = comparator_beside(match.string, match.start(name), match.end(name))
    if tail:
        comparator = "<=" if tail[0].lower() in _LOWER else ">="
    front = (said["front"] or said["front2"] or said["front3"] or "").lower().strip()
    if not comparator and front:
        comparator = {"before": "<", "after": ">", "beyond": ">"}.get(front, "")
    return interval_of(comparator or ">=", low)


def _trimester(which: str) -> Interval:
    return _TRIMESTERS[_ORDINALS.get(which.lower(), which.lower())]


def _stated(reading: Reading) -> Iterator[tuple[int, int, Interval]]:
    bare = (_AT_WEEKS,) if OBSTETRIC.search(reading.text) else ()
    for pattern in (*_STATED, *bare):
        for match in pattern.finditer(reading.text):
            weeks = float(match.group("n"))
            front = reading.text[max(0, match.start() - 20) : match.end()]
            scope = reading.scope_at(*match.span())
            if weeks > _LONGEST or _BORN.search(front) or scope & _NOT_OF_NOW:
                continue
            days = match.groupdict().get("d")
            exact = weeks + float(days) / 7 if days else None
            low, high = (exact, exact) if exact is not None else (weeks, weeks + 6 / 7)
            yield *match.span(), Interval(low, high)
    for match in _IN_TRIMESTER.finditer(reading.text):
        if not reading.scope_at(*match.span()) & _NOT_OF_NOW:
            yield *match.span(), _trimester(match["which"])
