"""Tables of a plain text file whose columns are ruled, or numbered row by row.

Ruled are they by dashes below the head, or by a frame:

    Population        Recommendation                Grade     +------+--------+
    ----------------  ----------------------------  -----     | Drug | Status |
    Adults aged 45    The panel recommends             A      +------+--------+
    to 64             screening.                              | A    | B      |

A cell goes on over lines; a blank line, a rule or a line that fills each column begins a row.
Source: the simple and grid tables of reStructuredText (docutils), which mail and exports share.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

from ingest.readers.builder import Draft
from ingest.readers.tables import table_drafts

_RULE = re.compile(r"\s*[-=]{3,}(?:\s+[-=]{3,})+\s*")
_RUN = re.compile(r"[-=]{3,}")
_FRAME = re.compile(r"\s*\+(?:[-=]{2,}\+)+\s*")
_CELL = re.compile(r"\S+(?:\s{1,2}\S+)*")  # three blanks part the names of columns
_NEAR_CELL = re.compile(r"\S+(?:\s\S+)*")  # or two do
_N_SHOWN = 3  # lines below a head that show its columns
_SOLID = re.compile(r"\s*[-=]{3,}\s*")
_MAX_HEAD = 4  # lines of a head
_MIN_COLUMNS = 3  # of a table that no rule shows
Row = tuple[str, ...]


def ruled_table_at(lines: Sequence[str], at: int, table: int) -> tuple[list[Draft], int] | None:
    """The ruled table that begins at a line, with the number of its lines; None for no such table.

    Args:
        lines: Of the file, without tabs.
        at: The first line: of the head, of the rule above it, or of the frame.
        table: Its ordinal in the document.
    """
    if _FRAME.fullmatch(lines[at]):
        found = _framed(lines, at)
    else:
        found = _under_rule(lines, at) or _numbered(lines, at)
    if found is None:
        return None
    head, rows, end = found
    return (table_drafts(rows, header=head, table=table), end - at) if rows else None


def _under_rule(lines: Sequence[str], at: int) -> tuple[Row, list[Row], int] | None:
    first = at + 1 if _RULE.fullmatch(lines[at]) or _SOLID.fullmatch(lines[at]) else at
    rule = next(
        (
            n
            for n in range(first, min(first + _MAX_HEAD + 1, len(lines)))
            if not lines[n].strip() or _RULE.fullmatch(lines[n]) or _SOLID.fullmatch(lines[n])
        ),
        None,
    )
    if rule is None or rule == first or not lines[rule].strip():
        return None
    starts = [run.start() for run in _RUN.finditer(lines[rule])]
    if len(starts) == 1:  # one rule for all columns: the head tells where they begin
        starts = _starts(lines[rule - 1], lines[rule + 1 : rule + 1 + _N_SHOWN])
    if len(starts) == 1 or not all(_fits(line, starts) for line in lines[first:rule]):
        return None
    head = _joined([_cut(line, starts) for line in lines[first:rule]])
    rows, end = _rows(lines, rule + 1, starts)
    return head, rows, end


def _starts(head: str, below: Sequence[str]) -> list[int]:
    """Where the columns begin under a head: parted by two blanks if what is below is, too."""
    near = [cell.start() for cell in _NEAR_CELL.finditer(head)]
    filled = any(line.strip() and all(_cut(line, near)) for line in below)
    if filled and all(_fits(line, near) for line in below):
        return near
    return [cell.start() for cell in _CELL.finditer(head)]


def _numbered(lines: Sequence[str], at: int) -> tuple[Row, list[Row], int] | None:
    """A table without a rule: a number a row, in a column whose place the head tells."""
    starts = [cell.start() for cell in _CELL.finditer(lines[at])]
    if len(starts) < _MIN_COLUMNS or at + 1 == len(lines):
        return None
    if not (_fits(lines[at + 1], starts) and _number_in(_cut(lines[at + 1], starts))):
        return None
    rows, end = _rows(lines, at + 1, starts)
    told = len(rows) > 1 and all(_number_in(row) for row in rows)
    return (_cut(lines[at], starts), rows, end) if told else None


def _rows(lines: Sequence[str], at: int, starts: Sequence[int]) -> tuple[list[Row], int]:
    """The rows from a line on, and the end of the table."""
    rows: list[list[Row]] = []
    anew, end = True, at
    hanging = _hanging(lines, at, starts)
    while end < len(lines):
        line = lines[end]
        if _RULE.fullmatch(line) or _SOLID.fullmatch(line):
            return [_joined(row) for row in rows], end + 1  # the rule below the last row
        if not line.strip():
            anew = True
        elif not _fits(line, starts) or (anew and rows and not _is_row(line, starts)):
            break
        else:
            cells = _cut(line, starts)
            full = all(cells) and not _hangs(line, hanging)
            full = full and not (rows and _is_begun(rows[-1], cells))
            begun = _is_head_of_next(lines[end : end + 2], starts) and not anew
            if anew or not rows or full or begun or _is_numbered(cells, rows[0][0]):
                rows.append([])
            rows[-1].append(cells)
            anew = False
        end += 1
    return [_joined(row) for row in rows], end


def _hanging(lines: Sequence[str], at: int, starts: Sequence[int]) -> int:
    """The one depth by which lines that go on are set in below the first column; 0 for none."""
    first = starts[0]
    own: set[int] = set()
    for line in lines[at:]:
        if not line.strip():
            break
        depth = len(line) - len(line.lstrip())
        if depth < starts[1]:
            own.add(depth)
    deeper = own - {first}
    return deeper.pop() if first in own and len(deeper) == 1 and min(deeper) > first else 0


def _hangs(line: str, hanging: int) -> bool:
    return hanging > 0 and len(line) - len(line.lstrip()) == hanging


def _is_head_of_next(lines: Sequence[str], starts: Sequence[int]) -> bool:
    """Whether a line that fills the first column alone begins the row that the next one ends.

    "Imaging before" and below it "surgery of the knee     Not covered".
    """
    if len(lines) < 2 or not all(_fits(line, starts) for line in lines):  # noqa: PLR2004
        return False
    cells, below = _cut(lines[0], starts), _cut(lines[1], starts)
    alone = bool(cells[0]) and not any(cells[1:]) and cells[0][:1].isupper()
    return alone and all(below) and below[0][:1].islower()


def _is_begun(row: Sequence[Row], cells: Row) -> bool:
    """Whether a row whose first column alone is filled so far goes on in a line that fills all."""
    begun = all(line[0] and not any(line[1:]) for line in row)
    return begun and cells[0][:1].islower()


_NUMBER = re.compile(r"(?:\d{1,3}|R\d{1,2}|\d{1,2}\.\d{1,2})[.):]?")


def _is_numbered(cells: Row, first: Row) -> bool:
    """Whether a line holds the number of a row where the first row of the table holds its own.

    The name of a group stands in front of the first of its rows alone.
    """
    return any(
        _NUMBER.fullmatch(one) and _NUMBER.fullmatch(other)
        for one, other in zip(cells[:-1], first, strict=False)
    )


def _number_in(cells: Row) -> bool:
    return any(_NUMBER.fullmatch(cell) for cell in cells[:-1])


def _is_row(line: str, starts: Sequence[int]) -> bool:
    """Whether a line below a blank one is of the table still: two of its columns are filled."""
    return sum(bool(cell) for cell in _cut(line, starts)) > 1


def _fits(line: str, starts: Sequence[int]) -> bool:
    """Whether no word of a line crosses from one column into the next."""
    return all(at >= len(line) or line[at - 1].isspace() for at in _begins(line, starts)[1:])


def _begins(line: str, starts: Sequence[int]) -> tuple[int, ...]:
    """Where the columns begin in one line: a number that is set to the right begins before them.

    "10." stands one place before " 9.".
    """
    return tuple(_begin(line, at) for at in starts)


def _begin(line: str, at: int) -> int:
    if not 0 < at < len(line):
        return at
    if not line[at - 1].isspace():
        return next((at - n for n in (1, 2) if _HANGS.match(line, max(0, at - n - 1))), at)
    # one blank parts two words of the column before, which a gap ends further on
    within = at > 1 and not line[at].isspace() and not line[at - 2].isspace()
    gap = _WIDE.search(line, at) if within else None
    return gap.end() if gap else at


_WIDE = re.compile(r" {3,}(?=\S)")


_HANGS = re.compile(r"\s\d+[.)]?(?=\s|$)")


def _cut(line: str, starts: Sequence[int]) -> Row:
    begins = (0, *_begins(line, starts)[1:])
    ends = (*begins[1:], len(line))
    return tuple(line[a:b].strip() for a, b in zip(begins, ends, strict=True))


def _joined(lines: Sequence[Row]) -> Row:
    """The cells of one row, each over all its lines."""
    return tuple(_whole(parts) for parts in zip(*lines, strict=True))


def _whole(parts: Sequence[str]) -> str:
    text = ""
    for part in (p for p in parts if p):
        broken = text.endswith("-") and part[0].islower()
        text += part if broken or not text else f" {part}"
    return text


def _framed(lines: Sequence[str], at: int) -> tuple[Row, list[Row], int] | None:
    """A table in a frame of +, - and |; its first row is the head."""
    starts = [i for i, ch in enumerate(lines[at]) if ch == "+"]
    rows: list[list[Row]] = []
    end = at
    while end < len(lines):
        line = lines[end]
        if _FRAME.fullmatch(line):
            rows.append([])
        elif line.lstrip().startswith("|") and rows:
            rows[-1].append(_in_frame(line, starts))
        else:
            break
        end += 1
    whole = [_joined(row) for row in rows if row]
    return (whole[0], whole[1:], end) if len(whole) > 1 else None


def _in_frame(line: str, starts: Sequence[int]) -> Row:
    cells = tuple(line[a + 1 : b].strip(" |") for a, b in pairwise(starts))
    by_bars = tuple(cell.strip() for cell in line.strip().strip("|").split("|"))
    return by_bars if len(by_bars) == len(cells) else cells
