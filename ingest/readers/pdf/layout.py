"""Reading order of a PDF's pages: two columns one after the other, tables in their place."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from ingest.readers.pdf.aligned import find_aligned
from ingest.readers.pdf.line_model import Line
from ingest.readers.pdf.lines import Row, Segment
from ingest.readers.pdf.tables import Table

_MIN_COLUMN_ROWS = 4
_MIN_COLUMN_CHARS = 18
_GUTTER_POINTS = 8.0
_GUTTER_STEP = 2.0
_GUTTER_FROM, _GUTTER_TO = 0.3, 0.75
_TITLE_SIZE = 1.3


@dataclass(slots=True)
class Page:
    """A page before its reading order is known: rows outside tables, and tables."""

    number: int
    width: float
    height: float
    rows: list[Row]
    tables: list[Table] = field(default_factory=list)


class ReadingOrder:
    """Orders the rows of one page after the other; numbers column regions through the document."""

    def __init__(self) -> None:
        self._n_columns = 0

    def lines(self, page: Page) -> list[Line | Table]:
        """Lines and tables as they are read.

        A table inside one of two columns is read with it; any other parts what is above from what
        is below.
        """
        tables = sorted(page.tables, key=lambda table: -table.box.y1)
        return self._in_columns(list(page.rows), tables, page, is_last=True)

    def _in_columns(
        self, rows: list[Row], tables: Sequence[Table], page: Page, *, is_last: bool
    ) -> list[Line | Table]:
        """Part of a page, column by column; `is_last` where nothing follows it on the page."""
        gutter, bands = _find_gutter(rows, page.width, tables)
        n_rows = len(rows) if is_last else len(rows) + 1
        bands = [trimmed for band in bands if (trimmed := _trimmed(rows, band, gutter, n_rows))]
        inside = [[t for t in tables if _stands_in(t, rows, band, gutter)] for band in bands]
        for place, table in enumerate(tables):
            if not any(table in found for found in inside):
                above = [row for row in rows if row.y > table.box.y1 - 1]
                below = [row for row in rows if row.y <= table.box.y1 - 1]
                return [
                    *self._in_columns(above, tables[:place], page, is_last=False),
                    table,
                    *self._in_columns(below, tables[place + 1 :], page, is_last=is_last),
                ]
        shift = _shift([rows[slice(*band)] for band in bands], gutter)
        ordered: list[Line | Table] = []
        start = 0
        for (first, last), found in zip(bands, inside, strict=True):
            ordered += self._lines(rows[start:first], page)
            band = rows[first:last]
            for left in (True, False):
                side = [Row(kept) for row in band if (kept := _side(row, gutter, left=left))]
                own = [table for table in found if (table.box.x0 < gutter) == left]
                ordered += self._with_tables(side, own, page, 0.0 if left else shift)
            start = last
        return ordered + self._lines(rows[start:], page)

    def _with_tables(
        self, rows: list[Row], tables: Sequence[Table], page: Page, shift: float
    ) -> list[Line | Table]:
        """Rows of one column, its tables in their place."""
        ordered: list[Line | Table] = []
        for table in tables:
            above = [row for row in rows if row.y > table.box.y1 - 1]
            rows = [row for row in rows if row.y <= table.box.y1 - 1]
            ordered += [*self._lines(above, page, shift), table]
        return ordered + self._lines(rows, page, shift)

    def _lines(self, rows: list[Row], page: Page, shift: float = 0.0) -> list[Line | Table]:
        if not rows:
            return []
        self._n_columns += 1
        left = min(row.segments[0].x0 for row in rows)
        right = max(row.segments[-1].x1 for row in rows)
        lines = [
            Line(row.segments, page.number, left, right, self._n_columns, shift) for row in rows
        ]
        return find_aligned(lines)


def _side(row: Row, gutter: float, *, left: bool) -> list[Segment]:
    return [segment for segment in row.segments if ((segment.x0 + segment.x1) / 2 < gutter) == left]


def _stands_in(table: Table, rows: Sequence[Row], band: tuple[int, int], gutter: float) -> bool:
    """Whether a table lies in one column of a band: beside its rows, clear of those around it."""
    first, last = band
    box, half = table.box, _GUTTER_POINTS / 2
    if box.x0 < gutter + half and box.x1 > gutter - half:
        return False
    top = rows[first - 1].y if first else float("inf")
    bottom = rows[last].y if last < len(rows) else float("-inf")
    beside = box.y0 <= rows[first].y and box.y1 >= rows[last - 1].y
    return beside and bottom < box.y1 and box.y0 < top and box.y1 <= top + 1


def _shift(bands: Sequence[Sequence[Row]], gutter: float) -> float:
    """How far the right column of a page lies beside the left one."""
    edges = [
        min(
            (s.x0 for band in bands for row in band for s in _side(row, gutter, left=left)),
            default=0,
        )
        for left in (True, False)
    ]
    return edges[1] - edges[0]


def _trimmed(
    rows: Sequence[Row], band: tuple[int, int], gutter: float, end: int
) -> tuple[int, int] | None:
    """A band without the headings over the whole page that are too short to cross the gutter.

    The last line of a title above, and the heading of what follows below: one side alone, in other
    type than the text. Nothing follows a band that reaches to the `end`: its headings are its own.
    """
    first, last = band
    inside = rows[first:last]
    body = Counter(
        (segment.size, segment.bold) for row in inside for segment in row.segments
    ).most_common(1)[0][0]
    while last > first and _stands_alone(rows[first], gutter, body, larger=True):
        first += 1
    while first < last < end and _stands_alone(rows[last - 1], gutter, body, larger=False):
        last -= 1
    if first < last < end:
        last = _below_columns(rows, (first, last), gutter, body)
    return (first, last) if last > first else None


def _below_columns(
    rows: Sequence[Row], band: tuple[int, int], gutter: float, body: tuple[float, bool]
) -> int:
    """Where a band ends above something that crosses it, with what leads that in left out.

    Columns that end above a table are of one height: a heading further down the left one, where
    the right one has nothing any more, opens what follows, and short lines below it are its text.
    """
    first, last = band
    tail = last
    while tail > first and not _side(rows[tail - 1], gutter, left=False):
        tail -= 1
    places = range(max(tail, first + 1), last)
    return next((at for at in places if _stands_alone(rows[at], gutter, body, larger=False)), last)


def _stands_alone(row: Row, gutter: float, body: tuple[float, bool], *, larger: bool) -> bool:
    sides = [_side(row, gutter, left=left) for left in (True, False)]
    if all(sides) or not any(sides):
        return False
    size, bold = body
    is_larger = row.size > _TITLE_SIZE * size
    is_bold = all(segment.bold for segment in row.segments) and not bold
    return is_larger or (is_bold and not larger and row.size >= size)


def _find_gutter(
    rows: list[Row], width: float, tables: Sequence[Table]
) -> tuple[float, list[tuple[int, int]]]:
    """The gutter that parts most rows, and the runs of rows that it parts: first, after last."""
    best: tuple[float, list[tuple[int, int]]] = (0.0, [])
    best_rows = 0
    for gutter in _gutter_candidates(rows, width):
        crossing = [_crosses(row, gutter) for row in rows]
        runs = [(band, rows[slice(*band)]) for band in _runs_of(crossing)]
        bands = [band for band, inside in runs if _is_two_columns(inside, gutter, tables)]
        n_rows = sum(last - first for first, last in bands)
        if n_rows > best_rows:
            best, best_rows = (gutter, bands), n_rows
    return best


def _gutter_candidates(rows: list[Row], width: float) -> list[float]:
    """Places just left of where several segments begin, in the middle of the page."""
    starts = Counter(
        round(segment.x0 / _GUTTER_STEP)
        for row in rows
        for segment in row.segments
        if _GUTTER_FROM * width <= segment.x0 <= _GUTTER_TO * width
    )
    common = [(n, step) for step, n in starts.most_common(8) if n >= _MIN_COLUMN_ROWS]
    return [step * _GUTTER_STEP - 0.75 * _GUTTER_POINTS for _, step in common]


def _crosses(row: Row, place: float) -> bool:
    half = _GUTTER_POINTS / 2
    return any(segment.x0 < place + half and segment.x1 > place - half for segment in row.segments)


def _runs_of(crossing: Sequence[bool]) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    start: int | None = None
    for index, crosses in enumerate([*crossing, True]):
        if crosses and start is not None:
            runs.append((start, index))
            start = None
        elif not crosses and start is None:
            start = index
    return runs


def _is_two_columns(rows: list[Row], gutter: float, tables: Sequence[Table]) -> bool:
    """True where both sides hold several lines of prose that stand beside each other.

    A table that lies in one of them fills it as so many lines.
    """
    sides = [
        [segment for row in rows for segment in _side(row, gutter, left=left)]
        for left in (True, False)
    ]
    tops, bottoms = [], []
    for side, is_left in zip(sides, (True, False), strict=True):
        n_full = sum(
            len(table.rows)
            for table in tables
            if (table.box.x1 < gutter if is_left else table.box.x0 > gutter)
            and rows[-1].y < table.box.y1
            and table.box.y0 < rows[0].y
        )
        if len(side) < _MIN_COLUMN_ROWS or not is_prose(side, n_full):
            return False
        tops.append(max(segment.y for segment in side))
        bottoms.append(min(segment.y for segment in side))
    shared = min(tops) - max(bottoms)
    return shared >= 0.5 * min(top - bottom for top, bottom in zip(tops, bottoms, strict=True))


def is_prose(side: list[Segment], n_full: int = 0) -> bool:
    """True where most lines fill their column, as running text does and cells do not.

    Args:
        side: What stands in the column.
        n_full: So many lines more that fill it.
    """
    by_line: dict[int, list[Segment]] = defaultdict(list)
    for segment in side:
        by_line[round(segment.y)].append(segment)
    left, right = min(s.x0 for s in side), max(s.x1 for s in side)
    full = n_full + sum(
        max(s.x1 for s in line) - min(s.x0 for s in line) >= 0.7 * (right - left)
        for line in by_line.values()
    )
    chars = sum(len(segment.text) for segment in side) / len(by_line)
    return full >= 0.45 * (len(by_line) + n_full) and chars >= _MIN_COLUMN_CHARS
