"""The history page: a person's own conversations, to find, open, rename, take away and delete."""

import re
from collections.abc import Callable, Iterable
from pathlib import Path

import streamlit as st

from app.access import Action
from app.found import marked
from app.history import MAX_TITLE_CHARS, History
from app.records import Conversation
from app.render.doses import without_doses
from app.render.export import FORMATS, Format, export
from app.render.safe import html_block, markdown_text
from app.ui.keeping import ADDRESS, shared_history
from app.ui.session import conversation_id, leave_conversation, profile
from app.ui.times import when
from app.ui.visitor import current_user
from ingest.errors import GuidelineError

CHAT = Path(__file__).with_name("chat.py")
PAGE_SIZE = 20
LEAD = (
    "Your own conversations; nobody else sees them. Of case materials nothing is kept but the "
    "file's hash and the page."
)


def main() -> None:
    """Draw the page once."""
    st.title("History", anchor=False)
    st.html(f'<p class="gq-lead">{LEAD}</p>')
    if said := st.session_state.pop("history_error", ""):
        st.error(markdown_text(said))
    search = st.text_input(
        "Search",
        placeholder="words of a question or an answer",
        max_chars=200,
        key="history-search",
    )
    try:
        history = shared_history()
        found = history.conversations(current_user(), search)
    except GuidelineError as error:
        st.error(markdown_text(str(error)))
        st.button("Try again")
        return
    if not history.records.keeps_text:
        st.info("Questions and answers are not kept here: the setting KEEP_TEXT is off.")
    if not found:
        st.html(f'<p class="gq-caution">{_nothing(search)}</p>')
    shown = st.session_state.setdefault("history-shown", PAGE_SIZE)
    for item in found[:shown]:
        _show(history, item, search)
    if len(found) > shown and st.button(f"Show more ({len(found) - shown})"):
        st.session_state["history-shown"] = shown + PAGE_SIZE
        st.rerun()


def _nothing(search: str) -> str:
    return "Nothing found: try other words." if search.strip() else "Nothing is kept yet."


def _show(history: History, item: Conversation, search: str) -> None:
    place = item.conversation_id
    with st.container(border=True):
        st.html(
            f'<h2 class="gq-kept">{_marked(marked(item.title, search))}</h2>'
            f'<p class="gq-muted">{when(item.updated_at)} · {_count(item.n_turns)}</p>'
            f"{_why(history, item, search)}"
        )
        with st.container(horizontal=True):
            title = markdown_text(item.title)
            if st.button("Open", key=f"open-{place}", type="primary", help=f"Open: {title}"):
                st.switch_page(CHAT, query_params={ADDRESS: place})
            with st.popover("Rename"):
                _show_rename(history, item)
            with st.popover("Export"):
                for form in FORMATS:
                    _show_export(history, item, form)
            with st.popover("Delete"):
                st.write(f"Delete “{title}” with all its questions and answers?")
                st.button(
                    "Delete it", key=f"delete-{place}", on_click=_delete, args=(history, place)
                )


def _why(history: History, item: Conversation, search: str) -> str:
    """Where the words searched for stand that the title does not hold."""
    beside = " ".join(w for w in search.split() if w.casefold() not in item.title.casefold())
    if not beside:
        return ""
    try:
        text = without_doses if profile().plain else str
        found = history.found_in(current_user(), item.conversation_id, beside, text)
    except GuidelineError:
        return ""  # it was deleted meanwhile; the next run shows that
    rows = "".join(f"<li>{e.where}: {_marked(e.pieces)}</li>" for e in found)
    return f'<ul class="gq-found">{rows}</ul>' if rows else ""


def _marked(pieces: Iterable[tuple[str, bool]]) -> str:
    # As a block: the spaces at the ends of a piece are kept.
    shown = ((html_block(words), hit) for words, hit in pieces)
    return "".join(f"<mark>{words}</mark>" if hit else words for words, hit in shown)


def _show_rename(history: History, item: Conversation) -> None:
    place = item.conversation_id
    with st.form(f"rename-{place}", border=False):
        title = st.text_input(
            "New title", value=item.title, max_chars=MAX_TITLE_CHARS, key=f"title-{place}"
        )
        if st.form_submit_button("Rename it"):
            _told(lambda: history.rename(current_user(), place, title))
            st.rerun()


def _show_export(history: History, item: Conversation, form: Format) -> None:
    reader = profile()

    def data() -> bytes:
        found, kept = history.open(current_user(), item.conversation_id, Action.OWN_EXPORT)
        return export(found.title, [turn.answer for turn in kept], form, reader)

    st.download_button(
        form.label,
        data=data,
        file_name=f"{_file_name(item.title)}.{form.suffix}",
        mime=form.mime,
        key=f"export-{form.suffix}-{item.conversation_id}",
        on_click="ignore",
    )


def _delete(history: History, place: str) -> None:
    if _told(lambda: history.delete(current_user(), place)) and place == conversation_id():
        leave_conversation()


def _told(act: Callable[[], None]) -> bool:
    """Do something; what is wrong is told on the next run. Whether it was done."""
    try:
        act()
    except GuidelineError as error:
        st.session_state["history_error"] = str(error)
        return False
    return True


def _count(n: int) -> str:
    return "1 answer" if n == 1 else f"{n} answers"


def _file_name(title: str) -> str:
    """Letters and digits of the title: a name that no system reads as anything else."""
    words = re.findall(r"[a-z0-9]+", title.lower())
    return "-".join(words)[:60] or "conversation"


if __name__ == "__main__":
    main()
