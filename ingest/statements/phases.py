"""Criteria of one list that belong to the start of a treatment, and those of its continuation."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from ingest.statements.begun import phase_of
from ingest.statements.criteria import join_of
from ingest.statements.models import Direction, Join, Statement
from ingest.statements.walk import Walk

INITIAL, CONTINUED = "initial", "continued"


def by_phase(walk: Walk, items: Sequence[int]) -> dict[str, list[int]]:
    """Items of a list by the phase that they are criteria of; {} where the list is of one phase.

    "Covered when all are met: For initial therapy, all of: ... For continuation of therapy, all of:
    ..." asks nobody for both. What names no phase belongs to each; an item that only names one
    hands its own items up.
    """
    context = walk.ground.context
    phases = {item: phase_of(context.text(item)) for item in items if context.children.get(item)}
    if not {INITIAL, CONTINUED} <= set(phases.values()):
        return {}
    found: dict[str, list[int]] = {INITIAL: [], CONTINUED: []}
    for item in items:
        phase = phases.get(item, "")
        own = [item]
        if phase and join_of(context.text(item)) in {None, (Join.ALL_OF, 0)}:
            own = list(context.children[item])
        for name in (phase,) if phase else (INITIAL, CONTINUED):
            found[name] += own
    return found


_DONE_BEFORE = re.compile(
    r"\b(?:already|previously|before)\b[^.;]{0,30}\b(?:performed|done|completed|tested|obtained)\b",
    re.IGNORECASE,
)


def without_told_phase(statements: Iterable[Statement]) -> Iterator[Statement]:
    """A refused repetition by its own criterion, where it says that the first one was done.

    "Repeat testing is not covered when it has already been performed": who tells of the first test
    need not call the second one a repetition.
    """
    for made in statements:
        refused = made.direction is Direction.AGAINST and made.phase == CONTINUED
        leaves = made.criteria.leaves() if refused and made.criteria else ()
        told = any(_DONE_BEFORE.search(leaf.text) for leaf in leaves)
        yield replace(made, phase="") if told else made
