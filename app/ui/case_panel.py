"""The panel at the left in which a case is told: who reads, payer, date of service, files.

The frame of all pages draws it, and not the page that asks: what the frame draws outlives a look at
the History, where Streamlit forgets what stood on the page before, the files first of all.
"""

import streamlit as st

from app.ui.case_upload import show_case_details
from app.ui.personalize import show_personalize
from app.ui.session import hold_details, new_case

_ELSEWHERE = '<span class="gq-elsewhere"></span>'  # by which the style finds out


def show_case_panel(*, is_shown: bool) -> None:
    """Draw it; on a page that asks nothing it is there without being seen or reached."""
    with st.sidebar, st.container(key="case-panel"):
        st.button("New case", key="new-case", on_click=new_case, width="stretch")
        show_personalize()
        hold_details(show_case_details())
    if not is_shown:
        st.html(_ELSEWHERE)
