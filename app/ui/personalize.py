"""Which best describes you? Wording, order and detail follow; verdict and citations never do."""

import streamlit as st

from app.render.profiles import PROFILES
from app.ui.session import profile


def show_personalize() -> None:
    """The choice."""
    profile()
    st.selectbox(
        "Which best describes you?",
        options=list(PROFILES),
        format_func=lambda name: PROFILES[name].label,
        key="profile",
        help="Changes wording, order and detail. The verdict and the citations stay the same.",
    )
