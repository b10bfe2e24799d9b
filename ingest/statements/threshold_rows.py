"""Tables whose rows are the criteria of the sentence above: "when all are met:", a threshold a row.

A first column of measures and a second one of what each must be; their lead-in takes the position.
"""

import re

from ingest.models import BlockKind
from ingest.statements.context import Context
from ingest.statements.criteria_joins import join_of
from ingest.statements.models import Criterion, Join

_WHAT = re.compile(
    r"^\W*(?:[\w/-]+ ){0,2}(?:criteri(?:a|on)|requirements?|parameters?|measures?|factors?|"
    r"elements?|domains?|characteristics?|findings?|features?|variables?|attributes?)\W*$",
    re.IGNORECASE,
)
_WANTED = re.compile(
    r"^\W*(?:[\w/-]+ ){0,2}(?:thresholds?|values?|requirements?|limits?|cut-?offs?|details?|"
    r"standards?|specifications?|levels?|ranges?|definitions?|descriptions?|what (?:is|must be) "
    r"(?:required|shown|met|documented)|must be|required(?: \w+)?|minimum)\W*$",
    re.IGNORECASE,
)
_ASKS = re.compile(r"\bfollowing\b[^.;]*:\s*$|\b(?:met|satisfied|fulfilled|present):\s*$", re.I)
_PRESENT = re.compile(r"\W*(?:yes|required|present|documented|must be (?:present|met))\W*$", re.I)
_ABSENT = re.compile(
    r"\W*(?:no|none|absent|not (?:present|allowed|permitted)|must be absent|excluded)\W*$", re.I
)
_N_COLUMNS = 2


def is_threshold_row(context: Context, index: int) -> bool:
    """Whether a block is a row that names a measure and what the lead-in's criteria want of it."""
    block = context.block(index)
    if block.kind is not BlockKind.TABLE_ROW or block.lead_in is None:
        return False
    lead = context.text(block.lead_in)
    return (
        len(block.header) == len(block.cells) == _N_COLUMNS
        and block.cells != block.header
        and all(cell.strip() for cell in block.cells)
        and _WHAT.match(block.header[0]) is not None
        and _WANTED.match(block.header[1]) is not None
        and _ASKS.search(lead) is not None
        and join_of(lead) is not None
    )


def criterion_of_row(context: Context, index: int) -> Criterion:
    """The criterion of such a row: "Age | 18 or older" asks for an age of 18 or older."""
    what, wanted = (cell.strip() for cell in context.block(index).cells)
    text = f"{what} {wanted}"
    if _PRESENT.match(wanted):
        text = what
    elif _ABSENT.match(wanted):
        text = f"no {what}"
    return Criterion(join=Join.LEAF, text=text, quote=context.quote_block(index))
