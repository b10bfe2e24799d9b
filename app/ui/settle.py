"""Criteria that the question leaves open, to be answered one by one and asked again."""

import streamlit as st

from app.models import Answer, CriterionRow, FindingState
from app.nearest import nearest_words
from app.render.safe import markdown_text
from app.told import with_told
from app.ui.session import ask_next, key

_OPEN = "not known"
# An excluding thing is there or not; "met" would be misread.
_WORDS = {False: ("met", "not met"), True: ("present", "absent")}
_MOST = 30  # more criteria than anybody answers at one go


def open_criteria(answer: Answer) -> tuple[CriterionRow, ...]:
    """The criteria of the deciding sources that the case does not state, each once, in order."""
    deciding = {position.doc_id for position in answer.positions if position.decides}
    rows = {
        row.text: row
        for row in reversed(answer.criteria)
        if row.finding is FindingState.UNKNOWN and row.doc_id in deciding and row.text.strip()
    }
    return tuple(reversed(rows.values()))[:_MOST]


def show_settle(answer: Answer, number: int) -> None:
    """A form with a line for each open criterion; nothing where none is open."""
    rows = open_criteria(answer)
    if not rows:
        return
    # In the page and in no popover: that is written at the foot of the page, forty steps of the
    # keyboard away, and lies over the criteria; a dialog hides them, and waits for the server.
    with (
        st.expander("Answer the open criteria", icon=":material/checklist:"),
        st.form(key(f"settle-{number}"), border=False),
    ):
        st.caption("What you say here counts as stated by you, and is quoted as yours.")
        for place, row in enumerate(rows):
            near = nearest_words(row.text, answer.question)
            st.radio(
                markdown_text(row.text),
                (_OPEN, *_WORDS[_excludes(row)]),
                horizontal=True,
                key=key(f"settle-{number}-{place}"),
                captions=[markdown_text(f"you wrote: “{near}”"), "", ""] if near else None,
            )
        st.form_submit_button("Ask with these answers", on_click=_ask_again, args=(answer, number))


def _excludes(row: CriterionRow) -> bool:
    return row.join == "none_of"


def _ask_again(answer: Answer, number: int) -> None:
    told = {}
    for place, row in enumerate(open_criteria(answer)):
        word = st.session_state.get(key(f"settle-{number}-{place}"), _OPEN)
        if word != _OPEN:
            told[row.text] = word == _WORDS[_excludes(row)][0]
    if told:
        ask_next(with_told(answer.question, told))
