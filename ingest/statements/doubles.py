"""Which Statements of a document could say the same, without comparing each with each."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from math import ceil

from ingest.statements.models import Statement

# Two Statements that say the same share at least so many of the stems of the longer one, unless
# they carry the same number or stand at the same place.
SHARED_RATIO = 0.9


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
