"""How often something may be done: "no more than 3 injections in 12 months"."""

import re

from app.fact_models import FactKind
from app.findings_base import MET, NOT_MET, OPEN, Desk, Settled
from app.measures import norms
from app.quantities import NUMBER_WORDS
from app.quantity_reader import number
from app.word_families import FRAMES, same

ORDINALS = tuple("first second third fourth fifth sixth seventh eighth ninth tenth".split())  # noqa: SIM905 - a list of words reads better so
_N = rf"\d+|{'|'.join(sorted(NUMBER_WORDS, key=len, reverse=True))}"
LIMIT = re.compile(
    rf"\b(?:no|not) (?:to exceed|more than)\s+(?P<n>{_N})\s+(?P<what>(?:[\w-]+\s+){{1,5}}?)"
    r"(?:(?:is|are|were|was|has been|have been|may be|will be)\s+)?(?:(?:given|performed|covered|"
    r"done|"
    r"used|administered|allowed|received|provided|repeated)\s+)?(?:in|per|within|over|during|every|"
    rf"each)\s+(?:an?\s+|any\s+|the\s+|one\s+)?(?:\w+\s+)?(?:(?:{_N})[\s-]*)?(?:days?|weeks?|"
    rf"months?|"
    r"years?|lifetime)(?:\s+period)?\b",
    re.IGNORECASE,
)
_NTH = re.compile(
    rf"\b(?P<nth>{'|'.join(ORDINALS)}|\d+(?:st|nd|rd|th))\s+(?P<what>(?:[\w-]+\s+){{0,3}}?[\w-]+)"
    r"(?P<when>\s+(?:in|within|over|this|of the)\s+(?:the\s+)?(?:past\s+|last\s+)?(?:\d+|year|"
    r"twelve|six)(?:\s*(?:months?|weeks?|years?|days?))?)?",
    re.IGNORECASE,
)


def settle_limit(wanted: re.Match[str], desk: Desk) -> Settled:
    """The finding of a limit: met by an ordinal within it, failed by one beyond it in that time."""
    most = number(wanted.group("n")) or 0
    what = frozenset(norms(wanted.group("what"))) - FRAMES
    for reading in desk.facts.readings:
        for stated in _NTH.finditer(reading.text):
            named = frozenset(norms(stated.group("what")))
            if not what or not any(same(word) & named for word in what):
                continue
            fact = reading.fact(FactKind.MEASURE, *stated.span(), name="number so far")
            if nth(stated.group("nth")) <= most:
                return Settled(MET, (fact,))
            return Settled(NOT_MET, (fact,)) if stated.group("when") else OPEN
    return OPEN


def nth(printed: str) -> float:
    word = printed.lower()
    if word in ORDINALS:
        return float(ORDINALS.index(word) + 1)
    return float(re.sub(r"\D", "", word))
