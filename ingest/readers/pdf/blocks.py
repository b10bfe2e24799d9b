"""Lines and tables of a PDF in reading order to drafts.

Paragraphs, list items, headings, rows; over page breaks too.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingest.models import BlockKind
from ingest.readers.builder import Draft
from ingest.readers.clean import PAGE_BREAK
from ingest.readers.line_ends import Vocabulary
from ingest.readers.markers import Marker, MarkerStack, split_marker
from ingest.readers.pdf.headings import HeadingFinder
from ingest.readers.pdf.layout import Page
from ingest.readers.pdf.line_model import Line
from ingest.readers.pdf.style import Outline, Style
from ingest.readers.pdf.table_rows import TableMaker
from ingest.readers.pdf.tables import Table

_GAP_SLACK = 1.25
_INDENT_POINTS = 5.0
_SAME_X_POINTS = 3.0
_SMALL_POINTS = 0.9
_SHORT_LINE = 0.55
_FULL_LINE = 0.85
_SAME_SIZE = 0.8
_FOOTNOTE_TOP = 0.5
_GRADE_GAP_EM = 3.0
_MIN_OPEN_CHARS = 60
# "(Strong against | Reviewed, New-replaced)", "(Grade 1B)", "[Class 2a, Level B-R]": the grade of
# what stands above.
_GRADE_LINE = re.compile(
    r"[(\[]\s*(?:strong|weak|neither|conditional|grade|level|class|cor|moderate|good practice"
    r"|consensus|not graded|ungraded"
    r"|[12][A-D]\b|[A-D]\b\s*(?:recommendation)?[)\]])[^()\[\]]*",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(
    r"[.!?:;][\"'”’)\]]*(?:\s?[(\[]\d[\d,;\s–-]*[)\]]|\d{1,3}(?:[,–-]\d{1,3})*)?[\"'”’)\]]*$"
)


@dataclass(slots=True)
class _Open:
    """The block that may still go on."""

    draft: Draft
    text: str
    first: Line
    last: Line
    text_x: float

    @property
    def is_item(self) -> bool:
        return self.draft.kind is BlockKind.LIST_ITEM

    @property
    def has_ended(self) -> bool:
        return _SENTENCE_END.search(self.text) is not None


# "21196 Reconstruction of mandibular rami ...": each code on a line of its own, and a caption below
_CODE_LINE = re.compile(r"(?:\d{5}|\d{4}[A-Z]|[A-Z]\d{4})\s+[A-Z.…]")


_CAPTION = re.compile(r"[A-Z][^:.;]{2,60}:")


class BlockMaker:
    """Takes the pages one after the other and makes drafts."""

    def __init__(self, style: Style, vocabulary: Vocabulary, outline: Outline) -> None:
        self.body = style.body_size
        self.max_gap_em = max(_GAP_SLACK * style.pitch_em, style.pitch_em + 0.15)
        self.vocabulary = vocabulary
        self.headings = HeadingFinder(style, vocabulary, outline)
        self.tables = TableMaker(vocabulary)
        self.stack = MarkerStack(tolerance=4.0)
        self.drafts: list[Draft] = []
        self.styles: dict[int, tuple[float, bool]] = {}
        self.open: _Open | None = None
        self.last_line: Line | None = None

    def page(self, page: Page, elements: Sequence[Line | Table]) -> None:
        """Take one page; its footnotes go after its text.

        Before a paragraph that goes on over the page.
        """
        body, notes = self._split_footnotes(page, elements)
        index = 0
        while index < len(body):
            element = body[index]
            if isinstance(element, Table):
                self._close()
                self.drafts += self.tables.drafts(element, page.number)
                self.stack.clear()
                self.last_line = None
                index += 1
                continue
            lines = [item for item in body[index : index + 6] if isinstance(item, Line)]
            index += self._take(element, lines)
        self._footnotes(notes)

    def finish(self) -> list[Draft]:
        """All drafts, with levels for the headings that the outline does not name."""
        self._close()
        levels = self.headings.levels()
        for index, style in self.styles.items():
            self.drafts[index] = replace(self.drafts[index], level=levels[style])
        return self.drafts

    def _split_footnotes(
        self, page: Page, elements: Sequence[Line | Table]
    ) -> tuple[Sequence[Line | Table], list[Line]]:
        end = len(elements)
        while end > 0 and self._is_footnote(page, elements[end - 1]):
            end -= 1
        if not any(isinstance(item, Table) or not self._is_small(item) for item in elements[:end]):
            return elements, []
        return elements[:end], [item for item in elements[end:] if isinstance(item, Line)]

    def _is_footnote(self, page: Page, element: Line | Table) -> bool:
        return (
            isinstance(element, Line)
            and self._is_small(element)
            and element.y < _FOOTNOTE_TOP * page.height
        )

    def _is_small(self, line: Line) -> bool:
        return line.size <= self.body - _SMALL_POINTS

    def _footnotes(self, notes: list[Line]) -> None:
        """Put footnotes where they keep page offsets exact.

        Before a block that may go on over the page.
        """
        if not notes:
            return
        held, before, last = self.open, len(self.drafts), self.last_line
        self.open, self.last_line = None, None
        with self.tables.uninterrupted():
            for line in notes:
                self._take_text(line)
            self._close()
        self.open, self.last_line = held, last
        if held is not None and held.has_ended:
            made = self.drafts[before:]
            del self.drafts[before:]
            self._close()
            self.drafts += made

    def _take(self, line: Line, lines: list[Line]) -> int:
        """Take the line at hand, or the heading that it begins.

        Returns how many lines that took.
        """
        if self._continues_grade(line):
            self._append(line)
            return 1
        heading = self.headings.find(lines, after_gap=self._after_gap(line))
        if heading is not None:
            self._close()
            self.tables.heading(line.page)
            if heading.level == 0:
                self.styles[len(self.drafts)] = heading.style
            self.drafts.append(
                Draft(
                    kind=BlockKind.HEADING,
                    text=heading.text,
                    level=heading.level or 1,
                    page=line.page,
                )
            )
            self.stack.clear()
            self.last_line = None
            return heading.n_lines
        self._take_text(line)
        return 1

    def _take_text(self, line: Line) -> None:
        marker = split_marker(line.text)
        if marker is not None and self._opens_item(line, marker):
            self._open_item(line, marker)
        elif self.open is not None and self._continues(self.open, line):
            self._append(line)
        else:
            self._close()
            draft = Draft(kind=BlockKind.PARAGRAPH, page=line.page)
            self.open = _Open(draft, line.text, line, line, line.first.x0)
        self.last_line = line

    def _after_gap(self, line: Line) -> bool:
        last = self.last_line
        if last is None or last.column != line.column:
            return True
        wide = last.y - line.y > self.max_gap_em * max(last.size, line.size) * 0.95
        return wide or (line.bold and not last.bold and _SENTENCE_END.search(last.text) is not None)

    def _gap_em(self, last: Line, line: Line) -> float:
        return (last.y - line.y) / max(last.size, line.size, 1.0)

    def _continues_grade(self, line: Line) -> bool:
        """True for the grade line of the recommendation above, however it is set."""
        if self.open is None or not _GRADE_LINE.match(line.text):
            return False
        last = self.open.last
        return last.column != line.column or self._gap_em(last, line) <= _GRADE_GAP_EM

    def _opens_item(self, line: Line, marker: Marker) -> bool:
        """True where the marker opens an item, rather than beginning a wrapped line by chance."""
        current = self.open
        if current is None or current.last.column != line.column:
            return current is None or current.has_ended or self.stack.continues(marker)
        if self._gap_em(current.last, line) > self.max_gap_em:
            return True
        dash = marker.text in "-–—"
        below = abs(line.first.x0 - current.first.first.x0) <= _SAME_X_POINTS
        if dash and current.is_item and current.draft.marker == marker.text and below:
            return True  # a wrapped line that begins with a dash stands under the item's text
        if self.stack.continues(marker) and not (dash and not current.has_ended):
            return True
        return abs(line.first.x0 - current.first.first.x0) > _INDENT_POINTS and current.has_ended

    def _open_item(self, line: Line, marker: Marker) -> None:
        self._close()
        if not self.drafts or self.drafts[-1].kind is not BlockKind.LIST_ITEM:
            self.stack.clear()
        level = self.stack.push(marker, line.first.x0 - line.shift)
        draft = Draft(kind=BlockKind.LIST_ITEM, level=level, marker=marker.text, page=line.page)
        text_x = line.first.second_x
        self.open = _Open(draft, marker.rest, line, line, text_x)

    def _continues(self, current: _Open, line: Line) -> bool:
        if line.first.noted or abs(current.last.size - line.size) > _SAME_SIZE:
            return False
        if current.last.column != line.column:
            return self._continues_over_break(current, line)
        gap = self._gap_em(current.last, line)
        x0 = line.first.x0
        if gap > self.max_gap_em:
            hangs = current.text_x > line.left + 2 * _INDENT_POINTS
            return current.is_item and hangs and abs(x0 - current.text_x) <= _SAME_X_POINTS
        if current.last.bold and not line.bold and current.first.bold and current.has_ended:
            return False
        return self._continues_close(current, line, x0)

    def _continues_close(self, current: _Open, line: Line, x0: float) -> bool:
        """For a line at the usual distance.

        A new paragraph may still show by indent or a short line above.
        """
        last = current.last
        start = current.first.first.x0
        if current.is_item and x0 >= current.text_x - _SAME_X_POINTS and x0 > start + 1:
            return True
        share = (last.x1 - line.left) / max(line.right - line.left, 1.0)
        if x0 < start - (_SAME_X_POINTS if current.is_item else _INDENT_POINTS):
            # of an item whose lines do not hang: a full line that goes on in lower case
            wraps = line.text[:1].islower() and share >= _SHORT_LINE
            return not current.has_ended and (wraps or not current.is_item)
        if line.text[:1].islower():
            return True
        if _CODE_LINE.match(line.text) or (
            _CODE_LINE.match(last.text) and _CAPTION.match(line.text)
        ):
            return False
        if current.has_ended and x0 > last.first.x0 + _INDENT_POINTS:
            return False
        return not (share < _SHORT_LINE or (current.has_ended and share < _FULL_LINE - 0.1))

    def _continues_over_break(self, current: _Open, line: Line) -> bool:
        if line.text[:1].islower():
            return True
        open_ended = not current.has_ended and not current.text.endswith(")")
        return open_ended and len(current.text) > _MIN_OPEN_CHARS

    def _append(self, line: Line) -> None:
        current = self.open
        if current is None:
            return
        joined = self.vocabulary.join(current.text, line.text)
        n_breaks = line.page - current.last.page
        if n_breaks:
            cut = len(joined) - len(line.text)
            joined = joined[:cut] + PAGE_BREAK * n_breaks + joined[cut:]
        current.text, current.last = joined, line
        self.last_line = line

    def _close(self) -> None:
        if self.open is not None:
            self.drafts.append(replace(self.open.draft, text=self.open.text))
            self.tables.interrupt()
        self.open = None
