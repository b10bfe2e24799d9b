"""Rows of cells, as any format gives them, to drafts of table rows with their header."""

import re
from collections.abc import Iterable, Sequence

from ingest.models import BlockKind
from ingest.readers.builder import Draft
from ingest.readers.row_sections import (
    beside_positions,
    flat,
    holds_lists,
    in_one_line,
    row_sections,
)

_MIN_COLUMNS = 2
# Three words or a colon: a lone code or a lone term is a row whose other cells are empty.
_CAPTION = re.compile(r"(?:\S+\s+){2,}\S+|.*[A-Za-z].*:\s*", re.DOTALL)


def table_drafts(
    rows: Iterable[Sequence[str]],
    *,
    header: Sequence[str],
    table: int,
    page: int | None = None,
    captions: bool = True,
) -> list[Draft]:
    """Drafts for the body of a table and, before them, its header row.

    A row that fills one cell alone in a table of several columns is a caption inside the table
    ("Codes covered if
    criteria are met:"): it comes out as a paragraph, which then leads in the rows below it.
    """
    listed = [tuple(row) for row in rows]
    if holds_lists(header, listed) and not beside_positions(header, listed):
        return list(row_sections(header, listed, page))
    drafts: list[Draft] = []
    names = tuple(flat(cell) for cell in header)
    if any(cell.strip() for cell in names):
        drafts.append(_row(names, names, table, page))
    else:
        names = ()
    for row in (_texts(row, names) for row in listed):
        filled = [cell for cell in row if cell.strip()]
        if not names and len(filled) == _MIN_COLUMNS and _BOX.fullmatch(row[0].strip()):
            drafts.append(_box(row[0].strip(), filled[1], page))
        elif captions and _is_caption(row, filled):
            drafts.append(Draft(kind=BlockKind.PARAGRAPH, text=filled[0], page=page))
        elif filled:
            drafts.append(_row(row, names, table, page))
    return drafts


def _texts(row: Sequence[str], header: Sequence[str]) -> tuple[str, ...]:
    """The cells of a row, each in one line."""
    asked = [_ASKS.search(title) is not None for title in header]
    return tuple(
        (i < len(asked) and asked[i] and in_one_line(cell)) or flat(cell)
        for i, cell in enumerate(row)
    )


# A column of what is asked for; in another one, names may go on over several lines
_ASKS = re.compile(
    r"criteria|requirements?|\b(?:covered|approved|funded|authori[sz]ed) (?:when|if)\b|"
    r"\b(?:when|if) (?:covered|approved|funded)",
    re.IGNORECASE,
)


def stacked_header(rows: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """Several header rows as one: the name of a group of columns stands before each of theirs.

    Args:
        rows: From the top down; a text that spans columns is repeated in all rows but the last.
    """
    header: tuple[str, ...] = ()
    for row in rows:
        width = max(len(header), len(row))
        upper = (*header, *[""] * (width - len(header)))
        lower = (*row, *[""] * (width - len(row)))
        header = tuple(
            one if one == other else f"{one} {other}".strip()
            for one, other in zip(upper, lower, strict=True)
        )
    return header


_BOX = re.compile(r"\[[ xX_]?\]|[☐☑☒□]")  # to be ticked, in front of a criterion


def _box(marker: str, text: str, page: int | None) -> Draft:
    return Draft(kind=BlockKind.LIST_ITEM, text=text, level=1, marker=marker, page=page)


def _is_caption(row: Sequence[str], filled: Sequence[str]) -> bool:
    alone = len(row) >= _MIN_COLUMNS and len(filled) == 1 and bool(row[0].strip())
    return alone and _CAPTION.fullmatch(row[0].strip()) is not None


def _row(cells: tuple[str, ...], header: tuple[str, ...], table: int, page: int | None) -> Draft:
    return Draft(kind=BlockKind.TABLE_ROW, cells=cells, header=header, table=table, page=page)
