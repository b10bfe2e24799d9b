"""Which lines of a PDF are headings, and of which level.

By its outline first, else by size, weight and place.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.readers.line_ends import Vocabulary
from ingest.readers.markers import split_marker
from ingest.readers.pdf.line_model import Line
from ingest.readers.pdf.style import Outline, Style

_MAX_LINES = 4
_LARGE = 1.13
_MAX_CHARS = 200
_MAX_BOLD_CHARS = 120
_ENDS_SENTENCE = re.compile(r"[.;,:]$")
_MAX_LEVEL = 6
_SMALLER_POINTS = 0.6
# A caption leads in its table and heads no section; nor does a line in brackets, in lower case, or
# without a word.
_NO_HEADING = re.compile(
    r"(?i:(?:table|figure|fig\.|exhibit|box|chart)\s+[A-Z]?[-.]?\d+\b)|[(a-z]|(?!.*[^\W\d_]{3})"
)


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading that takes `n_lines` lines.

    `level` is 0 until the styles of all headings are known.
    """

    text: str
    n_lines: int
    level: int
    style: tuple[float, bool]


class HeadingFinder:
    """Finds headings line by line.

    Levels of those that the outline does not name follow at the end.
    """

    def __init__(self, style: Style, vocabulary: Vocabulary, outline: Outline) -> None:
        self.body = style.body_size
        self.max_gap_em = 1.35 * style.pitch_em
        self.vocabulary = vocabulary
        self.outline = outline
        self._levels: dict[tuple[float, bool], Counter[int]] = defaultdict(Counter)

    def find(self, lines: Sequence[Line], *, after_gap: bool) -> Heading | None:
        """The heading with which `lines` begin.

        `after_gap`: white space or another block lies above.
        """
        first = lines[0]
        style = (first.size, first.bold)
        if self.outline.opens(first.page, first.text):
            for count in range(min(_MAX_LINES, self._n_connected(lines)), 0, -1):
                text = self.vocabulary.join_all(line.text for line in lines[:count])
                if level := self.outline.level(first.page, text):
                    level = min(level, _MAX_LEVEL)
                    self._levels[style][level] += 1
                    return Heading(text, count, level, style)
        if not self._may_be_heading(first, after_gap=after_gap):
            return None
        count = self._n_same_style(lines)
        text = self.vocabulary.join_all(line.text for line in lines[:count])
        if self._looks_like_heading(first, text, count):
            self._levels[style][0] += 1
            return Heading(text, count, 0, style)
        return None

    def levels(self) -> dict[tuple[float, bool], int]:
        """Level of each style for headings that the outline does not name.

        Larger type is higher.
        """
        levels: dict[tuple[float, bool], int] = {}
        above = 0
        for style in sorted(self._levels, key=lambda style: (-style[0], not style[1])):
            named = [(n, -level) for level, n in self._levels[style].items() if level]
            if named:
                above = max(above, -max(named)[1])
            level = min(_MAX_LEVEL, above + 1)
            levels[style] = level
            if self._levels[style][0]:
                above = min(level, _MAX_LEVEL - 1)
        return levels

    def _n_connected(self, lines: Sequence[Line]) -> int:
        count = 1
        while count < min(_MAX_LINES, len(lines)) and self._is_close(
            lines[count - 1], lines[count], 2 * self.max_gap_em
        ):
            count += 1
        return count

    def _is_close(self, above: Line, line: Line, gap_em: float) -> bool:
        return above.column == line.column and 0 < above.y - line.y <= gap_em * max(
            above.size, line.size
        )

    def _n_same_style(self, lines: Sequence[Line]) -> int:
        first = lines[0]
        count = 1
        while (
            count < len(lines)
            and count <= _MAX_LINES
            and (lines[count].size, lines[count].bold) == (first.size, first.bold)
            and self._is_close(lines[count - 1], lines[count], self.max_gap_em)
        ):
            count += 1
        return count

    def _may_be_heading(self, first: Line, *, after_gap: bool) -> bool:
        """Whether it looks like one before one knows how far it goes: most lines do not."""
        if len(first.segments) > 1:
            return False
        return self._is_large(first) or (after_gap and (first.bold or first.text.isupper()))

    def _is_large(self, line: Line) -> bool:
        return line.size >= _LARGE * self.body

    def _looks_like_heading(self, first: Line, text: str, n_lines: int) -> bool:
        is_short = n_lines <= _MAX_LINES and len(text) <= _MAX_CHARS
        if not is_short or _NO_HEADING.match(text):
            return False
        if self._is_large(first):
            return not text.endswith((".", ";", ",")) or len(text) < _MAX_BOLD_CHARS // 2
        marker = split_marker(text)
        return (
            (first.bold or (text.isupper() and n_lines == 1))
            and first.size >= self.body - _SMALLER_POINTS
            and len(text) <= _MAX_BOLD_CHARS
            and _ENDS_SENTENCE.search(text) is None
            and not (marker is not None and marker.is_bullet)
        )
