"""Criteria printed as questions that lead from one to the next: "1. ...? If yes, go to #2".

Medicaid programmes print them so: each answer approves, denies or goes on. Approved is who comes to
an approval, so the questions are one tree of criteria.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from ingest.models import BlockKind
from ingest.statements import draft
from ingest.statements.begun import phase_of
from ingest.statements.criteria import tree_of_clause, tree_of_items
from ingest.statements.cues import AFTER, Cue
from ingest.statements.models import Basis, Criterion, Direction, Join, Statement
from ingest.statements.slots import Slots
from ingest.statements.walk import Walk

_ANSWER = re.compile(
    r"^\W*(?:[a-z][.)]\s+)?(?:if\s+)?(?P<way>yes|no)\b(?:\s+or\s+not applicable|,?\s+or\s+n/?a)?"
    r"\s*(?:[,:;→–—-]|->|\s)\s*(?P<then>\S.*)$",
    re.IGNORECASE | re.DOTALL,
)
_GO = re.compile(
    r"\b(?:go|continue|proceed|skip|move|advance)\s+(?:on\s+)?to\s+(?:question\s+|step\s+|no\.?\s*)?"
    r"#?\s*(?P<to>\d{1,2})\b",
    re.IGNORECASE,
)
_DENY = re.compile(r"\b(?:den(?:y|ied|ial)|not approved?|do not approve|does not meet)\b", re.I)
_APPROVE = re.compile(r"\bapprov(?:e|ed|al)\b", re.IGNORECASE)
_WHO = r"(?:the |this |an? )?(?:patients?|members?|beneficiar(?:y|ies)|individuals?|recipients?)"
# What stands before that which is asked
_ASKS = re.compile(
    rf"^(?:[^?:]{{3,80}}:\s+)?(?:(?:does|do|did|has|have|had|is|are|was|were|will|can)\s+{_WHO}\s+"
    r"(?:(?:have|had|has)\s+)?|(?:is|are|was|were)\s+there\s+(?:any\s+)?|(?:is|are|was|were|has|"
    r"have|does|do|did)\s+)",
    re.IGNORECASE,
)
_REQUESTED = re.compile(
    r"^(?:the |this )?[\w-]+(?: [\w-]+){0,3}? (?=requested for\b)", re.IGNORECASE
)
_FEW = 2
_LATEST_FIRST = 2  # "1. What diagnosis is treated? Record its code." asks for no yes or no
_CUE = Cue(
    "question flow",
    Direction.FOR,
    Basis.COVERAGE,
    AFTER,
    r"$^",
    "1. Has the member gout? If yes, go to #2. If no, deny.",
    "Prior authorisation criteria of Medicaid drug programmes (Oregon, Ohio)",
)


class _End(StrEnum):
    """Where a flow of questions ends."""

    APPROVED = "approved"
    DENIED = "denied"


_Way = Criterion | _End


@dataclass(frozen=True, slots=True)
class _Question:
    """A question, what it asks, and where its answers lead: to a number, or to an end."""

    asked: Criterion
    yes: int | _End
    no: int | _End


def flow_statement(walk: Walk, index: int) -> Statement | None:
    """The Statement of the questions of a section, made at the first of them; None of others."""
    context, block = walk.ground.context, walk.ground.context.block(index)
    if not walk.ground.is_policy or block.kind is not BlockKind.LIST_ITEM or block.heading is None:
        return None
    below = [i for i in context.under_heading.get(block.heading, ()) if i not in walk.consumed]
    found = dict(_questions(walk, below))
    numbers = sorted(found)
    if len(found) < _FEW or below[:1] != [index] or numbers[0] > _LATEST_FIRST:
        return None
    tree = _Tree(found).at(numbers[0], frozenset())
    if not isinstance(tree, Criterion):
        return None
    walk.consume([i for i in below if context.block(i).kind is BlockKind.LIST_ITEM])
    heading = context.quote_block(block.heading)
    return draft.make(
        walk.ground,
        draft.Found(
            cue=_CUE, slots=Slots(), quote=heading, criteria=tree, phase=phase_of(heading.text)
        ),
    )


def _questions(walk: Walk, below: list[int]) -> Iterator[tuple[int, _Question]]:
    context = walk.ground.context
    for index in below:
        number = re.match(r"\W*(\d{1,2})\W*$", context.block(index).marker)
        items = list(context.children.get(index, ()))
        answers = {
            m["way"].lower(): _then(m["then"])
            for i in items
            if (m := _ANSWER.match(context.text(i)))
        }
        yes, no = answers.get("yes"), answers.get("no")
        if number is None or yes is None or no is None:
            continue
        listed = [i for i in items if not _ANSWER.match(context.text(i))]
        yield int(number[1]), _Question(_asked(walk, index, listed), yes, no)


def _then(text: str) -> int | _End | None:
    """Where an answer leads: to a question by number, or to an end; None where it is not told."""
    if found := _GO.search(text):
        return int(found["to"])
    if _DENY.search(text):
        return _End.DENIED
    return _End.APPROVED if _APPROVE.search(text) else None


def _asked(walk: Walk, index: int, listed: list[int]) -> Criterion:
    """What a question asks, as a tree of criteria."""
    context, block = walk.ground.context, walk.ground.context.block(index)
    text = context.text(index)
    start = text.index(text[len(block.marker) :].lstrip()[:1], len(block.marker))
    end = text.find("?", start)
    end = len(text) if end < 0 else end
    if front := _ASKS.match(text[start:end]):
        start += front.end()
    if front := _REQUESTED.match(text[start:end]):
        start += front.end()
    if listed:
        return tree_of_items(context, index, listed, text[start:end] + ":")
    first = block.char_start + start
    spans = _alternatives(text[start:end])
    return _node(
        Join.ANY_OF,
        tuple(tree_of_clause(context, first + low, first + high) for low, high in spans),
    )


_COMMA = re.compile(r",\s+(?:or\s+)?")


def _alternatives(text: str) -> list[tuple[int, int]]:
    """The places of "A, B, or C" in what a question asks; the whole where it is no such list."""
    cuts = list(_COMMA.finditer(text))
    plain = not re.search(r"[():;]|\b(?:and|such as|defined|which|that)\b", text, re.IGNORECASE)
    if not plain or len(cuts) < _FEW or not cuts[-1].group().rstrip().endswith("or"):
        return [(0, len(text))]
    return list(
        zip([0, *(c.end() for c in cuts)], [*(c.start() for c in cuts), len(text)], strict=True)
    )


@dataclass(frozen=True, slots=True)
class _Tree:
    """The questions by number."""

    questions: Mapping[int, _Question]

    def at(self, to: int | _End, before: frozenset[int]) -> _Way | None:
        """What must hold from a question on to be approved; None where it cannot be told."""
        if isinstance(to, _End):
            return to
        if to in before or to not in self.questions:
            return None
        own = self.questions[to]
        yes, no = (self.at(way, before | {to}) for way in (own.yes, own.no))
        return None if yes is None or no is None else _either(own.asked, yes, no)


def _either(asked: Criterion, yes: _Way, no: _Way) -> _Way:
    """What must hold where a question leads on to `yes` and to `no`."""
    if isinstance(yes, _End) and yes is no:
        return yes
    if isinstance(yes, Criterion) and isinstance(no, Criterion) and no.join is Join.ALL_OF:
        last = no.children[-len(_parts(yes)) :]
        if last == _parts(yes):  # both lead on to the same
            other = _node(Join.ALL_OF, no.children[: -len(last)])
            return _node(Join.ALL_OF, (_node(Join.ANY_OF, (asked, other)), *last))
    ways = [_node(Join.ALL_OF, (asked, *_parts(yes)))] if yes is not _End.DENIED else []
    denied = Criterion(join=Join.NONE_OF, text="", children=(asked,))
    ways += [_node(Join.ALL_OF, (denied, *_parts(no)))] if no is not _End.DENIED else []
    if yes is _End.APPROVED and isinstance(no, Criterion):
        ways[-1] = no
    return _node(Join.ANY_OF, tuple(ways))


def _parts(tree: _Way) -> tuple[Criterion, ...]:
    if isinstance(tree, _End):
        return ()
    return tree.children if tree.join is Join.ALL_OF and not tree.text else (tree,)


def _node(join: Join, children: tuple[Criterion, ...]) -> Criterion:
    return children[0] if len(children) == 1 else Criterion(join=join, text="", children=children)
