"""The editors' library: what is published, what was understood of it, new files, publishing."""

import streamlit as st

from app.access import Action, may
from app.librarian import Holding, Librarian, in_force_words
from app.render.safe import html_text, markdown_text, visible
from app.render.words import kind_word
from app.ui.feedback import show_all_feedback
from app.ui.library_document import show_document
from app.ui.library_publish import show_publish
from app.ui.library_upload import show_upload
from app.ui.service import shared_settings
from app.ui.visitor import current_user
from app.wording import counted
from ingest.errors import GuidelineError

LEAD = (
    "What readers are answered from. An editor adds or replaces a file, puts right what was "
    "misread, sees which answers that would change, and publishes."
)
VIEWS = ("Documents", "Feedback", "Add or replace", "Publish")
_COLUMNS = ("Document", "Status", "Understood", "To look at")
_MAX_FLAGS = 3


@st.cache_resource(show_spinner=False)
def shared_librarian() -> Librarian:
    """One for all sessions; every method asks who wants it."""
    return Librarian(shared_settings())


def main() -> None:
    """Draw the page once."""
    st.title("Library", anchor=False)
    st.html(f'<p class="gq-lead">{LEAD}</p>')
    try:
        librarian = shared_librarian()
        holdings = librarian.holdings(current_user())
        changes = may(current_user(), Action.CHANGE_LIBRARY)
        views = VIEWS if changes else VIEWS[:2]
        view = st.segmented_control("Show", views, default=views[0], key="library-view")
        if view == VIEWS[1]:
            show_all_feedback()
        elif view == VIEWS[2]:
            show_upload(librarian, holdings)
        elif view == VIEWS[3]:
            show_publish(librarian)
        else:
            _show_documents(librarian, holdings, may_change=changes)
    except GuidelineError as error:
        st.error(markdown_text(str(error)))
        st.button("Try again")


def _show_documents(
    librarian: Librarian, holdings: tuple[Holding, ...], *, may_change: bool
) -> None:
    wanted = st.text_input("Filter by title, publisher or kind", key="library-filter").lower()
    found = [item for item in holdings if wanted in _all_words(item)]
    titles = {item.entry.doc_id: f"{item.source.title} ({item.entry.doc_id})" for item in found}
    chosen = st.selectbox(
        "Open a document",
        list(titles),
        index=None,
        format_func=lambda doc_id: visible(titles[doc_id]),
        key="library-document",
        placeholder=f"one of {len(found)}",
    )
    if chosen is not None:
        item = next(item for item in found if item.entry.doc_id == chosen)
        show_document(librarian, item, may_change=may_change)
        return
    st.html(_table(found))


def _all_words(item: Holding) -> str:
    source = item.source
    parts = (source.title, source.publisher, source.payer, source.kind.value, item.entry.doc_id)
    return " ".join((*parts, kind_word(source.kind.value), item.status)).lower()


def _table(found: list[Holding]) -> str:
    head = "".join(f'<th scope="col">{name}</th>' for name in _COLUMNS)
    rows = "".join(_row(item) for item in found)
    told = f'<p class="gq-muted">{counted(len(found), "document", "documents")}</p>'
    return (
        f'{told}<table class="gq-positions gq-holdings"><thead><tr>{head}</tr></thead>'
        f"<tbody>{rows}</tbody></table>"
    )


def _row(item: Holding) -> str:
    source, entry = item.source, item.entry
    told = [kind_word(source.kind.value), source.payer or source.publisher]
    told += [str(source.year or ""), source.version, source.policy_number]
    counts = ", ".join(
        counted(n, one, several)
        for n, one, several, is_told in (
            (entry.n_pages or 0, "page", "pages", entry.n_pages),
            (entry.n_passages, "passage", "passages", True),
            (entry.n_statements, "statement", "statements", True),
            (entry.n_corrected, "corrected", "corrected", entry.n_corrected),
        )
        if is_told
    )
    kinds = list(dict.fromkeys(flag.kind.replace("_", " ") for flag in entry.flags))
    flags = ", ".join(kinds[:_MAX_FLAGS]) + (" ..." if len(kinds) > _MAX_FLAGS else "")
    address = f"document?id={html_text(entry.doc_id)}"
    cells = (
        f'<a href="{address}" target="_blank" rel="noopener noreferrer">{html_text(source.title)}'
        f'<span class="gq-sr">, opens in a new tab</span></a><span class="gq-muted gq-line">'
        f"{html_text(' · '.join(part for part in told if part))}</span>",
        html_text(in_force_words(item)),
        html_text(counts),
        html_text(flags) or "–",
    )
    columns = "".join(
        f'<td data-label="{name}">{cell}</td>' for name, cell in zip(_COLUMNS, cells, strict=True)
    )
    return f"<tr>{columns}</tr>"


if __name__ == "__main__":
    main()
