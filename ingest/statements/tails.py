"""Criteria that stand behind a list of names and hold for all of them."""

import re
from dataclasses import replace

from ingest.models import BlockKind
from ingest.statements.criteria import join_of, tree_of_clause, tree_of_items
from ingest.statements.models import Criterion, Join, Statement
from ingest.statements.walk import Walk

# "X is covered for: A; B; when ALL of the following are met:" and a second list
_GOES_ON = re.compile(
    r"^\W*(?:when|if|provided(?: that)?|where|as long as|and when|and if)\b[^.]*:\s*$",
    re.IGNORECASE,
)


def criteria_behind(walk: Walk, items: list[int]) -> Criterion | None:
    """The criteria that a line behind a list of names asks for all of them."""
    context, index = walk.ground.context, max(items) + 1
    blocks = context.document.blocks
    while index < len(blocks) and _is_below(walk, index, items):
        index += 1
    if index >= len(blocks):
        return None
    text, block = context.text(index), context.block(index)
    told = _WHEN.match(text)
    if told and block.kind is BlockKind.PARAGRAPH and not walk.table.find(text):
        walk.consumed.add(index)
        return tree_of_clause(context, block.char_start + told.end(), block.char_end)
    if not _GOES_ON.match(text):
        return None
    below = list(context.children.get(index, ()))
    style = marker_style(blocks[below[0]].marker) if below else ""
    own = [i for i in below if marker_style(blocks[i].marker) == style]
    own = [i for n, i in enumerate(own) if below[n] == i]  # up to the first of another style
    if not own or join_of(context.text(index)) is None:
        return None
    walk.consumed.add(index)
    walk.consume(own)
    return tree_of_items(context, index, own, context.text(index))


# "And when standard treatments have failed." behind a list
_WHEN = re.compile(
    r"^\W*(?:and\W+)?(?:when|if|provided(?: that)?)\s+(?=[^:]{3,300}\.\W*$)", re.IGNORECASE
)


def _is_below(walk: Walk, index: int, items: list[int]) -> bool:
    """Whether a block stands under one of the items."""
    return any(at in items for at in walk.ground.context.lead_chain(index))


def marker_style(marker: str) -> str:
    """How an item is marked: "1.", "a)" and "A." are three styles."""
    return re.sub(r"\d+", "1", re.sub(r"[A-Z]+", "A", re.sub(r"[a-z]+", "a", marker.strip())))


def with_tail(made: Statement, tail: Criterion | None) -> Statement:
    """A Statement with such criteria beside its own."""
    if tail is None:
        return made
    if made.criteria is None:
        return replace(made, criteria=tail)
    both = Criterion(join=Join.ALL_OF, text="", children=(made.criteria, tail))
    return replace(made, criteria=both)
