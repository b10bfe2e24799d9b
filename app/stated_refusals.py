"""Refusals of a case that the question states: they go before what holds otherwise.

DESIGN.md section 5, rule 4: exception before rule. Pure.
"""

from collections.abc import Iterator, Sequence

from app.condition_fit import Fit
from app.findings import FindingNode
from app.joint_uses import BESIDE
from app.judge import Judged
from app.models import FindingState, PositionDirection
from app.phrase_models import Relation
from ingest.statements.models import Criterion, Direction, Join


def stated_exclusions(own: Sequence[Judged]) -> list[Judged]:
    """Advice against in a case that the question states: it goes before what holds otherwise.

    What the same case fails of the Source's criteria stands beside it.
    """
    forms = {_names(j) for j in own if _is_support(j)}
    found = [j for j in own if _refuses(j, forms)]
    return [*found, *(j for j in own if found and _is_unmet(j))]


def _is_unmet(judged: Judged) -> bool:
    """Whether the case fails a criterion of what is supported in the asked condition."""
    return (
        judged.direction is PositionDirection.AGAINST
        and judged.spoke.statement.direction is Direction.FOR
        and judged.spoke.fit >= Fit.BROADER
    )


def _is_support(judged: Judged) -> bool:
    return judged.spoke.statement.direction is Direction.FOR


def _names(judged: Judged) -> tuple[str, ...]:
    return tuple(name.casefold() for name in judged.spoke.statement.interventions)


def _refuses(j: Judged, forms: set[tuple[str, ...]]) -> bool:
    """Whether it refuses what is asked, or a form of it that nothing but `forms` is for."""
    asked = j.spoke.intervention.relation >= Relation.BROADER
    return (
        j.direction is PositionDirection.AGAINST
        and j.spoke.statement.direction is Direction.AGAINST
        and (_is_stated(j) or (j.stated_group and _is_of_people(j)))
        and (asked or forms == {_names(j)})
        and j.spoke.fit is not Fit.CATCH_ALL
    )


def _is_stated(judged: Judged) -> bool:
    node = judged.finding
    return (
        node is not None
        and (node.state is FindingState.MET or _but_for_exceptions(node))
        and any(True for _ in facts_of(node))
    )


def _is_of_people(judged: Judged) -> bool:
    """Whether it refuses people and names nothing that they have: "not in women over 75"."""
    statement, node = judged.spoke.statement, judged.finding
    return statement.subject_stands_in and (node is None or node.state is FindingState.MET)


def _but_for_exceptions(node: FindingNode) -> bool:
    """Whether it is refused unless an exception holds, of which the case says nothing."""
    return node.state is FindingState.UNKNOWN and only_excepts(node)


def facts_of(node: FindingNode) -> Iterator[object]:
    yield from node.facts
    for child in node.children:
        yield from facts_of(child)


def only_excepts(node: FindingNode) -> bool:
    """Whether all that is open are exceptions ("except in individuals who ...")."""
    if node.criterion.join is Join.NONE_OF:
        return True
    open_ = [c for c in node.children if c.state is FindingState.UNKNOWN]
    return bool(open_) and all(only_excepts(child) for child in open_)


def open_leaves(node: FindingNode) -> Iterator[Criterion]:
    """Criteria that are not stated, of parts that are still open."""
    if node.state is not FindingState.UNKNOWN:
        return
    if node.criterion.join is Join.LEAF:
        yield node.criterion
    for child in node.children:
        yield from open_leaves(child)


def only_when_combined(nodes: Sequence[FindingNode | None]) -> bool:
    """Whether all that is open of refusals is a use beside something else, of which nothing tells.

    A payer that refuses that has said nothing of a condition that it names nowhere.
    """
    texts = [leaf.text for node in nodes if node is not None for leaf in open_leaves(node)]
    return bool(texts) and all(BESIDE.search(text) for text in texts)
