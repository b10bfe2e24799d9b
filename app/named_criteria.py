"""Published sets of criteria by their names: "meets the McDonald criteria", "Rome IV criteria met".

A criterion that asks for one of them is settled by a case that says whether it is met.
"""

import re
from collections.abc import Iterator

from app.fact_models import Fact, FactKind
from app.findings_base import MET, NOT_MET, OPEN, Desk, Settled
from app.scope_cues import Scope

_NAME = r"(?P<name>(?-i:[A-Z])[\w/-]*(?:\s+(?-i:[A-Z0-9])[\w/-]*){0,3})"
_SET = r"(?:(?:diagnostic|classification|clinical|the|for)\s+)*(?:criteria|definition)\b"
_MEETS = r"(?:meet(?:s|ing)?|met|fulfil(?:l?s|ls?ed|led|ling|ls|l)?|satisf(?:y|ies|ied|ying))"
WANTED = re.compile(rf"\b{_MEETS}\s+(?:the\s+)?{_NAME}\s+{_SET}", re.IGNORECASE)
_BEFORE = re.compile(
    rf"(?P<no>\b(?:not|n['’]t|never|fails? to)\s+)?\b{_MEETS}\s+(?:all\s+|the\s+)*$", re.IGNORECASE
)
_BEHIND = re.compile(
    rf"\s+(?:{_SET}\s*)?(?:(?:is|are|was|were|have been|:)\s*)?(?P<no>not\s+|un)?"
    r"(?:met|fulfilled|satisfied|positive)\b",
    re.IGNORECASE,
)
_BY_SET = re.compile(rf"\s+{_SET}", re.IGNORECASE)
_UNSAID = Scope.FAMILY | Scope.ASKED | Scope.POSSIBLE | Scope.PLANNED


def settle_named_criteria(match: re.Match[str], desk: Desk) -> Settled:
    """The finding of a set of criteria that a text wants met.

    Args:
        match: Of `WANTED`.
        desk: The case.

    Returns:
        OPEN where the case does not say, or says both.
    """
    told = list(_told(match.group("name"), desk))
    if len({met for met, _ in told}) != 1:
        return OPEN
    met, fact = told[0]
    return Settled(MET if met else NOT_MET, (fact,))


def _told(name: str, desk: Desk) -> Iterator[tuple[bool, Fact]]:
    pattern = re.compile(rf"(?<!\w){re.escape(name)}(?!\w)", re.IGNORECASE)
    for reading in desk.facts.readings:
        for found in reading.said(pattern, _UNSAID):
            before = _BEFORE.search(reading.text, max(0, found.start() - 40), found.start())
            behind = _BEHIND.match(reading.text, found.end())
            if before and _BY_SET.match(reading.text, found.end()):
                span = before.start(), found.end()
                yield not before["no"], reading.fact(FactKind.FINDING, *span, name=name)
            elif behind:
                span = found.start(), behind.end()
                yield not behind["no"], reading.fact(FactKind.FINDING, *span, name=name)
