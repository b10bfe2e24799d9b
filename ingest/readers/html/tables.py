"""HTML tables to rows: header cells, row and column spans, captions within."""

from collections.abc import Callable
from dataclasses import dataclass

from bs4.element import Tag

from ingest.readers.html.visible import is_hidden
from ingest.readers.row_sections import flat
from ingest.readers.tables import stacked_header

_MAX_SPAN = 200
_MIN_COLUMNS = 2
_LAYOUT_CHARS = 600
CellText = Callable[[Tag], str]


@dataclass(frozen=True, slots=True)
class HtmlTable:
    """A table as printed.

    Attributes:
        caption: Its caption, "" where there is none.
        header: Header cells, () where there are none.
        parts: Runs of rows, and between them the text of rows that are one cell over the whole
            width.
        is_layout: True where it only places text on the page.
    """

    caption: str
    header: tuple[str, ...]
    parts: tuple[str | list[tuple[str, ...]], ...]
    is_layout: bool


@dataclass(frozen=True, slots=True)
class _Row:
    """A row, spans filled in: `texts` has a text once, `repeated` in every column it spans."""

    texts: tuple[str, ...]
    repeated: tuple[str, ...]
    is_header: bool
    spans_all: bool


def _own_rows(tag: Tag) -> list[Tag]:
    return [
        row for row in tag.find_all("tr") if row.find_parent("table") is tag and not is_hidden(row)
    ]


def _span(cell: Tag, name: str) -> int:
    stated = str(cell.get(name) or "1")
    return min(_MAX_SPAN, max(1, int(stated))) if stated.isdigit() else 1


def read_table(tag: Tag, text_of: CellText) -> HtmlTable:
    """Rows of a table, spans filled in.

    Over rows the text is repeated, over columns it stands once.
    """
    caption = tag.find("caption")
    title = " ".join(text_of(caption).split()) if isinstance(caption, Tag) else ""
    if tag.find("table") is not None and not _holds_data(tag):
        # Reading its cells here and again as text would double at each level of nesting.
        return HtmlTable(title, (), (), is_layout=True)
    rows = _spread(_own_rows(tag), text_of)
    headers: list[_Row] = []
    parts: list[str | list[tuple[str, ...]]] = []
    for row in rows:
        if row.spans_all:
            parts.append(flat(row.texts[0]))
        elif row.is_header and not any(isinstance(part, list) for part in parts):
            headers.append(row)
        elif any(row.texts):
            if not parts or isinstance(parts[-1], str):
                parts.append([])
            body = parts[-1]
            if isinstance(body, list):
                body.append(row.texts)
    header = stacked_header(
        [
            *(tuple(map(flat, row.repeated)) for row in headers[:-1]),
            *(tuple(map(flat, row.texts)) for row in headers[-1:]),
        ]
    )
    width = max((len(row.texts) for row in rows), default=0)
    longest = max((len(text) for row in rows for text in row.texts), default=0)
    is_layout = (
        width <= 1
        or tag.get("role") in {"presentation", "none"}
        or (not header and longest > _LAYOUT_CHARS)
    )
    return HtmlTable(title, header, tuple(parts), is_layout)


def _holds_data(tag: Tag) -> bool:
    """Whether a table with another one inside is one of rows, and not the frame of a page.

    Its first row is of header cells, and no table inside holds one in turn.
    """
    rows = _own_rows(tag)
    first = rows[0].find_all(["td", "th"], recursive=False) if rows else []
    inside = tag.find_all("table")
    return (
        len(first) >= _MIN_COLUMNS
        and all(cell.name == "th" for cell in first)
        and not any(table.find("table") for table in inside)
    )


def _spread(rows: list[Tag], text_of: CellText) -> list[_Row]:
    held: dict[int, tuple[int, str, str]] = {}
    spread: list[_Row] = []
    width = max(
        (
            sum(_span(cell, "colspan") for cell in row.find_all(["td", "th"], recursive=False))
            for row in rows
        ),
        default=0,
    )
    for row in rows:
        cells = row.find_all(["td", "th"], recursive=False)
        texts: list[str] = []
        repeated: list[str] = []
        for cell in cells:
            _fill(held, texts, repeated)
            text = "" if is_hidden(cell) else text_of(cell).strip("\n ")
            n_columns, n_rows = _span(cell, "colspan"), _span(cell, "rowspan")
            for offset in range(n_columns):
                shown = text if offset == 0 else ""
                if n_rows > 1:
                    held[len(texts)] = (n_rows - 1, shown, text)
                texts.append(shown)
                repeated.append(text)
        _fill(held, texts, repeated)
        is_header = bool(cells) and (
            row.find_parent("thead") is not None or all(cell.name == "th" for cell in cells)
        )
        spans_all = (
            len(cells) == 1 and width > 1 and _span(cells[0], "colspan") >= width and bool(texts[0])
        )
        spread.append(_Row(tuple(texts), tuple(repeated), is_header, spans_all))
    return spread


def _fill(held: dict[int, tuple[int, str, str]], texts: list[str], repeated: list[str]) -> None:
    """Take over cells that reach down from the row above into the next column."""
    while len(texts) in held:
        column = len(texts)
        left, text, whole = held.pop(column)
        texts.append(text)
        repeated.append(whole)
        if left > 1:
            held[column] = (left - 1, text, whole)
