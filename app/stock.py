"""From what the sections are made: the question analysed, and the documents as they stand."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from app.analysis import Analysis, Knowledge, Pair
from app.draft import Shelf
from app.in_force import Standing
from app.judge import Judged
from app.positions import Position
from app.question_models import Question
from ingest.models import SourceKind
from ingest.statements.models import Basis, Statement

_MAX_NAME_WORDS = 12
# A verb makes a sentence of what was taken for a condition ("records must show ...").
_SAYS = re.compile(
    r"\b(?:must|should|shall|may|can|is|are|was|were|be|been|has|have)\b", re.IGNORECASE
)


@dataclass(frozen=True)
class Stock:
    """What every section draws from.

    Attributes:
        question: As understood.
        analysis: Positions and verdict.
        knowledge: All Statements and Sources.
        standing: Whether each Source is in force, by doc_id.
        shelf: Makes sentences with their quotes.
    """

    question: Question
    analysis: Analysis
    knowledge: Knowledge
    standing: dict[str, Standing]
    shelf: Shelf

    @property
    def lead(self) -> Pair | None:
        """The pair that carries the verdict, else the first."""
        pairs = self.analysis.pairs
        return self.analysis.lead or (pairs[0] if pairs else None)

    @property
    def positions(self) -> Iterator[Position]:
        """Of all pairs."""
        return (p for pair in self.analysis.pairs for p in pair.positions)

    @property
    def deciding(self) -> list[Position]:
        """Those that decide."""
        return [p for p in self.positions if p.decides]

    @cached_property
    def tabled(self) -> frozenset[str]:
        """Statements that the table of positions quotes."""
        return frozenset(p.judged[0].spoke.statement.statement_id for p in self.positions)

    @cached_property
    def spoken(self) -> frozenset[str]:
        """Statements that speak to one of the pairs."""
        return frozenset(
            s.statement.statement_id for pair in self.analysis.pairs for s in pair.spokes
        )

    def judged(self) -> Iterator[Judged]:
        """Every Statement that was held against the case."""
        for position in self.positions:
            yield from position.judged
            yield from position.others

    def in_force(self, statement: Statement) -> bool:
        return self.standing[statement.doc_id].decides

    def speaks(self, statement: Statement, kinds: Iterable[SourceKind]) -> bool:
        """Whether it is a Source's own position, in force, of one of the kinds."""
        return (
            statement.basis not in {Basis.FINDING, Basis.CODE_LIST}
            and self.in_force(statement)
            and self.knowledge.sources[statement.doc_id].kind in kinds
        )

    def names_condition(self, statement: Statement) -> bool:
        """Whether the condition of a Statement is a name, not a sentence that stands for one."""
        terms = self.knowledge.terms
        text = statement.conditions[0] if statement.conditions else ""
        if terms.of_phrase(text, "condition"):
            return True
        return 0 < len(text.split()) <= _MAX_NAME_WORDS and not _SAYS.search(text)
