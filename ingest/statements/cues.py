"""Cues: the phrasings that give a sentence its direction.

A cue is data with its source and an example; one family a file.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from ingest.statements.models import Basis, Direction

AFTER = "after"  # the intervention follows the cue: "we recommend X for Y"
BEFORE = "before"  # the intervention stands before it: "X is considered medically necessary for Y"


@dataclass(frozen=True, slots=True)
class Cue:
    """One phrasing.

    Attributes:
        name: Short name, unique in its family.
        direction: Which way it points.
        basis: What kind of Statement it makes.
        side: AFTER or BEFORE: where the intervention stands.
        pattern: Regular expression, case-insensitive; searched in one sentence.
        example: A sentence that it fits; every cue is tested on its example.
        source: Where the phrasing is defined or used.
        strength: The strength that the wording itself carries ("Offer", "Consider"), "" where the
            grade is printed apart.
        imperative: True where it counts only at the start of a sentence of a guideline ("Offer
            ...").
        benefit_only: True where it speaks of a benefit and not of necessity.
        graded_only: True where a discussion says it too ("X is effective"): without a printed
            grade it is a finding.
    """

    name: str
    direction: Direction
    basis: Basis
    side: str
    pattern: str
    example: str
    source: str
    strength: str = ""
    imperative: bool = False
    benefit_only: bool = False
    graded_only: bool = False


@dataclass(frozen=True, slots=True)
class CueMatch:
    """A cue found in a sentence: `sentence[start:end]`."""

    cue: Cue
    start: int
    end: int


@dataclass(frozen=True)
class CueTable:
    """Cues in order of precedence: the first that fits at a place wins there."""

    cues: tuple[tuple[Cue, re.Pattern[str]], ...]

    @classmethod
    def of(cls, cues: Iterable[Cue]) -> "CueTable":
        """Compile a table."""
        return cls(tuple((cue, re.compile(cue.pattern, re.IGNORECASE)) for cue in cues))

    def find(self, sentence: str) -> tuple[CueMatch, ...]:
        """Cues of a sentence in reading order, overlaps resolved by precedence."""
        found: list[CueMatch] = []
        for cue, pattern in self.cues:
            for match in pattern.finditer(sentence):
                if cue.imperative and not _at_start(sentence, match.start()):
                    continue
                if any(match.start() < other.end and other.start < match.end() for other in found):
                    continue
                end = match.end()
                if cue.side == BEFORE and (remark := _REMARK.match(sentence, end)):
                    end = remark.end()
                found.append(CueMatch(cue, match.start(), end))
        return _without_front(sentence, sorted(found, key=lambda m: m.start))


# A word of remark behind the verdict: "is covered (functional) when X"
_REMARK = re.compile(r"\s+\([a-z]{4,20}\)(?=\s+(?:only\s+)?(?:when|if|for|in|where)\b)")
_CONDITION = re.compile(
    r"[^\w\s]*\s*(?:[\d.]+[.)]?\s+)?(?:when(?:ever)?|where|if|once|unless)\b",
    re.IGNORECASE,
)


def _without_front(sentence: str, found: list[CueMatch]) -> tuple[CueMatch, ...]:
    """Cues but for the predicate of a clause in front: "If X is contraindicated, we suggest Y"."""
    if len(found) > 1 and found[0].cue.side == BEFORE and _CONDITION.match(sentence):
        first, second = found[:2]
        if "," not in sentence[: first.start] and "," in sentence[first.end : second.start]:
            return tuple(found[1:])
    return tuple(found)


_LIST_NUMBER = re.compile(
    r"(?:\s*(?:recommendation|rec\.?|statement|r(?=\d))?\s*(?:no\.?\s*)"
    r"?(?:[0-9]{1,3}(?:[.-][0-9]{1,3}){0,4}[a-z]?\b)?[.):]?\s*(?:\((?:page|p\.)"
    r"\s*[0-9]+\)\s*:?)?\s*[•*–-]?\s*)",
    re.IGNORECASE,
)
_FRONT = r"(?:for|in|among|when|if|do|only|where|with|after|as)\b"
# A verb stands behind the whole front: behind its first comma, or behind the last of the sentence.
# "In trials, people ate fish, avoid meat, and walk" tells nobody to avoid it.
_PREFIXES = tuple(
    re.compile(rf"{_FRONT}{inner}[,:]\s*", re.IGNORECASE) for inner in (r"[^.;:,]*", r"[^.;:]*")
)


def _at_start(sentence: str, at: int) -> bool:
    number = _LIST_NUMBER.match(sentence)
    front = number.end() if number else 0
    if at <= front:
        return True
    told = sentence.rstrip(" :")
    ends = (found.end() for p in _PREFIXES if (found := p.match(told, front)))
    return at in ends
