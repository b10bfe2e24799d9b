"""One run from a selection of cases to its log: cases, indexes, answers."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from evals.answering import PipelineDesks
from evals.cases_file import CASES_DIR, fits, load_cases, select
from evals.composers import Composer, settings_for
from evals.corpora import SHARED_DATA, Corpus, find_corpora
from evals.fingerprint import run_fingerprint
from evals.indexes import Indexes, private_indexes
from evals.labelled import labelled_cases
from evals.models import Case, Outcome, Run
from evals.partial import PartialLog
from evals.robustness import sample, variants
from evals.run import Plan, make_run, run_cases, versions, write_run
from ingest.errors import CaseFileError
from ingest.settings import PROJECT_ROOT, Settings, load_settings

WORK_DIR = PROJECT_ROOT / "var" / "evals"
RUNS_DIR = WORK_DIR / "runs"


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """What a command was told to ask.

    Attributes:
        pattern: Glob over ids, file names and tags of cases.
        corpora: Only cases of these; () for all.
        shared: Folder of the real guidelines.
        index: An index to take as it is, for the one corpus that is named.
        jobs: Processes that answer.
        resume: Whether to go on with a run that was interrupted.
        command: Whose run it is; each goes on with its own alone.
        log: Where the log is written; None for a name by date and time.
        composer: Who writes the answers.
    """

    pattern: str
    corpora: tuple[str, ...]
    shared: Path
    index: Path | None = None
    jobs: int = 1
    resume: bool = False
    command: str = "run"
    log: Path | None = None
    composer: Composer = Composer.EXTRACTIVE

    @property
    def whole(self) -> bool:
        """Whether all cases are asked."""
        return self.pattern == "*" and not self.corpora


class Watch(AbstractContextManager["Watch"]):
    """Told how a run goes; the command line shows it, others need not."""

    def __exit__(self, *_exc: object) -> None:
        """Nothing to tidy up."""

    def say(self, text: str) -> None:
        """A stage has begun, or a document was read."""

    def warn(self, text: str) -> None:
        """Something is missing that a person should know of."""

    def start(self, n_cases: int) -> None:
        """So many cases will be asked."""

    def advance(self) -> None:
        """One case has ended."""


def load_selected(chosen: Selection) -> tuple[tuple[Case, ...], dict[str, Corpus]]:
    """The cases of a selection, checked with all others, and where their documents are.

    Raises:
        CaseFileError: A case is wrong, none fits, or a folder that was named is not there.
    """
    if chosen.index and len(chosen.corpora) != 1:
        raise CaseFileError("--index needs one --corpus: whose index is it?")
    if chosen.shared != SHARED_DATA and not chosen.shared.is_dir():
        raise CaseFileError(f"--shared: there is no folder {chosen.shared}")
    corpora = find_corpora(chosen.shared, WORK_DIR)
    known = {name: frozenset(c.names) if c.names else None for name, c in corpora.items()}
    labels = labelled_cases(chosen.shared / "vadod" / "recommendations.jsonl", "vadod")
    taken = frozenset(case.case_id for case in labels)
    everything = (*load_cases(CASES_DIR, known_documents=known, taken=taken), *labels)
    return select(everything, pattern=chosen.pattern, corpora=chosen.corpora), corpora


def run_selected(chosen: Selection, watch: Watch) -> tuple[Run, Path]:
    """Build what is stale, ask everything, write the log."""
    cases, corpora = load_selected(chosen)
    return _run(cases, corpora, chosen, watch)


def run_varied(chosen: Selection, watch: Watch, n: int) -> tuple[Run, Path]:
    """Ask up to `n` cases of a selection, and all variants of them."""
    cases, corpora = load_selected(chosen)
    originals = sample([case for case in cases if not corpora[case.corpus].why_absent], n)
    log = chosen.log or RUNS_DIR.parent / "robustness.json"
    varied = replace(chosen, log=log, pattern=f"{chosen.pattern} (varied)", command="robustness")
    return _run((*originals, *variants(originals)), corpora, varied, watch)


def _run(
    cases: Sequence[Case], corpora: Mapping[str, Corpus], chosen: Selection, watch: Watch
) -> tuple[Run, Path]:
    started = datetime.now(tz=UTC)
    settings = settings_for(chosen.composer, load_settings())
    path = RUNS_DIR / f"partial-{chosen.command}.jsonl"
    partial = PartialLog.of(path, run_fingerprint(settings, versions()), cases)
    with _indexes(cases, corpora, settings, chosen, watch) as indexes:
        names = {name: corpora[name].names for name in indexes.folders}
        folders = {name: corpora[name].folder for name in indexes.folders}
        desks = PipelineDesks(
            settings=settings, indexes=indexes.folders, names=names, folders=folders
        )
        plan = _plan(cases, corpora, indexes, chosen, partial)
        outcomes = _watched(plan, desks, indexes, watch, partial)
    for name, failed in indexes.failed.items():
        watch.warn(f"{name}: not ingested: {', '.join(failed)}")
    facts = {"encoder": settings.encoder_name, "jobs": str(chosen.jobs), "cases": chosen.pattern}
    result = make_run(
        outcomes,
        corpora=corpora,
        settings=facts,
        started=started.isoformat(timespec="seconds"),
        whole=chosen.whole,
    ).model_copy(update={"composer": chosen.composer.value, "model": settings.llm_model or ""})
    path = chosen.log or RUNS_DIR / f"{started:%Y%m%d-%H%M%S}.json"
    write_run(result, path)
    partial.finish()
    return result, path


def _indexes(
    cases: Sequence[Case],
    corpora: Mapping[str, Corpus],
    settings: Settings,
    chosen: Selection,
    watch: Watch,
) -> AbstractContextManager[Indexes]:
    if chosen.index:
        _check_given(chosen.index, corpora[chosen.corpora[0]], watch)
        given = {chosen.corpora[0]: chosen.index}
        return private_indexes([], WORK_DIR, settings, given=given)
    needed = {case.corpus for case in cases}
    # In their order, so that the cases of the others are answered while the last one is read.
    present = [c for name, c in corpora.items() if name in needed and not c.why_absent]
    return private_indexes(present, WORK_DIR, settings, say=watch.say)


def _check_given(index: Path, corpus: Corpus, watch: Watch) -> None:
    """Whether an index that was named holds the documents that the cases are about.

    Raises:
        CaseFileError: It holds none of them.
    """
    from ingest.index import open_snapshot  # noqa: PLC0415 - slow, and seldom needed

    wanted = frozenset(corpus.names.values())
    missing = wanted - {entry.doc_id for entry in open_snapshot(index).manifest.documents}
    if wanted and missing == wanted:
        raise CaseFileError(f"--index {index} holds no document of {corpus.name!r}")
    if missing:
        watch.warn(f"--index lacks {len(missing)} of {len(wanted)} documents of {corpus.name!r}")


def _plan(
    cases: Sequence[Case],
    corpora: Mapping[str, Corpus],
    indexes: Indexes,
    chosen: Selection,
    partial: PartialLog,
) -> Plan:
    if not chosen.resume:
        partial.start()
        return Plan(cases=cases, corpora=corpora, jobs=chosen.jobs)
    earlier = partial.resume()

    def done(case: Case) -> Outcome | None:
        outcome = earlier.get(case.case_id)
        holds = outcome and outcome.snapshot == indexes.snapshots[case.corpus]
        return outcome if holds else None

    return Plan(cases=cases, corpora=corpora, done=done, jobs=chosen.jobs)


def _watched(
    plan: Plan, desks: PipelineDesks, indexes: Indexes, watch: Watch, partial: PartialLog
) -> tuple[Outcome, ...]:
    n_absent = sum(bool(plan.corpora[case.corpus].why_absent) for case in plan.cases)
    watch.start(len(plan.cases) - n_absent)

    def ended(outcome: Outcome, *, anew: bool) -> None:
        if anew:
            partial.add(outcome)
        watch.advance()

    return run_cases(plan, desks, ended, made=_told(indexes.made(), watch))


def _told(made: Iterator[str], watch: Watch) -> Iterator[str]:
    """The same, and that the last one is made."""
    yield from made
    watch.say("cases")


def whole_corpora(result: Run) -> frozenset[str]:
    """Corpora whose cases a run has asked all of."""
    pattern = result.settings.get("cases", "*" if result.whole else "")
    return frozenset(o.corpus for o in result.outcomes) if pattern == "*" else frozenset()


def part_of(result: Run) -> frozenset[str] | None:
    """What the gate is told of a selection; None for a run over all cases."""
    return None if result.whole else whole_corpora(result)


def narrowed(result: Run, chosen: Selection) -> Run:
    """The part of a run that a selection names.

    Raises:
        CaseFileError: No case of the run fits.
    """
    if chosen.whole:
        return result
    fitting = tuple(
        outcome
        for outcome in result.outcomes
        if fits(
            (outcome.case_id, outcome.place.rpartition(":")[0], *outcome.tags),
            outcome.corpus,
            pattern=chosen.pattern,
            corpora=chosen.corpora,
        )
    )
    if not fitting:
        names = " ".join((repr(chosen.pattern), *chosen.corpora))
        raise CaseFileError(f"no case of the log fits {names}")
    whole = whole_corpora(result) if chosen.pattern == "*" else frozenset()
    settings = {**result.settings, "cases": "*" if whole else chosen.pattern}
    update = {"outcomes": fitting, "whole": False, "settings": settings}
    return result.model_copy(update=update)


def newest_log() -> Path:
    """The log of the last run.

    Raises:
        CaseFileError: There is none.
    """
    logs = sorted(RUNS_DIR.glob("*.json"))
    if not logs:
        raise CaseFileError("there is no log yet: run `guideline-evals run`")
    return logs[-1]
