"""Classes of a known scale that are letters: "Child-Pugh class B or C"."""

import re
from collections.abc import Iterator

from app.fact_models import FactKind
from app.findings_base import MET, NOT_MET, OPEN, Desk, Settled
from app.measures import measure_name
from app.scope_cues import Scope

_LETTERS = "ABCDE"
_SCALE = re.compile(
    r"\b(?P<name>[A-Z][A-Za-z]+(?:[- ][A-Z][A-Za-z]+){0,2})(?:['’]s)?\s+(?:(?:class|grade|"
    r"stage|category|"
    r"score)(?:es|s)?\s+(?:of\s+)?)?(?P<first>(?-i:[A-E]))\b(?!['’])"
    r"(?P<rest>(?:\s*(?:,|/|or|and|to|-|–|through)\s*(?:or\s+|and\s+)?(?:class\s+)?(?-i:[A-E])\b)*)"
    r"(?P<more>\s+or\s+(?:higher|greater|worse|above|more severe))?",
)


def read_classes(text: str) -> Iterator[tuple[re.Match[str], frozenset[str], frozenset[str]]]:
    """Every class of a known scale: where, of which scale, and which letters."""
    for match in _SCALE.finditer(text):
        ids = measure_name(match.group("name")).ids
        if ids:
            yield match, ids, _letters(match)


def _letters(match: re.Match[str]) -> frozenset[str]:
    first, rest = match.group("first"), match.group("rest")
    letters = [first, *re.findall(r"\b[A-E]\b", rest)]
    through = re.search(r"to|-|–|through", rest) is not None
    last = _LETTERS[-1] if match.group("more") else letters[-1]
    if through or match.group("more"):
        return frozenset(_LETTERS[_LETTERS.index(first) : _LETTERS.index(last) + 1])
    return frozenset(letters)


def settle_class(ids: frozenset[str], letters: frozenset[str], desk: Desk) -> Settled:
    """Whether the class that a case states is one of the wanted ones."""
    told: list[Settled] = []
    for reading in desk.facts.readings:
        for match, scale, stated in read_classes(reading.text):
            scope = reading.scope_at(*match.span())
            if not scale & ids or scope & (Scope.DENIED | Scope.POSSIBLE | Scope.FAMILY):
                continue
            fact = reading.fact(FactKind.MEASURE, *match.span(), name=match.group("name"))
            if stated <= letters:
                told.append(Settled(MET, (fact,)))
            elif not stated & letters:
                told.append(Settled(NOT_MET, (fact,)))
    return told[0] if len({found.state for found in told}) == 1 else OPEN
