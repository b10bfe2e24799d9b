"""Groups of drugs that a policy names itself: "a preferred agent will be approved when ...".

Which drugs these are stands in a table with a column of such names ("Mavyret | Preferred"), in a
list under a heading ("Preferred products") or in a sentence ("Preferred agents: A, B and C"). What
is said of the group is said of each member, with the words that make it one as a lead-in.

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
    r"(?P<name>(?:(?:non-?\s?)?preferred|(?:tier|step|group|category)\s*"
    r"(?:[1-6]|[A-D]\b|I{1,3}\b)))"
)
_KIND = r"(?:agents?|drugs?|medications?|medicines?|products?|brands?|therap(?:y|ies)|options?)"
_LABEL = re.compile(rf"\W*{_NAME}(?:\s+{_KIND})?\W*", re.IGNORECASE)
_GROUP = re.compile(
    rf"\W*(?:(?:an?|the|all|any|each|every|one of the)\s+)?{_NAME}\s+{_KIND}\W*", re.IGNORECASE
)
_SENTENCE = re.compile(
    rf"\W*(?:the\s+)?{_NAME}\s+{_KIND}(?:\s+(?:are|is|include)\s*:?|\s*:)\s+(?P<members>[^:.]+)\.?\W*",
    re.IGNORECASE,
)
_OF_NAMES = re.compile(
    r"drug|brand|generic|product|agent|medic|name|therap|treatment|biosimilar|trade", re.IGNORECASE
)
_BETWEEN = re.compile(r"\s*(?:,\s*(?:and\s+|or\s+)?|;\s*|\s(?:and|or)\s)\s*")
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


def with_members(context: Context, statements: Sequence[Statement]) -> list[Statement]:
    """The Statements, and for each on a group of the document's own one on each row of members."""
    if not any(_group_of(s) for s in statements):
        return list(statements)
    members = list(_members(context))
    made: list[Statement] = []
    for statement in statements:
        group = _group_of(statement)
        made.append(statement)
        made += [
            replace(
                statement,
                interventions=row.names,
                lead_quotes=(row.quote, *statement.lead_quotes),
                subject_stands_in=False,
            )
            for row in members
            if row.group == group
        ]
    return made


def _group_of(statement: Statement) -> str:
    """The one group that a Statement speaks of; "" for any other thing."""
    found = [_GROUP.fullmatch(phrase) for phrase in statement.interventions]
    names = {_plain(match["name"]) for match in found if match}
    return names.pop() if len(names) == 1 and all(found) else ""


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
        elif block.kind is BlockKind.LIST_ITEM and heading is not None and _is_name(text):
            label = _LABEL.fullmatch(context.document.text[heading.char_start : heading.char_end])
            if label:
                names = _names([text[len(block.marker) :]])
                yield _Members(_plain(label["name"]), names, context.quote_block(index))
        elif told := _SENTENCE.fullmatch(text):
            names = _names(_BETWEEN.split(told["members"]))
            if all(_is_name(name) for name in names):
                yield _Members(_plain(told["name"]), names, context.quote_block(index))


def _of_row(context: Context, index: int) -> Iterator[_Members]:
    """A row with a cell that is nothing but the name of a group, and its cells of names."""
    block = context.block(index)
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
