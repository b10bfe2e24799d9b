"""What the page shares between all sessions: one pipeline, and nothing of any session."""

from typing import TYPE_CHECKING

import streamlit as st

from app.answering import PagePipeline
from ingest.settings import load_settings

if TYPE_CHECKING:
    from ingest.settings import Settings


def open_page_pipeline(settings: "Settings") -> PagePipeline:
    """The pipeline over the published Snapshot; the tests put a stub here."""
    from app.pipeline import open_pipeline  # noqa: PLC0415 - loads the models, at the first visit

    return open_pipeline(settings)


@st.cache_resource(show_spinner="Opening the index")
def shared_pipeline() -> PagePipeline:
    """One pipeline for all sessions: it holds the models and the index, and no session state.

    Raises:
        GuidelineError: The settings or the index are wrong; a later visit tries again.
    """
    return open_page_pipeline(load_settings())
