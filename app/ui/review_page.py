"""The review page: the queue, and one answer of it beside its passages."""

from collections.abc import Sequence

import streamlit as st

from app.kept_library import read_answer
from app.records import Status, Submission
from app.render.safe import html_text, markdown_text
from app.render.words import VERDICTS
from app.review import Review
from app.ui.review_item import show_item
from app.ui.reviewing import shared_review, status_words, watch
from app.ui.times import when
from app.ui.visitor import current_user
from ingest.errors import GuidelineError, ReviewError

PAGE_SIZE = 20
ADDRESS = "answer"
LEAD = (
    "Answers that wait for a reviewer. The rules have given the verdict; a reviewer looks whether "
    "every sentence says what its quote says, mends the wording, and approves or returns it."
)
VIEWS: dict[str, tuple[tuple[Status, ...], bool]] = {
    "Waiting": ((Status.SUBMITTED, Status.UNDER_REVIEW), False),
    "Approved": ((Status.APPROVED,), False),
    "Returned": ((Status.SUBMITTED,), True),
}


def main() -> None:
    """Draw the page once."""
    st.title("Review", anchor=False)
    try:
        review = shared_review()
        watch(review.pipeline)
        chosen = st.query_params.get(ADDRESS, "")
        if chosen and _show_chosen(review, chosen):
            return
        _show_queue(review)
    except GuidelineError as error:
        st.error(markdown_text(str(error)))
        st.button("Try again")


def _show_chosen(review: Review, submission_id: str) -> bool:
    """The answer that the address names; whether it is there."""
    try:
        opened = review.open(current_user(), submission_id)
    except ReviewError as error:
        st.warning(markdown_text(str(error)))
        st.query_params.clear()
        return False
    st.button("Back to the queue", on_click=st.query_params.clear)
    show_item(review, opened)
    return True


def _show_queue(review: Review) -> None:
    st.html(f'<p class="gq-lead">{LEAD}</p>')
    view = st.segmented_control("Show", list(VIEWS), default="Waiting", key="review-view")
    status, returned = VIEWS[view or "Waiting"]
    found = review.queue(current_user(), *status, returned=returned)
    if not found:
        st.html('<p class="gq-caution">Nothing here.</p>')
    if view == "Approved" and found:
        st.button(
            "Hold them against the documents now",
            help="Done by itself after each publish.",
            on_click=_recompute,
            args=(review,),
        )
    if told := st.session_state.pop("review_told", ""):
        st.info(markdown_text(told))
    _show_items(found)


def _recompute(review: Review) -> None:
    try:
        found = review.recompute(current_user())
    except GuidelineError as error:
        st.session_state["review_told"] = str(error)
        return
    st.session_state["review_told"] = (
        f"{found.n_checked} computed again, {len(found.reopened)} back under review"
    )


def _show_items(found: Sequence[Submission]) -> None:
    shown = st.session_state.setdefault("review-shown", PAGE_SIZE)
    for item in found[:shown]:
        answer = read_answer(item.answer)
        look = VERDICTS[answer.verdict]
        words = status_words(item.status.value, is_returned=item.is_returned)
        copied = " · copy without a case" if item.is_redacted else ""
        with st.container(border=True):
            st.html(
                f'<h2 class="gq-kept">{html_text(answer.question)}</h2>'
                f'<p class="gq-muted"><span aria-hidden="true">{look.symbol}</span> {look.word} · '
                f"{words} · last updated {when(item.updated_at)}{copied}</p>"
            )
            st.button(
                "Open",
                key=f"open-{item.submission_id}",
                help=markdown_text(f"Open: {answer.question}"[:120]),
                on_click=_open,
                args=(item.submission_id,),
            )
    if len(found) > shown and st.button(f"Show more ({len(found) - shown})"):
        st.session_state["review-shown"] = shown + PAGE_SIZE
        st.rerun()


def _open(submission_id: str) -> None:
    st.query_params[ADDRESS] = submission_id


if __name__ == "__main__":
    main()
