"""Uses that a payer lists in one sentence below a heading, with more said behind it.

"COVERED INDICATIONS / Gout, psoriasis, uveitis. Coverage extends to uses that a compendium lists."
"""

import re
from collections.abc import Iterator

from ingest.models import BlockKind
from ingest.sentences import sentence_spans
from ingest.statements.headed import is_name
from ingest.statements.heading_direction import from_heading
from ingest.statements.items import Item, item_statement
from ingest.statements.lead import Lead
from ingest.statements.models import Direction, Statement
from ingest.statements.roles import Role
from ingest.statements.slots import Slots
from ingest.statements.walk import Walk

_OF_USES = re.compile(
    r"\b(?:covered|approved|accepted|supported|payable) (?:[\w-]+ ){0,2}?(?:indications?|uses|"
    r"conditions|diagnoses)\W*$",
    re.IGNORECASE,
)
_N_USES = 3


def listed_uses(walk: Walk, index: int) -> Iterator[Statement]:
    """The Statement of a paragraph that begins with a list of uses and goes on behind it."""
    context, block = walk.ground.context, walk.ground.context.block(index)
    text, spans = context.text(index), sentence_spans(context.text(index))
    listed = block.kind is BlockKind.PARAGRAPH and block.heading is not None and len(spans) > 1
    if not listed or not walk.ground.is_policy or not walk.ground.subject.interventions:
        return
    start, end = spans[0]
    first = text[start:end].rstrip(" .")
    several = len(re.split(r",\s+", first)) >= _N_USES
    if not several or not is_name(first) or not _OF_USES.search(context.text(block.heading or 0)):
        return
    found = from_heading(walk, index)
    if found is None or found[0].direction is not Direction.FOR:
        return
    cue, leads, groups = found
    lead = Lead(cue, Slots(), leads[0], None, groups, tuple(leads[1:]), walk.phase(index), "", "")
    span = (block.char_start + start, block.char_start + start + len(first))
    yield item_statement(walk, Item(index, first, (), span), lead, Role.CONDITIONS)
