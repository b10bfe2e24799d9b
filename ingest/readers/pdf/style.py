"""What a PDF's type says: body size, line pitch, outline."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

import pypdfium2

from ingest.readers.pdf.layout import Page
from ingest.readers.pdf.lines import Row

_NOT_ALNUM = re.compile(r"[\W_]+")
_PITCH_STEP = 0.05
_MAX_PITCH_EM = 2.2
_DEFAULT_PITCH_EM = 1.2
_MAX_OUTLINE = 20_000
_ROWS_BETWEEN = 4


@dataclass(slots=True)
class Style:
    """Body size and line pitch, by count of characters and of line pairs."""

    _sizes: Counter[float] = field(default_factory=Counter)
    _pitches: Counter[float] = field(default_factory=Counter)

    def add(self, page: Page) -> None:
        """Count a page."""
        for row in page.rows:
            for segment in row.segments:
                self._sizes[segment.size] += len(segment.text)
        for index, row in enumerate(page.rows):
            below = _row_below(row, page.rows[index + 1 : index + 1 + _ROWS_BETWEEN])
            if below is not None and below.size == row.size > 0:
                pitch = (row.y - below.y) / row.size
                if 0 < pitch < _MAX_PITCH_EM:
                    self._pitches[round(pitch / _PITCH_STEP) * _PITCH_STEP] += 1

    @property
    def body_size(self) -> float:
        """Size of most characters, in points."""
        return self._sizes.most_common(1)[0][0] if self._sizes else 0.0

    @property
    def pitch_em(self) -> float:
        """Distance of most baselines, in em."""
        return self._pitches.most_common(1)[0][0] if self._pitches else _DEFAULT_PITCH_EM


def _row_below(row: Row, rows: Sequence[Row]) -> Row | None:
    """The next row that has text under this one's first part.

    The lines of two columns may lie between each other.
    """
    first = row.segments[0]
    return next(
        (
            other
            for other in rows
            if any(part.x0 < first.x1 and part.x1 > first.x0 for part in other.segments)
        ),
        None,
    )


def lines_of(page: Page) -> Iterator[str]:
    """The lines of a page: its rows, and those of the cells of its tables."""
    for row in page.rows:
        yield row.text
    for table in page.tables:
        for cells in table.rows:
            for cell in cells:
                yield from cell.lines


def plain(text: str) -> str:
    """Letters and digits only, in lower case: how headings are compared with the outline."""
    return _NOT_ALNUM.sub("", text).lower()


class Outline:
    """Headings that the file's own outline names, by page."""

    def __init__(self, entries: Iterable[tuple[int, int, str]]) -> None:
        self._by_page: dict[int, list[tuple[str, int]]] = {}
        self.depth = 0
        for page, level, title in entries:
            if key := plain(title):
                self._by_page.setdefault(page, []).append((key, level))
                self.depth = max(self.depth, level)

    def level(self, page: int, text: str) -> int:
        """Level of the heading `text` on `page`, 0 where the outline has none."""
        key = plain(text)
        return next((level for title, level in self._near(page) if title == key), 0)

    def opens(self, page: int, text: str) -> bool:
        """True where a heading of this page is `text` or begins with it; most lines are none."""
        near = self._near(page)
        key = plain(text) if near else ""
        return any(title.startswith(key) for title, _ in near)

    def _near(self, page: int) -> list[tuple[str, int]]:
        # Destinations are often set a page early or late.
        return [
            entry for near in (page, page - 1, page + 1) for entry in self._by_page.get(near, [])
        ]


def read_outline(document: pypdfium2.PdfDocument) -> Outline:
    """The outline with 1-based pages and levels from 1."""
    entries: list[tuple[int, int, str]] = []
    try:
        for entry in document.get_toc(max_depth=8):
            dest = entry.get_dest()
            index = dest.get_index() if dest is not None else None
            if index is not None and len(entries) < _MAX_OUTLINE:
                entries.append((index + 1, entry.level + 1, entry.get_title()))
    except pypdfium2.PdfiumError:
        return Outline(())
    return Outline(entries)
