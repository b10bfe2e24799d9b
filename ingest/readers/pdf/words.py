"""Words of a PDF page with their place and type, and its ruling lines, through pdfium."""

import ctypes
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import pypdfium2
import pypdfium2.raw as pdfium

# Shapes thinner than this are lines, not areas; Word draws a table border as a filled box of 0.5
# points.
_THIN_POINTS = 3.0
_MIN_RULE_POINTS = 3.0
_BOLD_WEIGHT = 600
_BOLD_NAME = re.compile(rb"bold|black|heavy|demi|[-,_](?:Bd|Hv|Blk)", re.IGNORECASE)
_NEAR_WHITE = 245
_MAX_FORM_DEPTH = 4
_MAX_OBJECTS = 60_000
# A baseline that differs by more than this part of the size is raised, lowered, or another line.
_BASELINE_RATIO = 0.13
# A bullet that is drawn: so wide and high at least and at most, and about as wide as high.
_DOT_POINTS = (1.2, 9.0)
_DOT_RATIO = 1.7
# So far left of a word at most, and within so much of its size above its baseline.
_DOT_GAP_EM = 2.5
_DOT_HEIGHT_EM = (-0.05, 0.75)
_DOT_APART_EM = 0.6
_DRAWN_BULLET = "•"
# pdfium's own signs for a hyphen at a line's end.
_LINE_HYPHENS = frozenset({2, 0xFFFE, 0xAD})
_SPACES = frozenset({0, 9, 10, 13, 32, 0xA0, 0x202F, 0x3000, *range(0x2000, 0x200B)})
_FONT_NAME_BYTES = 128


@dataclass(slots=True)
class Word:
    """A run of characters without a space; points from the page's lower left corner.

    Attributes:
        text: Its characters.
        x0: Left edge.
        x1: Right edge.
        y: Baseline.
        size: Font size, in points.
        bold: True where the font is.
        turn: How the text is turned, in degrees against the clock: 0, 90, 180 or 270.
        white: True where it is filled (nearly) white or transparent.
        glued: True where no space stands between it and the word before it in the file.
        noted: True where a raised mark stood before it: it opens a footnote.
    """

    text: str
    x0: float
    x1: float
    y: float
    size: float
    bold: bool
    turn: int = 0
    white: bool = False
    glued: bool = False
    noted: bool = False


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on the page, in points."""

    x0: float
    y0: float
    x1: float
    y1: float

    def holds(self, x: float, y: float) -> bool:
        """True where the point lies in it."""
        return self.x0 <= x <= self.x1 and self.y0 <= y <= self.y1


@dataclass(frozen=True, slots=True)
class PageContent:
    """What stands on one page.

    Attributes:
        number: 1-based.
        width: In points.
        height: In points.
        words: In the order of the file.
        rules: Thin boxes: borders of tables, underlines, separators.
        areas: Boxes that are not thin, and pictures.
    """

    number: int
    width: float
    height: float
    words: list[Word]
    rules: list[Box]
    areas: list[Box]


class _CharReader:
    """Reads characters of one text page.

    Buffers are made once, because a page has thousands of characters.
    """

    def __init__(self, raw: object) -> None:
        self.raw = raw
        self._name = ctypes.create_string_buffer(_FONT_NAME_BYTES)
        self._flags = ctypes.c_int()
        self._x, self._y = ctypes.c_double(), ctypes.c_double()
        self._box = [ctypes.c_double() for _ in range(4)]
        self._colour = [ctypes.c_uint() for _ in range(4)]
        self._matrix = pdfium.FS_MATRIX()

    def origin(self, index: int) -> tuple[float, float]:
        pdfium.FPDFText_GetCharOrigin(self.raw, index, self._x, self._y)
        return self._x.value, self._y.value

    def left_right(self, index: int) -> tuple[float, float]:
        pdfium.FPDFText_GetCharBox(self.raw, index, *self._box)
        return self._box[0].value, self._box[1].value

    def start_word(self, index: int, *, glued: bool) -> Word:
        """A word that begins with character `index`, its text still empty."""
        x, y = self.origin(index)
        left, right = self.left_right(index)
        size, turn = self._size_and_turn(index)
        weight = pdfium.FPDFText_GetFontWeight(self.raw, index)
        # The weight is guessed from the width of a stem, and many writers state none: 380 and 455
        # were seen for bold type of Chrome and LibreOffice.
        bold = weight >= _BOLD_WEIGHT or self._bold_by_name(index)
        return Word("", min(x, left), right, y, size, bold, turn, self._is_white(index), glued)

    def _size_and_turn(self, index: int) -> tuple[float, int]:
        """Size as it appears: writers often set the font to 1 and scale its matrix."""
        size = pdfium.FPDFText_GetFontSize(self.raw, index)
        matrix = self._matrix
        if not pdfium.FPDFText_GetMatrix(self.raw, index, matrix):
            return size, 0
        turn = round(math.degrees(math.atan2(matrix.b, matrix.a)) / 90) * 90 % 360
        return size * math.hypot(matrix.c, matrix.d), turn

    def _bold_by_name(self, index: int) -> bool:
        self._name[0] = b"\0"  # pdfium leaves the buffer as it is where a font has no name
        pdfium.FPDFText_GetFontInfo(self.raw, index, self._name, _FONT_NAME_BYTES, self._flags)
        return _is_bold_name(self._name.value)

    def _is_white(self, index: int) -> bool:
        if not pdfium.FPDFText_GetFillColor(self.raw, index, *self._colour):
            return False
        red, green, blue, alpha = (part.value for part in self._colour)
        return min(red, green, blue) >= _NEAR_WHITE or alpha == 0


@lru_cache(maxsize=1_000)
def _is_bold_name(name: bytes) -> bool:
    return _BOLD_NAME.search(name) is not None


def _words(raw: object, n_chars: int) -> Iterator[Word]:
    reader = _CharReader(raw)
    code_of = pdfium.FPDFText_GetUnicode
    word: Word | None = None
    last = 0
    for index in range(n_chars):
        code = code_of(raw, index)
        if code in _SPACES:
            if word is not None and code:
                yield _ended(word, reader, last)
                word = None
            continue
        if word is None:
            word = reader.start_word(index, glued=False)
        elif not word.turn and _breaks(word, *reader.origin(index)):
            yield _ended(word, reader, last)
            word = reader.start_word(index, glued=True)
        word.text += "-" if code in _LINE_HYPHENS else chr(code)
        last = index
    if word is not None:
        yield _ended(word, reader, last)


def _breaks(word: Word, x: float, y: float) -> bool:
    """Whether the upright character at `x`, `y` cannot go on with a word."""
    return abs(y - word.y) > _BASELINE_RATIO * word.size or x < word.x0 - word.size


def _ended(word: Word, reader: _CharReader, last: int) -> Word:
    left, right = reader.left_right(last)
    word.x0, word.x1 = min(word.x0, left), max(word.x1, right)
    return word


def read_page(document: pypdfium2.PdfDocument, index: int) -> PageContent:
    """Words and rules of page `index` (from 0); everything pdfium holds for it is closed again."""
    page = document[index]
    try:
        width, height = page.get_size()
        text_page = page.get_textpage()
        try:
            words = list(_words(text_page.raw, text_page.count_chars()))
        finally:
            text_page.close()
        rules, areas = _shapes(page)
        return PageContent(index + 1, width, height, _with_bullets(words, areas), rules, areas)
    finally:
        page.close()


def _with_bullets(words: list[Word], areas: list[Box]) -> list[Word]:
    """Words with the bullets that are drawn and not typed, as browsers print them.

    A dot is one where it stands close before the first word of a line.
    """
    dots = [box for box in areas if _is_dot(box)]
    if not dots:
        return words
    found: list[Word] = []
    for place, word in enumerate(words):
        dot = next((box for box in dots if _stands_before(box, word)), None)
        if dot is not None and _opens(dot, word, words[place - 1] if place else None):
            dots.remove(dot)
            found.append(Word(_DRAWN_BULLET, dot.x0, dot.x1, word.y, word.size, bold=False))
        found.append(word)
    return found


def _opens(dot: Box, word: Word, before: Word | None) -> bool:
    """Whether a dot begins something, rather than standing between two words of a line."""
    if before is None or before.x1 > word.x0 or abs(before.y - word.y) > word.size:
        return True
    return dot.x0 - before.x1 > _DOT_APART_EM * word.size


def _is_dot(box: Box) -> bool:
    width, height = box.x1 - box.x0, box.y1 - box.y0
    low, high = _DOT_POINTS
    return (
        low <= min(width, height)
        and max(width, height) <= high
        and max(width, height) <= _DOT_RATIO * min(width, height)
    )


def _stands_before(box: Box, word: Word) -> bool:
    low, high = _DOT_HEIGHT_EM
    middle = (box.y0 + box.y1) / 2 - word.y
    return (
        not word.turn
        and 0 < word.x0 - box.x1 <= _DOT_GAP_EM * word.size
        and low * word.size <= middle <= high * word.size
        and box.y1 - box.y0 < word.size
    )


def _shapes(page: pypdfium2.PdfPage) -> tuple[list[Box], list[Box]]:
    rules: list[Box] = []
    areas: list[Box] = []
    kinds = (pdfium.FPDF_PAGEOBJ_PATH, pdfium.FPDF_PAGEOBJ_IMAGE)
    for seen, item in enumerate(page.get_objects(max_depth=_MAX_FORM_DEPTH)):
        if seen > _MAX_OBJECTS:
            break
        if item.type not in kinds:
            continue
        try:
            box = Box(*item.get_bounds())
        except pypdfium2.PdfiumError:
            continue
        thin = min(box.x1 - box.x0, box.y1 - box.y0) <= _THIN_POINTS and not _is_dot(box)
        if thin and item.type == pdfium.FPDF_PAGEOBJ_PATH:
            if max(box.x1 - box.x0, box.y1 - box.y0) >= _MIN_RULE_POINTS:
                rules.append(box)
        else:
            areas.append(box)
            if item.type == pdfium.FPDF_PAGEOBJ_PATH and _is_stroked(item):
                rules.extend(_frame(box))
    return rules, areas


def _is_stroked(item: pypdfium2.PdfObject) -> bool:
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    ok = pdfium.FPDFPath_GetDrawMode(item.raw, fill, stroke)
    return bool(ok and stroke.value)


def _frame(box: Box) -> list[Box]:
    return [
        Box(box.x0, box.y0, box.x1, box.y0),
        Box(box.x0, box.y1, box.x1, box.y1),
        Box(box.x0, box.y0, box.x0, box.y1),
        Box(box.x1, box.y0, box.x1, box.y1),
    ]
