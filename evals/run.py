"""Answer all cases: every index is built or reused once, every case gives one Outcome."""

import os
import platform
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from multiprocessing import get_context
from pathlib import Path
from queue import SimpleQueue
from threading import Thread
from typing import Protocol

from evals.answering import Desk, OpenDesk, answer_case
from evals.composers import Composer
from evals.corpora import Corpus
from evals.models import Case, Outcome, Run
from evals.score import absent, score, unscored
from ingest.errors import CaseFileError

_PACKAGES = ("guideline-qa", "sentence-transformers", "torch", "bm25s", "numpy", "pydantic")


class Progress(Protocol):
    """Told of each case as it ends, and whether it was asked now or in an earlier run."""

    def __call__(self, outcome: Outcome, /, *, anew: bool) -> None: ...


def _silent(outcome: Outcome, *, anew: bool) -> None:
    """Show nothing."""


def _asked_anew(_case: Case) -> Outcome | None:
    """No earlier run."""
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What a run asks.

    Attributes:
        cases: In the order of the report.
        corpora: By name; an absent one makes its cases absent.
        done: What an interrupted run gave, if it still holds; asked when the corpus is made.
        jobs: Processes; with 1 everything is answered in this one.
    """

    cases: Sequence[Case]
    corpora: Mapping[str, Corpus]
    done: Callable[[Case], Outcome | None] = _asked_anew
    jobs: int = 1


def run_cases(
    plan: Plan,
    open_desk: OpenDesk,
    progress: Progress = _silent,
    *,
    made: Iterable[str] | None = None,
) -> tuple[Outcome, ...]:
    """Outcomes of all cases, in the order of the cases.

    Args:
        plan: What to ask.
        open_desk: Opens a corpus; called once per process and corpus, never for an absent one.
        progress: Called after each case, in the order in which they end.
        made: Names of corpora as they become ready to be opened, read in a thread of its own, so
            that cases are answered while the next index is built; None if all are ready.

    Raises:
        Exception: What `made` raises.
    """
    outcomes: dict[str, Outcome] = {}
    waiting: dict[str, list[Case]] = {}
    for case in plan.cases:
        if why_absent := plan.corpora[case.corpus].why_absent:
            outcomes[case.case_id] = absent(case, why_absent)
        else:
            waiting.setdefault(case.corpus, []).append(case)
    with _executor(open_desk, plan.jobs) as pool:
        asking = _Asking(pool, plan.done, progress)
        try:
            for outcome in asking.outcomes(waiting, tuple(waiting) if made is None else made):
                outcomes[outcome.case_id] = outcome
        except BaseException:
            # Interrupted, or no index: who waits must not wait for all that was queued.
            pool.shutdown(wait=False, cancel_futures=True)
            raise
    return tuple(outcomes[case.case_id] for case in plan.cases)


class _Asking:
    """Cases put to the executor, corpus by corpus, so that a process holds few indexes at a time.

    An executor is used for one job too: it holds what a case raises.
    """

    def __init__(
        self, pool: Executor, done: Callable[[Case], Outcome | None], progress: Progress
    ) -> None:
        self._pool = pool
        self._done = done
        self._progress = progress
        self._asked: dict[Future[Outcome], Case] = {}
        # A corpus that is ready, a case that ended, what stopped the making, or None at its end.
        self._events: SimpleQueue[str | Future[Outcome] | Exception | None] = SimpleQueue()

    def outcomes(
        self, waiting: Mapping[str, Sequence[Case]], made: Iterable[str]
    ) -> Iterator[Outcome]:
        """Outcomes as they come."""
        # A daemon: whoever interrupts the run does not wait for the index that is being built.
        Thread(target=self._announce, args=(made,), daemon=True).start()
        making = True
        while making or self._asked:
            event = self._events.get()
            if isinstance(event, str):
                yield from self._ask(waiting.get(event, ()))
            elif isinstance(event, Future):
                yield self._ended(event)
            elif event is None:
                making = False
            else:
                raise event

    def _announce(self, made: Iterable[str]) -> None:
        try:
            for name in made:
                self._events.put(name)
        except Exception as error:  # noqa: BLE001 - raised again where the outcomes are taken
            self._events.put(error)
        else:
            self._events.put(None)

    def _ask(self, cases: Iterable[Case]) -> Iterator[Outcome]:
        for case in cases:
            if outcome := self._done(case):
                self._progress(outcome, anew=False)
                yield outcome
                continue
            future = self._pool.submit(_one, case)
            self._asked[future] = case
            future.add_done_callback(self._events.put)

    def _ended(self, future: Future[Outcome]) -> Outcome:
        case = self._asked.pop(future)
        error = future.exception()
        if isinstance(error, Exception):
            # A bug in one case is that case's failure; the others still count.
            outcome = unscored(case, f"{type(error).__name__}: {error}")
        else:
            outcome = future.result()
        self._progress(outcome, anew=True)
        return outcome


def _executor(open_desk: OpenDesk, jobs: int) -> Executor:
    if jobs == 1:
        return ThreadPoolExecutor(max_workers=1, initializer=_start, initargs=(open_desk,))
    # A forked process would share the threads and locks of torch.
    return ProcessPoolExecutor(
        max_workers=jobs, mp_context=get_context("spawn"), initializer=_start, initargs=(open_desk,)
    )


class _Desks:
    """The corpora that this process has opened."""

    open_desk: OpenDesk
    desks: dict[str, Desk]


def _start(open_desk: OpenDesk) -> None:
    _Desks.open_desk = open_desk
    _Desks.desks = {}


def _one(case: Case) -> Outcome:
    desks = _Desks.desks
    if case.corpus not in desks:
        desks[case.corpus] = _Desks.open_desk(case.corpus)
    desk = desks[case.corpus]
    started = time.perf_counter()
    talk = answer_case(case, desk.answer)
    return score(case, talk, desk.bench(case), wall_s=time.perf_counter() - started)


# --- the log ----------------------------------------------------------------------------------


def make_run(
    outcomes: Iterable[Outcome],
    *,
    corpora: Mapping[str, Corpus],
    settings: Mapping[str, str],
    started: str,
    whole: bool,
) -> Run:
    """The log of a run that no model took part in."""
    rows = tuple(outcomes)
    return Run(
        started=started,
        versions=versions(),
        settings=settings,
        snapshots={o.corpus: o.snapshot for o in rows if o.snapshot},
        absent={name: c.why_absent for name, c in corpora.items() if c.why_absent},
        composer=Composer.EXTRACTIVE,
        whole=whole,
        outcomes=rows,
    )


def versions() -> dict[str, str]:
    """Of what may change a result."""
    found = {"python": platform.python_version(), "n_cpus": str(os.cpu_count())}
    for package in _PACKAGES:
        try:
            found[package] = version(package)
        except PackageNotFoundError:
            found[package] = "not installed"
    return found


def write_run(run: Run, path: Path) -> None:
    """Write a log as JSON."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(run.model_dump_json(indent=1) + "\n", encoding="utf-8")


def read_run(path: Path) -> Run:
    """Read a log.

    Raises:
        CaseFileError: It is missing or no log of a run.
    """
    try:
        return Run.model_validate_json(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        why = " ".join(str(error).split())[:200]
        raise CaseFileError(f"{path.name} is no log of a run: {why}") from error
