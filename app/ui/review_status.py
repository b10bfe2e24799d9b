"""Under an Answer: where its review stands, and a copy for reviewers without the case."""

from datetime import date

import streamlit as st

from app.access import Action, may
from app.models import Answer
from app.render.profiles import Profile
from app.render.safe import html_text, markdown_text
from app.review import Copy, Opened
from app.ui.answer_view import answer_html
from app.ui.reviewing import shared_submitting, status_words
from app.ui.service import shared_pipeline
from app.ui.session import Turn, key
from app.ui.times import when
from app.ui.visitor import current_user
from ingest.errors import GuidelineError

COPY = (
    "This answer rests on a case, on what was asked before, or on words that may speak of "
    "somebody: it is for you alone. Reviewers can see a copy: the question in general words, the "
    "verdict, which criteria are met; no file, no quote of the case, no fact. Look at it before "
    "you submit it."
)


def offer_approved(turn: Turn) -> None:
    """Show the approved answer first, where the same was asked and approved before."""
    if turn.answer is None or not turn.answer.general:
        return
    try:
        found = shared_submitting().approved_for(turn.answer, turn.as_of)
    except GuidelineError:
        return  # the computed answer is shown; that records are out of reach is told by `keep`
    if found is None:
        return
    own = {"id": turn.answer.id, "question": turn.question, "timings_s": turn.answer.timings_s}
    turn.computed, turn.approved = turn.answer, found
    turn.answer, turn.passages = found.answer.model_copy(update=own), found.passages


def show_review(turn: Turn, number: int, reader: Profile) -> None:
    """The status of an answer's review, and what its asker can do about it."""
    answer, user = turn.answer, current_user()
    if answer is None or user is None or not may(user, Action.OPEN_HISTORY):
        return
    if turn.approved is not None and turn.computed is not None:
        _show_approved(turn, turn.computed, reader)
        return
    try:
        found = shared_submitting().status_of(user, answer, turn.as_of)
    except GuidelineError:
        return
    if found is not None:
        _show_status(found)
        if not found.submission.is_returned:
            return
        if answer.general:
            st.button(
                "Submit again",
                key=key(f"again-review-{number}"),
                on_click=_submit_again,
                args=(answer, turn.as_of),
            )
            return
    if not answer.general and answer.claims:
        _show_copy(turn, answer, number, reader)


def _show_approved(turn: Turn, computed: Answer, reader: Profile) -> None:
    approved = turn.approved
    if approved is None:
        return
    st.html(
        f'<p class="gq-status"><strong>Approved by {html_text(approved.by)}</strong>, last updated '
        f"{when(approved.at)}. The same was asked before; what the documents give today has the "
        "same verdict, sources and quotes.</p>"
    )
    with st.expander("The answer as computed just now, without the reviewer's wording"):
        st.html(answer_html(computed, shared_pipeline(), reader))


def _show_status(found: Opened) -> None:
    item = found.submission
    words = status_words(item.status.value, is_returned=item.is_returned)
    said = [e for e in found.events if e.note and e.event in {"commented", "returned", "reopened"}]
    notes = "".join(
        f"<li>{html_text(found.names.get(e.user_id, e.user_id))}, {when(e.at)}: "
        f"{html_text(e.note)}</li>"
        for e in said
    )
    copied = " of the copy without the case" if item.is_redacted else ""
    st.html(
        f'<p class="gq-status"><strong>Review{copied}: {words}</strong>, last updated '
        f"{when(item.updated_at)}.</p>{f'<ul>{notes}</ul>' if notes else ''}"
    )


def _submit_again(answer: Answer, as_of: date | None) -> None:
    try:
        shared_submitting().submit(current_user(), answer, as_of, again=True)
    except GuidelineError as error:
        st.session_state["review_error"] = str(error)


def _show_copy(turn: Turn, answer: Answer, number: int, reader: Profile) -> None:
    """Reviewers never see a case: the asker looks at a copy first, and submits that."""
    place = key(f"copy-{number}")
    with st.expander("Ask for a review of a copy without the case"):
        st.html(f'<p class="gq-status">{COPY}</p>')
        with st.form(key(f"copy-form-{number}"), border=False):
            question = st.text_area(
                "The question in general words",
                value=shared_pipeline().without_case(answer),
                key=key(f"copy-question-{number}"),
            )
            wanted = st.form_submit_button("Show the copy", key=key(f"copy-show-{number}"))
        if wanted:
            _make(place, answer, question, turn.as_of)
        if problem := st.session_state.pop("review_error", ""):
            st.error(markdown_text(problem))
        copy: Copy | None = st.session_state.get(place)
        if copy is None:
            return
        st.html(answer_html(copy.answer, shared_pipeline(), reader))
        st.button(
            "Submit this copy",
            key=key(f"copy-submit-{number}"),
            type="primary",
            on_click=_submit_copy,
            args=(place, copy, turn.as_of),
        )


def _make(place: str, answer: Answer, question: str, as_of: date | None) -> None:
    st.session_state.pop(place, None)
    try:
        made = shared_submitting().copy_of(current_user(), answer, question, as_of)
        st.session_state[place] = made
    except GuidelineError as error:
        st.session_state["review_error"] = str(error)


def _submit_copy(place: str, copy: Copy, as_of: date | None) -> None:
    try:
        shared_submitting().submit_copy(current_user(), copy, as_of)
        st.session_state.pop(place, None)
    except GuidelineError as error:
        st.session_state["review_error"] = str(error)
