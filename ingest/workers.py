"""Reading documents in processes of their own, under a time and a memory limit.

Not a `ProcessPoolExecutor`: it cannot end one call that takes too long, and one process that dies
takes the whole pool down. Here a file that hangs or eats memory costs its own process and nothing
else.
"""

import os
import resource
import sys
import time
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from importlib import import_module
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from typing import TYPE_CHECKING, Self

from ingest.errors import GuidelineError
from ingest.models import Document, Passage, Source
from ingest.processes import plain_main
from ingest.scan import SourceFile
from ingest.settings import Settings
from ingest.statements.models import Statement

if TYPE_CHECKING:
    from multiprocessing.process import BaseProcess

# What `parse` needs. A reader is a fork of a process that has imported it and done nothing else: a
# fork of this one, whose threads hold locks, may hang (docs/adr/0018-readers-are-forks.md).
_READING = ("ingest.chunk", "ingest.describe", "ingest.readers", "ingest.statements.extract")
_CONTEXT = get_context("forkserver")
_CONTEXT.set_forkserver_preload([__name__, *_READING])
_STOP_S = 2.0
_BUG = 1  # exit code of a process that ends with a traceback
# What a process may take to start, which says nothing of its file: seconds on a busy machine.
_START_S = 120.0
# Niceness of the readers: they run ahead of the encoder, and a pass of it waits for each of its
# threads, so that a reader on one core holds up both.
_KINDER = 5
_STAGES = ("reader.read", "reader.describe", "reader.chunk", "reader.understand")


@dataclass(frozen=True, slots=True, kw_only=True)
class ParseLimits:
    """What reading one document may cost.

    Attributes:
        timeout_s: Wall clock, from when its process has started; then that is ended.
        memory_bytes: Address space of its process, where the system can limit it (Linux).
        max_file_bytes: Size of the file.
    """

    timeout_s: float
    memory_bytes: int
    max_file_bytes: int

    @classmethod
    def of(cls, settings: Settings) -> Self:
        """Those of the settings."""
        return cls(
            timeout_s=settings.parse_timeout_s,
            memory_bytes=settings.parse_memory_bytes,
            max_file_bytes=settings.max_file_bytes,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Parsed:
    """A document as it was read and understood.

    Attributes:
        document: Text and blocks.
        source: What it is as a publication.
        passages: In reading order.
        statements: In reading order.
        seconds: Processor time by stage: "reader.read", "reader.describe", "reader.chunk",
            "reader.understand".
    """

    document: Document
    source: Source
    passages: tuple[Passage, ...]
    statements: tuple[Statement, ...]
    seconds: dict[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Failed:
    """A document that could not be read, and why."""

    why: str


Outcome = Parsed | Failed


def parse(file: SourceFile, limits: ParseLimits) -> Outcome:
    """Read, describe, chunk and understand one file, in this process."""
    # Imported here, so that a build with nothing to read does not wait for the readers.
    from ingest.chunk import chunk_document  # noqa: PLC0415
    from ingest.describe import describe  # noqa: PLC0415
    from ingest.readers import ReadLimits, read_document  # noqa: PLC0415
    from ingest.statements.extract import extract_statements  # noqa: PLC0415

    marks = [time.process_time()]
    try:
        document = read_document(
            file.path, file.root, limits=ReadLimits(max_bytes=limits.max_file_bytes)
        )
        marks.append(time.process_time())
        source = describe(document)
        marks.append(time.process_time())
        passages = chunk_document(document)
        marks.append(time.process_time())
        statements = extract_statements(document, source, passages)
        marks.append(time.process_time())
    except GuidelineError as error:
        return Failed(why=str(error))
    except MemoryError:
        return Failed(why=f"needs more than {limits.memory_bytes:,} bytes of memory")
    except RecursionError:
        return Failed(why="is nested too deeply")
    return Parsed(
        document=document,
        source=source,
        passages=passages,
        statements=statements,
        seconds={
            name: end - start for name, start, end in zip(_STAGES, marks, marks[1:], strict=False)
        },
    )


@contextmanager
def parse_all(
    files: Sequence[SourceFile], limits: ParseLimits, *, n_workers: int
) -> Iterator[Iterator[Outcome]]:
    """Read files in other processes; the outcomes come in the order of `files`.

    The workers run ahead of whoever takes the outcomes, and are ended with the context.
    """
    pool = _Pool(files, limits, min(n_workers, len(files)))
    try:
        yield pool.outcomes()
    finally:
        pool.stop()


class _Worker:
    """One process that reads one file at a time."""

    def __init__(self, limits: ParseLimits) -> None:
        self.connection, theirs = _CONTEXT.Pipe()
        self.process: BaseProcess = _CONTEXT.Process(
            target=_serve, args=(theirs, limits), daemon=True
        )
        with plain_main():
            try:
                self.process.start()
            except (EOFError, ConnectionError):  # its server was just ended by somebody
                time.sleep(_STOP_S / 10)
                self.process.start()
        theirs.close()
        self.position = -1
        self.started = False
        self.deadline = 0.0

    def stop(self) -> None:
        """End the process, whatever it does."""
        self.connection.close()
        self.process.join(0 if self.position >= 0 else _STOP_S)
        if self.process.is_alive():
            self.process.kill()
            self.process.join()
        self.process.close()


class _Pool:
    """Hands files to workers and collects what comes back."""

    def __init__(self, files: Sequence[SourceFile], limits: ParseLimits, n_workers: int) -> None:
        self._files = files
        self._limits = limits
        self._waiting = deque(range(len(files)))
        self._done: dict[int, Outcome] = {}
        self._workers = [_Worker(limits) for _ in range(n_workers)]
        for worker in self._workers:
            self._hand_out(worker)

    def outcomes(self) -> Iterator[Outcome]:
        """In the order of the files."""
        for position in range(len(self._files)):
            while position not in self._done:
                self._collect()
            if position + 1 == len(self._files):
                self.stop()  # nothing is left to read: their memory is free for what follows
            yield self._done.pop(position)

    def stop(self) -> None:
        while self._workers:
            self._workers.pop().stop()

    def _hand_out(self, worker: _Worker) -> None:
        worker.position = self._waiting.popleft() if self._waiting else -1
        if worker.position >= 0:
            self._set_deadline(worker)
            worker.connection.send(self._files[worker.position])

    def _set_deadline(self, worker: _Worker) -> None:
        start = 0.0 if worker.started else _START_S
        worker.deadline = time.monotonic() + start + self._limits.timeout_s

    def _collect(self) -> None:
        """Wait for one answer, one death or one deadline, and act on it."""
        busy = [worker for worker in self._workers if worker.position >= 0]
        patience = min(worker.deadline for worker in busy) - time.monotonic()
        ready = wait([worker.connection for worker in busy], timeout=max(patience, 0))
        for worker in busy:
            if worker.connection in ready:
                self._receive(worker)
            elif time.monotonic() >= worker.deadline:
                self._replace(worker, f"took longer than {self._limits.timeout_s:g} s to read")

    def _receive(self, worker: _Worker) -> None:
        try:
            outcome: Outcome | None = worker.connection.recv()
        except (EOFError, ConnectionResetError):
            worker.process.join(_STOP_S)
            self._replace(worker, _broke_off(worker.process.exitcode))
            return
        if outcome is None:  # it has started, and begins with its file
            worker.started = True
            self._set_deadline(worker)
            return
        self._done[worker.position] = outcome
        self._hand_out(worker)

    def _replace(self, worker: _Worker, why: str) -> None:
        self._done[worker.position] = Failed(why=why)
        worker.stop()
        fresh = _Worker(self._limits)
        self._workers[self._workers.index(worker)] = fresh
        self._hand_out(fresh)


def _broke_off(code: int | None) -> str:
    """What the end of a reader says of its file."""
    if code is not None and code < 0:
        return (
            f"its reader was ended by signal {-code}: the file is damaged, or needs more memory "
            "than is allowed"
        )
    if code == _BUG:
        return "its reader met an error of this program, printed above: report it with the file"
    return f"its reader broke off (exit code {code}): the file is damaged"


def _serve(connection: Connection, limits: ParseLimits) -> None:
    """A worker's life: say that it has started, read what is asked for until the end is closed."""
    _limit_memory(limits.memory_bytes)
    os.nice(_KINDER)
    for name in _READING:  # before the clock runs, should the process that was forked lack one
        import_module(name)
    with suppress(BrokenPipeError):
        connection.send(None)
    while True:
        try:
            file = connection.recv()
        except (EOFError, ConnectionResetError):
            return
        outcome = parse(file, limits)
        try:
            connection.send(outcome)
        except BrokenPipeError:
            return


def _limit_memory(n_bytes: int) -> None:
    """Limit the address space. macOS accepts the call and ignores it; some containers refuse it."""
    if sys.platform == "darwin":
        return
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    if hard == resource.RLIM_INFINITY or n_bytes <= hard:
        resource.setrlimit(resource.RLIMIT_AS, (n_bytes, hard))
