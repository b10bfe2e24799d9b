"""Criteria that stand in named groups: "meets the criteria for Group I or Group II stated below".

Each group is a list of its own further down ("Group I criteria include any of the following:").
Source: Medicare's determinations on oxygen and positive airway pressure.
"""

import re
from collections.abc import Iterator, Sequence

from ingest.statements.context import Context
from ingest.statements.criteria import join_of, tree_of_clause, tree_of_items
from ingest.statements.models import Criterion, Join, Statement

_KIND = r"(?:group|category|pathway|option|set|tier|track)"
_NUMBER = r"(?:[IVX]{1,4}|\d{1,2}|[A-F])"
_POINTS = re.compile(
    rf"\b(?:meets?|met|satisf(?:y|ies)|fulfil?ls?|under|criteria (?:for|of|in))\b[^.;:]{{0,30}}?"
    rf"(?P<names>\b{_KIND}\s+{_NUMBER}(?:(?:,|\s+or|\s+and)+\s+(?:{_KIND}\s+)?{_NUMBER})*)\b"
    r"(?=[^.;:]*\b(?:stated|listed|described|defined|given|set out|below|above|following|"
    r"criteria)\b|"
    r"\s+criteria\b|\W*$)",
    re.IGNORECASE,
)
_EACH = re.compile(rf"\b{_NUMBER}\b(?!\w)")
_ALL = re.compile(r"\band\b", re.IGNORECASE)
# "... include the presence of (1) A, and (2) any of the following": A is asked for as well
_OWN = re.compile(
    r"\b(?:includes?|are|requires?|means?)\s+(?:the presence of\s+)?(?:\(1\)\s*)?"
    r"(?P<own>(?!any\b|all\b|one\b|the following)[^:]+?),?\s+and\s+(?:\(2\)\s*)?"
    r"(?:any|all|one|at least one|either|both)\b[^:]*:\s*$",
    re.IGNORECASE,
)


def with_groups(context: Context, node: Criterion) -> Criterion:
    """A tree with the lists of the groups in the place of what points to them."""
    return node.with_leaves(lambda leaf: _of_groups(context, leaf))


def _of_groups(context: Context, node: Criterion) -> Criterion:
    """The lists of the groups to which a leaf points; the leaf where it points to none."""
    found = _POINTS.search(node.text)
    if found is None:
        return node
    kind = found["names"].split()[0]
    trees = [_tree(context, at) for at in _leads(context, kind, found["names"])]
    if len(trees) != len(_EACH.findall(found["names"][len(kind) :])):
        return node
    join = Join.ALL_OF if _ALL.search(found["names"]) else Join.ANY_OF
    whole = Criterion(join=join, text=node.text, quote=node.quote, children=tuple(trees))
    return trees[0] if len(trees) == 1 else whole


def without_group_lists(
    context: Context, statements: Sequence[Statement], before: Sequence[Statement]
) -> list[Statement]:
    """Without the lists of groups as Statements of their own, where others point to them.

    Args:
        context: The document.
        statements: With their pointers resolved.
        before: The same as they were.
    """
    grown = [s for s, old in zip(statements, before, strict=True) if s.criteria != old.criteria]
    taken = {
        context.index_at(q.char_start) for s in grown if s.criteria for q in s.criteria.quotes()
    }
    leads = {
        context.block(at).char_start
        for at, below in context.children.items()
        if below and _IS_LEAD.match(context.text(at)) and below[0] in taken
    }
    return [s for s in statements if s in grown or s.quote.char_start not in leads]


_IS_LEAD = re.compile(rf"^\W*{_KIND}\s+{_NUMBER}\b", re.IGNORECASE)


def _leads(context: Context, kind: str, names: str) -> Iterator[int]:
    """The lead-in of each named group's list."""
    for number in _EACH.findall(names[len(kind) :]):
        begins = re.compile(rf"^\W*{kind}\s+{re.escape(number)}\b", re.IGNORECASE)
        yield from (
            at
            for at, below in context.children.items()
            if below and begins.match(context.text(at)) and join_of(context.text(at))
        )


def _tree(context: Context, at: int) -> Criterion:
    text, block = context.text(at), context.block(at)
    listed = tree_of_items(context, at, list(context.children[at]), text)
    own = _OWN.search(text)
    if own is None:
        return listed
    start = block.char_start + own.start("own")
    asked = tree_of_clause(context, start, start + len(own["own"]))
    return Criterion(join=Join.ALL_OF, text=text, quote=listed.quote, children=(asked, listed))
