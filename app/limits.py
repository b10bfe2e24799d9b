"""How often something may be done: "no more than 3 injections in 12 months"."""

import re
from collections.abc import Iterator

from app.fact_models import FactKind
from app.findings_base import MET, NOT_MET, OPEN, Desk, Settled
from app.measures import norms
from app.numbers_printed import number
from app.quantities import NUMBER_WORD
from app.word_families import FRAMES, same

ORDINALS = tuple("first second third fourth fifth sixth seventh eighth ninth tenth".split())  # noqa: SIM905 - a list of words reads better so
_N = rf"\d+|{NUMBER_WORD}"
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


# "4 sessions in the rolling 12 months"
_SO_MANY = re.compile(
    rf"\b(?P<n>{_N})\s+(?P<what>(?:[\w-]+\s+){{1,6}}?)(?:in|within|over|during)\s+"
    r"(?:the\s+|an?\s+)?(?:past|last|previous|rolling|same)\s+(?:\d+|twelve|six|year)",
    re.IGNORECASE,
)
_WITH_THIS = re.compile(
    r"\bwith this (?:one|session|injection|request|treatment)\b|\bincluding this\b|"
    r"\bthis (?:one )?would (?:be|make)\b",
    re.IGNORECASE,
)
# "would be number 5 in 12 months": of what is asked for
_NUMBER = re.compile(
    r"(?:\bnumber |\bno\. ?|#)(?P<n>\d+)\s+(?:in|within|over|this)\s+(?:the\s+|a\s+)?"
    r"(?:past\s+|last\s+|rolling\s+)?(?:\d+|year|twelve|six)",
    re.IGNORECASE,
)
_REACH = 60  # characters


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
        for so_far, span in _counts(reading.text, what):
            fact = reading.fact(FactKind.MEASURE, *span, name="number so far")
            return Settled(MET if so_far <= most else NOT_MET, (fact,))
    return OPEN


def _counts(text: str, what: frozenset[str]) -> Iterator[tuple[float, tuple[int, int]]]:
    """How many there will have been with the asked one, with the span that says so."""
    for match in _NUMBER.finditer(text):
        yield float(match.group("n")), match.span()
    for match in _SO_MANY.finditer(text):
        named = frozenset(norms(match.group("what")))
        if any(same(word) & named for word in what):
            low = max(0, match.start() - _REACH)
            counted = _WITH_THIS.search(text, low, match.start())
            yield (number(match.group("n")) or 0) + (0 if counted else 1), match.span()


def nth(printed: str) -> float:
    word = printed.lower()
    if word in ORDINALS:
        return float(ORDINALS.index(word) + 1)
    return float(re.sub(r"\D", "", word))
