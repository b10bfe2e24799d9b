"""Ungraded advice of a guideline that grades others, which is advice all the same.

A section that holds a list and no prose tells what to do ("## Oxygen: - Long-term oxygen is
recommended in ..."); in prose beside graded advice the same words tell why.
"""

import re
from collections.abc import Set

from ingest.models import BlockKind
from ingest.statements.context import Context
from ingest.statements.contraindicated import contraindicates, refuses_firmly
from ingest.statements.models import Direction, Statement

_IN_LISTS = frozenset({BlockKind.LIST_ITEM, BlockKind.HEADING})
_FIRM = re.compile(
    r"\b(?:is|are) (?:strongly |conditionally )?(?:not )?recommended\b|"
    r"\bshould (?:not )?(?:be|receive)\b|"
    r"^\W*(?:\w{1,2}[.)]\s+)?(?:offer|give|use|add|start|avoid|do not|recommended|not recommended|"
    r"contraindicated)\b",
    re.IGNORECASE,
)
_WHY = re.compile(
    r"\b(?:rationale|evidence|background|discussion|remarks?|references?|research|studies|"
    r"other (?:guidelines|societies|organi[sz]ations)|update|history|methods?|limitations?)\b",
    re.IGNORECASE,
)


def lists_alone(context: Context) -> frozenset[int]:
    """Headings under which stands a list and no prose, but for those that tell why."""
    kinds: dict[int, set[BlockKind]] = {}
    for block in context.document.blocks:
        if block.heading is not None:
            kinds.setdefault(block.heading, set()).add(block.kind)
    return frozenset(
        heading
        for heading, found in kinds.items()
        if BlockKind.LIST_ITEM in found
        and found <= _IN_LISTS
        and not _WHY.search(context.text(heading))
    )


def stays_advice(context: Context, statement: Statement, alone: Set[int]) -> bool:
    """Whether an ungraded Statement among graded ones is advice.

    Args:
        context: Of the document.
        statement: Without a grade and without a number.
        alone: See `lists_alone`.
    """
    block = context.block_at(statement.quote.char_start)
    if contraindicates(statement) or _is_undecided(statement):
        return True
    if block.kind is not BlockKind.LIST_ITEM:
        return False
    firm = (
        block.heading in alone
        and statement.direction is not Direction.INSUFFICIENT
        and not statement.speaker
        and _FIRM.search(statement.quote.text) is not None
    )
    return firm or refuses_firmly(statement)


_UNDECIDED = re.compile(r"\bfor (?:or|nor) against\b|\bagainst (?:or|nor) for\b", re.IGNORECASE)


def _is_undecided(statement: Statement) -> bool:
    """Whether a body says that it can advise neither way: ungraded, and its position still."""
    return statement.direction is Direction.INSUFFICIENT and bool(
        _UNDECIDED.search(statement.quote.text)
    )
