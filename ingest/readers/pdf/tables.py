"""Ruled tables of a PDF page.

Rules to a grid, merged cells found by the rules that are missing, words into cells.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from ingest.readers.pdf.lines import rows_of, turned_text
from ingest.readers.pdf.words import Box, PageContent, Word

_SNAP = 3.0
_MIN_CELL = 6.0
_MIN_LINES = 2
_MAX_LINES = 400
# Flow charts are drawn with boxes too: below this share of boxes in one grid it is none.
_MIN_FILLED_SHARE = 0.25


@dataclass(slots=True)
class Cell:
    """One cell: its lines of text, not yet joined, and how its text looks.

    Attributes:
        lines: Its text.
        bold: True where nearly all of it is.
        white: True where all of it is filled white.
        covered_by: For an empty cell: the cell to the left that is merged over it.
    """

    lines: list[str] = field(default_factory=list)
    bold: bool = False
    white: bool = False
    covered_by: "Cell | None" = None


@dataclass(slots=True)
class Table:
    """A ruled table on one page.

    Attributes:
        box: Its outline.
        xs: Vertical borders, in points from the left.
        rows: Cells by row and column; a merged cell stands in each row that it covers, once.
        spanning: Index of each row that is one cell over the whole width.
    """

    box: Box
    xs: list[float]
    rows: list[list[Cell]]
    spanning: set[int] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: its place across, and where it begins and ends."""

    at: float
    start: float
    end: float


def _horizontal(rules: Iterable[Box]) -> list[Rule]:
    return [
        Rule((box.y0 + box.y1) / 2, box.x0, box.x1)
        for box in rules
        if box.x1 - box.x0 >= box.y1 - box.y0
    ]


def _vertical(rules: Iterable[Box]) -> list[Rule]:
    return [
        Rule((box.x0 + box.x1) / 2, box.y0, box.y1)
        for box in rules
        if box.y1 - box.y0 > box.x1 - box.x0
    ]


def _merged(lines: Iterable[Rule]) -> list[Rule]:
    """Pieces of one rule joined: Word draws the border of each cell on its own."""
    merged: list[Rule] = []
    buckets: dict[int, list[Rule]] = defaultdict(list)
    for line in lines:
        buckets[round(line.at / _SNAP)].append(line)
    for _, bucket in sorted(buckets.items()):
        for line in sorted(bucket, key=lambda line: line.start):
            last = merged[-1] if merged else None
            if last and abs(last.at - line.at) <= _SNAP and _meet(last, line):
                merged[-1] = Rule(last.at, min(last.start, line.start), max(last.end, line.end))
            else:
                merged.append(line)
    return [line for line in merged if line.end - line.start >= _MIN_CELL]


def _meet(one: Rule, other: Rule) -> bool:
    """Whether two pieces touch; the borders of two tables, one below the other, do not."""
    return other.start <= one.end + _SNAP and one.start <= other.end + _SNAP


def _touch(across: Rule, down: Rule) -> bool:
    return (
        across.start - _SNAP <= down.at <= across.end + _SNAP
        and down.start - _SNAP <= across.at <= down.end + _SNAP
    )


def _components(across: list[Rule], down: list[Rule]) -> list[tuple[list[Rule], list[Rule]]]:
    """Rules that touch each other, over any number of steps."""
    free = set(range(len(down)))
    left = set(range(len(across)))
    found = []
    while left:
        todo = [left.pop()]
        rows, columns = set(todo), set[int]()
        while todo:
            line = across[todo.pop()]
            new_columns = {index for index in free if _touch(line, down[index])}
            free -= new_columns
            columns |= new_columns
            new_rows = {
                index for index in left if any(_touch(across[index], down[c]) for c in new_columns)
            }
            left -= new_rows
            rows |= new_rows
            todo.extend(new_rows)
        found.append(([across[index] for index in rows], [down[index] for index in columns]))
    return found


def _snapped(values: Iterable[float]) -> list[float]:
    snapped: list[float] = []
    for value in sorted(values):
        if not snapped or value - snapped[-1] > _SNAP:
            snapped.append(value)
    return snapped


def horizontal_rules(content: PageContent) -> list[Rule]:
    """Rules from left to right, pieces joined."""
    return _merged(_horizontal(content.rules))


def find_tables(content: PageContent) -> list[Table]:
    """Ruled tables with at least two columns and two rows, from the top of the page down."""
    across = horizontal_rules(content)
    down = _merged(_vertical(content.rules))
    if len(down) < _MIN_LINES or max(len(across), len(down)) > _MAX_LINES:
        return []
    tables = []
    for rows, columns in _components(across, down):
        table = _table(rows, columns, content.words)
        if table is not None:
            tables.append(table)
    tables = [table for table in tables if not any(_inside(table, other) for other in tables)]
    return sorted(tables, key=lambda table: -table.box.y1)


def _inside(table: Table, other: Table) -> bool:
    box, outer = table.box, other.box
    return (
        table is not other
        and outer.holds(box.x0, box.y0)
        and outer.holds(box.x1, box.y1)
        and (outer.x1 - outer.x0) * (outer.y1 - outer.y0) > (box.x1 - box.x0) * (box.y1 - box.y0)
    )


def _table(across: list[Rule], down: list[Rule], words: Sequence[Word]) -> Table | None:
    ys = _snapped(line.at for line in across)[::-1]
    xs = _snapped(line.at for line in down)
    if len(xs) < _MIN_LINES or len(ys) < _MIN_LINES:
        return None
    grid = _Grid(xs, ys, across, down)
    cells = grid.fill(words)
    rows, spanning = grid.rows(cells)
    n_columns = max((sum(bool(cell.lines) for cell in row) for row in rows), default=0)
    filled = [bool(cell.lines) for row in rows for cell in row]
    if n_columns < _MIN_LINES or sum(filled) < _MIN_FILLED_SHARE * len(filled):
        return None
    return Table(Box(xs[0], ys[-1], xs[-1], ys[0]), xs, rows, spanning)


class _Grid:
    """Columns between `xs`, rows between `ys` (from the top down).

    Merged where no rule parts them.
    """

    def __init__(
        self, xs: list[float], ys: list[float], across: list[Rule], down: list[Rule]
    ) -> None:
        self.xs, self.ys = xs, ys
        self.n_columns, self.n_rows = len(xs) - 1, len(ys) - 1
        self.parent = list(range(self.n_columns * self.n_rows))
        for row in range(self.n_rows):
            for column in range(self.n_columns):
                self._merge(row, column, across, down)

    def _merge(self, row: int, column: int, across: list[Rule], down: list[Rule]) -> None:
        middle_x = (self.xs[column] + self.xs[column + 1]) / 2
        middle_y = (self.ys[row] + self.ys[row + 1]) / 2
        if column + 1 < self.n_columns and not _drawn(down, self.xs[column + 1], middle_y):
            self._join(row * self.n_columns + column, row * self.n_columns + column + 1)
        if row + 1 < self.n_rows and not _drawn(across, self.ys[row + 1], middle_x):
            self._join(row * self.n_columns + column, (row + 1) * self.n_columns + column)

    def _root(self, cell: int) -> int:
        while self.parent[cell] != cell:
            cell = self.parent[cell]
        return cell

    def _join(self, one: int, other: int) -> None:
        first, second = sorted((self._root(one), self._root(other)))
        self.parent[second] = first

    def fill(self, words: Sequence[Word]) -> dict[int, Cell]:
        """Cells by root: each word goes where its middle lies."""
        inside: dict[int, list[Word]] = defaultdict(list)
        for word in words:
            x = (word.x0 + word.x1) / 2
            y = word.y + (0.3 * word.size if not word.turn else 0)
            if not (self.xs[0] <= x <= self.xs[-1] and self.ys[-1] <= y <= self.ys[0]):
                continue
            column = max(index for index, left in enumerate(self.xs[:-1]) if left <= x)
            row = max(index for index, top in enumerate(self.ys[:-1]) if top >= y)
            inside[self._root(row * self.n_columns + column)].append(word)
        return {root: cell_of(found) for root, found in inside.items()}

    def rows(self, cells: dict[int, Cell]) -> tuple[list[list[Cell]], set[int]]:
        """Cells by row; a cell merged over columns stands in its first column only."""
        rows: list[list[Cell]] = []
        spanning: set[int] = set()
        for row in range(self.n_rows):
            roots = [self._root(row * self.n_columns + column) for column in range(self.n_columns)]
            found = [
                Cell(covered_by=cells.get(root))
                if root in roots[:column]
                else cells.get(root, Cell())
                for column, root in enumerate(roots)
            ]
            if not any(cell.lines for cell in found):
                continue
            if len(set(roots)) == 1 and self.n_columns > 1:
                spanning.add(len(rows))
            if rows and all(before is now for before, now in zip(rows[-1], found, strict=True)):
                continue
            rows.append(found)
        return rows, spanning


def _drawn(lines: list[Rule], at: float, along: float) -> bool:
    return any(
        abs(line.at - at) <= _SNAP and line.start - _SNAP <= along <= line.end + _SNAP
        for line in lines
    )


def cell_of(words: list[Word]) -> Cell:
    """The cell that holds these words."""
    upright = [word for word in words if not word.turn]
    turned = [word for word in words if word.turn]
    lines = [row.text for row in rows_of(upright)] if upright else []
    if turned:
        lines.append(turned_text(turned))
    n_chars = sum(len(word.text) for word in words)
    bold = sum(len(word.text) for word in words if word.bold) >= 0.8 * n_chars
    return Cell(lines, bold, all(word.white for word in words))


def words_outside(words: Iterable[Word], tables: Sequence[Table]) -> list[Word]:
    """Words that no table holds."""
    return [
        word
        for word in words
        if not any(
            table.box.holds((word.x0 + word.x1) / 2, word.y + 0.3 * word.size) for table in tables
        )
    ]
