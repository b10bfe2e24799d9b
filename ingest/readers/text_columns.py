"""Tables of a plain text file: lines whose columns stand below each other."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile

from ingest.models import BlockKind
from ingest.readers.builder import CELL_JOINER, Draft
from ingest.readers.line_ends import Vocabulary
from ingest.readers.markers import CODED, split_marker
from ingest.readers.tables import table_drafts

# Two blanks part columns, three behind the end of a sentence: many type two there.
_GAP = re.compile(r"(?<![.!?:;\s]) {2,}|(?<=[.!?;]) {3,}|(?<=:) {2,}")
_WIDE = re.compile(r" {4,}")  # parts a line that stands alone
_LEADERS = re.compile(r"\.{4,}\s*\d*\s*$")  # of a table of contents
_N_WORDS_OF_COLUMN = 4
_N_WORDS_OF_REST = 2  # of a first cell that goes on: "3:" and below it "No Benefit"
_SLACK = 2  # characters by which what stands below each other may differ


@dataclass(frozen=True, slots=True)
class _Line:
    """The columns of a line, and where each begins."""

    cells: tuple[str, ...]
    starts: tuple[int, ...]

    def is_below(self, other: "_Line") -> bool:
        """Whether a column other than the first stands below one of another line."""
        return any(abs(a - b) <= 1 for a in self.starts[1:] for b in other.starts[1:])


def table_at(
    lines: Sequence[str], at: int, table: int, *, named: bool, vocabulary: Vocabulary
) -> tuple[list[Draft], int] | None:
    """The table that begins at a line, with the number of its lines; None where there is none.

    Args:
        lines: Of the file.
        at: The first line.
        table: Its ordinal in the document.
        named: Whether its first row may be the names of its columns.
        vocabulary: Words of the file, which tell a word that the end of a line has cut.
    """
    first = _columns(lines[at])
    if first is None:
        return None
    rows, end = _rows(lines, at, first, vocabulary)
    if len(rows) == 1:
        if not _WIDE.search(lines[at].strip()):
            return None
        text = CELL_JOINER.join(rows[0])
        return [Draft(kind=BlockKind.PARAGRAPH, text=text)], end - at
    header = _header(rows) if named else ()
    body = rows[1:] if header else rows
    return table_drafts(body, header=header, table=table), end - at


def _rows(
    lines: Sequence[str], at: int, first: _Line, vocabulary: Vocabulary
) -> tuple[list[tuple[str, ...]], int]:
    """The rows from a line on, a cell that goes on below its column with it, and their end."""
    rows, above, end = [first.cells], first, at + 1
    below = (lines[i] for i in range(at, len(lines)))
    width = max(len(line.rstrip()) for line in takewhile(str.strip, below))
    while end < len(lines) and lines[end].strip():
        if broad := _too_broad(lines, end, above):
            rows.append(broad.cells)
            above, end = broad, end + 2
            continue
        line = _columns_below(lines[end], above)
        wrapped = line is not None and _is_wrapped(lines[end - 1], line, width)
        more = _under_number(line, above) if line is not None else ()
        if line is not None and wrapped and not more:
            more = _in_several(line, above)
        if more:
            cells = zip(rows[-1], more, strict=True)
            rows[-1] = tuple(vocabulary.join(a, b) if b else a for a, b in cells)
        elif line is not None and line.is_below(above):
            rows.append(line.cells)
            above = line
        elif line is None and _goes_on(lines[end], above):
            rows[-1] = _with_more(rows[-1], lines[end], above, vocabulary)
        else:
            break
        end += 1
    return rows, end


def _too_broad(lines: Sequence[str], at: int, above: _Line) -> _Line | None:
    """A row whose first cell is broader than its column, so that the others stand a line below.

    "3: No Benefit" above "      B-R    2. Drug X is not recommended." in columns of 6 and 7.
    """
    first = lines[at].rstrip()
    short = len(first.split()) <= _N_WORDS_OF_COLUMN and first[:1] not in " -*"
    if not short or len(first) <= above.starts[1] - _SLACK or at + 1 == len(lines):
        return None
    rest = _columns(lines[at + 1])
    if _columns(lines[at]) is not None or rest is None or len(rest.cells) + 1 < len(above.cells):
        return None
    pairs = zip(rest.starts, above.starts[1:], strict=False)
    if any(abs(a - b) > 1 for a, b in pairs):
        return None
    return _Line((first, *rest.cells), (above.starts[0], *rest.starts))


_ORDINAL = re.compile(r"\W*\d{1,3}[a-z]?\W*")


def _under_number(line: _Line, above: _Line) -> tuple[str, ...]:
    """What a line adds to each column of a row that opens with its number; () for other lines.

    Where its own number is missing it goes on: no recommendation is without one.
    """
    places = [_column_at(start, above) for start in line.starts]
    if 0 in places or None in places or not _ORDINAL.fullmatch(above.cells[0]):
        return ()
    told = dict(zip(places, line.cells, strict=True))
    return tuple(told.get(i, "") for i in range(len(above.cells)))


def _column_at(start: int, above: _Line) -> int | None:
    return next((i for i, own in enumerate(above.starts) if abs(own - start) <= 1), None)


def _with_more(
    row: tuple[str, ...], line: str, above: _Line, vocabulary: Vocabulary
) -> tuple[str, ...]:
    """A row with a line that goes on with the cell below which it stands, else with the last."""
    at = _column_at(len(line) - len(line.lstrip()), above)
    at = len(row) - 1 if not at or at >= len(row) else at
    return (*row[:at], vocabulary.join(row[at], line.strip()), *row[at + 1 :])


def _is_wrapped(above: str, line: _Line, width: int) -> bool:
    """Whether the line above was broken for want of room, and a short first cell goes on below."""
    short = len(line.cells[0].split()) <= _N_WORDS_OF_REST
    return short and len(above.rstrip()) + 1 + len(line.cells[-1].split()[0]) > width


def _in_several(line: _Line, above: _Line) -> tuple[str, ...]:
    """What a line adds to each column of the row above it; () where it is a row of its own.

    "Harm           lar rate in patients" below "3:     B-R     Drug X is not for ventricu-".
    """
    at = [_column_at(own, above) for own in line.starts]
    places = [place for place in at if place is not None]
    middle = line.cells[-1][:1].islower() and places[-1:] == [len(above.cells) - 1]
    if len(places) < len(at) or not 1 < len(at) < len(above.cells) or not middle:
        return ()
    told = dict(zip(places, line.cells, strict=True))
    return tuple(told.get(i, "") for i in range(len(above.cells)))


def _goes_on(line: str, above: _Line) -> bool:
    """Whether a line goes on with the last cell: below it, or in the middle of a sentence."""
    text = line.lstrip()
    inside = len(line) - len(text) >= above.starts[-1] - _SLACK
    numbered = _ORDINAL.fullmatch(above.cells[0]) and _column_at(len(line) - len(text), above)
    return split_marker(text) is None and bool(inside or numbered or text[:1].islower())


def _columns(line: str) -> _Line | None:
    """The cells of a line that is set in columns; None for running text."""
    text = line.rstrip()
    at = len(text) - len(text.lstrip())
    marker = split_marker(text[at:])
    row = marker is not None and marker.family.startswith(CODED) and _GAP.search(marker.rest)
    if (marker is not None and not row) or _LEADERS.search(text):
        return None
    gaps = list(_GAP.finditer(text, at))
    if not gaps:
        return None
    starts = (at, *(gap.end() for gap in gaps))
    ends = (*(gap.start() for gap in gaps), len(text))
    return _Line(tuple(text[a:b] for a, b in zip(starts, ends, strict=True)), starts)


def _columns_below(line: str, above: _Line) -> _Line | None:
    """The cells of a line below another; one that fills its first column ends where that ends.

    "J45.40-J45.52 Asthma" below "L20.0         Eczema".
    """
    text, found = line.rstrip(), _columns(line)
    full = found is not None and len(found.cells) >= len(above.cells)
    parted = all(text[at - 1 : at] == " " and text[at : at + 1].strip() for at in above.starts[1:])
    first = text[: above.starts[1]].strip()
    if full or not parted or split_marker(text.lstrip()) or not any(c.isdigit() for c in first):
        return found
    ends = (*above.starts[1:], len(text))
    cells = (text[a:b].strip() for a, b in zip(above.starts, ends, strict=True))
    return _Line(tuple(cells), above.starts)


def _header(rows: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    """The first row where it names the columns: in few words, none of which is said below."""
    first, below = rows[0], rows[1:]
    named = all(
        cell[:1].isupper()
        and len(cell.split()) <= _N_WORDS_OF_COLUMN
        and not any(ch.isdigit() for ch in cell)
        and cell[-1] not in ".:"
        for cell in first
    )
    alike = all(len(row) == len(first) for row in below)
    again = alike and any(cell == row[at] for row in below for at, cell in enumerate(first))
    return first if named and alike and not again else ()
