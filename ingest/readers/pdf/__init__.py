"""PDF to drafts: pypdf opens the file, pdfium gives characters with places.

See docs/adr/0002-pdf-layout.md.
"""

import io
import logging
from collections.abc import Callable, Iterator

import pypdf
import pypdfium2
from pypdf.errors import PyPdfError

from ingest.errors import CorpusError
from ingest.models import Flag
from ingest.readers.line_ends import Vocabulary
from ingest.readers.pdf.banded import find_banded
from ingest.readers.pdf.blocks import BlockMaker
from ingest.readers.pdf.furniture import drop_contents, drop_furniture
from ingest.readers.pdf.layout import Page, ReadingOrder
from ingest.readers.pdf.lines import drop_raised_marks, rows_of
from ingest.readers.pdf.style import Style, lines_of, read_outline
from ingest.readers.pdf.tables import find_tables, words_outside
from ingest.readers.pdf.words import PageContent, Word, read_page
from ingest.readers.raw import RawDocument, ReadLimits

_MIN_POINTS = 2.0
_LOW_TEXT_CHARS = 20
_MAX_TITLE_CHARS = 300


def read_pdf(
    data: bytes, name: str, limits: ReadLimits, on_page: Callable[[int, int], None]
) -> RawDocument:
    """Drafts of a PDF with a text layer; `on_page` is told page and number of pages.

    Raises:
        CorpusError: It is encrypted, damaged, or has too many pages.
    """
    title, n_pages = _open(data, name, limits)
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise CorpusError(f"{name}: is damaged: {error}") from error
    try:
        return _read(document, name, title, min(n_pages, len(document)), on_page)
    finally:
        document.close()


def _open(data: bytes, name: str, limits: ReadLimits) -> tuple[str, int]:
    """Title and number of pages, by pypdf, which also says what is wrong with a file."""
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = pypdf.PdfReader(io.BytesIO(data), strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            raise CorpusError(f"{name}: is encrypted: save it without a password")
        n_pages = len(reader.pages)
        title = reader.metadata.title if reader.metadata else ""
    except (
        PyPdfError,
        ValueError,
        KeyError,
        TypeError,
        AttributeError,
        RecursionError,
        OSError,
    ) as error:
        # pypdf lets such errors of a broken object tree through.
        raise CorpusError(f"{name}: is damaged: {error}") from error
    except NotImplementedError as error:
        raise CorpusError(f"{name}: is encrypted in a way that is not supported") from error
    if n_pages == 0:
        raise CorpusError(f"{name}: has no pages")
    if n_pages > limits.max_pages:
        raise CorpusError(
            f"{name}: {n_pages} pages, more than the {limits.max_pages} allowed: split it"
        )
    return str(title or "")[:_MAX_TITLE_CHARS], n_pages


def _read(
    document: pypdfium2.PdfDocument,
    name: str,
    title: str,
    n_pages: int,
    on_page: Callable[[int, int], None],
) -> RawDocument:
    style, vocabulary = Style(), Vocabulary()
    pages: list[Page] = []
    flags: list[Flag] = []
    without_text: list[int] = []
    for index in range(n_pages):
        on_page(index + 1, n_pages)
        try:
            content = read_page(document, index)
        except pypdfium2.PdfiumError as error:
            raise CorpusError(f"{name}: page {index + 1} is damaged: {error}") from error
        if not content.words:
            without_text.append(index + 1)
        flags.extend(_hidden(content))
        pages.append(_page(content))
        for line in lines_of(pages[-1]):
            vocabulary.count(line)
    running = drop_furniture(pages)
    for page in pages:
        style.add(page)
    flags.extend(_no_text(page) for page in without_text)
    maker = BlockMaker(style, vocabulary, read_outline(document))
    order = ReadingOrder()
    for page in pages:
        drop_contents(page)
        maker.page(page, order.lines(page))
    return RawDocument(
        drafts=maker.finish(),
        n_pages=len(pages),
        pages_without_text=tuple(without_text),
        file_title=title,
        running=running,
        flags=tuple(flags),
    )


def _page(content: PageContent) -> Page:
    content.words[:] = drop_raised_marks(content.words)
    tables = find_tables(content)
    outside = words_outside(content.words, tables)
    banded = find_banded(content, outside)
    outside = words_outside(outside, banded)
    tables += banded
    return Page(content.number, content.width, content.height, rows_of(outside), tables)


def _no_text(page: int) -> Flag:
    return Flag(
        kind="no_text_layer", detail="no text layer: scanned? OCR is out of scope", page=page
    )


def _hidden(content: PageContent) -> Iterator[Flag]:
    """Leave out what no eye can see on the page.

    Type below two points, and white type on no ground.
    """
    seen: list[Word] = []
    hidden: list[Word] = []
    for word in content.words:
        (hidden if _is_hidden(content, word) else seen).append(word)
    if hidden:
        content.words[:] = seen
        text = " ".join(word.text for word in hidden)
        yield Flag(
            kind="hidden_text", detail=f"left out, not visible: {text}"[:200], page=content.number
        )


def _is_hidden(content: PageContent, word: Word) -> bool:
    if word.size < _MIN_POINTS:
        return True
    if not word.white:
        return False
    x, y = (word.x0 + word.x1) / 2, word.y + (0.0 if word.turn else 0.3 * word.size)
    if word.turn:
        y += 1.0
    return not any(area.holds(x, y) for area in content.areas)
