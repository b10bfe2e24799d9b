"""A criterion that a test is to have confirmed something, in a case where the test was normal.

"Confirmed by electrodiagnostic studies" is failed by "electrodiagnostic studies were normal",
though the studies were done; "negative for malignancy" leaves open what else they showed.
"""

import re
from collections.abc import Iterator

from app.fact_models import Fact, Reading
from app.findings_base import MET, NOT_MET, OPEN, Desk, Settled
from app.findings_phrases import settle_phrase

_SHOWS = r"(?:confirm|establish|demonstrat|prov|verif|evidenc|support)"
_TEST = re.compile(
    rf"\b{_SHOWS}\w*\s+(?:by|on|with|via|through|using)\s+"
    r"(?:(?:an?|the|formal|positive|abnormal|appropriate)\s+)*(?P<by>[^,;.()]+?)\s*(?:\([^()]*\))?\W*$"
    rf"|^\W*(?:the\s+|an?\s+)?(?P<itself>[\w /-]+?)\s+(?:has\s+|have\s+)?"
    rf"{_SHOWS}(?:e?s|ed|ing|e)?\s+(?!by\b|on\b|with\b|via\b)",
    re.IGNORECASE,
)
_MOST_WORDS = 8  # of a test's name
_NORMAL = (
    r"(?<!ab)(?<!not )\b(?:normal|unremarkable|within normal limits|wnl|negative(?!\s+for\b))\b"
)
_BEHIND = re.compile(
    r"(?:\s+(?:stud(?:y|ies)|tests?|testing|scans?|panel|results?|findings?|imaging|report))*"
    r"(?:\s*\([^()]*\))?\s*(?:(?:was|were|is|are|came back|come back|reported as|read as|all|both|"
    rf"also|entirely|completely|again|repeatedly|of the [a-z]+|last [a-z]+)\s+|[:=-]\s*)*{_NORMAL}",
    re.IGNORECASE,
)
_NOT_THIS = re.compile(
    r"\s+(?:(?:was|were|is|came back)\s+)?(?:negative|clear) (?:for|of)\b", re.IGNORECASE
)
_BEFORE = re.compile(rf"{_NORMAL}\s*$", re.IGNORECASE)


def settle_normal_test(text: str, found: Settled, desk: Desk) -> Settled:
    """The finding of a criterion, failed where the test that is to confirm it was normal.

    Args:
        text: The criterion.
        found: What was found otherwise.
        desk: The case.
    """
    asked = _TEST.search(text)
    test = (asked["by"] or asked["itself"] or "") if asked else ""
    if found.state is NOT_MET or not 0 < len(test.split()) <= _MOST_WORDS:
        return found
    named = settle_phrase(test, desk)
    if named is None or named.state is not MET:
        return found
    results = [_normal_result(fact, desk) for fact in named.facts]
    normal = tuple(fact for fact in results if fact is not None)
    if not normal:
        return OPEN if any(_without_one_thing(fact, desk) for fact in named.facts) else found
    return Settled(NOT_MET, normal) if len(normal) == len(results) else OPEN


# "Endometrial biopsy negative": a biopsy that is merely told fails nothing
_TEST_NAME = r"\b(?:biops(?:y|ies)|cytology|cultures?|smears?|swabs?|tests?|scans?|mammograms?)\b"
_ASKS_NEGATIVE = re.compile(rf"{_TEST_NAME}[^.;,]{{0,20}}?\bnegative\b", re.IGNORECASE)
_TESTED = re.compile(_TEST_NAME, re.IGNORECASE)
_BAD_RESULT = re.compile(
    r"\b(?:positive|abnormal|suspicious|reactive|detected|atypi\w+|hyperplasia|"
    r"(?<!no )(?<!for )(?:cancer\w*|carcinoma|malignan\w+))\b",
    re.IGNORECASE,
)
_N_AROUND = 40  # characters in which a result stands


def settle_negative_test(text: str, found: Settled, desk: Desk) -> Settled:
    """The finding of a criterion that asks for a negative test, open where no result is told."""
    if found.state is not NOT_MET or not found.facts or not _ASKS_NEGATIVE.search(text):
        return found
    told = [place for fact in found.facts for place in _places(fact, desk)]
    around = [reading.text[max(0, a - _N_AROUND) : b + _N_AROUND] for reading, a, b in told]
    named = all(_TESTED.search(reading.text[a:b]) for reading, a, b in told)
    if not told or not named or any(map(_BAD_RESULT.search, around)):
        return found
    return OPEN


def _normal_result(fact: Fact, desk: Desk) -> Fact | None:
    """A fact that names a test, with the word that tells that it was normal; None without one."""
    for reading, start, end in _places(fact, desk):
        if behind := _BEHIND.match(reading.text, end):
            return reading.fact(fact.kind, start, behind.end(), name=fact.name)
        if before := _BEFORE.search(reading.text[:start]):
            return reading.fact(fact.kind, before.start(), end, name=fact.name)
    return None


def _without_one_thing(fact: Fact, desk: Desk) -> bool:
    """Whether a test is told to show one thing not: what else it showed stays open."""
    return any(_NOT_THIS.match(reading.text, end) for reading, _, end in _places(fact, desk))


def _places(fact: Fact, desk: Desk) -> Iterator[tuple[Reading, int, int]]:
    for reading in desk.facts.readings:
        if reading.source == fact.source:
            yield reading, fact.char_start, fact.char_end
