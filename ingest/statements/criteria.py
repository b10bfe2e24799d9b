"""Criteria as trees, from lists and from sentences; every leaf keeps its quote."""

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.lexis import words
from ingest.models import BlockKind
from ingest.statements.context import Context
from ingest.statements.criteria_conditional import (
    asked_of_some,
    condition_in,
    condition_inside,
)
from ingest.statements.criteria_joins import is_box, join_of
from ingest.statements.criteria_patterns import RESTATED, exactly
from ingest.statements.criteria_runs import (
    CONNECTOR,
    ITEM_END,
    apart_by_lines,
    between,
    joined,
    opened,
    plain,
)
from ingest.statements.criteria_split import Piece, own_end, split_clause, trim
from ingest.statements.criteria_void import BY_REQUEST, EXCEPTED_IN_NOTE, NOTE
from ingest.statements.criteria_waivers import waived, waiver_in
from ingest.statements.grades import find_grade
from ingest.statements.granted import granted_front, titled_phase
from ingest.statements.models import Criterion, Join
from ingest.statements.threshold_rows import criterion_of_row, is_threshold_row

__all__ = ["join_of", "tree_of_clause", "tree_of_items"]

_NOT_A_CRITERION = re.compile(r"(?:\*|note\b|notes\b|reference\b|see also\b)", re.IGNORECASE)
# A name over items and no sentence: "Red flags (no waiting needed):"
_GROUP = re.compile(
    r"(?:[\w'’-]+ ){0,3}(?:flags|signs|symptoms|features|findings|factors|situations|scenarios|"
    r"indications|conditions|reasons|exceptions|examples|causes|diagnoses)\s*(?:\([^()]*\))?\s*:?",
    re.IGNORECASE,
)
_ITEMS = {BlockKind.LIST_ITEM, BlockKind.TABLE_ROW}


def tree_of_items(
    context: Context,
    lead_index: int | None,
    item_indices: Sequence[int],
    lead_text: str,
    outer: Join = Join.LEAF,
) -> Criterion:
    """The criteria tree of a list.

    Args:
        context: The document.
        lead_index: Block that leads the list in, None where nothing does.
        item_indices: Its items in reading order; nested items are found by `context.children`.
        lead_text: The words that say how the items are joined; becomes the node's text.
        outer: How the list is joined in which this one stands.

    Returns:
        A joined node (also over one item); `parsed` is False where nothing says how several items
        are joined.
    """
    given = set(item_indices)
    items = [i for i in item_indices if context.block(i).lead_in not in given]
    told = join_of(lead_text)
    if told is None and outer is Join.ANY_OF and _GROUP.fullmatch(lead_text.strip()):
        told = (outer, 0)  # "Red flags:" in a list of which one is enough
    kept = [i for i in items if not _is_remark(_bare(context, i).strip())]
    bare = [_bare(context, i).strip() for i in kept]
    joins = between(context, kept, bare)
    boxes = bool(kept) and all(is_box(context.block(i).marker) for i in kept)
    if boxes and told is None and outer is Join.ALL_OF and {b.word for b in joins} == {"and", "or"}:
        told = (outer, 0)  # set in below "A and": each "and" parts two lists of alternatives
    children = [_item(context, index, told[0] if told else Join.LEAF) for index in kept]
    quote = context.quote_block(lead_index) if lead_index is not None else None
    words, children = opened(bare[0] if bare else "", joins, children)
    join, n, parsed, children = joined(told, words, children, lead_text)
    boxes = boxes and not {"and", "or"} <= {*words}
    parsed = parsed or boxes or apart_by_lines(context, kept, words)
    return Criterion(
        join=join, text=lead_text.strip(), quote=quote, n=n, children=tuple(children), parsed=parsed
    )


def _is_remark(text: str) -> bool:
    return bool(_NOT_A_CRITERION.match(text) or CONNECTOR.fullmatch(text))


def _bare(context: Context, index: int) -> str:
    start, end = _span(context, index)
    return context.document.text[start:end]


def _span(context: Context, index: int) -> tuple[int, int]:
    """Offsets of an item's text without its marker."""
    block = context.block(index)
    start = block.char_start
    if block.marker and context.document.text.startswith(block.marker, start):
        start += len(block.marker)
        if second := _SECOND_MARKER.match(context.document.text, start, block.char_end):
            start = second.end()
    text = context.document.text[start : block.char_end]
    grade = find_grade(text) if _ENDS_IN_BRACKET.search(text) else None
    if grade and grade.start and not words(text[grade.end :]):
        return start, start + len(text[: grade.start].rstrip())
    year = _YEAR.search(text)
    return start, start + year.start() if year else block.char_end


# "- A) Age 18 or older; AND", as Markdown that was made of a numbered list has it
_SECOND_MARKER = re.compile(
    r"\s+(?:(?:[A-Za-z]|[ivx]{2,4}|\d{1,2})[.)]\s+(?=\S)|\d{1,2}(?:\.\d{1,2}){1,3}[.)]?\s+(?=[A-Z]))"
)
_ENDS_IN_BRACKET = re.compile(r"[)\]]\W*$")
_YEAR = re.compile(r"\s*\[(?:19|20)\d\d(?:, amended (?:19|20)\d\d)?\]\W*$")


def _item(context: Context, index: int, outer: Join) -> Criterion:
    if is_threshold_row(context, index):
        return criterion_of_row(context, index)
    start, end = _span(context, index)
    nested = context.children.get(index)
    whole = context.document.text[start:end]
    granted = 0 if nested else granted_front(whole)
    node = _asked_item(context, index, (start + granted, end), outer)
    title = titled_phase(whole[:granted])
    if not title:
        return node
    quote = context.quote(start, end)
    return Criterion(join=Join.ALL_OF, text=title, quote=quote, children=(node,))


def _asked_item(context: Context, index: int, span: tuple[int, int], outer: Join) -> Criterion:
    """What an item asks for, without what grants the approval in front of it."""
    start, end = span
    nested = context.children.get(index)
    whole = context.document.text[start:end]
    found = waiver_in(whole)
    asked = condition_in(whole) if found is None and not nested else None
    inside = condition_inside(whole) if asked is None and found is None and not nested else None
    if inside is not None:
        return _with_inside(context, whole, start, inside)
    if asked is not None:
        (low, high), who = asked
        node = tree_of_clause(context, start + low, start + high)
        return asked_of_some(context, node, whole, start, who)
    if found is None:
        return _plain_item(context, index, start, end, outer)
    node = _plain_item(context, index, start, start + found[0], outer)
    return waived(context, node, whole.strip(), start, found)


def _with_inside(
    context: Context, text: str, start: int, places: tuple[tuple[int, int], ...]
) -> Criterion:
    """What is asked of all and, beside it, what is asked of some."""
    main, what, who = places
    every, some = (tree_of_clause(context, start + low, start + high) for low, high in (main, what))
    children = (every, asked_of_some(context, some, text, start, who))
    quote = context.quote(start + main[0], start + who[1])
    return Criterion(join=Join.ALL_OF, text=text.strip(), quote=quote, children=children)


# "1. Patient Criteria" as an item, and below it "The patient meets all of the following:"
_LABEL = re.compile(
    r"\W*(?:[\w/-]+ ){0,3}(?:criteria|requirements?|conditions|standards?)\W*", re.IGNORECASE
)


def _under_label(context: Context, index: int, text: str) -> Criterion | None:
    """The list that the paragraph behind an item leads in, where the item only names it."""
    at = index + 1
    if at >= len(context.document.blocks) or not _LABEL.fullmatch(text):
        return None
    lead, items = context.text(at), context.children.get(at, ())
    led = context.block(at).kind is BlockKind.PARAGRAPH and lead.rstrip().endswith(":")
    return tree_of_items(context, at, items, lead) if led and items else None


def _plain_item(context: Context, index: int, start: int, end: int, outer: Join) -> Criterion:
    """An item without its waiver, with the items below it."""
    below = context.children.get(index, ())
    nested = [i for i in below if context.block(i).kind in _ITEMS]
    if not nested:
        text = context.document.text[start:end]
        labelled = _under_label(context, index, text)
        opens = ITEM_END.search(text)
        end = start + opens.start() if opens and opens["opens"] else end
        return labelled or _without_note(context, start, end)
    text = context.document.text[start:end]
    low, high = trim(text, 0, len(text))
    lead = text[low:high]
    told = lead if high == len(text) else text[low:]
    joint = None if join_of(told) else ITEM_END.search(text)
    if joint:  # "LDL of 70 or higher AND" above a list: the item asks for something itself
        own = tree_of_clause(context, start + low, start + high)
        own_join = Join.ALL_OF if plain(joint["word"]) == "and" else Join.LEAF
        listed = tree_of_items(context, index, nested, "", own_join)
        join = Join.ANY_OF if plain(joint["word"]) == "or" else Join.ALL_OF
        return Criterion(
            join=join, text="", quote=context.quote(start + low, end), children=(own, listed)
        )
    listed = tree_of_items(context, index, nested, told, outer)
    size = own_end(lead)
    if not size:
        return listed
    own = tree_of_clause(context, start + low, start + low + size)
    return Criterion(
        join=Join.ALL_OF, text=lead, quote=context.quote(start + low, end), children=(own, listed)
    )


def _without_note(context: Context, start: int, end: int) -> Criterion:
    """An item without the note behind it, which asks for nothing; examples of one leaf stay.

    Whom a note excepts need not meet the item.
    """
    text = context.document.text
    found = NOTE.search(text, start, end)
    if found is None:
        return tree_of_clause(context, start, end)
    bare = tree_of_clause(context, start, found.start())
    if excepted := EXCEPTED_IN_NOTE.search(text, found.end(), end):
        who = tree_of_clause(context, *excepted.span("who"))
        quote = context.quote(start, excepted.end())
        return Criterion(join=Join.ANY_OF, text="", quote=quote, children=(bare, who))
    tells = bare.join is Join.LEAF and found["examples"] and len(found["joint"]) == 1
    return tree_of_clause(context, start, end) if tells else bare


def tree_of_clause(context: Context, start: int, end: int) -> Criterion:
    """The criteria tree of the clause of a sentence between two offsets: a leaf where it is one."""
    start = end - len(exactly(context.document.text[start:end]))
    text = context.document.text[start:end]
    if (restated := RESTATED.search(text)) and restated.start():
        text = text[: restated.start()]
    if request := BY_REQUEST.match(text):
        start, text = start + request.end(), text[request.end() :]
    return _tree(context, start, split_clause(text))


def _tree(context: Context, offset: int, piece: Piece) -> Criterion:
    quote = context.quote(offset + piece.start, offset + piece.end)
    if piece.join is Join.LEAF or not piece.parsed:
        leaf = Criterion(join=Join.LEAF, text=quote.text, quote=quote, parsed=piece.parsed)
        return _waived_leaf(context, offset, piece, leaf)
    return Criterion(
        join=piece.join,
        text=_lead_of(context, offset, piece),
        quote=quote,
        n=piece.n,
        children=tuple(_tree(context, offset, child) for child in piece.children),
    )


def _waived_leaf(context: Context, offset: int, piece: Piece, leaf: Criterion) -> Criterion:
    """A criterion of a sentence with whom it is not asked of: "B (not required if A)"."""
    found = waiver_in(leaf.text)
    if found is None or not leaf.parsed:
        return leaf
    quote = context.quote(offset + piece.start, offset + piece.start + found[0])
    bare = replace(leaf, text=quote.text, quote=quote)
    return waived(context, bare, leaf.text, offset + piece.start, found)


def _lead_of(context: Context, offset: int, piece: Piece) -> str:
    """What stands before the first child.

    It may govern all of them ("failure of at least two of: ...").
    """
    first = piece.children[0]
    return context.document.text[offset + piece.start : offset + first.start].strip()
