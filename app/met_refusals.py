"""Refusals of one case alone: what it is that a source advises against, where the case has it.

"Febuxostat for gout is advised against" says too much of a source that advises against it in heart
failure only, and for gout otherwise.
"""

from collections.abc import Iterable, Iterator

from app.findings import FindingNode
from app.models import FindingState, PositionDirection
from app.positions import Position
from ingest.statements.models import Direction, Join

_N_SHOWN = 2


def met_refusals(positions: Iterable[Position]) -> str:
    """A sentence on what is met, in the documents' words; "" where no refusal hangs on a case."""
    told = [
        text
        for position in positions
        if position.direction is PositionDirection.AGAINST
        for judged in position.judged
        if judged.spoke.statement.direction is Direction.AGAINST and judged.finding
        for text in _met(judged.finding)
    ]
    shown = list(dict.fromkeys(told))[:_N_SHOWN]
    return f" It is refused for what the case states: {', '.join(shown)}." if shown else ""


def _met(node: FindingNode) -> Iterator[str]:
    """Criteria that the case meets by a fact; not what must be absent."""
    if node.criterion.join is Join.NONE_OF:
        return
    if not node.children and node.state is FindingState.MET and node.facts:
        yield node.criterion.text.strip(" .;")
    for child in node.children:
        yield from _met(child)
