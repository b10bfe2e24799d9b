"""Tables without vertical rules.

Lines whose parts stand above each other, with white gutters between.
"""

from collections.abc import Sequence
from itertools import pairwise

from ingest.readers.pdf.line_model import Line
from ingest.readers.pdf.lines import Segment
from ingest.readers.pdf.tables import Cell, Table
from ingest.readers.pdf.words import Box

_MIN_LINES = 3
_MAX_GAP_EM = 3.2
_GUTTER_EM = 0.9
_ALIGN_POINTS = 4.0
_ROW_GAP = 1.2
_MIN_ROW_GAPS = 0.3
# Cells are short: a run whose parts fill their columns like prose is set in columns, not a table.
_MAX_CELL_CHARS = 90


def find_aligned(lines: Sequence[Line]) -> list[Line | Table]:
    """The lines of one column, runs that form a table replaced by it."""
    found: list[Line | Table] = []
    index = 0
    while index < len(lines):
        end = _end_of_run(lines, index)
        table = _table(lines[index:end]) if end - index >= _MIN_LINES else None
        if table is None:
            found.append(lines[index])
            index += 1
        else:
            found.append(table)
            index = end
    return found


def _end_of_run(lines: Sequence[Line], start: int) -> int:
    """Index after the last line that fits below `lines[start]` without closing a gutter."""
    if len(lines[start].segments) < 2:  # noqa: PLR2004 - one part alone opens no table
        return start
    columns = _spans(lines[start].segments)
    end = start + 1
    while end < len(lines) and _is_near(lines[end - 1], lines[end]):
        joined = _joined(columns, _spans(lines[end].segments), lines[end].size)
        if len(joined) < 2 or len(joined) < len(columns):  # noqa: PLR2004
            break
        if len(lines[end].segments) == 1 and not _aligns(lines[end].first, columns):
            break
        columns = joined
        end += 1
    while end > start and len(lines[end - 1].segments) == 1 and end - start > 1:
        if _is_wrapped(lines[end - 2], lines[end - 1]):
            break
        end -= 1
    return end


def _is_near(above: Line, line: Line) -> bool:
    return 0 < above.y - line.y <= _MAX_GAP_EM * max(above.size, line.size)


def _is_wrapped(above: Line, line: Line) -> bool:
    return above.y - line.y <= 1.5 * line.size


def _spans(segments: Sequence[Segment]) -> list[tuple[float, float]]:
    return [(segment.x0, segment.x1) for segment in segments]


def _joined(
    columns: Sequence[tuple[float, float]], more: Sequence[tuple[float, float]], size: float
) -> list[tuple[float, float]]:
    """Columns widened by the spans of one more line.

    Those whose gutter that closes fall together.
    """
    joined: list[tuple[float, float]] = []
    for start, end in sorted([*columns, *more]):
        if joined and start - joined[-1][1] < _GUTTER_EM * size:
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        else:
            joined.append((start, end))
    return joined


def _aligns(segment: Segment, columns: Sequence[tuple[float, float]]) -> bool:
    """True for the wrapped text of a cell.

    It starts where a column starts, and not at the margin alone.
    """
    return any(abs(segment.x0 - start) <= _ALIGN_POINTS for start, _ in columns)


def _table(lines: Sequence[Line]) -> Table | None:
    columns = [(segment.x0, segment.x1) for segment in lines[0].segments]
    for line in lines[1:]:
        columns = _joined(columns, _spans(line.segments), line.size)
    n_multi = sum(len(line.segments) > 1 for line in lines)
    longest = sum(len(segment.text) for line in lines for segment in line.segments)
    n_parts = sum(len(line.segments) for line in lines)
    if n_multi < _MIN_LINES or len(columns) < 2 or longest > _MAX_CELL_CHARS * n_parts:  # noqa: PLR2004
        return None
    rows = [_row(group, columns) for group in _groups(lines, columns)]
    box = Box(columns[0][0], lines[-1].y, columns[-1][1], lines[0].y + lines[0].size)
    return Table(box, [start for start, _ in columns] + [columns[-1][1]], rows)


def _groups(lines: Sequence[Line], columns: Sequence[tuple[float, float]]) -> list[list[Line]]:
    """Lines by row: wider gaps part rows where there are such.

    Else text in the first column opens one.
    """
    gaps = [above.y - line.y for above, line in pairwise(lines)]
    pitch = min(gaps)
    wide = [gap > _ROW_GAP * pitch for gap in gaps]
    by_gap = sum(wide) >= _MIN_ROW_GAPS * len(gaps)
    groups = [[lines[0]]]
    for line, is_wide in zip(lines[1:], wide, strict=True):
        opens = is_wide if by_gap else line.first.x0 < columns[0][1]
        if opens:
            groups.append([line])
        else:
            groups[-1].append(line)
    return groups


def _row(group: Sequence[Line], columns: Sequence[tuple[float, float]]) -> list[Cell]:
    parts: list[list[Segment]] = [[] for _ in columns]
    for line in group:
        for segment in line.segments:
            middle = (segment.x0 + segment.x1) / 2
            index = next(n for n, (_, end) in enumerate(columns) if middle <= end)
            parts[index].append(segment)
    return [
        Cell(
            [segment.text for segment in part],
            bold=bool(part) and all(segment.bold for segment in part),
            white=bool(part) and all(segment.white for segment in part),
        )
        for part in parts
    ]
