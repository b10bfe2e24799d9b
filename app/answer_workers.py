"""Processes that answer beside the one that serves, so that more than one core is used.

One interpreter runs one thread at a time, so twenty readers of one process share one core. While an
answer is worked on there, the next question goes to a worker: a process of its own with the same
pipeline over the same index. It looks at the pointer to the published Snapshot itself, at each
question. Whatever a worker does not answer is answered here: one that died, hangs, or met an error,
which then is raised where it always was. See docs/adr/0019-answers-in-processes-beside.md.

Text goes through a pair of connected ends that no other process has: nothing listens, nothing is
written down. The asker's files stay here.
"""

import logging
import os
import pickle
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Protocol

from app.answering import Answerer
from app.composer.events import Told, Watch
from app.follow_up import topic_of
from app.models import Answer
from app.turns import Turns

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

_LOG = logging.getLogger(__name__)
NAME = "answer-worker"

# An answer takes a tenth of a second, the first after a publish a few; a busy machine ten times it.
_PATIENCE_S = 30.0
START_S = 120.0
# After one was lost: what killed it, most likely want of memory, may still be there.
_REST_S = 30.0
_STOP_S = 2.0
# A question has 4,000 characters and a conversation's topic some hundreds. What does not fit into
# the buffer of the connection would wait for a worker that hangs.
_MOST_BYTES = 64 * 1024
_MOST_WORKERS = 7  # by default: each holds half a gigabyte


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as it goes to a worker; see `Pipeline.answer`."""

    text: str
    payer: str
    as_of: date
    history: tuple[Answer, ...]
    k: int | None
    question_id: str


class ProcessLike(Protocol):
    """What is needed of the process of a worker."""

    @property
    def pid(self) -> int | None: ...

    def kill(self) -> None: ...

    def join(self, timeout: float | None = None) -> None: ...


class Worker:
    """This side of one worker, which is asked one question at a time."""

    def __init__(
        self, process: ProcessLike, connection: "Connection", patience_s: float = _PATIENCE_S
    ) -> None:
        self._process = process
        self._connection = connection
        self._patience_s = patience_s
        self.is_there = True

    def is_ready(self, within_s: float) -> bool:
        """Wait until it is; False where it ends or takes longer."""
        try:
            return self._connection.poll(within_s) and self._connection.recv() is None
        except (EOFError, OSError):
            return False

    def answer(self, asked: Asked, watch: Watch) -> Answer | None:
        """Its Answer; None where there is none from it, and then it may be gone.

        Args:
            asked: The question.
            watch: Told what the worker tells, in this thread.
        """
        said = None
        try:
            said = self._said(asked, watch)
        except Exception as error:  # noqa: BLE001 - whatever a broken connection raises
            self.lose(f"failed ({type(error).__name__})")
        except BaseException:
            self.end()  # the reader has gone: nobody will take what it says
            raise
        return said

    def _said(self, asked: Asked, watch: Watch) -> Answer | None:
        asked = replace(asked, history=topic_of(asked.history))  # no more of what was said before
        data = pickle.dumps(asked)
        if len(data) > _MOST_BYTES:
            return None
        self._connection.send_bytes(data)
        until = time.monotonic() + self._patience_s
        while self._connection.poll(max(0.0, until - time.monotonic())):
            said: Told | Answer | str = self._connection.recv()
            if isinstance(said, Answer):
                return said
            if isinstance(said, str):
                _LOG.warning("answer worker %s met %s", self._process.pid, said)
                return None
            watch.tell(said)
        self.lose(f"gave no answer within {self._patience_s:g} s")
        return None

    def lose(self, why: str) -> None:
        """End it for a fault, and say so without a word of what was asked."""
        _LOG.warning("answer worker %s %s: its question is answered here", self._process.pid, why)
        self.end()

    def end(self) -> None:
        """End the process, whatever it does."""
        self.is_there = False
        self._connection.close()
        self._process.kill()
        self._process.join(_STOP_S)


class AnswerWorkers:
    """Starts workers as they are needed, and ends them. Safe in threads.

    Attributes:
        turns: Who answers which question.
    """

    def __init__(
        self,
        start: Callable[[], Worker],
        n_most: int,
        at_once: int | None,
        rest_s: float = _REST_S,
    ) -> None:
        """Begin without any.

        Args:
            start: Makes one that is ready; called in a thread of its own.
            n_most: How many there may be; 0 for none, ever.
            at_once: How many answers are worked on here, see `Turns`.
            rest_s: None starts for so long after one was lost.
        """
        self.turns: Turns[Worker] = Turns(at_once, self.want)
        self._start = start
        self._n_most = n_most
        self._rest_s = rest_s
        self._lock = threading.Lock()
        self._workers: list[Worker] = []
        self._starting: threading.Thread | None = None
        self._not_before = 0.0

    def want(self) -> None:
        """Have one more started, unless there are as many as may be, or one is on its way."""
        with self._lock:
            there = [worker for worker in self._workers if worker.is_there]
            if len(there) < len(self._workers):
                self._workers, self._not_before = there, time.monotonic() + self._rest_s
            is_full = self._starting is not None or len(there) >= self._n_most
            if is_full or time.monotonic() < self._not_before:
                return
            starting = threading.Thread(target=self._add, daemon=True, name=NAME)
            with suppress(RuntimeError):  # too many threads, or the interpreter is about to end
                starting.start()
                self._starting = starting

    def close(self) -> None:
        """End all of them; from now on everything is answered here."""
        with self._lock:
            self._n_most = 0
            starting = self._starting
        if starting is not None:
            starting.join(START_S)
        for worker in self._workers:
            worker.end()

    def _add(self) -> None:
        worker = None
        try:
            worker = self._start()
        except Exception as error:  # noqa: BLE001 - whatever it is, answers are made here
            _LOG.warning("no answer worker could be started: %s", type(error).__name__)
        with self._lock:
            self._starting = None
            if worker is None:
                self._not_before = time.monotonic() + self._rest_s
                return
            self._workers.append(worker)
        self.turns.add(worker)


def n_most(wanted: int | None) -> int:
    """How many workers there may be: as many as are set, else one for each core but this one's."""
    if wanted is not None:
        return wanted
    affinity = getattr(os, "sched_getaffinity", None)  # Linux: the cores of this very process
    n_cores = len(affinity(0)) if affinity else os.cpu_count() or 1
    return min(n_cores - 1, _MOST_WORKERS)


def start_worker(opened: Callable[[], Answerer]) -> Worker:
    """A worker that is ready; see `app.answer_process.start`."""
    from app.answer_process import start  # noqa: PLC0415 - few processes ever start one

    return start(opened)
