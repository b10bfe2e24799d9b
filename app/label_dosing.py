"""Doses that keep to the label: "dose falls within the labelled range" against "label dosing"."""

import re

from app.fact_models import FactKind
from app.findings_base import MET, NOT_MET, OPEN, Desk, Settled
from app.scope_cues import Scope

_LABEL = (
    r"(?:(?:the )?(?:FDA|product|manufacturer|EMA|MHRA)?(?:['’]s)?[- ]?(?:approved |recommended )?"
    r"(?:label(?:l?ed|l?ing)?|approved|package insert|prescribing information|PI))"
)
_WANTED = re.compile(
    r"^\W*(?:the )?(?:requested )?(?:dos(?:e|ing|age)|dos(?:e|ing|age) and frequency|quantity) "
    r"(?:requested )?"
    r"(?:(?:is|are|falls?|must be|will be|does|do) )*(?:not (?:to )?exceed(?:s|ing)?|within|"
    r"consistent with|in "
    rf"(?:line|accordance|keeping) with|according to|per)[\w\s-]*?\b{_LABEL}[\w\s-]*$",
    re.IGNORECASE,
)
_STATED = re.compile(
    rf"\b(?:{_LABEL}\s+dos(?:e|es|ing|age)|dos(?:e|ed|ing|age)(?: is)? (?:(?:per|within|"
    rf"according to|at|"
    rf"as per|follows)) {_LABEL})\b",
    re.IGNORECASE,
)
_ABOVE = re.compile(
    rf"\b(?:above|over|beyond|exceeds?|higher than|twice|double) {_LABEL}(?: maximum)? dos(?:e|"
    rf"ing)\b|"
    r"\boff-label dos(?:e|ing)\b",
    re.IGNORECASE,
)


def settle_label_dosing(text: str, desk: Desk) -> Settled | None:
    """Whether the dose keeps to the label; None where a criterion asks for nothing like it."""
    if not _WANTED.match(text):
        return None
    for reading in desk.facts.readings:
        for state, pattern in ((NOT_MET, _ABOVE), (MET, _STATED)):
            for found in pattern.finditer(reading.text):
                if not reading.scope_at(*found.span()) & (
                    Scope.DENIED | Scope.FAMILY | Scope.ASKED
                ):
                    fact = reading.fact(FactKind.FINDING, *found.span(), name="dose")
                    return Settled(state, (fact,))
    return OPEN
