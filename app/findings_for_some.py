"""Criteria for some patients only, held against the one whom the case is of."""

from dataclasses import replace

from app.findings_base import NOT_MET, UNKNOWN, Desk, FindingNode, join_states
from app.findings_leaf import settle_leaf
from app.findings_marks import Inherited
from app.findings_premises import (
    Premise,
    nobody_meant,
    people_and_rest,
    premise_of,
    told_apart,
    under_premise,
)
from app.findings_verbatim import settle_verbatim
from app.models import FindingState
from ingest.statements.models import Join


def of_patients_alone(nodes: list[FindingNode], desk: Desk) -> list[FindingNode]:
    """Criteria that must all hold, of which some are for others than this patient.

    Where they part the patients by age, one of them is for each.
    """
    nodes = _by_premises(nodes, desk)
    made = [_by_people(node, desk) for node in nodes]
    apart = [i for i, node in enumerate(nodes) if told_apart(node.criterion.text)]
    moot = [i for i in apart if made[i] is not nodes[i] and _is_of_others(nodes[i], desk)]
    if len(moot) > 1 and len(moot) == len(apart):
        return [replace(n, state=UNKNOWN, facts=()) if i in moot else n for i, n in enumerate(made)]
    return made


def _is_of_others(node: FindingNode, desk: Desk) -> bool:
    parts = people_and_rest(node.criterion.text)
    return parts is not None and settle_leaf(parts[0], desk, Inherited()).state is NOT_MET


def _by_people(node: FindingNode, desk: Desk) -> FindingNode:
    """A criterion that asks something of those of an age alone, as it is for this patient."""
    parts = people_and_rest(node.criterion.text) if node.criterion.join is Join.LEAF else None
    if parts is None or settle_verbatim(node.criterion.text, desk):
        return node
    who, rest = (settle_leaf(part, desk, Inherited()) for part in parts)
    state = under_premise(who.state, rest.state)
    facts = who.facts if who.state is NOT_MET else (*rest.facts, *who.facts)
    return replace(node, state=state, facts=() if state is UNKNOWN else facts)


def _by_premises(nodes: list[FindingNode], desk: Desk) -> list[FindingNode]:
    """Criteria that must all hold, where some of them are for other patients."""
    premises = [premise_of(node.criterion) for node in nodes]
    told = [
        (premise, _premise_state(node, premise, desk))
        for node, premise in zip(nodes, premises, strict=True)
    ]
    if nobody_meant(told):
        return [
            node
            if premise is None
            else replace(node, state=join_states(Join.ALL_OF, 0, [node.state, UNKNOWN]))
            for node, premise in zip(nodes, premises, strict=True)
        ]
    return [
        node
        if premise is None
        else replace(node, state=under_premise(state, _conclusion(node, premise)))
        for node, (premise, state) in zip(nodes, told, strict=True)
    ]


def _premise_state(node: FindingNode, premise: Premise | None, desk: Desk) -> FindingState:
    if premise is None:
        return UNKNOWN
    if premise.n_children:
        return node.children[0].state
    return settle_leaf(premise.text, desk, Inherited()).state


def _conclusion(node: FindingNode, premise: Premise) -> FindingState:
    """The finding of what is asked for under a premise."""
    rest = [child.state for child in node.children[premise.n_children :]]
    return join_states(node.criterion.join, node.criterion.n, rest)
