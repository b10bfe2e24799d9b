"""Criteria that stand under a letter of the outline: "when all of the criteria in I.B are met".

What points to them is the lead-in of a list of procedures, or a criterion; they stand below
"B. Criteria:". Source: clinical policy bulletins of commercial plans.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.statements.context import Context
from ingest.statements.criteria import join_of, tree_of_items
from ingest.statements.models import Basis, Criterion, Direction, Join, Statement

_POINTS = re.compile(
    r",?\s*\b(?:(?:when|if|provided that|and)\s+)?(?:all (?:of )?)?(?:the )?"
    r"(?:(?:selection|medical necessity|coverage) )?(?:criteria|requirements|conditions)\s+"
    r"(?:(?:listed|described|set out|stated|specified)\s+)?(?:in|under|of|at)\s+"
    r"(?:(?:section|part|item|paragraph)\s+)?"
    r"(?:(?P<chapter>[IVX]{1,4}|\d{1,2})\.)?(?P<letter>[A-Z]|\d{1,2})\b(?![.\w])"
    r"(?:\s+(?:above|below))?(?:\s+(?:is|are)\s+(?:all\s+)?(?:met|satisfied|fulfilled))?",
    re.IGNORECASE,
)
_LABEL = re.compile(r"^\W*(?:[IVX]{1,4}\.)?(?P<letter>[A-Z]|\d{1,2})[.)]\W", re.IGNORECASE)
_IS_ASKED = re.compile(r"\b(?:when|if|provided|met|satisfied|fulfilled)\b", re.IGNORECASE)
_FEW = 2  # words: what is left of a criterion that only points


def with_outline(context: Context, statements: Sequence[Statement]) -> list[Statement]:
    """Statements of a policy with the criteria of the outline that they or their lead-in point to.

    Those lists are then no Statements of their own.
    """
    taken: set[int] = set()
    made = [_with(context, s, taken) for s in statements]
    lists = {context.block(at).char_start for at in taken}
    return [s for s in made if s.quote.char_start not in lists]


def _with(context: Context, statement: Statement, taken: set[int]) -> Statement:
    if statement.direction is not Direction.FOR or statement.basis is not Basis.COVERAGE:
        return statement
    if statement.criteria is not None and (tree := _resolved(context, statement.criteria, taken)):
        return replace(statement, criteria=tree)
    said = [statement.quote, *statement.lead_quotes[-1:]]
    found = next(((m, q) for q in said if (m := _POINTS.search(q.text))), None)
    if found is None:
        return statement
    listed = _list_of(context, found[0]["letter"], taken)
    if listed is None and statement.criteria is None and _IS_ASKED.search(found[0].group()):
        # printed elsewhere: they are asked for all the same, and stay open
        place = found[1].char_start
        told = context.quote(place + found[0].start(), place + found[0].end())
        listed = Criterion(join=Join.LEAF, text=told.text.strip(" ,"), quote=told)
    if listed is None or (statement.criteria and _holds(statement.criteria, listed)):
        return statement
    own = (statement.criteria,) if statement.criteria else ()
    tree = Criterion(join=Join.ALL_OF, text="", quote=listed.quote, children=(*own, listed))
    return replace(statement, criteria=tree if own else listed)


def _holds(tree: Criterion, listed: Criterion) -> bool:
    own = {leaf.quote.char_start for leaf in tree.leaves() if leaf.quote}
    return any(leaf.quote and leaf.quote.char_start in own for leaf in listed.leaves())


def _resolved(context: Context, node: Criterion, taken: set[int]) -> Criterion | None:
    """A tree with the lists in the place of what points to them; None where nothing does."""
    if node.join is not Join.LEAF:
        told = [_resolved(context, child, taken) for child in node.children]
        if not any(told):
            return None
        kept = tuple(new or old for new, old in zip(told, node.children, strict=True))
        return replace(node, children=kept)
    found = _POINTS.search(node.text)
    listed = _list_of(context, found["letter"], taken) if found else None
    if listed is None or found is None:
        return None
    rest = f"{node.text[: found.start()]} {node.text[found.end() :]}".strip(" ,.;")
    if len(rest.split()) < _FEW:
        return listed
    return replace(node, join=Join.ALL_OF, children=(replace(node, text=rest), listed))


def _list_of(context: Context, letter: str, taken: set[int]) -> Criterion | None:
    """The one list below a label of that letter that asks for something; None without one."""
    found = [
        at
        for at, below in context.children.items()
        if below
        and (label := _LABEL.match(context.text(at)))
        and label["letter"].lower() == letter.lower()
        and re.search(r"\bcriteria\b|\bfollowing\b", context.text(at), re.IGNORECASE)
        and not re.search(r"\b(?:not|investigational|unproven|excluded)\b", context.text(at), re.I)
    ]
    if len(found) != 1:
        return None
    taken.add(found[0])
    text = context.text(found[0])
    told = text if join_of(text) else f"{text.rstrip(' :')}, all of the following:"
    return tree_of_items(context, found[0], list(context.children[found[0]]), told)
