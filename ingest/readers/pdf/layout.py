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
        """Lines and tables as they are read; a table parts what is above from what is below."""
        ordered: list[Line | Table] = []
        rows = list(page.rows)
        for table in sorted(page.tables, key=lambda table: -table.box.y1):
            above = [row for row in rows if row.y > table.box.y1 - 1]
            rows = [row for row in rows if row.y <= table.box.y1 - 1]
            ordered += self._in_columns(above, page)
            ordered.append(table)
        return ordered + self._in_columns(rows, page)

    def _in_columns(self, rows: list[Row], page: Page) -> list[Line | Table]:
        if not rows:
            return []
        gutter, bands = _find_gutter(rows, page.width)
        bands = [trimmed for band in bands if (trimmed := _trimmed(rows, band, gutter))]
        shift = _shift([rows[slice(*band)] for band in bands], gutter)
        ordered: list[Line | Table] = []
        start = 0
        for first, last in bands:
            ordered += self._lines(rows[start:first], page)
            band = rows[first:last]
            left = [Row(kept) for row in band if (kept := _side(row, gutter, left=True))]
            right = [Row(kept) for row in band if (kept := _side(row, gutter, left=False))]
            ordered += self._lines(left, page) + self._lines(right, page, shift)
            start = last
        return ordered + self._lines(rows[start:], page)

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


def _trimmed(rows: Sequence[Row], band: tuple[int, int], gutter: float) -> tuple[int, int] | None:
    """A band without the headings over the whole page that are too short to cross the gutter.

    The last line of a title above, and the heading of what follows below: one side alone, in other
    type than the text.
    """
    first, last = band
    inside = rows[first:last]
    body = Counter(
        (segment.size, segment.bold) for row in inside for segment in row.segments
    ).most_common(1)[0][0]
    while last > first and _stands_alone(rows[first], gutter, body, larger=True):
        first += 1
    while last > first and _stands_alone(rows[last - 1], gutter, body, larger=False):
        last -= 1
    return (first, last) if last > first else None


def _stands_alone(row: Row, gutter: float, body: tuple[float, bool], *, larger: bool) -> bool:
    sides = [_side(row, gutter, left=left) for left in (True, False)]
    if all(sides) or not any(sides):
        return False
    size, bold = body
    is_larger = row.size > _TITLE_SIZE * size
    is_bold = all(segment.bold for segment in row.segments) and not bold
    return is_larger or (is_bold and not larger and row.size >= size)


def _find_gutter(rows: list[Row], width: float) -> tuple[float, list[tuple[int, int]]]:
    """The gutter that parts most rows, and the runs of rows that it parts, as (first.

    After last).
    """
    best: tuple[float, list[tuple[int, int]]] = (0.0, [])
    best_rows = 0
    for gutter in _gutter_candidates(rows, width):
        crossing = [_crosses(row, gutter) for row in rows]
        bands = [band for band in _runs_of(crossing) if _is_two_columns(rows[slice(*band)], gutter)]
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


def _is_two_columns(rows: list[Row], gutter: float) -> bool:
    """True where both sides hold several lines of prose that stand beside each other."""
    sides = [
        [segment for row in rows for segment in _side(row, gutter, left=left)]
        for left in (True, False)
    ]
    tops, bottoms = [], []
    for side in sides:
        if len(side) < _MIN_COLUMN_ROWS or not is_prose(side):
            return False
        tops.append(max(segment.y for segment in side))
        bottoms.append(min(segment.y for segment in side))
    shared = min(tops) - max(bottoms)
    return shared >= 0.5 * min(top - bottom for top, bottom in zip(tops, bottoms, strict=True))


def is_prose(side: list[Segment]) -> bool:
    """True where most lines fill their column, as running text does and cells do not."""
    by_line: dict[int, list[Segment]] = defaultdict(list)
    for segment in side:
        by_line[round(segment.y)].append(segment)
    left, right = min(s.x0 for s in side), max(s.x1 for s in side)
    full = sum(
        max(s.x1 for s in line) - min(s.x0 for s in line) >= 0.7 * (right - left)
        for line in by_line.values()
    )
    chars = sum(len(segment.text) for segment in side) / len(by_line)
    return full >= 0.45 * len(by_line) and chars >= _MIN_COLUMN_CHARS
