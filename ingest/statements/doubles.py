"""Which Statements of a document could say the same, without comparing each with each."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from math import ceil

from ingest.statements.models import Statement

# Two Statements that say the same share at least so many of the stems of the longer one, unless
# they carry the same number or stand at the same place.
SHARED_RATIO = 0.9
_N_CHARS_BETWEEN = 3  # "; " between what is said and what says it again


_ECHO = re.compile(
    r"^\W*(?:and |so |therefore )?(?:we|the [\w -]{3,40}) (?:strongly |conditionally )?"
    r"(?:recommends?|suggests?|advises?) (?:against )?(?:its use|it|them|this|that)"
    r"(?:\s*\([^()]*\))?\W*$",
    re.IGNORECASE,
)


def without_echoes(statements: Iterable[Statement]) -> list[Statement]:
    """Statements without those that only say again what the sentence before them said.

    "X should not be used in Y; we recommend against it (1A)": the grade is of the first.
    """
    kept: list[Statement] = []
    for statement in sorted(statements, key=lambda s: s.quote.char_start):
        before = kept[-1] if kept else None
        echoes = (
            before is not None
            and _ECHO.match(statement.quote.text) is not None
            and before.direction is statement.direction
            and 0 <= statement.quote.char_start - before.quote.char_end <= _N_CHARS_BETWEEN
        )
        if before is not None and echoes:
            kept[-1] = replace(before, grade=before.grade or statement.grade)
        else:
            kept.append(statement)
    return kept


class Likely:
    """Statements that may be doubles of one another.

    Of two sets that share nine tenths of the larger one, the rarest tenth of the one and that of
    the other have a member in common, if both are taken in one order (prefix filtering: Chaudhuri,
    Ganti and Kaushik, ICDE 2006). A policy with 3,000 Statements took 114 s without this.
    """

    def __init__(self, stems: Sequence[frozenset[str]]) -> None:
        """Look at the stems of all Statements, in their order."""
        self.stems = stems
        counts = Counter(stem for found in stems for stem in found)
        self._rare = [
            sorted(found, key=lambda stem: (counts[stem], stem))[
                : len(found) - ceil(SHARED_RATIO * len(found)) + 1
            ]
            for found in stems
        ]
        self._by_stem: defaultdict[str, list[int]] = defaultdict(list)
        self._by_number: defaultdict[str, list[int]] = defaultdict(list)
        self._by_start: defaultdict[int, list[int]] = defaultdict(list)

    def add(self, place: int, statement: Statement) -> None:
        """A Statement that later ones may double."""
        for stem in self._rare[place] or [""]:
            self._by_stem[stem].append(place)
        if statement.recommendation:
            self._by_number[statement.recommendation].append(place)
        self._by_start[statement.quote.char_start].append(place)

    def before(self, place: int, statement: Statement) -> list[int]:
        """Places of those added that this one may double, in their order."""
        found = set(self._by_start[statement.quote.char_start])
        for stem in self._rare[place] or [""]:
            found.update(self._by_stem[stem])
        if statement.recommendation:
            found.update(self._by_number[statement.recommendation])
        return sorted(found)
