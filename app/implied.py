"""A question that names no condition, and says enough of the criteria to tell which is meant.

"36475? Reflux 1.8 s, compression for two months without relief": no diagnosis is named, yet the
criteria of one Statement ask for just these facts.
"""

from collections.abc import Iterable, Iterator, Sequence

from app.asked_case import Case
from app.condition_fit import Fit
from app.fact_models import FactKind
from app.findings import FindingNode
from app.judge import SILENT, Judged, judge, of_phase
from app.matching import Spoke
from app.models import FindingState, PositionDirection
from app.phrase_models import Match, Relation
from app.positions import Register
from ingest.statements.models import Basis, Direction, Statement

BY_FACTS = "facts"  # how such a Statement's condition matches; see `Match.method`

# Everybody has an age and a sex: they tell no condition.
_OF_ANYBODY = {FactKind.AGE, FactKind.SEX, FactKind.PHASE}
# What is fully met tells the condition best; what is refused by a fact, last.
_ORDER = (PositionDirection.FOR, PositionDirection.CONDITIONAL, PositionDirection.AGAINST)


def implied_spokes(
    rows: Iterable[tuple[Statement, Match]], case: Case, register: Register
) -> tuple[Spoke, ...]:
    """Statements on the intervention whose criteria the question speaks to.

    Args:
        rows: Statements whose intervention matches.
        case: The question, with no condition.
        register: Sources and how they stand.

    Returns:
        Those that are met as a whole; else those that are open; else those that a fact refuses;
        with the exclusions of the same sources that are met. Else those on a whole document's
        subject that speak of people as the question tells them ("an 80 year old").
    """
    same = Match(Relation.BROADER, BY_FACTS, 1.0)
    judged = [
        judge(
            Spoke(statement, Fit.BROADER, match, same),
            case,
            register.sources[statement.doc_id],
            listed=None,
        )
        for statement, match in rows
        if (statement.criteria is not None or statement.subject_stands_in)
        and statement.basis is not Basis.FINDING
        and match.relation is not Relation.NONE
        and statement.statement_id not in register.replaced
        and register.standing[statement.doc_id].decides
    ]
    speak = [j for j in of_phase(judged, case.phase) if j.direction is not SILENT]
    spoken = [j for j in speak if _said(j)]
    first = _first_of(spoken) or [j for j in speak if _is_of_these_people(j)]
    sources = {j.spoke.statement.doc_id for j in first}
    excluded = [
        j
        for j in spoken
        if j.direction is PositionDirection.AGAINST
        and j.spoke.statement.direction is Direction.AGAINST
        and j.spoke.statement.doc_id in sources
        and all(j is not other for other in first)
    ]
    return tuple(j.spoke for j in (*first, *excluded))


def _first_of(spoken: Sequence[Judged]) -> list[Judged]:
    for direction in _ORDER:
        if found := [j for j in spoken if j.direction is direction]:
            return found
    return []


def _said(judged: Judged) -> bool:
    """Whether a fact of this case, more than an age, settles one of the criteria."""
    return judged.finding is not None and any(
        node.state is not FindingState.UNKNOWN
        and any(fact.kind not in _OF_ANYBODY for fact in node.facts)
        for node in _nodes(judged.finding)
    )


def _is_of_these_people(judged: Judged) -> bool:
    """Whether it speaks of the document's subject, of people whom the case is stated to be."""
    statement, node = judged.spoke.statement, judged.finding
    if not statement.subject_stands_in:
        return False
    met = node is not None and node.state is FindingState.MET and any(n.facts for n in _nodes(node))
    return met or (node is None and judged.stated_group)


def _nodes(node: FindingNode) -> Iterator[FindingNode]:
    yield node
    for child in node.children:
        yield from _nodes(child)
