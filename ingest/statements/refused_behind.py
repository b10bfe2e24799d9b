"""What a row's cell refuses behind its recommendation: "Remark: X is contraindicated in A".

The first sentence of the cell that recommends has the row's grade. A later one that refuses the
thing in somebody or at some time is advice of its own, and was lost.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from ingest.lexis import key_stems
from ingest.sentences import sentence_spans
from ingest.statements import draft
from ingest.statements.clause import Clause
from ingest.statements.clauses import clauses
from ingest.statements.cues import CueMatch
from ingest.statements.draft import Ground
from ingest.statements.families import COVERAGE_TABLE, GUIDELINE_TABLE
from ingest.statements.inline import slots_of_each
from ingest.statements.models import Criterion, Direction, Join, Statement
from ingest.statements.recommendation_rows import cell_criteria
from ingest.statements.rows import Row
from ingest.statements.slots import Slots

_REFUSES = re.compile(
    r"\b(?:contra-?indicated|(?:should|must|may|can) (?:not|never)|cannot|do not|don't|never|"
    r"avoid(?:ed|ing)?|withheld|not (?:recommended|advised|suitable|indicated|to be|for use))\b",
    re.IGNORECASE,
)


def refused_behind(ground: Ground, row: Row, at: int) -> Iterator[Statement]:
    """Statements of the sentences of a cell that refuse behind the one that recommends.

    Args:
        ground: The document.
        row: The row.
        at: The column of the recommendation.
    """
    cell = row.cells[at]
    thing: tuple[str, ...] = ()
    table = COVERAGE_TABLE if ground.is_policy else GUIDELINE_TABLE
    for start, end in sentence_spans(cell):
        text = cell[start:end]
        told = list(clauses(text, row.starts[at] + start, table.find, ground.abbreviations))
        if not thing:
            thing = _things(told, is_policy=ground.is_policy)
            continue
        for clause, match in told if _REFUSES.search(text) else ():
            if match.cue.direction is Direction.AGAINST:
                yield from _refused(ground, row, at, (clause, match), thing)


def _things(told: list[tuple[Clause, CueMatch]], *, is_policy: bool) -> tuple[str, ...]:
    """What the first sentence that recommends is about; () of one that recommends nothing."""
    for clause, match in told:
        if match.cue.direction is Direction.FOR:
            return slots_of_each(clause, match, is_policy=is_policy)[0].interventions
    return ()


def _refused(
    ground: Ground, row: Row, at: int, found: tuple[Clause, CueMatch], thing: tuple[str, ...]
) -> Iterator[Statement]:
    clause, match = found
    for slots in slots_of_each(clause, match, is_policy=ground.is_policy):
        if not (slots.groups or slots.populations or slots.criteria):
            continue
        own = frozenset(stem for name in slots.interventions for stem in key_stems(name))
        same = any(own & key_stems(name) for name in thing)
        yield draft.make(
            ground,
            draft.Found(
                cue=match.cue,
                slots=slots if own and not same else replace(slots, interventions=thing),
                quote=ground.context.quote(*clause.span),
                leads=[],
                criteria=_criteria(ground, row, at, (clause, slots)),
            ),
        )


def _criteria(ground: Ground, row: Row, at: int, said: tuple[Clause, Slots]) -> Criterion | None:
    """The criteria of the sentence, those among them that do not stand there in their words."""
    clause, slots = said
    placed = cell_criteria(ground, row, at, slots)
    shared = [text for text in slots.criteria if any(text in part for part in clause.shared)]
    if placed is not None or not shared:
        return placed
    quote = ground.context.quote(*clause.span)
    return Criterion(join=Join.LEAF, text=shared[0], quote=quote)
