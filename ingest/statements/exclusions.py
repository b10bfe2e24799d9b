"""Lists of exclusions under a line that only calls them so: "Exclusions:", "Contraindications".

A payer's criteria refer to them ("none of the exclusions below applies"), and they stand under a
heading of what is covered: without this line they would read as what is covered.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.models import BlockKind
from ingest.statements import draft
from ingest.statements.criteria import tree_of_items
from ingest.statements.cues import AFTER, Cue
from ingest.statements.headings import heading_groups
from ingest.statements.models import Basis, Direction, Join, Statement
from ingest.statements.names import interventions_of
from ingest.statements.slots import Slots
from ingest.statements.walk import Walk

_OUTLINE = r"^\W*(?:(?:[\dIVX]+(?:\.\d+)*|[A-Z])[.)]\s+)?"
_TAIL = r"(?:\s+(?:to|for)\s+(?P<what>[\w /-]{2,60}?))?(?:\s+(?:includes?|are|is))?"
_CALLED = re.compile(
    rf"{_OUTLINE}(?:(?:absolute|relative|general|medical)\s+(?:and\s+\w+\s+)?)?"
    rf"(?:exclusion(?:ary)? criteria|contra-?indications?|(?P<bare>exclusions?)){_TAIL}"
    r"\s*(?:\([^()]*\))?\s*:?\s*$|"
    rf"{_OUTLINE}contra-?indicated\s+(?:in|for|with|if|when)(?:\s+(?:the\s+)?(?:patients?|members?|"
    r"people|those|individuals?))?(?:\s+(?:with|who have|has))?\s*:\s*$",
    re.IGNORECASE,
)
_REFERRED_TO = re.compile(
    r"\b(?:none of|no|not have any(?: of)?|any of)(?: the)?(?: following| listed)? exclusions?\b",
    re.IGNORECASE,
)
_CUE = Cue(
    "exclusions",
    Direction.AGAINST,
    Basis.COVERAGE,
    AFTER,
    r"$^",
    "Contraindications:",
    "Criteria of Medicaid programmes and of managers of benefits",
)


def exclusion_statement(walk: Walk, index: int, items: Sequence[int]) -> Statement | None:
    """The Statement of a line of exclusions with its items; at the first item under a heading."""
    if not walk.ground.is_policy:
        return None
    context = walk.ground.context
    found = _CALLED.match(context.text(index).strip())
    if found and items:
        return _statement(walk, index, index, list(items), found["what"] or "")
    block = context.block(index)
    if block.kind is not BlockKind.LIST_ITEM or block.heading is None or block.lead_in is not None:
        return None
    found = _CALLED.match(context.text(block.heading).strip())
    listed = [i for i in context.under_heading.get(block.heading, ()) if i not in walk.consumed]
    below = [i for i in listed if context.block(i).kind is BlockKind.LIST_ITEM]
    referred = found and (not found["bare"] or _REFERRED_TO.search(context.document.text))
    if not found or not referred or below[:1] != [index]:
        return None
    return _statement(walk, block.heading, None, below, found["what"] or "")


def _statement(
    walk: Walk, at: int, lead: int | None, items: list[int], what: str
) -> Statement | None:
    context = walk.ground.context
    if any(walk.table.find(context.text(i)) for i in items):
        return None  # each of them says something of its own
    tree = tree_of_items(context, lead, items, context.text(at))
    tree = replace(tree, join=Join.ANY_OF, n=0, parsed=True)
    walk.consume(items)
    groups, leads = heading_groups(walk.ground, items[0], Slots())
    return draft.make(
        walk.ground,
        draft.Found(
            cue=_CUE,
            slots=Slots(interventions=interventions_of(what)),
            quote=context.quote_block(at),
            leads=leads,
            criteria=tree,
            inherited_groups=groups,
        ),
    )
