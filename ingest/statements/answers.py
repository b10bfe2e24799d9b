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
    r"^\W*(?:Q\W+)?(?:(?:is|are)\s+(?P<what>.+?)\s+(?:covered|a (?:covered )?benefit|"
    r"medically necessary|reimbursed|payable)(?P<whom>\s+(?:for|in|when|if|after|following)\s.+?)?|"
    r"(?:does|do|will|can)\s+(?:[\w’']+\s+){1,4}?(?:cover|pay for|reimburse|bill(?: for)?)\s+"
    r"(?P<thing>.+?))\s*\?\s*",
    re.IGNORECASE,
)
_NO = r"(?:no|(?:it|that) is not|they are not|we do not|you (?:cannot|can not|may not))"
_YES = r"(?:yes|(?:it|that) is|they are|we do|you (?:can|may))"
_ANSWER = re.compile(
    rf"^\W*(?:A\W+)?(?:(?P<no>{_NO})|{_YES})(?=\W*$|[.,;])(?P<rest>[^.]*)(?:\.|$)", re.IGNORECASE
)
_AFTER = re.compile(r"^\s*(?:after|following)\b", re.IGNORECASE)
_ON_REQUEST = re.compile(r",?\s*with (?:an? )?(?:prior |pre-?)?authori[sz]ation\b", re.IGNORECASE)
_Q = re.compile(r"\W*Q(?:uestion)?\s*\d*\s*[:.)]", re.IGNORECASE)
_A = re.compile(r"\W*A(?:nswer)?\s*\d*\s*[:.)]", re.IGNORECASE)
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
    q_and_a = index > 0 and _Q.match(context.text(index - 1)) and _A.match(text)
    if asked is None and block.kind is BlockKind.PARAGRAPH and (above == index - 1 or q_and_a):
        asked = _ASKED.match(context.text(index - 1))
    told = _ANSWER.match(text[at:]) if asked else None
    if asked is None or told is None:
        return
    yes = not told["no"]
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
    whom = _AFTER.sub("for", asked["whom"] or "")  # "after a concussion": what it is for
    return parse_object(f"{what} {whom} {rest.strip(' ,')}".strip())
