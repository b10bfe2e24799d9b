"""The files of one session: read from the moment they are chosen, in memory and in no index.

A thread of its own reads them while the question is still typed, once for all questions of the
case; who asks before it is done waits for the rest, and is told how far it is.
"""

import threading
from dataclasses import dataclass, field

import streamlit as st
from streamlit.delta_generator import DeltaGenerator
from streamlit.runtime.scriptrunner import add_script_run_ctx

from app.answering import PagePipeline
from app.case import Brought
from app.case_ready import Dropped
from app.composer.events import Told, Watch
from app.render.safe import html_text
from app.ui.limits import one_place_to_read
from app.ui.session import CaseDetails
from app.ui.stages import in_words

_POLL_S = 0.1
_STATE = "file_reader"


@dataclass(slots=True)
class Job:
    """Files that are read, or were.

    Attributes:
        details: What they came with.
        watch: Told how far it is; its stop ends the reading.
        told: What was told last; None where nothing was yet.
        wanted: Whether a question waits for it; then it goes on though the files were changed.
        done: Whether there is anything more to come.
        brought: What they hold.
        failure: What was raised instead; it is raised again where the question is asked.
    """

    details: CaseDetails
    watch: Watch = field(init=False)
    told: Told | None = None
    wanted: bool = False
    done: threading.Event = field(default_factory=threading.Event)
    brought: Brought | None = None
    failure: BaseException | None = None

    def __post_init__(self) -> None:
        self.watch = Watch(self._hear)

    def _hear(self, told: Told) -> None:
        self.told = told

    def run(self, pipeline: PagePipeline) -> None:
        """Read them: in a thread, which touches nothing else of the session."""
        asked = self.details
        try:
            with one_place_to_read():
                self.brought = pipeline.read_files(
                    asked.case,
                    asked.policy,
                    payer=asked.payer,
                    as_of=asked.as_of,
                    watch=self.watch,
                )
        except BaseException as error:  # noqa: BLE001 - raised again where somebody waits for it
            self.failure = error
        finally:
            self.done.set()

    def drop(self) -> None:
        """Nobody wants these files any more."""
        if not self.wanted:
            self.watch.stop.set()


class FileReader:
    """Reads the files of a session once for all its questions."""

    def __init__(self) -> None:
        """Nothing is read yet."""
        self._lock = threading.Lock()
        self._job: Job | None = None

    def begin(self, details: CaseDetails, pipeline: PagePipeline) -> Job | None:
        """Have them read, where they are not already; None where there are none."""
        with self._lock:
            job = self._job
            if job is not None and _place(job.details) == _place(details):
                if not isinstance(job.failure, Exception):
                    return job
            elif job is not None:
                job.drop()
            self._job = None
            if not details.case and not details.policy:
                return None
            self._job = Job(details)
            thread = threading.Thread(target=self._job.run, args=(pipeline,), daemon=True)
            add_script_run_ctx(thread)  # what all sessions share is found by way of it
            thread.start()
            return self._job

    def of(self, details: CaseDetails, pipeline: PagePipeline, watch: Watch) -> Brought | None:
        """What the files hold; None where there are none. `watch` is told how far it is.

        Raises:
            GuidelineError: Too many are reading at this moment, or the index is unusable.
        """
        job = self.begin(details, pipeline)
        if job is None:
            return None
        job.wanted = True
        told = None
        while not job.done.wait(_POLL_S):
            if job.told is not None and job.told is not told:
                told = job.told
                watch.tell(told)
        if isinstance(job.failure, Dropped):  # in the moment before it was wanted
            return self.of(details, pipeline, watch)
        if job.failure is not None:
            raise job.failure
        return job.brought

    def drop(self) -> None:
        """The case is over."""
        with self._lock:
            if self._job is not None:
                self._job.drop()
            self._job = None


def _place(details: CaseDetails) -> tuple[object, ...]:
    """What the reading hangs on: whose a policy is, and no payer where there is no policy."""
    payer = details.payer if details.policy else ""
    return details.case, details.policy, payer, details.as_of


def file_reader() -> FileReader:
    """That of this case; a new case has another."""
    found: FileReader = st.session_state.setdefault(_STATE, FileReader())
    return found


def follow_reading(
    job: Job | None, details: CaseDetails, panel: DeltaGenerator, page: DeltaGenerator
) -> None:
    """Say how far the reading is, and at the end what was read and what was not.

    A click or a question meanwhile ends this run of the page and not the thread.

    Args:
        job: The reading; None where there are no files.
        details: What the next question is asked with.
        panel: Below the files.
        page: Beside the question, for who has shut the panel: payer, date and files.
    """
    while job is not None and not job.done.wait(_POLL_S):
        progress = in_words(job.told) if job.told else "Reading the files"
        panel.html(_line(progress))
        page.html(with_html(details, progress=progress))
    brought = job.brought if job is not None else None
    if brought is not None:
        panel.html("".join(_lines(brought)))
    else:
        panel.empty()  # whoever asks is told
    if details != CaseDetails():
        page.html(with_html(details, brought))


def with_html(details: CaseDetails, brought: Brought | None = None, *, progress: str = "") -> str:
    """What the next question is asked with, a line each."""
    unread = {file.name: file.why for file in brought.unread} if brought is not None else {}
    lines = [f"Payer: {details.payer}"] if details.payer else []
    lines += [f"Date of service: {details.as_of.isoformat()}"] if details.as_of else []
    for files, kind in ((details.case, "Case material"), (details.policy, "The payer's policy")):
        for file in files:
            why = unread.get(file.name)
            lines.append(f"{kind}: {file.name}" if why is None else f"Not read: {file.name}: {why}")
    lines += [line for line in (progress, details.problem) if line]
    items = "".join(f"<li>{html_text(line)}</li>" for line in lines)
    return f'<div class="gq-with" role="status"><ul aria-label="Asked with">{items}</ul></div>'


def _lines(brought: Brought) -> list[str]:
    read = [
        _line(f"Read: {document.path}{_pages(len(document.page_starts))}")
        for document in brought.documents.values()
    ]
    return read + [_line(f"Not read: {file.name}: {file.why}.") for file in brought.unread]


def _pages(n: int) -> str:
    return "" if not n else ", 1 page" if n == 1 else f", {n} pages"


def _line(words: str) -> str:
    return f'<p class="gq-muted gq-read" role="status">{html_text(words)}</p>'
