"""Rows, merged cells and header rows of a Word table."""

from collections.abc import Iterator

from docx.oxml.ns import qn
from lxml.etree import _Element as Element


def n_header_rows(rows: list[list[Element]]) -> int:
    """How many rows the header has, of rows of which the first is one.

    Those that Word repeats on each page; else a second one below a cell over several columns, where
    another cell of the first goes on into it.
    """
    marked = 0
    while marked < len(rows) - 1 and _is_marked(rows[marked]):
        marked += 1
    if marked or len(rows) <= 2:  # noqa: PLR2004
        return max(1, marked)
    wide = any(merges(cell)[0] > 1 for cell in rows[0])
    goes_on = any(merges(cell)[1] for cell in rows[1])
    return 2 if wide and goes_on else 1


def _is_marked(row: list[Element]) -> bool:
    """Whether Word repeats a row on each page."""
    line = next(row[0].iterancestors(qn("w:tr")), None)
    return line is not None and line.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None


def rows_of(table: Element) -> Iterator[list[Element]]:
    """Cells of each row of a table, those of tables inside it left out."""
    for row in table.iter(qn("w:tr")):
        if next(row.iterancestors(qn("w:tbl"))) is table:
            cells = [
                cell for cell in row.iter(qn("w:tc")) if next(cell.iterancestors(qn("w:tr"))) is row
            ]
            if cells:
                yield cells


def merges(cell: Element) -> tuple[int, bool]:
    """Columns that the cell covers, and whether it goes on from the cell above."""
    span = cell.find(f"{qn('w:tcPr')}/{qn('w:gridSpan')}")
    down = cell.find(f"{qn('w:tcPr')}/{qn('w:vMerge')}")
    width = str(span.get(qn("w:val"))) if span is not None else "1"
    goes_down = down is not None and down.get(qn("w:val")) != "restart"
    return (min(200, int(width)) if width.isdigit() and width != "0" else 1), goes_down
