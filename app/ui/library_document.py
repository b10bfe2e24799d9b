"""What was understood of one document, sentence by sentence, and how to put it right."""

import streamlit as st

from app.librarian import Holding, Librarian, in_force_words
from app.render.safe import html_text, markdown_text
from app.ui.reading import reading_html
from app.ui.visitor import current_user
from app.wording import counted
from ingest.errors import GuidelineError
from ingest.statements.models import Direction, Statement

PAGE_SIZE = 20
NO_STATEMENT = "it says nothing of the kind"
_SIDES = {"": "as it is", **{d.value: d.value for d in Direction}, NO_STATEMENT: NO_STATEMENT}


def show_document(librarian: Librarian, item: Holding, *, may_change: bool) -> None:
    """Flags first, then the Statements in reading order."""
    st.html(f'<h2 class="gq-title">{html_text(item.source.title)}</h2>')
    st.html(f'<p class="gq-muted">{html_text(in_force_words(item))}</p>')
    if item.entry.flags:
        lines = "".join(
            f"<li>{html_text(flag.kind.replace('_', ' '))}"
            f"{f', page {flag.page}' if flag.page else ''}: {html_text(flag.detail)}</li>"
            for flag in item.entry.flags
        )
        st.html(f'<section class="gq-part"><h3>To look at</h3><ul>{lines}</ul></section>')
    statements = librarian.statements(current_user(), item.entry.doc_id)
    place = f"library-shown-{item.entry.doc_id}"
    shown = st.session_state.setdefault(place, PAGE_SIZE)
    n = counted(len(statements), "statement, as it was", "statements, as they were")
    st.html(f'<h3 class="gq-title">{n} understood</h3>')
    for statement in statements[:shown]:
        _show_statement(librarian, statement, may_change=may_change)
    if len(statements) > shown and st.button(f"Show more ({len(statements) - shown})"):
        st.session_state[place] = shown + PAGE_SIZE
        st.rerun()


def _show_statement(librarian: Librarian, statement: Statement, *, may_change: bool) -> None:
    with st.container(border=True):
        lead = "".join(
            f'<p class="gq-around">{html_text(quote.text)}</p>' for quote in statement.lead_quotes
        )
        page = f" · page {statement.quote.page}" if statement.quote.page else ""
        st.html(
            f'<div class="gq-evidence">{lead}<blockquote><mark>{html_text(statement.quote.text)}'
            f"</mark></blockquote>{reading_html(None, statement, ids=True)}"
            f'<p class="gq-muted">{html_text(", ".join(statement.flags))}{page}</p></div>'
        )
        if may_change:
            with st.popover("This is misread", icon=":material/edit:"):
                _show_form(librarian, statement)


def _show_form(librarian: Librarian, statement: Statement) -> None:
    """What it should say; what is left empty stays."""
    with st.form(f"correct-{statement.statement_id}", border=False):
        side = st.selectbox("It says", list(_SIDES), format_func=lambda name: _SIDES[name])
        what = st.text_input(
            "Interventions, separated by semicolons", "; ".join(statement.interventions)
        )
        whom = st.text_input("Conditions, separated by semicolons", "; ".join(statement.conditions))
        why = st.text_input("Reason", max_chars=500)
        if not st.form_submit_button("Write down the correction"):
            return
    values = _values(statement, side, what, whom)
    try:
        if side != NO_STATEMENT and not values:
            st.warning("Nothing is changed: say what it should be.")
            return
        librarian.correct(
            current_user(),
            statement.statement_id,
            {} if side == NO_STATEMENT else values,
            drop=side == NO_STATEMENT,
            why=why,
        )
    except GuidelineError as error:
        st.error(markdown_text(str(error)))
        return
    st.success("Written down. It takes effect when the corpus is read anew: see Publish.")


def _values(statement: Statement, side: str, what: str, whom: str) -> dict[str, object]:
    values: dict[str, object] = {}
    if side and side not in {NO_STATEMENT, statement.direction.value}:
        values["direction"] = side
    for name, text, known in (
        ("interventions", what, statement.interventions),
        ("conditions", whom, statement.conditions),
    ):
        listed = [part.strip() for part in text.split(";") if part.strip()]
        if tuple(listed) != known:
            values[name] = listed
    return values
