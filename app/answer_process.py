"""The process of a worker: how it starts, what it does, and how it ends."""

import os
import pickle
import signal
import threading
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from multiprocessing import get_context, parent_process
from multiprocessing.connection import Connection

from app.answer_workers import NAME, START_S, Asked, Worker
from app.answering import Answerer
from app.composer.events import Stage, Told, Watch
from app.warm_up import warm_up
from ingest.embed.threads import use_one_core
from ingest.errors import GuidelineError
from ingest.processes import plain_main

# Fresh interpreters: a fork of this process, whose threads hold locks, may hang, and the server
# that forks readers of documents (ingest/workers.py) shall not hold what answers need.
_CONTEXT = get_context("spawn")


def start(opened: Callable[[], Answerer]) -> Worker:
    """A worker that is ready.

    Args:
        opened: Opens its pipeline, over there: it must be importable by its name.

    Raises:
        TimeoutError: It does not get ready.
    """
    ours, theirs = _CONTEXT.Pipe()
    process = _CONTEXT.Process(target=_run, args=(theirs, opened), daemon=True, name=NAME)
    with plain_main():
        process.start()
    theirs.close()
    worker = Worker(process, ours)
    if not worker.is_ready(START_S):
        worker.end()
        raise TimeoutError
    return worker


def _run(connection: Connection, opened: Callable[[], Answerer]) -> None:
    """A worker's life. It ends with its parent, however that ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C at a terminal is for the parent
    threading.Thread(target=_end_with_parent, daemon=True).start()
    use_one_core()
    with suppress(GuidelineError):  # told by the parent, to who asks
        serve(connection, opened())


def _end_with_parent() -> None:
    """Once the parent has ended, killed or not, end at once, whatever is being worked on."""
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(0)


def serve(connection: Connection, pipeline: Answerer) -> None:
    """Say that it is ready, then answer until the other end is closed."""
    warm_up(pipeline)
    with suppress(EOFError, OSError):
        connection.send(None)
        while True:
            asked: Asked = connection.recv()
            connection.send_bytes(_answered(asked, pipeline, partial(_tell, connection)))


def _tell(connection: Connection, told: Told) -> None:
    if told.stage is not Stage.SEARCHING:  # it was told where the question was asked
        connection.send(told)


def _answered(asked: Asked, pipeline: Answerer, tell: Callable[[Told], None]) -> bytes:
    """The Answer, pickled; the kind of an error alone, which is raised and told at home."""
    try:
        answer = pipeline.answer(
            asked.text,
            payer=asked.payer,
            as_of=asked.as_of,
            history=asked.history,
            k=asked.k,
            question_id=asked.question_id,
            watch=Watch(tell),
        )
        return pickle.dumps(answer)
    except Exception as error:  # noqa: BLE001 - its words might be the question's
        return pickle.dumps(type(error).__name__)
