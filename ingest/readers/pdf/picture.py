"""A page of a PDF as a picture, with the words of a quote marked: for who wants to see it printed.

pdfium may be used by one thread at a time, hence the lock; a page server has many.
"""

import re
import threading
from dataclasses import dataclass
from difflib import SequenceMatcher

import numpy as np
import numpy.typing as npt
import pypdfium2

from ingest.errors import CorpusError
from ingest.readers.pdf.words import Word, read_page

_LOCK = threading.Lock()
_SCALE = 1.6  # pixels a point: a letter page becomes 980 x 1267
_MAX_PIXELS = 1800  # of the longer side, so that a poster does not fill the memory
_MIN_RUN = 3  # words in a row that page and quote share; fewer are chance
_BLUE_LEFT = 0.35  # of the blue of a marked word: what is white becomes yellow
_TOKEN = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class PagePicture:
    """A rendered page.

    Attributes:
        number: 1-based.
        n_pages: Of the file.
        pixels: [height, width, 3], RGB, 8 bits.
        n_marked: Words of the quote that were found on the page and are marked.
    """

    number: int
    n_pages: int
    pixels: npt.NDArray[np.uint8]
    n_marked: int


def page_picture(data: bytes, number: int, quote: str = "") -> PagePicture:
    """Render page `number`, with the words of `quote` marked where they stand on it.

    Raises:
        CorpusError: The file is damaged, or has no such page.
    """
    with _LOCK:
        try:
            document = pypdfium2.PdfDocument(data)
        except pypdfium2.PdfiumError as error:
            raise CorpusError(f"the PDF cannot be shown: {error}") from error
        try:
            return _rendered(document, number, quote)
        except pypdfium2.PdfiumError as error:
            raise CorpusError(f"page {number} cannot be shown: {error}") from error
        finally:
            document.close()


def _rendered(document: pypdfium2.PdfDocument, number: int, quote: str) -> PagePicture:
    if not 1 <= number <= len(document):
        raise CorpusError(f"there is no page {number}: the file has {len(document)}")
    page = document[number - 1]
    try:
        width, height = page.get_size()
        scale = min(_SCALE, _MAX_PIXELS / max(width, height, 1.0))
        bitmap = page.render(scale=scale, rev_byteorder=True)
        pixels = np.array(bitmap.to_numpy()[:, :, :3], dtype=np.uint8)
        bitmap.close()
    finally:
        page.close()
    words = read_page(document, number - 1).words
    marked = _words_of(quote, words)
    for word in marked:
        _mark(pixels, word, height=height, scale=scale)
    return PagePicture(number, len(document), pixels, len(marked))


def _words_of(quote: str, words: list[Word]) -> list[Word]:
    """The words of the page that the quote holds, in runs of at least `_MIN_RUN`."""
    on_page = [(token, word) for word in words for token in _TOKEN.findall(word.text.lower())]
    wanted = _TOKEN.findall(quote.lower())
    matcher = SequenceMatcher(None, [token for token, _ in on_page], wanted, autojunk=False)
    shortest = min(_MIN_RUN, len(wanted))
    return [
        on_page[index][1]
        for run in matcher.get_matching_blocks()
        if run.size >= max(1, shortest)
        for index in range(run.a, run.a + run.size)
    ]


def _mark(pixels: npt.NDArray[np.uint8], word: Word, *, height: float, scale: float) -> None:
    """Tint the box of an upright word yellow; the page's origin is its lower left corner."""
    if word.turn:
        return
    top, bottom = height - word.y - word.size * 0.85, height - word.y + word.size * 0.25
    rows = slice(max(0, int(top * scale)), max(0, int(bottom * scale) + 1))
    columns = slice(max(0, int(word.x0 * scale) - 1), max(0, int(word.x1 * scale) + 2))
    blue = pixels[rows, columns, 2]
    pixels[rows, columns, 2] = (blue * _BLUE_LEFT).astype(np.uint8)
