"""What a reader thinks of an answer or of a citation, and what keepers make of it."""

import streamlit as st

from app.access import Action, may
from app.feedback import MAX_COMMENT, REASONS, Opinions, Told
from app.models import Answer, Citation, Verdict
from app.render.marks import citation_mark
from app.render.safe import html_text, markdown_text, visible
from app.render.words import VERDICTS
from app.ui.service import shared_records
from app.ui.session import Turn, key
from app.ui.times import when
from app.ui.visitor import current_user
from ingest.errors import GuidelineError

WHOLE = "The answer as a whole"
_SHOWN_CHARS = 90
N_SHOWN = 50
NO_VERDICT = "none"


def opinions() -> Opinions:
    """Feedback over the shared records.

    Raises:
        StorageError: The database cannot be used.
    """
    return Opinions(shared_records())


def cited(answer: Answer) -> dict[str, Citation]:
    """Citations of an Answer by the words in which they are offered, each place once."""
    found: dict[str, Citation] = {}
    for claim in answer.claims:
        for citation in claim.citations:
            said = citation.about or claim.text
            short = said if len(said) <= _SHOWN_CHARS else f"{said[:_SHOWN_CHARS]}..."
            found.setdefault(f"{citation_mark(citation)} {short}", citation)
    return found


def show_feedback(turn: Turn, number: int) -> None:
    """A form beside the answer; sent once, it says thanks and is gone."""
    answer, user = turn.answer, current_user()
    if answer is None or user is None:
        return
    if not may(user, Action.OWN_FEEDBACK, owner_id=user.user_id):
        return
    place = key(f"feedback-sent-{answer.id}")
    if st.session_state.get(place):
        st.caption("Thank you: your feedback is with the editors.")
        return
    with st.popover("Feedback", icon=":material/feedback:"):
        citations = cited(answer)
        about = st.selectbox(
            "About",
            [WHOLE, *citations],
            format_func=visible,
            key=key(f"feedback-about-{number}"),
        )
        reason = st.selectbox(
            "What is it",
            list(REASONS),
            format_func=lambda name: REASONS[name],
            index=None if about == WHOLE else list(REASONS).index("does_not_support"),
            key=key(f"feedback-reason-{number}-{about == WHOLE}"),
        )
        comment = ""
        with st.form(key(f"feedback-form-{number}"), border=False):
            if answer.general:
                comment = st.text_area(
                    "In your words (no patient details)",
                    max_chars=MAX_COMMENT,
                    key=key(f"feedback-comment-{number}"),
                )
            else:
                st.caption("This answer holds facts of a case: no words are kept beside it.")
            sent = st.form_submit_button(
                "Send", key=key(f"feedback-send-{number}"), disabled=reason is None
            )
        if sent:
            _send(answer, reason or "other", citations.get(about or WHOLE), comment, place)


def _send(answer: Answer, reason: str, citation: Citation | None, comment: str, place: str) -> None:
    try:
        opinions().give(current_user(), answer, reason, citation=citation, comment=comment)
    except GuidelineError as error:
        st.error(markdown_text(str(error)))
        return
    st.session_state[place] = True
    st.rerun()


def show_all_feedback() -> None:
    """What readers have said, the newest first, and how a case is made of it."""
    found = opinions().all(current_user())
    if not found:
        st.html('<p class="gq-caution">Nobody has said anything yet.</p>')
    for told in found[:N_SHOWN]:
        with st.container(border=True):
            st.html(_told(told))
            if told.answer is not None:
                with st.popover("Make an eval case of it", icon=":material/rule:"):
                    _show_case(told)


def _told(told: Told) -> str:
    item, answer = told.feedback, told.answer
    asked = answer.question if answer is not None else "An answer that is not kept for others"
    verdict = f" · {VERDICTS[answer.verdict].word}" if answer is not None else ""
    place = f" · {item.doc_id} [{item.char_start}:{item.char_end}]" if item.doc_id else ""
    comment = f'<p class="gq-quote">{html_text(item.comment)}</p>' if item.comment else ""
    return (
        f'<h2 class="gq-kept">{html_text(asked)}</h2><p><strong>'
        f"{html_text(REASONS.get(item.reason, item.reason))}</strong></p>{comment}"
        f'<p class="gq-muted">{when(item.at)}{html_text(verdict)}{html_text(place)}</p>'
    )


def _show_case(told: Told) -> None:
    """The verdict that is right, and why; then a file for `evals/cases/`."""
    feedback_id = told.feedback.feedback_id
    chosen = st.selectbox(
        "The right verdict",
        [*(verdict.value for verdict in Verdict), NO_VERDICT],
        format_func=lambda name: name.replace("_", " "),
        key=f"case-verdict-{feedback_id}",
    )
    why = st.text_input("Why, in a sentence", key=f"case-why-{feedback_id}", max_chars=300)
    if not why:
        st.caption("A case says why its verdict is right.")
        return
    verdict = None if chosen == NO_VERDICT else Verdict(chosen)
    text = opinions().case_file(current_user(), feedback_id, verdict, why)
    st.code(text, language=None)  # coloured, it is too pale to read
    st.download_button(
        "Save as a case file",
        data=text,
        file_name=f"feedback-{feedback_id[:8]}.toml",
        mime="application/toml",
        key=f"case-save-{feedback_id}",
        on_click="ignore",
    )
