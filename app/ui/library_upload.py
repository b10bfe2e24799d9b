"""A file for the corpus: a new document, or another version of one that is there."""

import streamlit as st

from app.librarian import Holding, Librarian
from app.render.safe import markdown_text, visible
from app.ui.visitor import current_user
from ingest.errors import GuidelineError
from ingest.readers import READERS

NEW = ""
MAX_FILE_MIB = 100


def show_upload(librarian: Librarian, holdings: tuple[Holding, ...]) -> None:
    """The file, what it replaces, and where it went."""
    file = st.file_uploader(
        "A document",
        type=[suffix.removeprefix(".") for suffix in READERS],
        key="library-file",
        max_upload_size=MAX_FILE_MIB,
        help="With front matter as corpus/README.md describes it, or as it is: what is missing is "
        "inferred and marked as inferred.",
    )
    titles = {item.entry.doc_id: item.source.title for item in holdings}
    replaces = st.selectbox(
        "It is",
        [NEW, *titles],
        format_func=lambda doc_id: (
            f"another version of {visible(titles[doc_id])}" if doc_id else "a new document"
        ),
        key="library-replaces",
    )
    if not st.button("Put into the corpus", disabled=file is None) or file is None:
        return
    try:
        path = librarian.put(current_user(), file.name, file.getvalue(), replaces=replaces or "")
    except GuidelineError as error:
        st.error(markdown_text(str(error)))
        return
    st.success(
        f"Written to {markdown_text(path)}. Readers see it when the corpus was read anew and "
        "published: see Publish."
    )
