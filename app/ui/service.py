"""What the pages share between all sessions: pipeline and records, and nothing of any session."""

import threading
from typing import TYPE_CHECKING

import streamlit as st

from app.answering import PagePipeline
from app.records import Records, open_records
from app.render.safe import markdown_text
from app.warm_up import warm_up
from ingest.errors import GuidelineError
from ingest.settings import load_settings

if TYPE_CHECKING:
    from ingest.settings import Settings


def open_page_pipeline(settings: "Settings") -> PagePipeline:
    """The pipeline over the published Snapshot; the tests put a stub here."""
    from app.pipeline import open_pipeline  # noqa: PLC0415 - loads the models, at the first visit

    pipeline = open_pipeline(settings)
    # At the first visit, while the visitor still types.
    threading.Thread(target=warm_up, args=(pipeline,), daemon=True).start()
    return pipeline


@st.cache_resource(show_spinner=False)
def shared_settings() -> "Settings":
    """The settings, read once: they hold for the life of the server.

    Raises:
        SettingsError: One is wrong; a later visit tries again.
    """
    return load_settings()


@st.cache_resource(show_spinner=False)
def shared_records() -> Records:
    """The records for all sessions: connections and the key, and no state of any session.

    Raises:
        StorageError: The database cannot be used; a later visit tries again.
    """
    return open_records(shared_settings())


@st.cache_resource(show_spinner="Opening the index")
def shared_pipeline() -> PagePipeline:
    """One pipeline for all sessions: it holds the models and the index, and no session state.

    Raises:
        GuidelineError: The settings or the index are wrong; a later visit tries again.
    """
    return open_page_pipeline(shared_settings())


def pipeline_or_stop() -> PagePipeline:
    """The shared pipeline; without an index the page says so, and how to go on."""
    try:
        return shared_pipeline()
    except GuidelineError as error:
        st.error(markdown_text(str(error)))
        st.button("Try again")
        st.stop()
