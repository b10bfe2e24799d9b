"""Words of a page to lines.

Footnote marks out, words joined, wide gaps kept as breaks between segments.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from ingest.readers.markers import split_marker
from ingest.readers.pdf.words import Word

_MARK = re.compile(r"[a-z]{1,3}(?:,[a-z])*|[\d,–-]{1,12}|[*†‡§¶#]{1,4}")
_UNIT = re.compile(r"(?:^|[\d/\s(])(?:k?m|cm|mm|ft|in)$")
_POWERS = ("2", "3")
_LEADERS = re.compile(r"\s*(?:\.\s?){4,}\s*(?:[\divxlc]+)?\s*$|\s*…{2,}.*$", re.IGNORECASE)
# In em: a wider gap than this between two words is no word space but a break between columns or
# cells.
_BREAK_EM = 1.0
_SAME_BASELINE_EM = 0.28
_GLUE_EM = 0.2
_CLOSING_GLUE_EM = 0.12
_CLOSING = ")]}.,;:"
_BEHIND_MARK_EM = 0.4
_BOLD_SHARE = 0.85
_MAX_MARKER_CHARS = 7
_RAISED_SIZE = 0.86
_MARKER_GAP_EM = 6.0
_MAX_LIFT = 0.8  # of the size


@dataclass(slots=True)
class Segment:
    """Words on one baseline with no wide gap between them.

    Attributes:
        text: Words joined by spaces.
        x0: Left edge, in points.
        x1: Right edge.
        y: Baseline.
        size: Font size of most characters.
        bold: True where nearly all characters are.
        white: True where all of it is filled white.
        noted: True where a raised mark stood before it: it opens a footnote.
        second_x: Left edge of its second word: where the text of a list item begins.
    """

    text: str
    x0: float
    x1: float
    y: float
    size: float
    bold: bool
    white: bool = False
    second_x: float = 0.0
    noted: bool = False


@dataclass(slots=True)
class Row:
    """Segments on one baseline, from left to right."""

    segments: list[Segment] = field(default_factory=list)

    @property
    def y(self) -> float:
        """Baseline, in points from the bottom."""
        return self.segments[0].y

    @property
    def text(self) -> str:
        """All of it, segments joined by spaces."""
        return " ".join(segment.text for segment in self.segments)

    @property
    def size(self) -> float:
        """Largest font size in it."""
        return max(segment.size for segment in self.segments)


def drop_raised_marks(words: Sequence[Word]) -> list[Word]:
    """Words without raised footnote letters and numbers; the power of a unit stays, as in m2."""
    kept: list[Word] = []
    for index, word in enumerate(words):
        before = kept[-1] if kept else None
        after = words[index + 1] if index + 1 < len(words) else None
        if before is not None and _is_raised_over(word, before):
            if not _takes_in(before, word, after):
                kept.append(word)
        elif after is not None and _MARK.fullmatch(word.text) and _is_raised_before(word, after):
            after.noted = True
        else:
            kept.append(word)
    return kept


def _takes_in(before: Word, word: Word, after: Word | None) -> bool:
    """Whether a raised word is a power or a mark of the one before it; then nothing else stays."""
    if word.text.rstrip(".,;:)") in _POWERS and _UNIT.search(before.text):
        before.text, before.x1 = before.text + word.text, word.x1
        return True
    if not _MARK.fullmatch(word.text.strip(".,;:()")):
        return False
    if before.text.endswith("10") and word.text.isdigit():
        before.text += "^" + word.text
        return True
    is_last = after is None or not _is_raised(after, before)
    if len(word.text) > 1 and word.text[-1] in ".,;:)" and is_last:
        before.text += word.text[-1]
    # A sign behind the mark stands behind the word: "thrombosis;".
    if after is not None and after.text[0] in _CLOSING:
        near = after.x0 - word.x1 < _BEHIND_MARK_EM * before.size
        before.x1 = after.x0 if near else before.x1
    return True


def _is_raised_over(word: Word, base: Word) -> bool:
    near = -0.2 * base.size <= word.x0 - base.x1 <= 0.6 * base.size
    return near and _is_raised(word, base)


def _is_raised_before(word: Word, base: Word) -> bool:
    near = -0.2 * base.size <= base.x0 - word.x1 <= 1.5 * base.size
    return near and _is_raised(word, base)


def _is_raised(word: Word, base: Word) -> bool:
    lift = (word.y - base.y) / base.size
    # Browsers set a raised mark in five sixths of the size; such type must be raised clearly.
    least = 0.12 if word.size <= 0.8 * base.size else 0.25
    smaller = word.size <= _RAISED_SIZE * base.size
    return not word.turn and not base.turn and smaller and least <= lift <= _MAX_LIFT


def rows_of(
    words: Iterable[Word], *, break_em: float = _BREAK_EM, markers: bool = True
) -> list[Row]:
    """Upright words grouped by baseline, from the top down, each row cut where a gap is wide.

    Args:
        words: Of one page.
        break_em: A wider gap cuts.
        markers: Whether a number or bullet that stands apart belongs to the text behind it.
    """
    upright = sorted((word for word in words if not word.turn), key=lambda word: (-word.y, word.x0))
    groups: list[list[Word]] = []
    for word in upright:
        if groups and abs(groups[-1][0].y - word.y) <= _SAME_BASELINE_EM * max(
            word.size, groups[-1][0].size
        ):
            groups[-1].append(word)
        else:
            groups.append([word])
    return [
        _row(sorted(group, key=lambda word: word.x0), break_em, markers=markers) for group in groups
    ]


def _row(words: list[Word], break_em: float, *, markers: bool) -> Row:
    runs: list[list[Word]] = [[words[0]]]
    for before, word in pairwise(words):
        gap = word.x0 - before.x1
        size = max(before.size, word.size)
        joins = markers and gap <= _MARKER_GAP_EM * size and _is_lone_marker(runs[-1])
        if gap > break_em * size and not joins:
            runs.append([])
        runs[-1].append(word)
    return Row([segment_of(run) for run in runs])


def _is_lone_marker(run: list[Word]) -> bool:
    """True for a bullet or number that stands apart from its item's text."""
    alone = len(run) == 1 and len(run[0].text) <= _MAX_MARKER_CHARS
    return alone and split_marker(run[0].text + " X") is not None


def segment_of(words: Sequence[Word]) -> Segment:
    """One segment of words that are sorted from left to right."""
    sizes: dict[float, int] = {}
    n_bold = n_chars = 0
    for word in words:
        size = round(word.size * 2) / 2
        sizes[size] = sizes.get(size, 0) + len(word.text)
        n_chars += len(word.text)
        n_bold += len(word.text) if word.bold else 0
    size = max(sizes, key=lambda key: sizes[key])
    base = next(word for word in words if round(word.size * 2) / 2 == size)
    return Segment(
        text=join_words(words),
        x0=words[0].x0,
        x1=max(word.x1 for word in words),
        y=base.y,
        size=size,
        bold=n_bold >= _BOLD_SHARE * n_chars,
        white=all(word.white for word in words),
        noted=words[0].noted,
        second_x=words[1].x0 if len(words) > 1 else words[0].x0,
    )


def join_words(words: Sequence[Word]) -> str:
    """Words with spaces between, except where the file has none and they touch."""
    parts = [words[0].text]
    for before, word in pairwise(words):
        gap = (word.x0 - before.x1) / word.size if word.size else 1.0
        # pdfium sees a space after a raised character, even before a closing bracket.
        glued = word.glued or (word.text[0] in _CLOSING and gap < _CLOSING_GLUE_EM)
        touching = glued and -1 < gap < _GLUE_EM
        parts.append(word.text if touching else " " + word.text)
    return "".join(parts)


def turned_text(words: Sequence[Word]) -> str:
    """Text of words that are turned by 90 or 270 degrees, in reading order."""
    if not words:
        return ""
    sign = 1 if words[0].turn == 90 else -1  # noqa: PLR2004
    lines: list[list[Word]] = []
    for word in sorted(words, key=lambda word: sign * word.x1):
        if lines and abs(lines[-1][0].x1 - word.x1) <= 0.5 * word.size:
            lines[-1].append(word)
        else:
            lines.append([word])
    return " ".join(
        word.text for line in lines for word in sorted(line, key=lambda word: sign * word.y)
    )


def is_leader_line(text: str) -> bool:
    """True for a line of a table of contents: dots that lead to a page number."""
    return _LEADERS.search(text) is not None and "...." in text.replace(" ", "").replace("…", "...")
