"""Criteria that point to others: "criteria A through C above are met", "step B is waived if ...".

What they point to is put in their place, so that the case is held against the criteria themselves.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.lexis import key_stems
from ingest.sentences import sentence_spans
from ingest.statements.context import Context
from ingest.statements.criteria_waivers import either
from ingest.statements.excluded_pointers import none_excluded
from ingest.statements.group_pointers import with_groups, without_group_lists
from ingest.statements.models import Basis, Criterion, Direction, Join, Statement
from ingest.statements.section_pointers import with_sections

# "I.A through I.E", "2A to 2D"
_PART = r"(?:(?-i:[IVX]{1,4}|[A-Z])\.|\d{1,2}(?:\.|(?=[A-Za-z]\b)))"
_MARK = rf"(?:\(?{_PART}?(?-i:[IVX]{{1,4}}|[A-Za-z]|\d{{1,2}}|[ivx]{{1,4}})\)?)"
_MARKS = rf"{_MARK}(?:(?:\s*,\s*(?:and\s+)?|\s+(?:and|through|thru|to)\s+|\s*[–-]\s*){_MARK})*"
_MET = (
    r"(?:\s+(?:is|are|have been|has been))?(?:\s+(?:all|again|also))*\s+(?:met|satisfied|fulfilled)"
)
# "criteria A through D above are again met", "A and B above are met", "criteria b-d of section A"
_NAMED = re.compile(
    rf"(?:\b(?:criteri(?:a|on)|requirements?|items?|conditions?)\s+)?(?<![\w-])(?P<marks>{_MARKS})"
    rf"(?:\s+(?:above|below))?(?:\s+(?:of|in|under)\s+(?:section|part|paragraph)\s+"
    rf"(?P<part>{_MARK}))?(?:\s+above)?{_MET}\b",
    re.IGNORECASE,
)
# "is covered, under the criteria of section II"
_BY = r"(?:under|subject to|according to|in accordance with|per)"
_UNDER = re.compile(
    rf"\b{_BY} (?:all )?(?:of )?the (?:[a-z]+ )?criteria (?:of|in|for|under|listed|above|below)\b"
    r"[^.;:]*",
    re.IGNORECASE,
)
# What a member meets, or what is "as in A.3"
_MEETS = re.compile(
    rf"\b(?:meets?|meeting|as in|satisf(?:y|ies)|{_BY})\s+(?:(?:criteri(?:a|on)|section|all of|"
    rf"the criteria "
    rf"(?:in|of|for|under))\s+)*(?P<marks>{_MARK}(?:\.{_MARK})*)(?=\W|$)",
    re.IGNORECASE,
)
# "all criteria above are met": the whole of the Statement before
_ALL_ABOVE = re.compile(
    rf"\b(?:all|each)?(?: of)?\s*(?:the |these )?(?:(?:above|preceding|initial) criteria|"
    rf"criteria above|"
    rf"criteria for (?:the )?initial [\w ]{{3,40}}?){_MET}\b|\bmeets (?:all )?(?:of )?(?:the )?"
    r"(?:above criteria|criteria above)\b",
    re.IGNORECASE,
)
_RANGE = re.compile(r"through|thru|to|–|-", re.IGNORECASE)
_WAIVES = re.compile(
    rf"\b(?P<what>[^.;:]{{3,80}}?)\s*(?:\((?P<mark>{_MARK})\))?\s+(?:is|are) (?:waived|"
    rf"not required|not "
    r"needed)\s+(?:if|when|where|for)\s+(?P<who>(?:[^.;]|\.(?=\d)){3,160})",
    re.IGNORECASE,
)
_EXEMPTS = re.compile(
    r"^\W*(?:exceptions?|notes?):?\s*(?:where|when|if|for|in)\s+(?P<who>(?:[^,.;]|(?<=\d)[,.](?=\d))"
    r"{3,160}?),\s+(?P<what>[^.;]"
    r"{3,120}?)\s+(?:need not|does not apply|do not apply|(?:is|are) (?:not required|waived))\b",
    re.IGNORECASE,
)
_N_BLOCKS = 3  # behind a list in which a note on it stands
_MIN_OVERLAP = 0.6


def with_pointed(context: Context, statements: Sequence[Statement]) -> list[Statement]:
    """Statements in reading order, whose criteria hold what they point to and what waives them."""
    done: list[Statement] = []
    for statement in statements:
        tree = statement.criteria or _pointing(context, statement)
        if tree is not None:
            tree = with_sections(context, _resolved(context, _waived(context, tree), done))
            tree = with_groups(context, none_excluded(tree, statement, statements))
        done.append(
            replace(statement, criteria=tree) if tree is not statement.criteria else statement
        )
    return without_group_lists(context, done, statements)


def _pointing(context: Context, statement: Statement) -> Criterion | None:
    """The sentence of a Statement without criteria that points to some: "Gout. A to C are met."."""
    if not _covers(statement):
        return None
    quote = statement.quote
    for start, end in sentence_spans(quote.text):
        found = _NAMED.search(quote.text, start, end)
        if found and not quote.text[start : found.start()].strip():
            return _leaf(context, quote.char_start + start, quote.char_start + end)
        if found := _UNDER.search(quote.text, start, end):
            return _leaf(context, quote.char_start + found.start(), quote.char_start + found.end())
    return None


def _leaf(context: Context, start: int, end: int) -> Criterion:
    told = context.quote(start, end)
    return Criterion(join=Join.LEAF, text=told.text, quote=told)


# "Coverage is recommended in those who meet one of the following criteria:" above its indications
_ANNOUNCES = re.compile(
    r"^\W*(?:who\s+)?(?:(?:meets?|satisf\w+)\s+(?:the\s+)?(?:(?:one|any|all|each)\s+(?:or more\s+)?"
    r"of\s+)?(?:the\s+)?(?:following|listed|criteria)\b[^,;]*|(?:one|any|all)\s+of\s+the\s+following\b"
    r"[^,;]*|(?:the\s+)?(?:criteria|requirements|conditions)\s[^,;]*\b(?:following|below|listed)\b"
    r"[^,;]*)(?:,\s+for the (?:duration|period|time) (?:noted|listed|given|stated))?$",
    re.IGNORECASE,
)
# "when either A or B is satisfied", above the sections A and B
_LETTERS = re.compile(
    r"^\W*(?:either )?[A-H](?:, [A-H])*,? or [A-H] (?:is|are) (?:met|satisfied)\W*$"
)


def without_announcements(statements: Sequence[Statement]) -> list[Statement]:
    """Statements without those that only announce the indications that follow, each for itself."""
    kept: list[Statement] = []
    for index, statement in enumerate(statements):
        tree = statement.criteria
        leaf = tree.text if tree is not None and tree.join is Join.LEAF else ""
        lists = statement.subject_stands_in and _ANNOUNCES.match(leaf)
        announces = bool(leaf) and _covers(statement) and (lists or _LETTERS.match(leaf))
        told = any(_covers(s) and s.criteria and s.conditions for s in statements[index + 1 :])
        if not (announces and told):
            kept.append(statement)
    return kept


def _covers(statement: Statement) -> bool:
    return statement.direction is Direction.FOR and statement.basis is Basis.COVERAGE


# --- what is pointed to ---------------------------------------------------------------------------


def _resolved(context: Context, node: Criterion, before: Sequence[Statement]) -> Criterion:
    return node.with_leaves(lambda leaf: _of_criteria(context, leaf, before))


def _of_criteria(context: Context, node: Criterion, before: Sequence[Statement]) -> Criterion:
    found, named = _pointed(context, node.text, before)
    if not found or node.quote is None:
        return node
    tree = Criterion(join=Join.ALL_OF, text=node.text, quote=node.quote, children=tuple(found))
    tree = tree if len(found) > 1 else found[0]
    rest = node.text[: named[0]].rstrip(" ,;")
    own = re.sub(r"\s*\band$", "", rest)
    if not own.strip() or own == rest:
        return tree
    quote = context.quote(node.quote.char_start, node.quote.char_start + len(own))
    leaf = Criterion(join=Join.LEAF, text=quote.text, quote=quote)
    return Criterion(join=Join.ALL_OF, text=node.text, quote=node.quote, children=(leaf, tree))


def _pointed(
    context: Context, text: str, before: Sequence[Statement]
) -> tuple[list[Criterion], tuple[int, int]]:
    """The criteria that a text points to, and where it does; [] where it points to none."""
    trees = [s for s in before if s.criteria is not None]
    if (found := _NAMED.search(text)) and (marks := _marks(found["marks"])):
        whole = re.match(rf"\W*(?P<part>{_PART})(?=\w)", found["marks"])
        part = _plain(found["part"] or (whole["part"] if whole else ""))
        told = _children(context, marks, part, trees)
        return told, found.span()
    if found := _MEETS.search(text):
        path = [_plain(m) for m in found["marks"].split(".")]
        node = _by_path(context, path, trees)
        return ([node] if node else []), found.span()
    if (found := _ALL_ABOVE.search(text)) and trees:
        last = trees[-1].criteria
        return ([last] if last else []), found.span()
    return [], (0, 0)


def _marks(text: str) -> list[str]:
    """The single marks of "A, B and D" and of "b through d"."""
    bare = re.sub(rf"(?<![\w.]){_PART}(?=\w)", "", text)
    parts = re.split(r"\s*,\s*(?:and\s+)?|\s+and\s+", bare)
    marks: list[str] = []
    for part in parts:
        ends = [_plain(end) for end in _RANGE.split(part) if end.strip()]
        if len(ends) > 1 and all(len(end) == 1 for end in ends):
            marks += [chr(c) for c in range(ord(ends[0]), ord(ends[-1]) + 1)]
        else:
            marks += ends
    return marks


def _plain(mark: str) -> str:
    return re.sub(r"\W", "", mark).lower()


def _marks_of(context: Context, statement: Statement) -> set[str]:
    """Markers of the blocks in which a Statement and what leads it in stand."""
    quotes = (statement.quote, *statement.lead_quotes)
    return {_plain(context.block_at(quote.char_start).marker) for quote in quotes}


def _mark_of(context: Context, node: Criterion) -> str:
    """Marker of the block in which a criterion stands, "" without one."""
    if node.quote is None:
        quoted = next((leaf.quote for leaf in node.leaves() if leaf.quote), None)
    else:
        quoted = node.quote
    return _plain(context.block_at(quoted.char_start).marker) if quoted else ""


def _children(
    context: Context, marks: list[str], part: str, trees: Sequence[Statement]
) -> list[Criterion]:
    """The criteria with these marks, of the part named or the nearest list that has them all."""
    for statement in reversed(trees):
        tree = statement.criteria
        if tree is None or (part and part not in _marks_of(context, statement)):
            continue
        by_mark = {_mark_of(context, child): child for child in tree.children}
        if all(mark in by_mark for mark in marks):
            return [by_mark[mark] for mark in marks]
    return []


def _by_path(context: Context, path: list[str], trees: Sequence[Statement]) -> Criterion | None:
    """The criterion at "A.3": of the Statement marked A, its criterion 3."""
    for statement in reversed(trees):
        if path[0] not in _marks_of(context, statement):
            continue
        node = statement.criteria
        for mark in path[1:]:
            inner = node.children if node else ()
            node = next((c for c in inner if _mark_of(context, c) == mark), None)
        return node
    return None


# --- what waives --------------------------------------------------------------------------------


def _waived(context: Context, tree: Criterion) -> Criterion:
    """A tree with the notes behind its list that waive one of its criteria."""
    ends = [leaf.quote.char_end for leaf in tree.leaves() if leaf.quote]
    if not ends or not tree.children:
        return tree
    last = context.index_at(max(ends) - 1)
    for index in range(last + 1, min(last + 1 + _N_BLOCKS, len(context.document.blocks))):
        block, text = context.block(index), context.text(index)
        if block.heading != context.block(last).heading:
            break
        for start, end in sentence_spans(text):
            found = _WAIVES.search(text[start:end]) or _EXEMPTS.search(text[start:end])
            if found:
                tree = _without(context, tree, found, block.char_start + start)
    return tree


def _without(context: Context, tree: Criterion, found: re.Match[str], offset: int) -> Criterion:
    groups = found.groupdict()
    mark, stems = _plain(groups.get("mark") or ""), key_stems(found["what"])
    children = list(tree.children)
    for at, child in enumerate(children):
        said = key_stems(child.text)
        named = mark and _mark_of(context, child) == mark
        alike = not mark and stems and len(stems & said) >= _MIN_OVERLAP * len(stems)
        if named or alike:
            span = found.span("who")
            children[at] = either(context, child, offset + span[0], offset + span[1], child.text)
            return replace(tree, children=tuple(children))
    return tree
