"""Rows of tables whose cells hold lists: each is a section, with its name for a heading.

Blues and pharmacy benefit managers print their criteria so: "Service | Medical Necessity", and in
the second column a sentence with its list. In one line of cells the list would be lost.

A cell is its lines: a paragraph or a list item each, an item with its marker, and a tab in front
for each level that it lies deeper.
"""

import re
from collections.abc import Iterator, Sequence

from ingest.models import BlockKind
from ingest.readers.builder import Draft
from ingest.readers.markers import split_marker

TITLE, NAME = 1, 2  # ranks of the headings of a row: its column's title above its own name
_LEVEL = 6
_N_ITEMS = 2
_ASKS = re.compile(
    r"criteria|medical(?:ly)? necess|cover(?:ed|age)|investigational|experimental|requirement|"
    r"indication|limitation|policy|position|authori[sz]ation|approv",
    re.IGNORECASE,
)
_OTHERS = re.compile(
    r"\b(?:grade|class|cor|loe|level|strength|certainty|codes?|cpt|icd\S*|hcpcs|date|study|trial)\b",
    re.IGNORECASE,
)
_BULLET = re.compile(r"\s+(?=•\s)")


def flat(cell: str) -> str:
    """A cell in one line."""
    return " ".join(cell.split())


def line_of_cell(draft: Draft) -> str:
    """A block inside a cell as one of its lines."""
    tabs = "\t" * (draft.level - 1) if draft.kind is BlockKind.LIST_ITEM else ""
    return tabs + " ".join(" ".join([draft.marker, draft.text, *draft.cells]).split())


def _lines(cell: str) -> list[str]:
    """The lines of a cell; bullets that run on in one line begin lines of their own."""
    lines = [line for line in cell.split("\n") if line.strip()]
    if len(lines) == 1 and len(_BULLET.findall(lines[0])) >= _N_ITEMS:
        lines = _BULLET.split(lines[0])
    return lines


def _is_list(cell: str) -> bool:
    marked = [line for line in _lines(cell) if split_marker(line.strip())]
    return len(marked) >= _N_ITEMS


def holds_lists(header: Sequence[str], rows: Sequence[Sequence[str]]) -> bool:
    """Whether a table is of criteria, and one of its cells holds a list of them."""
    asks = any(_ASKS.search(title) for title in header)
    others = any(_OTHERS.search(title) for title in header)
    return asks and not others and any(_is_list(cell) for row in rows for cell in row[1:])


_POSITION = re.compile(r"\b(?:status|position|decision|determination)\b", re.IGNORECASE)
_MAX_CHARS = 600  # of a list that one line may hold
_GOES_ON = re.compile(r"[\s,;]+(?P<how>and|or)$", re.IGNORECASE)


def beside_positions(header: Sequence[str], rows: Sequence[Sequence[str]]) -> bool:
    """Whether the lists of a table are short, and a column beside them tells each row's position.

    Then a row is one line: cut up, the position would stand apart from what it asks for.
    """
    told = any(_POSITION.search(title) for title in header)
    cells = [cell for row in rows for cell in row[1:] if _is_list(cell)]
    return told and all(len(cell) <= _MAX_CHARS and in_one_line(cell) for cell in cells)


def in_one_line(cell: str) -> str:
    """The items or paragraphs of a cell as criteria in one line; "" of any other text.

    A line that goes on in the next one, a level below another, or a lead-in makes it other text.
    """
    lines = _lines(cell)
    marked = [split_marker(line.strip()) for line in lines]
    items = [flat(m.rest if m else line) for line, m in zip(lines, marked, strict=True)]
    items = [item.rstrip(" ;,.") for item in items if item]
    deep = any(line.startswith("\t") for line in lines) or any(i.endswith(":") for i in items)
    apart = all(marked) or (not any(marked) and all(_BEGINS.match(item) for item in items))
    if len(items) < _N_ITEMS or deep or not apart:
        return ""
    text = items[0]
    for item in items[1:]:
        found = _GOES_ON.search(text)
        text = f"{text[: found.start()]}; {found['how']} {item}" if found else f"{text}; {item}"
    return text


_BEGINS = re.compile(r"[A-Z\d≥≤<>]\S*\s\S")


def row_sections(
    header: Sequence[str], rows: Sequence[Sequence[str]], page: int | None
) -> Iterator[Draft]:
    """Headings, paragraphs and list items of the rows of a table.

    The title of the column with the lists stands above the names of its rows; where several columns
    hold lists, each has its title below the name.
    """
    columns = {i for row in rows for i, cell in enumerate(row) if i and _is_list(cell)}
    titles = [flat(title) for title in header]
    shown = ""
    for row in rows:
        told = [i for i in sorted(columns) if i < len(row) and row[i].strip()]
        title = titles[told[0]] if len(columns) == 1 and told and told[0] < len(titles) else ""
        if title and title != shown:
            yield _heading(title, TITLE, page)
            shown = title
        if row and row[0].strip():
            yield _heading(flat(row[0]), NAME if len(columns) == 1 else TITLE, page)
        for i, cell in enumerate(row):
            if i in told:
                if len(columns) > 1 and i < len(titles):
                    yield _heading(titles[i], NAME, page)
                yield from _blocks(cell, page)
            elif i and cell.strip():
                label = f"{titles[i]}: " if i < len(titles) and titles[i] else ""
                yield _draft(BlockKind.PARAGRAPH, f"{label}{flat(cell)}", page)


def _blocks(cell: str, page: int | None) -> Iterator[Draft]:
    for line in _lines(cell):
        marker = split_marker(line.strip())
        if marker is None:
            yield _draft(BlockKind.PARAGRAPH, flat(line), page)
            continue
        depth = len(line) - len(line.lstrip("\t")) + 1
        yield Draft(
            kind=BlockKind.LIST_ITEM,
            text=flat(marker.rest),
            level=depth,
            marker=marker.text,
            page=page,
            row_rank=NAME,
        )


def _heading(text: str, rank: int, page: int | None) -> Draft:
    return Draft(kind=BlockKind.HEADING, text=text, level=_LEVEL, page=page, row_rank=rank)


def _draft(kind: BlockKind, text: str, page: int | None) -> Draft:
    return Draft(kind=kind, text=text, page=page, row_rank=NAME)
