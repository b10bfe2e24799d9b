"""Criteria that are told in a section of their own: "statin requirement (section 3)"."""

import re
from dataclasses import replace

from ingest.models import BlockKind
from ingest.statements.context import Context
from ingest.statements.criteria import join_of, tree_of_items
from ingest.statements.models import Criterion, Join

_POINTS = re.compile(
    r"^(?P<what>[^;]{0,80}?)\s*\(?\b(?:see |in |of |under )*(?:section|part)\s+"
    r"(?P<number>\d{1,2}(?:\.\d{1,2})*|[A-Z]|[IVX]{1,4})\)?"
    r"(?:\s+(?:is|are|must be)(?:\s+\w+){1,2})?\.?$",
    re.IGNORECASE,
)

# "None of the contraindications in section III", "no exclusion listed in section 4"
_EXCLUSION = (
    r"(?:exclu\w+|contra-?indicat\w+|conditions?|circumstances|situations|limitations|reasons)\b"
)
_NONE = re.compile(
    r"^\W*(?:[\w'’]+\s+){0,4}?(?:none of|no|without|absence of|free (?:of|from)|not have)\s+"
    rf"(?:(?:the|any|of|other|known|listed|following)\s+)*{_EXCLUSION}|"
    rf"^\W*(?:the |all |any )?{_EXCLUSION}.*\b(?:ruled out|excluded|absent|not present)\W*$",
    re.IGNORECASE,
)
_DENIED = re.compile(
    r"\b(?:none|neither|no|not|never|without|absence|lacks?|fail\w*)\b", re.IGNORECASE
)
# Of a list that stands under such words each item refuses.
_REFUSES = re.compile(
    r"\b(?:exclusions?|excluded|contra-?indicat\w+|not (?:be )?(?:considered )?(?:medically )?"
    r"(?:necessary|covered|indicated|appropriate|approved|recommended|used|given)|denied|"
    r"unproven|investigational)\b",
    re.IGNORECASE,
)


def with_sections(context: Context, node: Criterion) -> Criterion:
    """A tree with the list of the section in the place of what points to it."""
    return node.with_leaves(lambda leaf: _of_section(context, leaf))


def _of_section(context: Context, node: Criterion) -> Criterion:
    """The list of the section to which a leaf points; the leaf where it points to none."""
    found = _POINTS.match(node.text)
    told = _list_of(context, found["number"]) if found else None
    if told is None or node.quote is None or _stands_in(told[0], node):
        return node
    tree, lead = told
    if tree.join is Join.NONE_OF:
        return tree
    if _NONE.search(node.text):
        return replace(tree, join=Join.NONE_OF, text=node.text, quote=node.quote)
    # "no response to those of section 3", an exclusion that is not denied: what of them must be
    # there is not said
    return node if _DENIED.search(node.text) or _REFUSES.search(lead) else tree


def _stands_in(tree: Criterion, node: Criterion) -> bool:
    """Whether the criterion that points is one of the list that it points to."""
    return any(leaf.quote == node.quote for leaf in tree.leaves())


def _list_of(context: Context, number: str) -> tuple[Criterion, str] | None:
    """The list of criteria under a numbered heading, and its lead-in; None where there is none."""
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
            return tree_of_items(context, lead, items, told), told
    return None
