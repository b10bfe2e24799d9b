"""Criteria in a cell of a table: "Age 18 or older; moderate to severe disease; used with X".

In a sentence a bare list without a conjunction does not say how its parts are joined. A column of
criteria lists what is asked for, all of it: read as one criterion, a part of it that is met would
stand for the whole.
"""

from ingest.lexis import words
from ingest.statements.context import Context
from ingest.statements.criteria import tree_of_clause
from ingest.statements.criteria_patterns import masked
from ingest.statements.models import Criterion, Join
from ingest.statements.subject import looks_like_condition

_N_PARTS = 2


def tree_of_cell(context: Context, start: int, end: int) -> Criterion:
    """The criteria of a cell; its parts between semicolons must all be met, unless it says "or"."""
    tree = tree_of_clause(context, start, end)
    text = context.document.text[start:end]
    if tree.join is not Join.LEAF:
        return tree
    cuts = [i for i, ch in enumerate(masked(text)) if ch == ";"]
    spans = zip([0, *(cut + 1 for cut in cuts)], [*cuts, len(text)], strict=True)
    parts = [(low, high) for low, high in spans if words(text[low:high])]
    named = [text[low:high].strip(" .") for low, high in parts]
    if len(parts) < _N_PARTS or all(map(looks_like_condition, named)):
        return tree
    children = tuple(tree_of_clause(context, start + low, start + high) for low, high in parts)
    return Criterion(join=Join.ALL_OF, text="", children=children)
