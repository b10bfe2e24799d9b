"""Criteria that stand in titled sections below the sentence that asks for all of them.

"X is covered only if all of the following criteria are met:", then "Eligibility criteria" and
"Counseling visit" with a list each. Source: national coverage determinations.
"""

import re
from collections.abc import Callable

from ingest.models import BlockKind
from ingest.statements.context import Context
from ingest.statements.criteria import join_of
from ingest.statements.led_list import asks_for_all

# Titles of sections that ask for something
_ASKS = re.compile(
    r"\b(?:criteria|criterion|eligibility|requirements?|qualifications?|counsell?ing|visits?)\b",
    re.IGNORECASE,
)
_REFUSES = re.compile(
    r"\b(?:not|non-?\w+|exclu\w+|contraindicat\w+|discontinu\w+)\b", re.IGNORECASE
)
_ALL_FOLLOWING = re.compile(r"\ball\b[^.;:]*\b(?:following|below)\b", re.IGNORECASE)
_FEW = 2


def items_in_sections(
    context: Context, index: int, takes_position: Callable[[str], object]
) -> list[int]:
    """The items of the sections below a lead-in that leads in no list itself; [] for others.

    Args:
        context: The document.
        index: The lead-in.
        takes_position: Whether a text takes a position of its own, which no criterion does.
    """
    text, n = context.text(index).rstrip(), len(context.document.blocks)
    if not text.endswith(":") or not (asks_for_all(text) and _ALL_FOLLOWING.search(text)):
        return []
    found: list[int] = []
    at = index + 1
    while at < n and _goes_on(context, at, takes_position):
        block = context.block(at)
        if block.kind is not BlockKind.HEADING and block.lead_in not in found:
            found.append(at)
        at += 1
    titled = at > index + 1 and context.block(index + 1).kind is BlockKind.HEADING
    return found if titled and len(found) >= _FEW else []


def _goes_on(context: Context, at: int, takes_position: Callable[[str], object]) -> bool:
    """Whether a block is the title of such a section, or a criterion in it."""
    block, text = context.block(at), context.text(at)
    if block.kind is BlockKind.HEADING:
        return bool(_ASKS.search(text)) and not _REFUSES.search(text)
    if block.kind is BlockKind.LIST_ITEM:
        return True
    asks = block.kind is BlockKind.PARAGRAPH and text.rstrip().endswith(":")
    return asks and join_of(text) is not None and not takes_position(text)
