"""Forms of special authority: "Initial application - gout", and below it boxes to be ticked.

The drug is that of the form; the boxes are the criteria, with "and" and "or" between them.
Source: special authority forms of PHARMAC, authority applications of other national schemes.
"""

import re
from collections.abc import Sequence

from ingest.models import BlockKind
from ingest.statements import draft
from ingest.statements.begun import phase_of
from ingest.statements.criteria import tree_of_items
from ingest.statements.criteria_joins import is_box
from ingest.statements.cues import AFTER, Cue
from ingest.statements.models import Basis, Direction, Statement
from ingest.statements.phrases import clean
from ingest.statements.slots import Slots
from ingest.statements.walk import Walk

_APPLICATION = re.compile(
    r"\W*(?i:(?P<phase>initial|renewal|continuing|continuation|repeat)\b(?: applications?)?"
    r"(?: for)?)\s*[:–—-]\s*(?P<what>\S.{2,120}?)\s*(?=$|[.:]|\b(?:Applications?|Approvals?|"
    r"Prerequisites?|Re-?assessment)\b)"
)
_FORM = re.compile(r"\b(?:applications?|prerequisites?|tick)\b", re.IGNORECASE)
_CONNECTOR = re.compile(r"\W*(?:and|or)\W*", re.IGNORECASE)
_N_ABOVE = 5  # blocks between the name of an application and its first box
_CUE = Cue("authority", Direction.FOR, Basis.COVERAGE, AFTER, r"$^", "", "Special authority forms")


def authority_statement(walk: Walk, index: int, items: Sequence[int]) -> Statement | None:
    """The Statement of the boxes that begin at a block or hang on it; None for no such form."""
    ground, context = walk.ground, walk.ground.context
    if not (ground.is_policy and ground.subject.interventions):
        return None
    boxes = list(items) if items and not is_box(context.block(index).marker) else _run(walk, index)
    if not boxes or not all(is_box(context.block(i).marker) for i in boxes):
        return None
    found = _named_above(walk, boxes[0])
    if found is None:
        return None
    at, name = found
    tree = tree_of_items(context, None, boxes, "")
    walk.consume(boxes)
    return draft.make(
        ground,
        draft.Found(
            cue=_CUE,
            slots=Slots(people=((clean(name["what"]),),)),
            quote=context.quote_block(at),
            criteria=tree,
            phase=phase_of(f"{name['phase']} application"),
        ),
    )


def _run(walk: Walk, index: int) -> list[int]:
    """The boxes that follow each other from a block on, with what joins them between."""
    context, found = walk.ground.context, []
    for at in range(index, len(context.document.blocks)):
        if is_box(context.block(at).marker):
            found.append(at)
        elif not (found and _CONNECTOR.fullmatch(context.text(at))):
            break
    return found


def _named_above(walk: Walk, first: int) -> tuple[int, re.Match[str]] | None:
    """The nearest block above the boxes that names an application, and what it names."""
    context = walk.ground.context
    for at in range(first - 1, max(-1, first - 1 - _N_ABOVE), -1):
        block = context.block(at)
        if block.kind in {BlockKind.LIST_ITEM, BlockKind.TABLE_ROW}:
            return None
        text = context.text(at)
        if (found := _APPLICATION.match(_capitals(text))) and _FORM.search(
            context.document.text[block.char_start : context.block(first).char_start]
        ):
            return at, found
    return None


def _capitals(text: str) -> str:
    """A heading in capitals as others are written: its words tell where the name ends."""
    return text.capitalize() if text.isupper() else text
