"""Criteria that are told in a section of their own: "statin requirement (section 3)"."""

import re
from dataclasses import replace

from ingest.models import BlockKind
from ingest.statements.context import Context
from ingest.statements.criteria import join_of, tree_of_items
from ingest.statements.models import Criterion, Join

_POINTS = re.compile(
    r"^(?P<what>[^;]{0,80}?)\s*\(?\b(?:see |in |of |under )*(?:section|part)\s+"
    r"(?P<number>\d{1,2}(?:\.\d{1,2})*|[A-Z]|[IVX]{1,4})\)?(?:\s+(?:is|are|must be)\s+\w+)?\.?$",
    re.IGNORECASE,
)


def with_sections(context: Context, node: Criterion) -> Criterion:
    """A tree with the list of the section in the place of what points to it."""
    if node.join is not Join.LEAF:
        children = tuple(with_sections(context, child) for child in node.children)
        return node if children == node.children else replace(node, children=children)
    found = _POINTS.match(node.text)
    tree = _list_of(context, found["number"]) if found else None
    if tree is None or node.quote is None or _stands_in(tree, node):
        return node
    return tree


def _stands_in(tree: Criterion, node: Criterion) -> bool:
    """Whether the criterion that points is one of the list that it points to."""
    return any(leaf.quote == node.quote for leaf in tree.leaves())


def _list_of(context: Context, number: str) -> Criterion | None:
    """The list of criteria under the heading with a number; None where there is no such list."""
    begins = re.compile(
        rf"^\W*(?:section\s+|part\s+)?{re.escape(number)}(?:[.):]|\s)", re.IGNORECASE
    )
    for index, block in enumerate(context.document.blocks):
        if block.kind is not BlockKind.HEADING or not begins.match(context.text(index)):
            continue
        below = context.under_heading.get(index, ())
        items = [i for i in below if context.block(i).kind is BlockKind.LIST_ITEM]
        lead = next((i for i in below if i in context.children), None)
        told = context.text(lead) if lead is not None else ""
        if items and join_of(told):
            return tree_of_items(context, lead, items, told)
    return None
