"""Answer all cases: every index is built or reused once, every case gives one Outcome."""

import json
import os
import platform
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from concurrent.futures import as_completed as in_order_of_completion
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from multiprocessing import get_context
from pathlib import Path

from evals.answering import Desk, OpenDesk, answer_case
from evals.corpora import Corpus
from evals.models import Case, Outcome, Run
from evals.score import absent, score, unscored
from ingest.errors import CaseFileError

_PACKAGES = ("guideline-qa", "sentence-transformers", "torch", "bm25s", "numpy", "pydantic")

Progress = Callable[[Outcome], None]


def _silent(_outcome: Outcome) -> None:
    """Show nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What a run asks.

    Attributes:
        cases: In the order of the report.
        corpora: By name; an absent one makes its cases absent.
        done: Outcomes of an interrupted run, by case_id; they are not asked again.
        jobs: Processes; with 1 everything runs in this one.
    """

    cases: Sequence[Case]
    corpora: Mapping[str, Corpus]
    done: Mapping[str, Outcome]
    jobs: int = 1


def run_cases(plan: Plan, open_desk: OpenDesk, progress: Progress = _silent) -> tuple[Outcome, ...]:
    """Outcomes of all cases, in the order of the cases.

    Args:
        plan: What to ask.
        open_desk: Opens a corpus; called once per process and corpus, never for an absent one.
        progress: Called after each case, in the order in which they end.
    """
    outcomes: dict[str, Outcome] = {}
    waiting = []
    for case in plan.cases:
        why_absent = plan.corpora[case.corpus].why_absent
        if why_absent:
            outcomes[case.case_id] = absent(case, why_absent)
        elif case.case_id in plan.done:
            outcomes[case.case_id] = plan.done[case.case_id]
        else:
            waiting.append(case)
    # Cases of one corpus in a row, so that a process holds few indexes at a time.
    waiting.sort(key=lambda case: case.corpus)
    for outcome in _answered(waiting, open_desk, plan.jobs):
        outcomes[outcome.case_id] = outcome
        progress(outcome)
    return tuple(outcomes[case.case_id] for case in plan.cases)


def _answered(cases: Sequence[Case], open_desk: OpenDesk, jobs: int) -> Iterator[Outcome]:
    """Outcomes as they come. An executor is used for one job too: it holds what a case raises."""
    with _executor(open_desk, jobs) as pool:
        futures: dict[Future[Outcome], Case] = {pool.submit(_one, case): case for case in cases}
        for future in in_order_of_completion(futures):
            error = future.exception()
            if error is None:
                yield future.result()
            elif isinstance(error, Exception):
                # A bug in one case is that case's failure; the others still count.
                yield unscored(futures[future], f"{type(error).__name__}: {error}")
            else:
                raise error


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
    answer = answer_case(case, desk.answer)
    return score(case, answer, desk.bench(case), wall_s=time.perf_counter() - started)


# --- the log ----------------------------------------------------------------------------------


def make_run(
    outcomes: Iterable[Outcome],
    *,
    corpora: Mapping[str, Corpus],
    settings: Mapping[str, str],
    started: str,
    whole: bool,
) -> Run:
    """The log of a run."""
    rows = tuple(outcomes)
    composers = sorted({outcome.composer for outcome in rows if outcome.composer})
    return Run(
        started=started,
        versions=_versions(),
        settings=settings,
        snapshots={o.corpus: o.snapshot for o in rows if o.snapshot},
        absent={name: c.why_absent for name, c in corpora.items() if c.why_absent},
        composer=", ".join(composers),
        whole=whole,
        outcomes=rows,
    )


def _versions() -> dict[str, str]:
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


class PartialLog:
    """Outcomes as they come, a line each, so that an interrupted run can go on."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def start(self) -> None:
        """Forget an earlier run."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        self._path.write_text("", encoding="utf-8")

    def add(self, outcome: Outcome) -> None:
        with self._path.open("a", encoding="utf-8") as log:
            log.write(outcome.model_dump_json() + "\n")

    def done(self, cases: Iterable[Case], snapshots: Mapping[str, str]) -> dict[str, Outcome]:
        """Outcomes that still hold: the same question, the same gold, the same snapshot."""
        if not self._path.is_file():
            return {}
        by_id = {case.case_id: case for case in cases}
        found = {}
        for line in self._path.read_text(encoding="utf-8").splitlines():
            try:
                outcome = Outcome.model_validate(json.loads(line))
            except ValueError:
                continue  # The line that was being written when the run was interrupted.
            case = by_id.get(outcome.case_id)
            if case is None or snapshots.get(outcome.corpus) != outcome.snapshot:
                continue
            if (case.question, case.verdict) == (outcome.question, outcome.expected):
                found[outcome.case_id] = outcome
        return found
