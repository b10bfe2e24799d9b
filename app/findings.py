"""Whether a case meets a criteria tree: met, not met or unknown, each leaf with the fact that settles it.

`unknown` never turns into `met`: a leaf is settled by a fact with its quote, or not at all.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from app.facts import Fact, Facts
from app.models import FindingState
from ingest.statements.models import Criterion, Join
from ingest.terms import Terms

MET, NOT_MET, UNKNOWN = FindingState.MET, FindingState.NOT_MET, FindingState.UNKNOWN


@dataclass(frozen=True, slots=True)
class FindingNode:
    """A criteria node with its finding.

    Attributes:
        criterion: The node.
        state: Whether the case meets it.
        facts: For a leaf, the facts that settle it; () where it is unknown.
        children: Findings of its children, in order.
    """

    criterion: Criterion
    state: FindingState
    facts: tuple[Fact, ...] = ()
    children: tuple["FindingNode", ...] = ()


def evaluate(  # noqa: PLR0913 - each names one thing that the question gives
    criterion: Criterion,
    facts: Facts,
    terms: Terms,
    *,
    asked_conditions: Sequence[str] = (),
    asked_interventions: Sequence[str] = (),
    code_listed: bool | None = None,
) -> FindingNode:
    """Findings of a criteria tree."""
    if criterion.join is Join.LEAF:
        return FindingNode(criterion, UNKNOWN)
    children = tuple(
        evaluate(
            child,
            facts,
            terms,
            asked_conditions=asked_conditions,
            asked_interventions=asked_interventions,
            code_listed=code_listed,
        )
        for child in criterion.children
    )
    state = UNKNOWN
    if criterion.parsed:
        state = join_states(criterion.join, criterion.n, [child.state for child in children])
    return FindingNode(criterion, state, (), children)


def population_finding(
    text: str,
    facts: Facts,
    terms: Terms,
    *,
    asked_conditions: Sequence[str] = (),
) -> FindingState:
    """Whether the case belongs to a population ("adults 65 years and over")."""
    return UNKNOWN


def join_states(join: Join, n: int, states: Iterable[FindingState]) -> FindingState:
    """Kleene's strong three-valued logic over children; an empty list is UNKNOWN.

    For NONE_OF a child's state is whether the *excluding* thing is there.
    """
    seen = list(states)
    if not seen:
        return UNKNOWN
    n_met, n_open = seen.count(MET), seen.count(UNKNOWN)
    needed = {Join.ALL_OF: len(seen), Join.ANY_OF: 1, Join.AT_LEAST: n, Join.NONE_OF: 1}[join]
    state = NOT_MET if n_met + n_open < needed else MET if n_met >= needed else UNKNOWN
    return opposite(state) if join is Join.NONE_OF else state


def opposite(state: FindingState) -> FindingState:
    """Negation; UNKNOWN stays UNKNOWN."""
    return {MET: NOT_MET, NOT_MET: MET, UNKNOWN: UNKNOWN}[state]
