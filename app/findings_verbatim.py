"""A criterion that the case states in the criterion's own words, or is told to meet or not.

Who answers the open criteria of an answer one by one writes "Met: ..." or "Not met: ..." behind the
question, each with the criterion as printed. What stands there word for word needs no reading.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

from app.fact_models import FactKind, Reading
from app.findings_base import MET, NOT_MET, Desk, Settled
from app.measures import word_set

_TOKEN = re.compile(r"[^\W_]+|[<>≤≥=%]")
_FEWEST = 4  # words: fewer may be a name within a sentence that says something else of it
# What may stand between the start of a sentence and a criterion without changing what it says.
_PLAIN_START = word_set(
    "met and also that the this a an patient member individual person beneficiary child she he "
    "they i who has have had is are was were with documented confirmed yes"
)
_ENDS = re.compile(r"\s*(?:[.;,)\n]|$)")
_SENTENCE_START = re.compile(r"(?<=[.;!?:])\s|\n")
_TOLD = re.compile(r"(?:^|[.;\n])\s*(?P<not>not\s+)?met:\s*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Words:
    """Words of a reading in lower case with their places in it, and where each word comes."""

    said: tuple[str, ...]
    places: tuple[tuple[int, int], ...]
    at: Mapping[str, list[int]]


def settle_verbatim(text: str, desk: Desk) -> Settled | None:
    """The finding of a criterion whose very words the case holds; None where it does not."""
    wanted = tuple(match.group().lower() for match in _TOKEN.finditer(text))
    if not wanted:
        return None
    for reading in desk.facts.readings:
        told = reading.once.of("words", reading.text, partial(_words, reading.text))
        if found := _in_reading(wanted, reading, told):
            return found
    return None


def _words(text: str) -> _Words:
    tokens = list(_TOKEN.finditer(text))
    said = tuple(token.group().lower() for token in tokens)
    at: dict[str, list[int]] = {}
    for place, word in enumerate(said):
        at.setdefault(word, []).append(place)
    return _Words(said, tuple(token.span() for token in tokens), at)


def _in_reading(wanted: tuple[str, ...], reading: Reading, own: _Words) -> Settled | None:
    for at in own.at.get(wanted[0], ()):
        if own.said[at : at + len(wanted)] != wanted:
            continue
        start, end = own.places[at][0], own.places[at + len(wanted) - 1][1]
        told = _TOLD.search(reading.text[:start])
        alone = len(wanted) >= _FEWEST and _stands_alone(reading.text, start, end)
        if not (told and _ENDS.match(reading.text, end)) and not alone:
            continue
        denied = bool(told and told["not"])
        first = told.start("not") if told and denied else start
        fact = reading.fact(FactKind.FINDING, first, end, name=reading.text[start:end])
        return Settled(NOT_MET if denied else MET, (fact,))
    return None


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Whether nothing in its sentence says anything of it (a denial, a condition, a question)."""
    before = [match.end() for match in _SENTENCE_START.finditer(text, 0, start)]
    front = text[before[-1] if before else 0 : start]
    plain = all(token.group().lower() in _PLAIN_START for token in _TOKEN.finditer(front))
    return plain and bool(_ENDS.match(text, end))
