"""Questions that a payer's guide answers itself ("Are hearing aids covered for adults? No.").

The question may be the heading of the answer. A yes with nothing behind it that is asked for says
no more than that there is coverage, and makes no Statement where the next sentence says more.

Source: guides for members and providers of state Medicaid programmes and commercial plans.
"""

import re
from collections.abc import Iterator

from ingest.models import BlockKind
from ingest.statements import draft
from ingest.statements.clause import Clause
from ingest.statements.cues import AFTER, Cue
from ingest.statements.models import Basis, Direction, Statement
from ingest.statements.slots import Slots, parse_object
from ingest.statements.walk import Walk

_ASKED = re.compile(
    r"^\W*(?:Q\W+)?(?:(?:is|are)\s+(?P<what>.+?)\s+(?:covered|a covered benefit|medically "
    r"necessary|reimbursed|payable)(?P<whom>\s+(?:for|in|when|if)\s.+?)?|(?:does|do|will|can)\s+(?:[\w’']+\s+)"
    r"{1,4}?(?:cover|pay for|reimburse)\s+(?P<thing>.+?))\s*\?\s*",
    re.IGNORECASE,
)
_ANSWER = re.compile(r"^\W*(?:A\W+)?(?P<way>yes|no)\b(?P<rest>[^.]*)(?:\.|$)", re.IGNORECASE)
_ON_REQUEST = re.compile(r",?\s*with (?:an? )?(?:prior |pre-?)?authori[sz]ation\b", re.IGNORECASE)
_CUES = {
    way: Cue("answer", way, Basis.COVERAGE, AFTER, r"$^", "Is X covered? No.", "Guides of payers")
    for way in (Direction.FOR, Direction.AGAINST)
}


def answered(walk: Walk, index: int) -> Iterator[Statement]:
    """The Statement of a question with its answer; none of other blocks."""
    context, block = walk.ground.context, walk.ground.context.block(index)
    text, above = context.text(index), block.heading
    asked = _ASKED.match(text)
    at = asked.end() if asked else 0
    if asked is None and above == index - 1 and block.kind is BlockKind.PARAGRAPH:
        asked = _ASKED.match(context.text(index - 1))
    told = _ANSWER.match(text[at:]) if asked else None
    if asked is None or told is None:
        return
    yes = told["way"].lower() == "yes"
    slots = _slots(asked, told["rest"] if yes else "")
    if not slots.interventions or (yes and walk.table.find(text[at + told.end() :])):
        return  # "Yes. One pair is covered for members with ...": the next sentence says it
    clause = Clause(text[: at + told.end()], block.char_start)
    yield draft.make(
        walk.ground,
        draft.Found(
            cue=_CUES[Direction.FOR if yes else Direction.AGAINST],
            slots=slots,
            quote=context.quote(*clause.span),
            leads=[] if at else [context.quote_block(index - 1)],
            criteria=walk.clause_criteria(clause, slots),
        ),
    )


def _slots(asked: re.Match[str], rest: str) -> Slots:
    """Slots of what is asked about, with what its answer adds ("Yes, for members with ...")."""
    what = asked["what"] or asked["thing"]
    rest = _ON_REQUEST.sub("", rest)
    return parse_object(f"{what} {asked['whom'] or ''} {rest.strip(' ,')}".strip())
