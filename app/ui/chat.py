"""The chat page: a question, its Answer, and what follows."""

from functools import partial

import streamlit as st

from app.answering import PagePipeline
from app.case import Brought
from app.composer.events import Watch
from app.kept_library import KeptLibrary
from app.models import Answer
from app.render.profiles import Profile
from app.render.safe import html_text, markdown_text
from app.render.words import VERDICTS
from app.ui.answer_view import show_turn
from app.ui.case_files import FileReader, file_reader, follow_reading
from app.ui.keeping import keep
from app.ui.limits import check_rate, one_place
from app.ui.review_status import offer_approved, show_review
from app.ui.reviewing import watch
from app.ui.service import pipeline_or_stop
from app.ui.session import (
    CaseDetails,
    Turn,
    ask_next,
    details_now,
    history,
    key,
    profile,
    take_next_question,
    turns,
)
from app.ui.writing import Writing, begin, current, follow, leaving_html
from ingest.errors import GuidelineError, QuestionError

TITLE = "Guideline questions"
LEAD = (
    "Is this treatment medically necessary? Verdict, positions and criteria from guidelines and "
    "coverage policies, with the exact words under every sentence."
)
CAUTION = "For healthcare professionals. Not a medical device, not a coverage determination."
FOR_PATIENTS = (
    "Written for healthcare professionals, and about nobody in person: talk it over with your "
    "doctor before you act on it. Not a medical device, not a coverage determination."
)
NARROW = "Payer, date of service and case materials: open the panel at the top left."
TO_LAST_QUESTION = "Array.from(document.querySelectorAll('.gq-asked')).pop()?.scrollIntoView()"
# Well above what a question may have: the box drops a longer text in silence, and who pastes a
# whole letter is to be told.
MAX_TYPED = 200_000
EXAMPLES = (
    "Is Privigen (immune globulin) medically necessary for a patient with chronic fatigue syndrome "
    "(R53.82) and generalized muscle weakness (M62.81)?",
    "Is IVIG covered for CIDP?",
    "What is recommended for fatigue in chronic multisymptom illness?",
    "Is acupuncture covered by Medicare for chronic low back pain?",
)


def main() -> None:
    """Draw the page once; Streamlit runs this at every click."""
    reader, details = profile(), details_now()
    with st.sidebar:
        read_so_far = st.empty()
    _show_head(reader)
    pipeline = pipeline_or_stop()
    _say_what_leaves(pipeline)
    watch(pipeline)
    job = file_reader().begin(details, pipeline)
    conversation = st.container()
    beside = st.empty()
    # In a container of its own the box follows the text. Pinned to the window it would make the
    # page jump to the end of every Answer, past the verdict.
    typed = st.container().chat_input(
        "Ask a follow-up question" if turns() else "Ask about a treatment and a condition",
        key=key("question"),
        max_chars=MAX_TYPED,
    )
    question = take_next_question() or typed
    asked = current()
    if question and asked is None:
        _begin(pipeline, question, details)
    elif question and asked is not None and question != asked.question:
        ask_next(question)  # after the one on its way; twice the same is a slip of the hand
    if (writing := current()) is not None:
        follow(writing, can_stop=pipeline.model_info() is not None)
        turns().append(_turn(writing, pipeline))
        _draw_anew()
    with conversation:
        _show_turns(pipeline, reader)
    if not turns():
        _show_examples()
    if st.session_state.pop("answered_now", False):
        _lead_to_answer()
    follow_reading(job, details, read_so_far, beside)


def _lead_to_answer() -> None:
    """Bring the new answer into sight, and its verdict to who does not see the page."""
    # A fixed script, without a word of anybody's: the browser would keep the old answer's foot in
    # sight, and the new verdict out of it. The number makes it run again.
    script = f"<script>/* {len(turns())} */ {TO_LAST_QUESTION}</script>"
    st.html(script, unsafe_allow_javascript=True)
    answer = turns()[-1].answer
    if answer is not None:  # an error is announced as one
        word = VERDICTS[answer.verdict].word
        st.html(f'<p class="gq-sr" role="status">Answered: {html_text(word)}</p>')


def _show_head(reader: Profile) -> None:
    """Title and caution; on an empty page what this is as well."""
    st.title(TITLE, anchor=False)
    caution = f'<p class="gq-caution">{FOR_PATIENTS if reader.plain else CAUTION}</p>'
    lead = f'<p class="gq-lead">{LEAD}</p><p class="gq-caution gq-narrow-only">{NARROW}</p>'
    st.html(caution if turns() else f"{lead}{caution}")


def _show_turns(pipeline: PagePipeline, reader: Profile) -> None:
    for number, turn in enumerate(turns()):
        library = KeptLibrary(turn.passages, pipeline) if turn.passages else pipeline
        is_last = number == len(turns()) - 1
        show_turn(turn, number, library=library, reader=reader, is_last=is_last)
        show_review(turn, number, reader)
        if turn.not_kept:
            st.warning(markdown_text(f"This answer is not in your history: {turn.not_kept}"))


def _say_what_leaves(pipeline: PagePipeline) -> None:
    """Before anything is asked; nothing, and so no word, where no model is configured."""
    model = pipeline.model_info()
    if model is not None:
        st.html(leaving_html(model))


def _begin(pipeline: PagePipeline, question: str, details: CaseDetails) -> None:
    """Have a question answered; one too many, or files that are too many, are told at once."""
    try:
        check_rate()
        if details.problem:
            raise QuestionError(details.problem)
    except GuidelineError as error:
        turns().append(Turn(question=question, error=str(error)))
        _draw_anew()
    ask = partial(_ask, pipeline, question, details, file_reader(), history())
    begin(question, details, ask)


def _draw_anew() -> None:
    st.session_state["answered_now"] = True
    st.rerun()


def _ask(  # noqa: PLR0913, PLR0917 - what it needs of the session is handed to it
    pipeline: PagePipeline,
    question: str,
    details: CaseDetails,
    files: FileReader,
    before: tuple[Answer, ...],
    looks_on: Watch,
) -> tuple[Answer, Brought | None]:
    """In a thread of its own: nothing of the session is touched here."""
    brought = files.of(details, pipeline, looks_on)
    with one_place():
        answer = pipeline.answer(
            question,
            payer=details.payer,
            as_of=details.as_of,
            case=details.case,
            policy=details.policy,
            history=before,
            watch=looks_on,
            brought=brought,
        )
    return answer, brought


def _turn(writing: Writing, pipeline: PagePipeline) -> Turn:
    """The question with its Answer, kept; an approved Answer goes before a computed one."""
    details = writing.details
    if writing.answer is None:
        return Turn(question=writing.question, error=writing.error)
    turn = Turn(
        question=writing.question,
        answer=writing.answer,
        brought=writing.brought,
        as_of=details.as_of,
    )
    offer_approved(turn)
    keep(turn, pipeline)
    return turn


def _show_examples() -> None:
    st.html('<h2 class="gq-title">For example</h2>')
    for number, example in enumerate(EXAMPLES):
        st.button(
            markdown_text(example), key=key(f"example-{number}"), on_click=ask_next, args=(example,)
        )


if __name__ == "__main__":
    main()
