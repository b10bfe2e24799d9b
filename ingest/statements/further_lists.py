"""Lists of criteria that hang on a position taken before them, in a sentence of their own.

"X is covered for Y. All of the following criteria must be met:", "AND none of the following:".
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from ingest.models import BlockKind
from ingest.readers.builder import is_connector
from ingest.statements.criteria import join_of, tree_of_clause, tree_of_items
from ingest.statements.models import EXCEPTION, Basis, Criterion, Direction, Join, Statement
from ingest.statements.walk import Walk

_WHO = (
    r"(?:(?:the|all|each|every|eligible|such) )*(?:patients?|members?|individuals?|beneficiar\w+|"
    r"persons?|people|recipients?|enrollees?|customers?|candidates?|requests?|cases?|they)"
)
_MUST = r"(?:must|should|shall|will|(?:needs?|has|have) to|are to)"
_HOW_MANY = r"(?:all|any|each|both|either|one(?: or more)?|at least \w+|two|three)"
# "and when both of the following apply:": only what stands before it can say of what
_GOES_ON = (
    rf"(?:and|plus|as well as|together with)\W+(?:(?:also|when|if|where|who|that|they|{_WHO}|"
    rf"meets?|has|have|with)\W+)*{_HOW_MANY} (?:one )?of (?:the|these) following"
)
_ASKS = re.compile(
    rf"^\W*(?:in addition(?: to (?:{_HOW_MANY} of )?(?:the above|these|those)(?: \w+)?)?,?\s+|"
    rf"additionally,?\s+|and\s+)?(?:{_WHO} {_MUST} (?:also )?(?:meet|"
    r"satisfy|fulfill?|have|demonstrate)\b[^.;:]*\bfollowing\b"
    rf"|(?:{_HOW_MANY} of )?(?:the )?following (?:\w+ ){{0,3}}?(?:criteria|requirements?|"
    rf"conditions?)(?: for [^.:;]{{1,60}})? {_MUST} (?:all |each |also )?be (?:met|satisfied|"
    rf"present|fulfilled|documented)|{_GOES_ON})\b[^.;:]*:\s*$",
    re.IGNORECASE,
)
_NONE = re.compile(
    rf"^\W*(?:(?:and|plus|in addition,?)\W+)?(?:(?:there (?:is|are)|with|the presence of|"
    rf"(?:{_WHO} )?(?:has|have|must have|meets?)) )?(?:none|absence|no(?=\b.*following)|without|"
    rf"neither|{_WHO} (?:(?:must|should|may|does|do|can)(?: not|not)|cannot) have any)\b"
    r"[^.;:]{0,80}\bfollowing\b[^.;:]{0,80}:\s*$",
    re.IGNORECASE,
)


def asks_for_list(sentence: str) -> bool:
    """Whether a sentence says that what it leads in must be met, and of what it speaks does not."""
    return _ASKS.match(sentence) is not None


def covers(statement: Statement) -> bool:
    """Whether a payer covers something with it, and not by way of an exception."""
    covered = statement.direction is Direction.FOR and statement.basis is Basis.COVERAGE
    return covered and EXCEPTION not in statement.flags


def with_criteria(statements: Iterable[Statement], trees: list[Criterion]) -> Iterator[Statement]:
    """What a payer covers, with criteria beside its own; other Statements as they are."""
    for made in statements:
        if not trees or not covers(made):
            yield made
            continue
        own = made.criteria
        parts = (*_members(own), *(m for tree in trees for m in _members(tree)))
        whole = (
            parts[0]
            if len(parts) == 1
            else Criterion(
                join=Join.ALL_OF,
                text=own.text if own is not None and own.join is Join.ALL_OF else "",
                quote=own.quote if own is not None and own.join is Join.ALL_OF else None,
                children=parts,
                parsed=all(t.parsed for t in (*trees, *((own,) if own else ()))),
            )
        )
        yield replace(made, criteria=whole)


def _members(tree: Criterion | None) -> tuple[Criterion, ...]:
    if tree is None:
        return ()
    return tree.children if tree.join is Join.ALL_OF and tree.parsed else (tree,)


def list_of_criteria(walk: Walk, index: int, items: list[int], told: str) -> list[Criterion]:
    """The items under a sentence that asks for them, used up."""
    tree = tree_of_items(walk.ground.context, index, items, told)
    walk.consume(items)
    return [tree]


def further_criteria(walk: Walk, index: int) -> list[Criterion]:
    """The lists behind a block and its items whose lead-ins only go on with what it says."""
    context = walk.ground.context
    blocks = context.document.blocks
    found: list[Criterion] = []
    at = _behind(walk, index)
    while at < len(blocks) and blocks[at].heading == blocks[index].heading:
        text = context.text(at)
        if is_connector(text) and re.search(r"\band\b", text, re.IGNORECASE):
            if items := walk.children(at):  # "and", and the list goes on
                found += list_of_criteria(walk, at, items, "" if _says_or(walk, items) else _ALL)
                walk.consumed.add(at)
            at = _behind(walk, at) if items else at + 1
            continue
        if (more := _AND_WHEN.match(text)) and not walk.children(at) and not walk.table.find(text):
            low = context.block(at).char_start
            found.append(tree_of_clause(context, low + more.end(), low + len(text)))
            walk.consumed.add(at)
            at += 1
            continue
        goes_on = blocks[at].kind is BlockKind.PARAGRAPH and at not in walk.consumed
        items = walk.children(at) if goes_on and (_ASKS.match(text) or _none_of(text)) else []
        if not items or walk.table.find(text):
            break
        found += list_of_criteria(walk, at, items, text)
        walk.consumed.add(at)
        at = _behind(walk, at)
    return found


_ALL = "All of the following:"
# a sentence that goes on behind its list: "and when the drug is ordered by a specialist."
_AND_WHEN = re.compile(r"and (?:only )?(?:when|if|provided that|as long as)\s+(?=[a-z])")


def _says_or(walk: Walk, items: list[int]) -> bool:
    texts = [walk.ground.context.text(i).rstrip(" .;,") for i in items]
    return any(text.lower().endswith(" or") for text in texts)


def _none_of(text: str) -> bool:
    return _NONE.match(text) is not None and join_of(text) == (Join.NONE_OF, 0)


def _behind(walk: Walk, index: int) -> int:
    """The first block behind a block and all that it leads in."""
    context, at = walk.ground.context, index + 1
    while at < len(context.document.blocks) and (
        index in context.lead_chain(at)
        or (is_connector(context.text(at)) and _goes_on(walk, at, index))
    ):
        at += 1
    return at


def _goes_on(walk: Walk, at: int, index: int) -> bool:
    """Whether the list goes on behind a connector on a line of its own."""
    context = walk.ground.context
    return at + 1 < len(context.document.blocks) and index in context.lead_chain(at + 1)
