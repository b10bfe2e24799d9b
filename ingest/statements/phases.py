"""Criteria of one list that belong to the start of a treatment, and those of its continuation."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from ingest.statements.begun import phase_of
from ingest.statements.criteria import join_of
from ingest.statements.granted import granted_front
from ingest.statements.models import Direction, Join, Statement
from ingest.statements.walk import Walk

INITIAL, CONTINUED = "initial", "continued"


# "B) Patient is currently receiving X. Approve for 1 year if ...": the title of who goes on
_RUNNING = re.compile(
    r"^\W*(?:[A-Za-z\d]{1,3}[.)]\s+)?(?:for\s+)?(?:an?\s+|the\s+)?(?:patients?|members?|individuals?|"
    r"beneficiar(?:y|ies))\s+(?:(?:is|are|who (?:is|are|has|have)|has|have)\s+)?(?:currently|already)"
    r"\s+(?:(?:been|established|stable|stabili[sz]ed|started)\s+)?(?:receiving|taking|using|on)\b"
    r"[^.:]{0,80}[.:]\s+(?=\S)",
    re.IGNORECASE,
)


def _phase_of_item(walk: Walk, item: int) -> str:
    """The phase that an item is the title of; "" where it names none, or is a criterion alone."""
    context = walk.ground.context
    text = context.text(item)
    if _RUNNING.match(text):
        return CONTINUED
    return phase_of(text) if context.children.get(item) or granted_front(text) else ""


def by_phase(walk: Walk, items: Sequence[int], lead: str) -> dict[str, list[int]]:
    """Items of a list by the phase that they are criteria of; {} where the list is of one phase.

    "Covered when all are met: For initial therapy, all of: ... For continuation of therapy, all of:
    ..." asks nobody for both. What names no phase belongs to each; an item that only names one
    hands its own items up, unless one of them all were enough then.

    Args:
        walk: The pass over the document.
        items: The blocks of the list.
        lead: What leads it in.
    """
    context = walk.ground.context
    phases = {item: _phase_of_item(walk, item) for item in items}
    one = (join_of(lead) or (Join.ALL_OF, 0))[0] is Join.ANY_OF
    if not {INITIAL, CONTINUED} <= set(phases.values()):
        return {}
    found: dict[str, list[int]] = {INITIAL: [], CONTINUED: []}
    for item in items:
        phase = phases.get(item, "")
        own = [item]
        hands_up = phase and not one and join_of(context.text(item)) in {None, (Join.ALL_OF, 0)}
        if hands_up and context.children.get(item):
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
