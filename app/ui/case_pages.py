"""Printed pages of what the asker brought: shown to this session alone, from its memory."""

import streamlit as st

from app.case import CaseFile
from app.render.safe import markdown_text, visible
from app.ui.session import Turn, key
from ingest.errors import CorpusError
from ingest.readers.pdf.picture import page_picture

N_PAGES = 12


def cited_pages(turn: Turn) -> tuple[tuple[CaseFile, int, str], ...]:
    """(file, page, first quote on it) of each page of a brought PDF that the Answer cites."""
    if turn.answer is None or turn.brought is None:
        return ()
    found: dict[tuple[str, int], tuple[CaseFile, int, str]] = {}
    for citation in (c for claim in turn.answer.claims for c in claim.citations):
        # By the document and not by its name, which two files may share.
        file = turn.brought.files.get(citation.doc_id)
        if file is not None and citation.page and file.name.lower().endswith(".pdf"):
            place = (citation.doc_id, citation.page)
            found.setdefault(place, (file, citation.page, citation.quote))
    return tuple(found.values())[:N_PAGES]


def show_case_pages(turn: Turn, number: int) -> None:
    """A button for each cited page; the page opens over the Answer.

    They stand in the page and in no popover: that would lie over the opened page, and the first
    Escape would close it instead of the page.
    """
    pages = cited_pages(turn)
    if not pages:
        return
    with (
        st.expander("Pages of the case materials", icon=":material/picture_as_pdf:"),
        st.container(horizontal=True),
    ):
        for index, (file, page, quote) in enumerate(pages):
            label = f"{markdown_text(file.name)}, page {page}"
            if st.button(label, key=key(f"case-page-{number}-{index}")):
                _show(file, page, quote)


@st.dialog("Page of the case materials", width="large")
def _show(file: CaseFile, page: int, quote: str) -> None:
    try:
        picture = page_picture(file.data, page, quote)
    except CorpusError as error:
        st.error(markdown_text(str(error)))
        return
    marked = ", the quote marked" if picture.n_marked else ""
    words = f"{visible(file.name)}, page {page} of {picture.n_pages}{marked}"
    st.image(picture.pixels, caption=markdown_text(words), alt=words, width="stretch")
