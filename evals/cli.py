"""`guideline-evals`: answer the cases, judge them, show them. The exit code is the verdict."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from evals import cli_model
from evals.baseline import load_baselines, make_baseline, write_baseline
from evals.compare import compare as compare_runs
from evals.corpora import SHARED_DATA
from evals.gate import GateResult, State, load_thresholds
from evals.gate import gate as judge
from evals.measures import measure_all
from evals.models import Outcome, Run
from evals.questions import questions
from evals.report import (
    compare_markdown,
    confusion_table,
    corpora_of,
    junit,
    kinds,
    markdown,
    of_corpus,
    shown_failures,
    value_text,
)
from evals.robustness import is_robust, unchanged_verdicts
from evals.run import read_run
from evals.session import WORK_DIR, Selection, Watch, newest_log, run_selected, run_varied
from evals.view import page
from ingest.errors import GuidelineError

cli = typer.Typer(no_args_is_help=True, add_completion=False, help=__doc__)
cli.add_typer(cli_model.commands)
out = Console()
err = Console(stderr=True)

_STYLES = {State.GREEN: "green", State.RED: "bold red", State.ABSENT: "yellow"}

CasesOption = Annotated[str, typer.Option("--cases", help="Glob over ids, files and tags.")]
CorpusOption = Annotated[list[str] | None, typer.Option("--corpus", help="May be repeated.")]
JobsOption = Annotated[int, typer.Option(min=1, max=64, help="Processes that answer.")]
LogOption = Annotated[Path | None, typer.Option("--log", help="Where the JSON log is written.")]
FromLogOption = Annotated[Path | None, typer.Option(help="Take this log, ask nothing.")]
ResumeOption = Annotated[bool, typer.Option(help="Go on with a run that was interrupted.")]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON instead of tables.")]
SharedOption = Annotated[Path, typer.Option("--shared", help="Folder of the real guidelines.")]
IndexOption = Annotated[
    Path | None, typer.Option("--index", help="Use this index as it is; needs one --corpus.")
]
ReportOption = Annotated[
    Path | None, typer.Option("--report", help="Folder for Markdown, JUnit XML and HTML.")
]


@cli.command()
def run(
    *,
    cases: CasesOption = "*",
    corpus: CorpusOption = None,
    jobs: JobsOption = 2,
    index: IndexOption = None,
    shared: SharedOption = SHARED_DATA,
    log: LogOption = None,
    resume: ResumeOption = False,
    as_json: JsonOption = False,
) -> None:
    """Answer the cases and print what came out; judges nothing (see `gate`)."""
    chosen = Selection(
        pattern=cases,
        corpora=tuple(corpus or ()),
        shared=shared,
        index=index,
        jobs=jobs,
        resume=resume,
        log=log,
    )
    with _Shown() as watch:
        result, path = run_selected(chosen, watch)
    if as_json:
        typer.echo(result.model_dump_json(indent=1))
        return
    _print_run(result)
    typer.echo(f"log: {_short(path)}")


@cli.command()
def gate(
    *,
    cases: CasesOption = "*",
    corpus: CorpusOption = None,
    jobs: JobsOption = 2,
    shared: SharedOption = SHARED_DATA,
    from_log: FromLogOption = None,
    resume: ResumeOption = False,
    report: ReportOption = None,
) -> None:
    """Answer all cases and judge them; exit code 0 is green, 1 is red."""
    thresholds, baselines = load_thresholds(), load_baselines()
    chosen = Selection(
        pattern=cases, corpora=tuple(corpus or ()), shared=shared, jobs=jobs, resume=resume
    )
    if from_log:
        result = read_run(from_log)
    else:
        with _Shown() as watch:
            result, _ = run_selected(chosen, watch)
    judged = judge(result.outcomes, thresholds, baselines, whole=result.whole)
    if report:
        _write_reports(result, judged, report)
    _print_gate(judged)
    raise typer.Exit(judged.exit_code)


@cli.command()
def compare(base: Path, head: Path) -> None:
    """Compare two logs, case by case; exit code 1 if a case turned wrong."""
    comparison = compare_runs(read_run(base), read_run(head))
    typer.echo(compare_markdown(comparison))
    typer.echo(f"\n{'worse' if comparison.worse else 'not worse'}")
    raise typer.Exit(1 if comparison.worse else 0)


@cli.command()
def view(
    logs: Annotated[list[Path] | None, typer.Argument(help="Logs, oldest first.")] = None,
    *,
    to: Annotated[Path, typer.Option(help="The page that is written.")] = WORK_DIR / "report.html",
) -> None:
    """Write one HTML page of the last log (by default: of the newest run)."""
    runs = [read_run(path) for path in logs or [newest_log()]]
    last = runs[-1]
    judged = judge(last.outcomes, load_thresholds(), load_baselines(), whole=last.whole)
    to.parent.mkdir(parents=True, exist_ok=True)
    to.write_text(page(runs, judged), encoding="utf-8")
    typer.echo(_short(to))


@cli.command()
def baseline(
    *,
    write: Annotated[bool, typer.Option("--write", help="Replace the committed state.")] = False,
    corpus: CorpusOption = None,
    from_log: FromLogOption = None,
) -> None:
    """Show, or with --write replace, the baseline by the newest log."""
    result = read_run(from_log or newest_log())
    for name in corpus or corpora_of(result):
        made = make_baseline(name, result.outcomes)
        if not made.cases:
            typer.echo(f"{name}: not in this run, left as it is")
            continue
        n_clean = sum(not case.failed for case in made.cases.values())
        typer.echo(f"{name}: {n_clean} of {len(made.cases)} cases without a failed check")
        if write:
            typer.echo(f"  written: {_short(write_baseline(made))}")


@cli.command()
def robustness(
    *,
    cases: CasesOption = "*",
    corpus: CorpusOption = None,
    sample: Annotated[int, typer.Option(min=1, help="Cases that are varied.")] = 60,
    jobs: JobsOption = 2,
    shared: SharedOption = SHARED_DATA,
) -> None:
    """Ask cases written otherwise; exit code 1 if under 97 % of the verdicts stay as they are."""
    chosen = Selection(pattern=cases, corpora=tuple(corpus or ()), shared=shared, jobs=jobs)
    with _Shown() as watch:
        result, path = run_varied(chosen, watch, sample)
    rows = [(m.name, value_text(m)) for m in unchanged_verdicts(result.outcomes)]
    out.print(_table(("variant", "verdicts unchanged"), rows))
    stable = is_robust(result.outcomes)
    typer.echo(f"log: {_short(path)}\nrobustness: {'green' if stable else 'red'}")
    raise typer.Exit(0 if stable else 1)


@cli.command()
def retrieval(
    folder: Annotated[Path, typer.Argument(help="Data set in BEIR layout.")],
    *,
    retriever: Annotated[str, typer.Option(help="dense, bm25 or hybrid.")] = "hybrid",
    as_json: JsonOption = False,
) -> None:
    """Measure retrieval on a BEIR data set, with the product's own retriever."""
    from evals.retrieval import evaluate_beir

    found = evaluate_beir(folder, retriever=retriever)
    typer.echo(found.to_json() if as_json else found.to_text())


cli.command()(questions)


# --- showing --------------------------------------------------------------------------------------


class _Shown(Watch):
    """A progress bar on standard error, so that standard output stays what was asked for."""

    def __init__(self) -> None:
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
        self._bar = Progress(*columns, TimeRemainingColumn(), console=err, transient=True)
        self._task = self._bar.add_task("indexes", total=None)

    def __enter__(self) -> "_Shown":
        self._bar.start()
        return self

    def __exit__(self, *_exc: object) -> None:
        self._bar.stop()

    def say(self, text: str) -> None:
        self._bar.update(self._task, description=escape(text))

    def warn(self, text: str) -> None:
        self._bar.console.print(f"[yellow]{escape(text)}[/yellow]")

    def start(self, n_cases: int) -> None:
        self._bar.reset(self._task, total=n_cases, description="cases")

    def advance(self) -> None:
        self._bar.advance(self._task)


def _print_run(result: Run) -> None:
    for corpus in corpora_of(result):
        outcomes = of_corpus(result, corpus)
        if corpus in result.absent:
            why = escape(result.absent[corpus])
            out.print(f"[yellow]{corpus}: {len(outcomes)} cases absent: {why}[/yellow]")
            continue
        rows = [(measure.name, value_text(measure)) for measure in measure_all(outcomes)]
        out.print(_table(("measure", "value [95 % interval] (counts)"), rows, title=corpus))
        out.print(_table(*confusion_table(outcomes)))
        tags = [
            (row.kind, str(row.n), str(row.n_right), str(row.n_passed)) for row in kinds(outcomes)
        ]
        out.print(_table(("kind", "n", "verdict right", "passed"), tags))
        for outcome in shown_failures(outcomes):
            _print_failure(outcome)


def _print_failure(outcome: Outcome) -> None:
    reasons = "; ".join(failure.detail for failure in outcome.failures)
    out.print(f"[red]{outcome.status.value}[/red] {outcome.case_id}: {escape(reasons)}")


def _table(
    head: Sequence[str], rows: Sequence[Sequence[str]], *, title: str | None = None
) -> Table:
    table = Table(*(escape(name) for name in head), title=title or None)
    for row in rows:
        table.add_row(*(escape(cell) for cell in row))
    return table


def _print_gate(judged: GateResult) -> None:
    table = Table("state", "what", "value", "cases")
    for line in judged.lines:
        state = f"[{_STYLES[line.state]}]{line.state.value}[/]"
        table.add_row(state, line.what, escape(line.detail), ", ".join(line.case_ids))
    out.print(table)
    typer.echo(f"gate: {judged.verdict}")


def _write_reports(result: Run, judged: GateResult, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "summary.md").write_text(markdown(result, judged), encoding="utf-8")
    (folder / "junit.xml").write_text(junit(result, judged), encoding="utf-8")
    (folder / "report.html").write_text(page([result], judged), encoding="utf-8")


def _short(path: Path) -> str:
    """The path as seen from here, where it lies under here."""
    here = Path.cwd()
    return str(path.relative_to(here)) if path.is_relative_to(here) else str(path)


def main() -> None:
    """Run the command line: our errors end in one line and a code, bugs in a traceback."""
    try:
        cli()
    except GuidelineError as error:
        typer.echo(f"error: {error}", err=True)
        sys.exit(error.exit_code)
