"""Items below a bare "Do not": each of them says what is not to be done.

"Do not" / "- Use ring-shaped cushions." Read on its own, the item would recommend them.
"""

import re
from dataclasses import replace

from ingest.statements.context import Context
from ingest.statements.cues import Cue
from ingest.statements.models import Direction, Quote

_FORBIDS = re.compile(
    r"[\W\d_]*(?:(?:please )?(?:do not|don['’]t|never|avoid)(?: (?:do|use|offer|give|perform|order|"
    r"prescribe|the following|any of (?:the following|these)))*|what not to do|"
    r"things (?:to avoid|not to do)|(?:the )?don['’]?ts)[\W_]*",
    re.IGNORECASE,
)
_STRENGTHS = {"Offer": "Do not offer"}


def as_ordered(context: Context, index: int, cue: Cue) -> tuple[Cue, tuple[Quote, ...]]:
    """The cue of an item, turned where what leads it in forbids, and the words that forbid it.

    Only an order ("Use X"): "Y is recommended instead" keeps its direction.
    """
    if not cue.imperative or cue.direction is not Direction.FOR:
        return cue, ()
    above = next(context.lead_chain(index), None)
    if above is None:
        above = context.block(index).heading
    if above is None or not _FORBIDS.fullmatch(context.text(above)):
        return cue, ()
    strength = _STRENGTHS.get(cue.strength, "")
    return replace(cue, direction=Direction.AGAINST, strength=strength), (
        context.quote_block(above),
    )
