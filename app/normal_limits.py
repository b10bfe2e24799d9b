"""Liver tests in multiples of the upper limit of normal, where a case tells them otherwise.

"ALT 31" and "LFTs normal" lie below "3 times the upper limit of normal" in every laboratory.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from app.fact_models import Reading
from app.measures import MeasureName
from app.quantity_models import Quantity
from app.scope_cues import Scope

ULN = "xULN"
# The lowest and the highest upper limit in common use. Sources: ABIM laboratory reference ranges
# (ALT and AST to 40 U/L, alkaline phosphatase to 120 U/L, bilirubin to 1.0 mg/dL); Mayo Clinic
# Laboratories (ALT to 55 and AST to 48 U/L in men, bilirubin to 1.2 mg/dL).
_LIMITS: dict[str, tuple[float, float, frozenset[str]]] = {
    "alt": (30, 56, frozenset({"", "IU/L"})),
    "ast": (30, 48, frozenset({"", "IU/L"})),
    "alk-phos": (100, 147, frozenset({"", "IU/L"})),
    "bilirubin": (1.0, 1.3, frozenset({"mg/dL"})),  # a bare 14 may be umol/L
}
_TRANSAMINASES = frozenset({"alt", "ast", "transaminases"})
_LIVER = _TRANSAMINASES | {"alk-phos", "bilirubin"}
_WHICH = (
    (r"(?:lfts?|liver (?:function )?(?:tests?|panel)|hepatic (?:function )?panel)", _LIVER),
    (
        r"(?:liver enzymes|transaminases|aminotransferases|alt|ast|alt\s*(?:/|and|&|,)\s*ast|"
        r"ast\s*(?:/|and|&|,)\s*alt)",
        _TRANSAMINASES,
    ),
    (r"(?:(?:total\s+)?bili(?:rubin)?)", frozenset({"bilirubin"})),
)
_NORMAL = (
    r"(?:\s*[:=]|\s+(?:and|&|/)\s+\w+(?=\s))?\s*(?:(?:is|are|was|were|all|baseline|remain\w*|"
    r"today|still|come back|came back)\s+)*(?:(?:within|in)\s+)?(?P<word>normal(?:\s+(?:limits|"
    r"range))?|nl|wnl|ok(?:ay)?|fine|clean|unremarkable|good)\b(?!\s+x)"
)
_WORDED = tuple((re.compile(rf"\b{which}{_NORMAL}", re.IGNORECASE), ids) for which, ids in _WHICH)
_NOT_SAID = Scope.FAMILY | Scope.PLANNED | Scope.POSSIBLE | Scope.DENIED | Scope.ASKED


def in_limits(
    rows: list[tuple[Quantity, MeasureName]], reading: Reading
) -> Iterator[tuple[Quantity, MeasureName]]:
    """The same values as multiples of the upper limit, and those that are only called normal."""
    for quantity, name in rows:
        for measure in name.ids & _LIMITS.keys():
            low, high, units = _LIMITS[measure]
            if quantity.unit in units and not quantity.comparator and quantity.value2 is None:
                told = replace(
                    quantity, value=quantity.value / high, value2=quantity.value / low, unit=ULN
                )
                more = _TRANSAMINASES if measure in _TRANSAMINASES else frozenset({measure})
                yield told, MeasureName(name.ids | more & {"transaminases"}, name.stems)
    for pattern, ids in _WORDED:
        for match in pattern.finditer(reading.text):
            if not reading.scope_at(*match.span()) & _NOT_SAID:
                start, end = match.span()
                before = reading.text[start : match.start("word")].strip()
                told = Quantity(0, 1, "", ULN, "", before, "", match.start("word"), end, start)
                yield told, MeasureName(ids, frozenset())
