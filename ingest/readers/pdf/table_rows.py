"""Tables of a PDF to drafts.

Header found, repeated headers dropped, a table over several pages kept as one.
"""

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace

from ingest.models import BlockKind
from ingest.readers.builder import Draft
from ingest.readers.line_ends import Vocabulary
from ingest.readers.pdf.style import plain
from ingest.readers.pdf.tables import Cell, Table
from ingest.readers.tables import table_drafts

_SAME_X_POINTS = 8.0
_MAX_HEADER_CHARS = 80
_MAX_HEADER_ROWS = 3
_HEADER_WORDS = re.compile(
    r"\b(?:codes?|descriptions?|descriptors?|meaning|recommendations?|strength|grade|category"
    r"|criteria|topic|class|cor|loe|level|drug|dose"
    r"|indications?|diagnos[ei]s|population|intervention|evidence|product|name|term|date|notes?"
    r"|comments?|number|#)\b",
    re.IGNORECASE,
)
_CONTINUED = re.compile(r"\s*\((?:cont\.?|continued)\)", re.IGNORECASE)


class TableMaker:
    """Makes drafts of tables in reading order."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self.n_tables = 0
        self._last: Table | None = None
        self._header: tuple[str, ...] = ()
        self._interrupted = True
        self._page = 0

    def interrupt(self) -> None:
        """Text stands between the last table and what comes."""
        self._interrupted = True

    def heading(self, page: int) -> None:
        """A heading parts tables of one page; on the next it may be the repeated title of one."""
        if page == self._page:
            self._interrupted = True

    @contextmanager
    def uninterrupted(self) -> Iterator[None]:
        """Footnotes below a table do not part it from its next page."""
        before = self._interrupted
        yield
        self._interrupted = before

    def drafts(self, table: Table, page: int) -> list[Draft]:
        """Drafts of one page's table; rows of a table that goes on belong to the table before."""
        table = _without_empty_columns(table)
        goes_on = not self._interrupted and self._has_same_columns(table)
        caption, header_rows, body = _split_header(table)
        header = self._texts(_stacked(header_rows)) if header_rows else ()
        if goes_on and header_rows and not _is_same(header, self._header):
            goes_on = False
        if goes_on:
            header = self._header
        else:
            self.n_tables += 1
        rows = [self._texts([cell.lines for cell in row]) for row in body]
        made = [
            Draft(kind=BlockKind.PARAGRAPH, text=self.vocabulary.join_all(lines), page=page)
            for lines in (caption if not goes_on else [])
        ]
        made += table_drafts(rows, header=header, table=self.n_tables - 1, page=page)
        if goes_on and header and made and made[0].cells == made[0].header:
            del made[0]
        self._last, self._header, self._interrupted = table, header, False
        self._page = page
        return [_without_continued(draft) for draft in made]

    def _texts(self, cells: Sequence[Sequence[str]]) -> tuple[str, ...]:
        return tuple(self.vocabulary.join_all(lines) for lines in cells)

    def _has_same_columns(self, table: Table) -> bool:
        last = self._last
        return (
            last is not None
            and len(last.xs) == len(table.xs)
            and all(
                abs(one - other) <= _SAME_X_POINTS
                for one, other in zip(last.xs, table.xs, strict=True)
            )
        )


def _is_same(header: Sequence[str], other: Sequence[str]) -> bool:
    return [plain(_CONTINUED.sub("", cell)) for cell in header] == [
        plain(_CONTINUED.sub("", cell)) for cell in other
    ]


def _without_continued(draft: Draft) -> Draft:
    if not draft.cells:
        return draft
    cells = tuple(_CONTINUED.sub("", cell) for cell in draft.cells)
    return replace(draft, cells=cells)


def _without_empty_columns(table: Table) -> Table:
    """Drop columns with no text: borders drawn twice make columns of a few points."""
    width = len(table.xs) - 1
    kept = [column for column in range(width) if any(row[column].lines for row in table.rows)]
    if len(kept) == width:
        return table
    rows = [[row[column] for column in kept] for row in table.rows]
    xs = [table.xs[column] for column in kept] + [table.xs[-1]]
    return Table(table.box, xs, rows, table.spanning)


def _split_header(table: Table) -> tuple[list[list[str]], list[list[Cell]], list[list[Cell]]]:
    """Caption lines inside the table's top, header rows, body rows."""
    rows = table.rows
    start = 0
    caption = []
    while start in table.spanning and start < len(rows) - 1:
        caption.append([line for cell in rows[start] for line in cell.lines])
        start += 1
    end = start
    while end < min(len(rows) - 1, start + _MAX_HEADER_ROWS) and _is_header(rows[end]):
        end += 1
    if end - start == _MAX_HEADER_ROWS and _is_header(rows[end]):
        end = start + 1  # a table that is bold throughout: its first row names the columns
    if end == start and len(rows) - start > 1 and _reads_like_header(rows[start]):
        end += 1
    if end == start and _all_but_first_bold(rows, start):
        end += 1
    return caption, rows[start:end], rows[end:]


def _is_header(row: list[Cell]) -> bool:
    filled = [cell for cell in row if cell.lines]
    return len(filled) > 1 and all(cell.bold for cell in filled)


def _all_but_first_bold(rows: list[list[Cell]], start: int) -> bool:
    """True where the top row is bold but for one cell, and the next is not."""
    if len(rows) - start < 2:  # noqa: PLR2004
        return False
    shares = [
        sum(cell.bold for cell in row if cell.lines) / max(1, sum(bool(cell.lines) for cell in row))
        for row in rows[start : start + 2]
    ]
    return shares[0] >= 0.6 and shares[1] < 0.5  # noqa: PLR2004


def _reads_like_header(row: list[Cell]) -> bool:
    texts = [" ".join(cell.lines) for cell in row if cell.lines]
    short = all(len(text) <= _MAX_HEADER_CHARS and not text.endswith(".") for text in texts)
    named = sum(_HEADER_WORDS.search(text) is not None for text in texts)
    return len(texts) > 1 and short and named * 2 >= len(texts)


def _stacked(rows: list[list[Cell]]) -> list[list[str]]:
    """Several header rows as one: what stands above each other is joined, merged cells once.

    The name of a group of columns stands before the name of each.
    """
    columns: list[list[str]] = []
    for column in range(len(rows[0])):
        lines: list[str] = []
        seen: list[Cell] = []
        for place, row in enumerate(rows):
            cell = row[column]
            if place < len(rows) - 1 and cell.covered_by is not None:
                cell = cell.covered_by
            if not any(cell is other for other in seen):
                lines += cell.lines
                seen.append(cell)
        columns.append(lines)
    return columns
