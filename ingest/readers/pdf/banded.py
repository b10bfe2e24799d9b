"""Tables with lines between their rows and none between their columns, as journals set them.

Rules of one width, one below the other, bound the rows; white gutters through them part the
columns.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from ingest.readers.pdf.layout import is_prose
from ingest.readers.pdf.lines import Row, Segment, rows_of
from ingest.readers.pdf.tables import Cell, Rule, Table, cell_of, horizontal_rules
from ingest.readers.pdf.words import Box, PageContent, Word

_SAME_END = 6.0
_MIN_RULES = 3
_MIN_WIDTH_SHARE = 0.25
# A gap that is wider than a word's begins another part of a line: columns may stand close.
_BREAK_EM = 0.5
_MIN_GUTTER_EM = 0.5
# So many of the lines may run over a gutter: a heading inside the table does.
_CROSSING_SHARE = 0.12
_MIN_COLUMNS = 2
# More lines than this in one cell, in two columns beside each other, are running text.
_MAX_CELL_LINES = 14
_ROW_GAP = 1.35
# From so many bands on each is a row, unless one holds more than this part of all lines.
_MANY_BANDS = 4
_MOST_LINES = 0.6


@dataclass(frozen=True, slots=True)
class _Band:
    """What stands between two rules: words by line, from the top down."""

    top: float
    bottom: float
    rows: list[Row]
    words: list[Word]


def find_banded(content: PageContent, words: Sequence[Word]) -> list[Table]:
    """Tables of the page that only lines between rows mark, from the top down.

    Args:
        content: The page with its rules.
        words: Those of its words that no other table holds.
    """
    found: list[Table] = []
    for stack in _stacks(content):
        table = _table(stack, words)
        if table is not None:
            found.append(table)
    return sorted(found, key=lambda table: -table.box.y1)


def _stacks(content: PageContent) -> list[list[Rule]]:
    """Rules of one left and one right end, from the top down."""
    ends: dict[tuple[int, int], list[Rule]] = defaultdict(list)
    wide = [
        rule
        for rule in horizontal_rules(content)
        if rule.end - rule.start >= _MIN_WIDTH_SHARE * content.width
    ]
    for rule in sorted(wide, key=lambda rule: -rule.at):
        key = next(
            (
                key
                for key in ends
                if abs(key[0] - rule.start) <= _SAME_END and abs(key[1] - rule.end) <= _SAME_END
            ),
            (round(rule.start), round(rule.end)),
        )
        ends[key].append(rule)
    return [stack for stack in ends.values() if len(stack) >= _MIN_RULES]


def _table(stack: list[Rule], words: Sequence[Word]) -> Table | None:
    left, right = stack[0].start, stack[0].end
    bands = []
    for above, below in pairwise(stack):
        inside = [
            word
            for word in words
            if not word.turn
            and below.at < word.y + 0.3 * word.size < above.at
            and left - _SAME_END <= word.x0
            and word.x1 <= right + _SAME_END
        ]
        if inside:
            lines = rows_of(inside, break_em=_BREAK_EM, markers=False)
            bands.append(_Band(above.at, below.at, lines, inside))
    if len(bands) < _MIN_COLUMNS:
        return None
    gutters = _gutters(bands, left, right)
    if not gutters or any(_is_running_text(band, gutters) for band in bands):
        return None
    n_lines = sum(len(band.rows) for band in bands)
    rows = []
    for band in bands:
        # Where every row has its line, a band is a row; where three lines bound all, it is not.
        several = len(bands) < _MANY_BANDS or len(band.rows) > _MOST_LINES * n_lines
        rows += _band_rows(band, gutters, several=several)
    if sum(sum(bool(cell.lines) for cell in row) >= _MIN_COLUMNS for row in rows) < _MIN_COLUMNS:
        return None
    starts = [
        min(word.x0 for band in bands for word in band.words if _column(word, gutters) == n)
        for n in range(len(gutters) + 1)
    ]
    box = Box(left, bands[-1].bottom, right, bands[0].top)
    spanning = {
        place
        for place, row in enumerate(rows)
        if [bool(cell.lines) for cell in row] == [True] + [False] * len(gutters)
        and _runs_over(row[0], bands, gutters)
    }
    return Table(box, [*starts, right], rows, spanning)


def _runs_over(cell: Cell, bands: Sequence[_Band], gutters: Sequence[float]) -> bool:
    """Whether the text of a first cell goes on into the second column."""
    return any(
        row.text in cell.lines and row.segments[-1].x1 > gutters[0]
        for band in bands
        for row in band.rows
    )


def _gutters(bands: Sequence[_Band], left: float, right: float) -> list[float]:
    """Middles of the white runs that nearly no line crosses, from left to right."""
    rows = [row for band in bands for row in band.rows]
    allowed = int(_CROSSING_SHARE * len(rows))
    width = int(right - left) + 1
    crossing = [0] * (width + 1)
    for row in rows:
        for segment in row.segments:
            first = max(0, int(segment.x0 - left))
            last = min(width, int(segment.x1 - left))
            for place in range(first, last + 1):
                crossing[place] += 1
    size = sorted(row.size for row in rows)[len(rows) // 2]
    found = []
    start: int | None = None
    seen_text = False
    for place, n in enumerate(crossing):
        if n <= allowed:
            start = place if start is None else start
            continue
        if start is not None and seen_text and place - start >= _MIN_GUTTER_EM * size:
            found.append(left + (start + place) / 2)
        seen_text, start = True, None
    return found


def _column(word: Word, gutters: Sequence[float]) -> int:
    middle = (word.x0 + word.x1) / 2
    return sum(gutter < middle for gutter in gutters)


def _is_running_text(band: _Band, gutters: Sequence[float]) -> bool:
    """Whether two columns of a band hold many full lines each: a page in columns is no table."""
    columns: dict[int, list[Segment]] = defaultdict(list)
    for row in band.rows:
        for segment in row.segments:
            middle = (segment.x0 + segment.x1) / 2
            columns[sum(gutter < middle for gutter in gutters)].append(segment)
    long = [
        found
        for found in columns.values()
        if len({round(segment.y) for segment in found}) > _MAX_CELL_LINES and is_prose(found)
    ]
    return len(long) >= _MIN_COLUMNS


def _band_rows(band: _Band, gutters: Sequence[float], *, several: bool) -> list[list[Cell]]:
    """Rows of cells between two rules: several where white space or full lines part them."""
    rows = []
    for group in _groups(band, gutters) if several else [band.words]:
        inside: dict[int, list[Word]] = defaultdict(list)
        over = _crossing_row(group, gutters)
        for word in group:
            inside[0 if over else _column(word, gutters)].append(word)
        rows.append([cell_of(inside[n]) if inside[n] else Cell() for n in range(len(gutters) + 1)])
    return rows


def _crossing_row(words: Sequence[Word], gutters: Sequence[float]) -> bool:
    """Whether these words are one line over the whole width: a heading inside the table."""
    rows = rows_of(words, break_em=_BREAK_EM, markers=False)
    return len(rows) == 1 and any(
        segment.x0 < gutter < segment.x1 for segment in rows[0].segments for gutter in gutters
    )


def _groups(band: _Band, gutters: Sequence[float]) -> list[list[Word]]:
    """Words of a band by row of the table.

    Several rows stand between two rules where each line has a text in every column, or where some
    gaps are clearly wider than the others.
    """
    rows = band.rows
    if len(rows) < _MIN_COLUMNS:
        return [band.words]
    gaps = [above.y - below.y for above, below in pairwise(rows)]
    pitch = min(gaps)
    opens = [gap > _ROW_GAP * pitch for gap in gaps]
    if not any(opens):
        opens = [_is_whole(row, gutters) for row in rows[1:]]
        if not all(opens) or not _is_whole(rows[0], gutters):
            return [band.words]
    groups: list[list[Word]] = [[]]
    bounds = [
        (above.y + below.y) / 2
        for above, below, is_open in zip(rows, rows[1:], opens, strict=False)
        if is_open
    ]
    for word in sorted(band.words, key=lambda word: -word.y):
        while bounds and word.y < bounds[0]:
            bounds.pop(0)
            groups.append([])
        groups[-1].append(word)
    return [group for group in groups if group]


def _is_whole(row: Row, gutters: Sequence[float]) -> bool:
    """Whether a line has text in every column."""
    columns = {
        sum(gutter < (segment.x0 + segment.x1) / 2 for gutter in gutters)
        for segment in row.segments
    }
    return len(columns) == len(gutters) + 1
