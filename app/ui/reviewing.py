"""The review as the pages use it, and the watch that holds approved answers against a publish."""

import logging
import threading

import streamlit as st

from app.records import Records
from app.render.words import REVIEW_SHORT
from app.review import Review, ReviewPipeline, Submitting, recompute
from app.ui.service import shared_pipeline, shared_records
from ingest.errors import GuidelineError

_LOG = logging.getLogger(__name__)


def shared_review() -> Review:
    """The reviewers' side.

    Raises:
        GuidelineError: The records or the index cannot be opened.
    """
    return Review(shared_records(), shared_pipeline())


def shared_submitting() -> Submitting:
    """The askers' side.

    Raises:
        GuidelineError: The records or the index cannot be opened.
    """
    return Submitting(shared_records(), shared_pipeline())


class _Watch:
    """Which Snapshot the approved answers were last held against, by this process."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._seen = ""

    def is_new(self, snapshot_id: str) -> bool:
        """Whether this Snapshot was not seen before; from now on it was."""
        with self._lock:
            is_new, self._seen = snapshot_id != self._seen, snapshot_id
        return is_new

    def forget(self) -> None:
        """Have the next visit try again."""
        with self._lock:
            self._seen = ""


@st.cache_resource(show_spinner=False)
def shared_watch() -> _Watch:
    return _Watch()


def watch(pipeline: ReviewPipeline) -> None:
    """Recompute approved answers beside the visit, when a Snapshot is met for the first time.

    Until that is done none of them is offered that the new Snapshot answers otherwise: see
    `Submitting.approved_for`.
    """
    seen = shared_watch()
    try:
        if not seen.is_new(pipeline.snapshot_id()):
            return
        records = shared_records()
    except GuidelineError:
        seen.forget()
        return
    threading.Thread(target=_recompute, args=(records, pipeline, seen), daemon=True).start()


def _recompute(records: Records, pipeline: ReviewPipeline, seen: _Watch) -> None:
    try:
        found = recompute(records, pipeline)
    except GuidelineError as error:
        seen.forget()
        _LOG.warning("approved answers were not recomputed: %s", type(error).__name__)
        return
    _LOG.info("%d approved answers recomputed, %d reopened", found.n_checked, len(found.reopened))


def status_words(status: str, *, is_returned: bool) -> str:
    """A status as the pages name it."""
    return "Returned" if is_returned else REVIEW_SHORT[status]
