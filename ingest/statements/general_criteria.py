"""Criteria that a policy asks for whatever the indication: "General criteria (all indications)".

Benefit managers print them once, in a section of their own, before the indications.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.models import BlockKind
from ingest.sentences import sentence_spans
from ingest.statements.covered_things import with_criteria_of_all
from ingest.statements.criteria import tree_of_clause, tree_of_items
from ingest.statements.draft import Ground
from ingest.statements.models import EXCEPTION, Basis, Criterion, Direction, Join, Statement

_EACH = r"(?:all|every|each|any)(?: of the)?(?: (?:covered|approved|listed|following|below))?"
_WHAT = r"(?:indications?|uses?|diagnos[ei]s|conditions?|requests?|drugs?|products?|agents?)"
_GENERAL = re.compile(
    r"^\W*(?:[\dIVXA-Z]{1,5}[.)]\s+)?(?:(?:general|universal|common) (?:\w+ )?(?:criteria|"
    rf"requirements)(?: (?:for|that apply to|applicable to) {_EACH} {_WHAT})?(?:\s*\([^()]*\))?|"
    rf"(?:\w+ )?(?:criteria|requirements) (?:for|that apply to|applicable to|applying to) {_EACH} "
    rf"{_WHAT})\W*$",
    re.IGNORECASE,
)
_TO_ALL = re.compile(rf"\b{_EACH} {_WHAT}\b", re.IGNORECASE)


def with_general(ground: Ground, statements: Sequence[Statement]) -> list[Statement]:
    """What a policy covers, with the criteria that its own heading says to hold for all of it."""
    tree = _general(ground) if ground.is_policy else None
    if ground.is_policy and (said := _said_for_all(ground)):
        more, place = said
        statements = [s for s in statements if not place[0] <= s.quote.char_start < place[1]]
        statements = [_with(s, more, in_every_phase=True) for s in statements]
    if tree is None and ground.is_policy and (said := _said_of_all(ground)):
        tree, (low, high) = said
        statements = [s for s in statements if not low <= s.quote.char_start < high]
    told = [_with(s, tree) for s in statements] if tree else list(statements)
    return with_criteria_of_all(ground.context, told, ground.subject.interventions)


# "The board will only fund treatment where neither partner smokes": said of whatever it funds
_ONLY = re.compile(
    r"^\W*(?:[\w&-]+ ){1,6}?(?:will|shall|can) only (?:fund|commission|cover|approve|pay for) "
    r"(?:(?:these |any )?(?:treatments?|procedures?|services?|requests?|cases?)|"
    r"any of (?:these|the above)) (?:where|when|if)\b\s*",
    re.IGNORECASE,
)


# For all indications the member cannot use it with another biologic, say some
_FOR_ALL = re.compile(
    r"^\W*for (?:all|any|each|every) (?:covered |approved |listed |above )?(?:indications?|uses|"
    r"diagnos[ei]s|conditions)\s*[:,]\s+(?=\S+\s+\S)",
    re.IGNORECASE,
)
_ASKS = re.compile(
    r"\b(?:members?|patients?|individuals?|beneficiar(?:y|ies)|prescribers?|drug|medication|it)\s+"
    r"(?:cannot|can ?not|must|should|shall|will|may not|has|have|is|are|does)\b",
    re.IGNORECASE,
)


def _said_for_all(ground: Ground) -> tuple[Criterion, tuple[int, int]] | None:
    """What a sentence asks for in every indication, and its place; None without one."""
    context = ground.context
    for at, block in enumerate(context.document.blocks):
        if block.kind is BlockKind.TABLE_ROW or at in context.children:
            continue
        text = context.text(at)
        if (found := _FOR_ALL.match(text)) and _ASKS.match(text, found.end()):
            start, end = block.char_start + found.end(), block.char_start + len(text.rstrip(" .\n"))
            return tree_of_clause(context, start, end), (block.char_start, end)
    return None


def _said_of_all(ground: Ground) -> tuple[Criterion, tuple[int, int]] | None:
    """What a body asks for whenever it pays, and the place of the sentence; None without one."""
    context = ground.context
    for at, block in enumerate(context.document.blocks):
        if block.kind is BlockKind.TABLE_ROW:
            continue
        for low, high in sentence_spans(context.text(at)):
            sentence = context.text(at)[low:high]
            if (found := _ONLY.match(sentence)) and not sentence.rstrip().endswith(":"):
                start, end = block.char_start + low, block.char_start + low
                end += len(sentence.rstrip(" .\n"))
                return tree_of_clause(context, start + found.end(), end), (start, end)
    return None


def _general(ground: Ground) -> Criterion | None:
    """The criteria under the one heading that calls them so, and says that they hold for all."""
    context = ground.context
    for at, block in enumerate(context.document.blocks):
        if block.kind is not BlockKind.HEADING or not _GENERAL.match(context.text(at)):
            continue
        below = context.under_heading.get(at, ())
        items = [i for i in below if context.block(i).kind is BlockKind.LIST_ITEM]
        led = " ".join(context.text(i) for i in below if i not in items)
        if items and _TO_ALL.search(f"{context.text(at)} {led}"):
            tops = [i for i in items if context.block(i).lead_in not in items]
            return tree_of_items(context, None, tops, "All of the following:")
    return None


def _with(statement: Statement, tree: Criterion, *, in_every_phase: bool = False) -> Statement:
    covers = statement.direction is Direction.FOR and statement.basis is Basis.COVERAGE
    own = statement.criteria
    inside = _places(own) & _places(tree) if own is not None else set()
    if not covers or inside or EXCEPTION in statement.flags:
        return statement
    if statement.phase == "continued" and not in_every_phase:
        return statement
    general = tree.children if tree.join is Join.ALL_OF else (tree,)
    children = (*general, *((own,) if own is not None else ()))
    whole = Criterion(join=Join.ALL_OF, text="", children=children, parsed=tree.parsed)
    return replace(statement, criteria=whole if len(children) > 1 else children[0])


def _places(tree: Criterion) -> set[int]:
    return {leaf.quote.char_start for leaf in tree.leaves() if leaf.quote is not None}
