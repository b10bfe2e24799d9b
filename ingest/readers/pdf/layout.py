"""Reading order of a PDF's pages.

Running headers out, two columns one after the other, tables in their place.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from ingest.readers.pdf.aligned import find_aligned
from ingest.readers.pdf.line_model import Line
from ingest.readers.pdf.lines import Row, Segment, is_leader_line
from ingest.readers.pdf.tables import Table

# Headers and footers lie in the outer parts of a page; share of its height.
_MARGIN_SHARE = 0.14
_PLACE_POINTS = 4.0
_MIN_REPEATS = 3
_MAX_RUNNING_GAP_EM = 3.0
_MIN_REPEAT_SHARE = 0.1
_PAGE_NUMBER = re.compile(
    r"[-–—|\s]*(?:page|p\.)?\s*(?:\d{1,4}|[ivxl]{1,7}|[A-Z]-?\d{1,3})(?:\s*(?:of"
    r"|/)\s*\d{1,4})?[-–—|\s]*",
    re.IGNORECASE,
)
_MIN_COLUMN_ROWS = 4
_MIN_COLUMN_CHARS = 18
_GUTTER_POINTS = 8.0
_GUTTER_STEP = 2.0
_GUTTER_FROM, _GUTTER_TO = 0.3, 0.75
_MIN_CONTENTS_LINES = 4


@dataclass(slots=True)
class Page:
    """A page before its reading order is known: rows outside tables, and tables."""

    number: int
    width: float
    height: float
    rows: list[Row]
    tables: list[Table] = field(default_factory=list)


def _outer_rows(page: Page) -> list[Row]:
    low, high = _MARGIN_SHARE * page.height, (1 - _MARGIN_SHARE) * page.height
    return [row for row in page.rows if row.y <= low or row.y >= high]


def _furniture_key(page: Page, row: Row) -> tuple[str, int]:
    text = re.sub(r"\d+", "#", row.text.lower())
    text = re.sub(r"\b[ivxl]{1,6}\b", "#", text)
    return text, round((row.y if row.y < page.height / 2 else row.y - page.height) / _PLACE_POINTS)


def drop_furniture(pages: Sequence[Page]) -> None:
    """Take running headers, footers and page numbers off the pages, in place.

    A running line stands at the same place on at least three pages and a tenth of them (on both of
    two pages); digits and
    Roman numerals count as equal. What lies further out on the page than a running line goes only
    if it runs, too.
    """
    seen: Counter[tuple[str, int]] = Counter()
    for page in pages:
        seen.update({_furniture_key(page, row) for row in _outer_rows(page)})
    needed = max(min(_MIN_REPEATS, len(pages)), _MIN_REPEAT_SHARE * len(pages))
    for page in pages:
        outer = _outer_rows(page)
        runs = {
            id(row)
            for row in outer
            if len(pages) > 1 and _repeats(seen, _furniture_key(page, row)) >= needed
        }
        running = _near_the_edge(page, outer, runs)
        numbers = {id(row) for row in outer if _is_page_number(page, row, running)}
        page.rows = [row for row in page.rows if id(row) not in running | numbers]


def _near_the_edge(page: Page, outer: list[Row], runs: set[int]) -> set[int]:
    """Running rows that lie close below the first of them, seen from the edge.

    What follows a gap is text.
    """
    kept: set[int] = set()
    middle = page.height / 2
    for rows in ([r for r in outer if r.y > middle], [r for r in outer if r.y <= middle][::-1]):
        last: Row | None = None
        for row in rows:
            if id(row) not in runs:
                continue
            if last is not None and abs(last.y - row.y) > _MAX_RUNNING_GAP_EM * max(
                row.size, last.size
            ):
                break
            kept.add(id(row))
            last = row
    return kept


def _repeats(seen: Counter[tuple[str, int]], key: tuple[str, int]) -> int:
    text, place = key
    return sum(seen[text, place + shift] for shift in (-1, 0, 1))


def _is_page_number(page: Page, row: Row, running: set[int]) -> bool:
    """True for a lone number that is the outermost row at the top or bottom, running rows apart."""
    if not _PAGE_NUMBER.fullmatch(row.text):
        return False
    others = [other.y for other in page.rows if id(other) not in running and other is not row]
    return not others or row.y < min(others) or row.y > max(others)


def is_contents_page(rows: Sequence[Row]) -> bool:
    """True where several lines lead by dots to page numbers."""
    return sum(is_leader_line(row.text) for row in rows) >= _MIN_CONTENTS_LINES


def drop_contents(page: Page) -> None:
    """Take the lines of a table of contents off the page; wrapped entries between them too."""
    if not is_contents_page(page.rows):
        return
    leaders = [index for index, row in enumerate(page.rows) if is_leader_line(row.text)]
    first, last = leaders[0], leaders[-1]
    while first > 0 and _is_wrapped_entry(page.rows[first - 1], page.rows[first]):
        first -= 1
    page.rows = page.rows[:first] + page.rows[last + 1 :]


def _is_wrapped_entry(row: Row, below: Row) -> bool:
    return row.y - below.y < 1.5 * row.size and row.size == below.size


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
        ordered: list[Line | Table] = []
        start = 0
        for first, last in bands:
            ordered += self._lines(rows[start:first], page)
            band = rows[first:last]
            left = [Row(kept) for row in band if (kept := _side(row, gutter, left=True))]
            right = [Row(kept) for row in band if (kept := _side(row, gutter, left=False))]
            ordered += self._lines(left, page) + self._lines(right, page)
            start = last
        return ordered + self._lines(rows[start:], page)

    def _lines(self, rows: list[Row], page: Page) -> list[Line | Table]:
        if not rows:
            return []
        self._n_columns += 1
        left = min(row.segments[0].x0 for row in rows)
        right = max(row.segments[-1].x1 for row in rows)
        lines = [Line(row.segments, page.number, left, right, self._n_columns) for row in rows]
        return find_aligned(lines)


def _side(row: Row, gutter: float, *, left: bool) -> list[Segment]:
    return [segment for segment in row.segments if ((segment.x0 + segment.x1) / 2 < gutter) == left]


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
        if len(side) < _MIN_COLUMN_ROWS or not _is_prose(side):
            return False
        tops.append(max(segment.y for segment in side))
        bottoms.append(min(segment.y for segment in side))
    shared = min(tops) - max(bottoms)
    return shared >= 0.5 * min(top - bottom for top, bottom in zip(tops, bottoms, strict=True))


def _is_prose(side: list[Segment]) -> bool:
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
