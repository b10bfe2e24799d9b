"""What one visitor's session holds, in memory and nowhere else; "New case" empties it."""

from dataclasses import dataclass, field
from datetime import date

import streamlit as st

from app.case import Brought, CaseFile
from app.models import Answer
from app.render.profiles import PHYSICIAN, PROFILES, Profile
from app.review import Approved
from ingest.models import Passage


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseDetails:
    """What goes with every question of this case.

    `problem` says why the files that were chosen do not; nothing is answered without them then.
    """

    payer: str = ""
    as_of: date | None = None
    case: tuple[CaseFile, ...] = ()
    policy: tuple[CaseFile, ...] = ()
    problem: str = ""


@dataclass(slots=True, kw_only=True)
class Turn:
    """One question and what came of it.

    Attributes:
        question: As asked.
        answer: None where it failed.
        error: One sentence, "" where it did not fail.
        brought: The case materials that it was asked with, for the passages cited from them.
        passages: What a kept answer cites, where it was read back from the history.
        as_of: The date of service that was asked for, None for today.
        approved: By whom and when the answer was approved that is shown, None for a computed one.
        computed: What was computed, where an approved answer is shown in its place.
        not_kept: Why it is not in the history, one sentence; "" where it is, or nothing is kept.
        pages: HTML of the parts of the Answer, by (profile, part), made once.
    """

    question: str
    answer: Answer | None = None
    error: str = ""
    brought: Brought | None = None
    passages: tuple[Passage, ...] = ()
    as_of: date | None = None
    approved: Approved | None = None
    computed: Answer | None = None
    not_kept: str = ""
    pages: dict[tuple[str, str], str] = field(default_factory=dict)


def turns() -> list[Turn]:
    """The conversation so far, oldest first."""
    found: list[Turn] = st.session_state.setdefault("turns", [])
    return found


def hold_details(details: CaseDetails) -> None:
    """Keep what the panel holds at this run, for the page."""
    st.session_state["details"] = details


def details_now() -> CaseDetails:
    """What the panel holds."""
    found: CaseDetails = st.session_state.get("details", CaseDetails())
    return found


def history() -> tuple[Answer, ...]:
    """Answers so far, for follow-up questions."""
    return tuple(turn.answer for turn in turns() if turn.answer is not None)


def key(name: str) -> str:
    """Key of a widget of this case: a new case has new widgets, and so empty ones."""
    return f"{name}-{st.session_state.setdefault('case_number', 0)}"


def new_case() -> None:
    """Forget conversation, payer, date and files; the reader stays who he is."""
    number = st.session_state.get("case_number", 0) + 1
    profile = st.session_state.get("profile", PHYSICIAN.name)
    if (reader := st.session_state.get("file_reader")) is not None:
        reader.drop()  # what it still reads
    if (writing := st.session_state.get("writing")) is not None:
        writing.watch.stop.set()  # no model goes on for nobody
    asked_at = st.session_state.get("asked_at")  # a new case is no way round the limit
    st.session_state.clear()
    st.query_params.clear()
    st.session_state["case_number"] = number
    st.session_state["profile"] = profile
    if asked_at is not None:
        st.session_state["asked_at"] = asked_at


def profile() -> Profile:
    """Who reads."""
    return PROFILES[st.session_state.setdefault("profile", PHYSICIAN.name)]


def conversation_id() -> str:
    """Where the conversation is kept; "" where it is not, or not yet."""
    found: str = st.session_state.get("conversation_id", "")
    return found


def leave_conversation() -> None:
    """Take it off the page; payer, date and reader stay."""
    st.session_state.pop("turns", None)
    st.session_state.pop("conversation_id", None)


def go_on_with(place: str, earlier: list[Turn] | None = None) -> None:
    """Have what is asked next kept there; `earlier` replaces what the page shows."""
    if earlier is not None:
        new_case()
        st.session_state["turns"] = earlier
    st.session_state["conversation_id"] = place


def ask_next(question: str) -> None:
    """Have a question asked on the next run of the page (for the callbacks of buttons)."""
    st.session_state["next_question"] = question


def take_next_question() -> str:
    """The question that a button has put, once; "" where there is none."""
    question: str = st.session_state.pop("next_question", "")
    return question
