"""How often one session may ask, and how many questions are answered at the same time."""

import threading
import time
from collections import deque
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager

import streamlit as st

from ingest.errors import QuestionError

MAX_QUESTIONS = 20  # of one session in `WINDOW_S`; a reader asks one or two
WINDOW_S = 60.0
MAX_AT_ONCE = 4  # of all sessions; an answer takes a fraction of a second of one processor
WAIT_S = 20.0


@st.cache_resource(show_spinner=False)
def _places() -> threading.BoundedSemaphore:
    """Places at the desk, shared by all sessions; holds nothing of any."""
    return threading.BoundedSemaphore(MAX_AT_ONCE)


def check_rate(now: float | None = None) -> None:
    """Count one question of this session.

    Raises:
        QuestionError: It has asked too many in the last minute.
    """
    at = time.monotonic() if now is None else now
    asked: deque[float] = st.session_state.setdefault("asked_at", deque())
    while asked and at - asked[0] >= WINDOW_S:
        asked.popleft()
    if len(asked) >= MAX_QUESTIONS:
        wait = int(WINDOW_S - (at - asked[0])) + 1
        raise QuestionError(
            f"{MAX_QUESTIONS} questions in a minute are as many as are answered here: ask again "
            f"in {wait} seconds"
        )
    asked.append(at)


@st.cache_resource(show_spinner=False)
def _places_to_read() -> threading.BoundedSemaphore:
    """Places of those whose files are read: none of them holds up who asks without files."""
    return threading.BoundedSemaphore(MAX_AT_ONCE)


def one_place() -> AbstractContextManager[None]:
    """A place among those who are answered now.

    Raises:
        QuestionError: None came free in time.
    """
    return _one_of(_places())


def one_place_to_read() -> AbstractContextManager[None]:
    """A place among those whose files are read now.

    Raises:
        QuestionError: None came free in time.
    """
    return _one_of(_places_to_read())


@contextmanager
def _one_of(places: threading.BoundedSemaphore) -> Iterator[None]:
    if not places.acquire(timeout=WAIT_S):
        raise QuestionError("many people are asking at this moment: ask again in a minute")
    try:
        yield
    finally:
        places.release()
