"""A document at one place: the page as it was printed, the text as it was read, how we read it.

Opened by the links behind the marks (`document?id=...&from=...&to=...`), in a tab of its own; the
address can be kept and sent on, and leads to the published index of that day.
"""

from dataclasses import dataclass
from urllib.parse import urlencode

import streamlit as st

from app.answering import Library
from app.render.safe import html_block, html_text, markdown_text, safe_url
from app.render.words import kind_word
from app.ui.reading import reading_html, statement_at
from app.ui.service import pipeline_or_stop
from ingest.errors import CorpusError, GuidelineError
from ingest.models import Document, Source

AROUND_CHARACTERS = 1200  # before and after the quote, where the format has no pages
MAX_ID = 300


@dataclass(frozen=True, slots=True)
class Spot:
    """A place in a document: offsets in its normalised text, within its bounds."""

    document: Document
    start: int
    end: int

    @property
    def quote(self) -> str:
        return self.document.text[self.start : self.end]

    @property
    def page(self) -> int | None:
        return self.document.page_at(self.start)


def main() -> None:
    """Draw the page."""
    library = pipeline_or_stop()
    doc_id = st.query_params.get("id", "")[:MAX_ID]
    if not doc_id:
        st.title("Document", anchor=False)
        st.info("Open a document by the number behind a sentence of an answer.")
        return
    try:
        document, source = library.document(doc_id), library.source(doc_id)
    except GuidelineError as error:
        st.title("Document", anchor=False)
        st.error(markdown_text(str(error)))
        return
    spot = _spot(document)
    st.title(markdown_text(source.title), anchor=False)
    st.html(_about(source))
    if source.digest:
        st.html(f'<p class="gq-caution">{_DIGEST}</p>')
    _show_reading(library, spot)
    _show_picture(library, spot)
    _show_text(spot)


_DIGEST = (
    "This text is our digest of the publication, in our own words: check the primary source "
    "before relying on it."
)


def _spot(document: Document) -> Spot:
    """The place that the address names; a wrong number is the nearest right one."""
    size = len(document.text)
    start = min(max(_number("from"), 0), size)
    page = _number("page")
    if page and document.page_starts:
        index = min(page, len(document.page_starts)) - 1
        return Spot(document, document.page_starts[index], document.page_starts[index])
    return Spot(document, start, min(max(_number("to"), start), size))


def _number(name: str) -> int:
    text = st.query_params.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) <= len("999999999") else 0


def _about(source: Source) -> str:
    parts = [kind_word(source.kind.value), source.payer or source.publisher]
    parts += [str(source.year)] if source.year else []
    parts += [source.version, source.policy_number]
    told = " · ".join(html_text(part) for part in parts if part)
    url = safe_url(source.url)
    link = (
        f' · <a href="{html_text(url)}" target="_blank" rel="noopener noreferrer">'
        'Open the primary source<span class="gq-sr">, leaves this page</span></a>'
        if url
        else ""
    )
    return f'<p class="gq-muted">{told}{link}</p>'


def _show_reading(library: Library, spot: Spot) -> None:
    statements = library.statements(spot.document.doc_id)
    statement = statement_at(statements, spot.start, spot.end)
    if read := reading_html(None, statement, ids=True):
        st.html(f'<div class="gq-evidence">{read}</div>')


def _show_picture(library: Library, spot: Spot) -> None:
    """The printed page with the quote marked, and the way to the pages beside it."""
    if spot.page is None:
        return
    try:
        picture = library.picture(spot.document.doc_id, spot.page, spot.quote)
    except CorpusError as error:
        st.warning(markdown_text(str(error)))
        return
    if picture is None:
        st.caption("The file itself is not at hand here; this is its text as it was read.")
        return
    marked = ", the quote marked" if picture.n_marked else ""
    words = f"Page {picture.number} of {picture.n_pages}{marked}"
    st.html(_pager(spot.document.doc_id, picture.number, picture.n_pages))
    st.image(picture.pixels, caption=words, alt=words, width="stretch")


def _pager(doc_id: str, number: int, n_pages: int) -> str:
    links = [
        f'<a href="document?{html_text(urlencode({"id": doc_id, "page": n}))}" target="_self">'
        f"{words} page</a>"
        for n, words in ((number - 1, "Previous"), (number + 1, "Next"))
        if 1 <= n <= n_pages
    ]
    return f'<p class="gq-links">{" · ".join(links)}</p>'


def _show_text(spot: Spot) -> None:
    """The page's text, or what stands around the quote, with the quote highlighted."""
    text, (start, end) = spot.document.text, _window(spot)
    before, after = text[start : spot.start], text[spot.end : end]
    st.html(
        f'<section class="gq-part"><h2 class="gq-title">The text as it was read</h2>'
        f'<div class="gq-text">{"…" if start else ""}{html_block(before)}'
        f"<mark>{html_block(spot.quote)}</mark>"
        f"{html_block(after)}{'…' if end < len(text) else ''}</div></section>"
    )


def _window(spot: Spot) -> tuple[int, int]:
    document, page = spot.document, spot.page
    if page is None:
        end = min(len(document.text), spot.end + AROUND_CHARACTERS)
        return max(0, spot.start - AROUND_CHARACTERS), end
    last = document.page_at(max(spot.start, spot.end - 1)) or page
    starts = (*document.page_starts, len(document.text))
    return starts[page - 1], starts[last]


if __name__ == "__main__":
    main()
