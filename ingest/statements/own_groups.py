"""Groups of drugs that a policy names itself: "a preferred agent will be approved when ...".

Which drugs these are stands in a table with a column of such names ("Mavyret | Preferred"), in a
list under a heading ("Preferred products"), in the columns of a table ("Preferred | Non-preferred")
or in a sentence ("Preferred agents: A, B and C"). What is said of the group is said of each member,
with the words that make it one as a lead-in; where the groups of several classes stand apart under
headings of their own, of those under the same heading.

Sources: preferred drug lists of Medicaid agencies (42 U.S.C. 1396r-8(d)) and step therapy policies
of commercial plans.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.lexis import words
from ingest.models import Block, BlockKind
from ingest.statements.context import Context
from ingest.statements.models import Quote, Statement

_NAME = (
    r"(?P<name>(?:(?:non-?\s?)?preferred|target|(?:tier|step|group|category)\s*"
    r"(?:[1-6]|[A-D]\b|I{1,3}\b)))"
)
_KIND = r"(?:(?:agent|drug|medication|medicine|product|brand|option)(?:s|\(s\))?|therap(?:y|ies))"
_LABEL = re.compile(rf"\W*{_NAME}(?:\s+{_KIND})?\W*", re.IGNORECASE)
_GROUP = re.compile(
    rf"\W*(?:(?:an?|the|all|any|each|every|one of the)\s+)?{_NAME}\s+{_KIND}\W*", re.IGNORECASE
)
# "a preferred incretin mimetic": the group of a class
_OF_CLASS = re.compile(
    r"\W*(?:(?:an?|the|all|any|each|every|one of the)\s+)?(?P<name>(?:non-?\s?)?preferred)\s+"
    r"(?:[\w-]+\s+){0,3}[\w-]+\W*",
    re.IGNORECASE,
)
# "Non-Preferred Criteria:" above a list
_CRITERIA_OF = re.compile(
    rf"\W*{_NAME}(?:\s+{_KIND})?\s+(?:(?:approval|PA|clinical|prior authori[sz]ation)\s+)*"
    r"criteria\W*",
    re.IGNORECASE,
)
# "Initial approval criteria for preferred drug", "Renewal criteria for preferred and nonpreferred"
_CRITERIA_FOR = re.compile(
    r"\W*(?:[\w-]+\s+){0,3}criteria\s+for\s+(?:the\s+)?(?P<names>(?:(?:non-?\s?)?preferred"
    rf"(?:\s+{_KIND})?(?:\s*(?:,|/|&|and|or)\s*)?){{1,2}})\W*",
    re.IGNORECASE,
)
_PREFERRED = re.compile(r"(?:non-?\s?)?preferred", re.IGNORECASE)
# The titles of columns of names: "Preferred, clinical PA required | Non-preferred"
_COLUMN = re.compile(
    rf"\W*(?P<name>(?:non-?\s?)?preferred)(?:\s+{_KIND})?(?:\s*(?:[,(:–-]|PA\b|no\b|requir).*)?",
    re.IGNORECASE,
)
# The titles of a table of brand and generic names of the target agents
_TARGET_COLUMN = re.compile(
    rf"\W*target\s+(?:brand\s+|generic\s+)?{_KIND}(?:\s+(?:name|brand|generic))?\W*", re.IGNORECASE
)
# The heading of a class: "Endocrine Agents"
_CLASS = re.compile(r".*\b(?:agents|drugs|medications|products)\b\W*", re.IGNORECASE)
_SENTENCE = re.compile(
    rf"\W*(?:the\s+)?{_NAME}\s+{_KIND}(?:\s+(?:are|is|include)\s*:?|\s*:|\s+[–—-])\s+"
    r"(?P<members>[^:.]+)\.?\W*",
    re.IGNORECASE,
)
_OF_NAMES = re.compile(
    r"drug|brand|generic|product|agent|medic|name|therap|treatment|biosimilar|trade", re.IGNORECASE
)
_BETWEEN = re.compile(r"\s*(?:,\s*(?:and\s+|or\s+)?|;\s*|\s(?:and|or)\s|\n\s*)\s*")
_MAKER = re.compile(r"\s*\[[^\[\]]*\]\s*")  # "Velora [Acme Inc.]": who makes it parts names too
_BRACKETS = re.compile(r"\(([^()]+)\)")
# What a list of criteria under such a heading begins with, and no list of names
_N_WORDS_OF_NAME = 5
_NO_NAME = re.compile(
    r"[:;.]\s|\b(?:and|or|of|the|is|are|has|have|was|with|for|not|in)\b|\d{3}", re.I
)


@dataclass(frozen=True, slots=True)
class _Members:
    group: str
    names: tuple[str, ...]
    quote: Quote
    heading: int | None = None
    in_columns: bool = False


def with_members(context: Context, statements: Sequence[Statement]) -> list[Statement]:
    """The Statements, and for each on a group of the document's own one on each row of members.

    Of a class whose members are known by column only those Statements are left, and of headings
    like "Renewal criteria for preferred drug", which are all for what the first of them is for.
    """
    if not any(_groups_of(s) or _names_class(s) for s in statements):
        return list(statements)
    members = list(_members(context))
    of_groups = [s for s in statements if _CRITERIA_FOR.fullmatch(s.quote.text)]
    told = next((s for s in of_groups if s.conditions), None)
    made: list[Statement] = []
    for statement in statements:
        source = told if told and statement in of_groups else statement
        own = list(_of_statement(context, statement, members))
        if not (own and (own[0].in_columns or statement in of_groups)):
            made.append(statement)
        made += [
            replace(
                statement,
                interventions=row.names,
                conditions=source.conditions,
                condition_groups=source.condition_groups,
                lead_quotes=(row.quote, *statement.lead_quotes),
                subject_stands_in=statement.subject_stands_in and row.in_columns,
            )
            for row in own
        ]
    return made


def _of_statement(
    context: Context, statement: Statement, members: Sequence[_Members]
) -> Iterator[_Members]:
    """The members that a Statement speaks of, those under its own heading where there are such."""
    at = context.block_at(statement.quote.char_start).heading
    near = [row for row in members if row.heading == at]
    of_group = _CRITERIA_FOR.fullmatch(statement.quote.text)
    if groups := _groups_of(statement):
        found = [row for row in near or members if row.group in groups]
        generic = bool(of_group or any(map(_GROUP.fullmatch, statement.interventions)))
        yield from (row for row in found if generic or row.in_columns)
    elif at is not None and statement.interventions == (context.text(at).strip(),):
        rows = [row for row in near if row.in_columns]
        names = tuple(dict.fromkeys(name for row in rows for name in row.names))
        yield from (replace(row, names=names) for row in rows[:1])


def _names_class(statement: Statement) -> bool:
    return len(statement.interventions) == 1 and bool(_CLASS.fullmatch(statement.interventions[0]))


def _groups_of(statement: Statement) -> frozenset[str]:
    """The group that a Statement speaks of, or those of its heading; none for any other thing."""
    if label := _CRITERIA_OF.fullmatch(statement.quote.text):
        return frozenset({_plain(label["name"])})
    if label := _CRITERIA_FOR.fullmatch(statement.quote.text):
        return frozenset(map(_plain, _PREFERRED.findall(label["names"])))
    found = [
        _GROUP.fullmatch(phrase) or _OF_CLASS.fullmatch(phrase)
        for phrase in statement.interventions
    ]
    names = {_plain(match["name"]) for match in found if match}
    return frozenset(names) if len(names) == 1 and all(found) else frozenset()


def _plain(name: str) -> str:
    return re.sub(r"[\s-]+", "", name.lower())


def _members(context: Context) -> Iterator[_Members]:
    heading: Block | None = None
    for index, block in enumerate(context.document.blocks):
        text = context.text(index)
        if block.kind is BlockKind.HEADING:
            heading = block if _LABEL.fullmatch(text) else None
        elif block.kind is BlockKind.TABLE_ROW:
            yield from _of_row(context, index)
        elif heading is not None and (names := _lines_of_names(context, index)):
            label = _LABEL.fullmatch(context.document.text[heading.char_start : heading.char_end])
            if label:
                yield _Members(_plain(label["name"]), names, context.quote_block(index))
        elif told := _SENTENCE.fullmatch(_MAKER.sub("\n", text)):
            names = _names(_BETWEEN.split(told["members"].strip()))
            if names and all(_is_name(name) for name in names):
                yield _Members(_plain(told["name"]), names, context.quote_block(index))


def _lines_of_names(context: Context, index: int) -> tuple[str, ...]:
    """The names of a block that holds nothing else, a line or an item each; () of others."""
    lines = context.text(index)[len(context.block(index).marker) :].split("\n")
    return _names(lines) if all(map(_is_name, lines)) else ()


def _of_row(context: Context, index: int) -> Iterator[_Members]:
    """A row with a cell that is nothing but the name of a group, and its cells of names.

    Or with its cells below such names.
    """
    block = context.block(index)
    yield from _of_columns(context, index)
    labels = [match for cell in block.cells if (match := _LABEL.fullmatch(cell))]
    if len(labels) != 1 or block.cells == block.header:
        return
    of_names = [
        cell
        for at, cell in enumerate(block.cells)
        if not _LABEL.fullmatch(cell)
        and (at == 0 or (at < len(block.header) and _OF_NAMES.search(block.header[at])))
    ]
    if names := _names(of_names):
        yield _Members(_plain(labels[0]["name"]), names, context.quote_block(index))


def _of_columns(context: Context, index: int) -> Iterator[_Members]:
    """The names in the columns "Preferred" and "Non-preferred" of a table."""
    block = context.block(index)
    targets = [
        cell
        for title, cell in zip(block.header, block.cells, strict=False)
        if _TARGET_COLUMN.fullmatch(title) and _is_name(cell)
    ]
    if block.cells != block.header and (names := _names(targets)):
        yield _Members("target", names, context.quote_block(index))
    titles = [_COLUMN.fullmatch(title) for title in block.header]
    groups = [_plain(title["name"]) if title else "" for title in titles]
    if block.cells == block.header or {"preferred", "nonpreferred"} - set(groups):
        return
    for group, cell in zip(groups, block.cells, strict=False):
        if group and _is_name(cell) and (names := _names([cell])):
            yield _Members(group, names, context.quote_block(index), block.heading, in_columns=True)


def _names(cells: Sequence[str]) -> tuple[str, ...]:
    """Names of cells, those in brackets apart: "adalimumab (Humira)"."""
    found: dict[str, None] = {}
    for cell in cells:
        parts = (_BRACKETS.sub(" ", cell), *_BRACKETS.findall(cell))
        found.update(dict.fromkeys(" ".join(part.split()).strip(" ,;.*") for part in parts))
    return tuple(name for name in found if name and re.search(r"[A-Za-z]{3}", name))


def _is_name(text: str) -> bool:
    bare = _BRACKETS.sub(" ", text)
    return len(words(bare)) <= _N_WORDS_OF_NAME and not _NO_NAME.search(bare.strip())
