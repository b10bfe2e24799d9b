"""An Answer while it is made: a thread of its own, what it tells, and the stop button.

Streamlit runs the page anew at every click. The thread goes on meanwhile, and each run of the page
takes up showing it where the last one was broken off; so the stop button loses nothing.
"""

import queue
import threading
from collections.abc import Callable
from dataclasses import dataclass, field, replace

import streamlit as st
from streamlit.runtime.scriptrunner import add_script_run_ctx

from app.answering import ModelInfo
from app.case import Brought
from app.composer.events import Told, Watch
from app.models import Answer
from app.render.safe import html_block, html_text, markdown_text
from app.ui.session import CaseDetails, key
from app.ui.stages import in_words
from ingest.errors import GuidelineError

_STATE = "writing"
_POLL_S = 0.2

Ask = Callable[[Watch], tuple[Answer, Brought | None]]


@dataclass(slots=True)
class Writing:
    """One question on its way.

    Attributes:
        question: As asked.
        details: The case that it was asked with; the fields may be changed meanwhile.
        watch: Told by the pipeline; its stop ends the model.
        told: What the pipeline says, from its thread to the page's.
        answer: Once it is there.
        brought: What the files hold with which it was asked.
        error: One sentence, where there is none.
        bug: What was raised that is no failure of ours to tell; it is raised again on the page.
        sentences: Those that have passed their checks, in the order in which they did.
        stage: Where it is, in words.
    """

    question: str
    details: CaseDetails
    watch: Watch
    told: "queue.Queue[Told]"
    done: threading.Event = field(default_factory=threading.Event)
    answer: Answer | None = None
    brought: Brought | None = None
    error: str = ""
    bug: BaseException | None = None
    sentences: list[str] = field(default_factory=list)
    stage: str = "Reading the documents"

    def hear(self, told: Told) -> None:
        """Take up what was told; a sentence is told after its checks alone."""
        self.stage = in_words(replace(told, name=markdown_text(told.name)))
        if told.sentence:
            self.sentences.append(told.sentence)


def current() -> Writing | None:
    """The question on its way in this session; None where there is none."""
    found: Writing | None = st.session_state.get(_STATE)
    return found


def begin(question: str, details: CaseDetails, ask: Ask) -> Writing:
    """Ask in a thread; the session holds it until `finish`."""
    told: queue.Queue[Told] = queue.Queue()
    writing = Writing(question, details, Watch(told.put), told)

    def run() -> None:
        try:
            writing.answer, writing.brought = ask(writing.watch)
        except GuidelineError as error:
            writing.error = str(error)
        except BaseException as error:  # noqa: BLE001 - raised again where Streamlit sees it
            writing.bug = error
        finally:
            writing.done.set()

    st.session_state[_STATE] = writing
    thread = threading.Thread(target=run, daemon=True)
    add_script_run_ctx(thread)  # what all sessions share is found by way of it
    thread.start()
    return writing


def follow(writing: Writing, *, can_stop: bool) -> None:
    """Show it until it is done; a click meanwhile ends this run of the page and not the thread."""
    st.html(asking_html(writing.question))
    with st.status(writing.stage, expanded=True) as status:
        place = st.empty()
        if can_stop:
            st.button(
                "Stop the language model",
                key=key("stop-writing"),
                on_click=writing.watch.stop.set,
                help="The answer is shown at once; what is not written yet stands in the "
                "sources' own words.",
            )
        while not (writing.done.wait(_POLL_S) and writing.told.empty()):
            _take_up(writing)
            # At each turn, told or not: a click is noticed when something is drawn, and no sooner.
            status.update(label=writing.stage, expanded=True)
            place.html(sentences_html(writing.sentences))
    st.session_state.pop(_STATE, None)
    if writing.bug is not None:
        raise writing.bug


def _take_up(writing: Writing) -> None:
    """All that was told since."""
    while not writing.told.empty():
        writing.hear(writing.told.get_nowait())


def sentences_html(sentences: list[str]) -> str:
    """The sentences as a list; what they look like is never markup."""
    items = "".join(f"<li>{html_text(sentence)}</li>" for sentence in sentences)
    return f'<ul class="gq-claims" aria-live="polite">{items}</ul>'


def asking_html(question: str) -> str:
    """The question above what is said while its Answer is made."""
    return f'<p class="gq-asking">{html_block(question)}</p>'


def leaving_html(model: ModelInfo) -> str:
    """What leaves this machine when a question is asked, said before it is."""
    if model.is_local:
        words = f"The language model {model.name} runs on this machine: nothing leaves it."
    else:
        case = (
            "Case materials are sent as well, as the operator has allowed."
            if model.takes_case_text
            else "Case materials are not sent."
        )
        words = (
            f"Sent to the language model {model.name} on {model.host}: passages of the documents, "
            "the treatments and conditions asked about, and for a follow-up the questions of this "
            f"conversation. {case}"
        )
    return f'<p class="gq-caution">{html_text(words)}</p>'
