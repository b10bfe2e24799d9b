"""What `guideline-evals` shows: a progress bar, tables, and the files of a report."""

from collections.abc import Sequence
from pathlib import Path

import typer
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from evals.compare import Comparison
from evals.gate_lines import GateResult, State
from evals.history import Point
from evals.measures import measure_all
from evals.models import Outcome, Run
from evals.report import (
    changes_markdown,
    confusion_table,
    corpora_of,
    junit,
    kinds,
    markdown,
    of_corpus,
    shown_failures,
    value_text,
)
from evals.session import Watch
from evals.view import page

out = Console()
err = Console(stderr=True)

_MAX_NAMED = 40
_STYLES = {State.GREEN: "green", State.RED: "bold red", State.ABSENT: "yellow"}


class Shown(Watch):
    """A progress bar on standard error, so that standard output stays what was asked for."""

    def __init__(self) -> None:
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
        self._bar = Progress(*columns, TimeRemainingColumn(), console=err, transient=True)
        self._task = self._bar.add_task("indexes", total=None)

    def __enter__(self) -> "Shown":
        self._bar.start()
        return self

    def __exit__(self, *exc: object) -> None:
        self._bar.stop()
        if exc and exc[0] is KeyboardInterrupt:
            err.print("interrupted; --resume goes on with what was answered")

    def say(self, text: str) -> None:
        self._bar.update(self._task, description=escape(text))

    def warn(self, text: str) -> None:
        self._bar.console.print(f"[yellow]{escape(text)}[/yellow]")

    def start(self, n_cases: int) -> None:
        self._bar.reset(self._task, total=n_cases, description="cases")

    def advance(self) -> None:
        self._bar.advance(self._task)


def print_run(result: Run) -> None:
    for corpus in corpora_of(result):
        outcomes = of_corpus(result, corpus)
        if corpus in result.absent:
            why = escape(result.absent[corpus])
            out.print(f"[yellow]{corpus}: {len(outcomes)} cases absent: {why}[/yellow]")
            continue
        rows = [(measure.name, value_text(measure)) for measure in measure_all(outcomes)]
        out.print(table_of(("measure", "value [95 % interval] (counts)"), rows, title=corpus))
        out.print(table_of(*confusion_table(outcomes)))
        tags = [
            (row.kind, str(row.n), str(row.n_right), str(row.n_passed)) for row in kinds(outcomes)
        ]
        out.print(table_of(("kind", "n", "verdict right", "passed"), tags))
        for outcome in shown_failures(outcomes):
            _print_failure(outcome)
    out.print(escape(f"composer: {' '.join(filter(None, (result.composer, result.model)))}"))


def _print_failure(outcome: Outcome) -> None:
    reasons = "; ".join(failure.detail for failure in outcome.failures)
    out.print(f"[red]{outcome.status.value}[/red] {outcome.case_id}: {escape(reasons)}")


def table_of(
    head: Sequence[str], rows: Sequence[Sequence[str]], *, title: str | None = None
) -> Table:
    table = Table(*(escape(name) for name in head), title=title or None)
    for row in rows:
        table.add_row(*(escape(cell) for cell in row))
    return table


def print_gate(judged: GateResult) -> None:
    table = Table("state", "what", "value")
    for line in judged.lines:
        state = f"[{_STYLES[line.state]}]{line.state.value}[/]"
        table.add_row(state, escape(line.what), escape(line.detail))
    out.print(table)
    for line in judged.lines:
        if line.state is State.RED and line.case_ids:
            # Outside the table, which would cut the ids off at the edge of a terminal.
            typer.echo(f"{line.what}: {line.detail}")
            typer.echo("".join(f"  {name}\n" for name in line.case_ids[:_MAX_NAMED]), nl=False)
            if (n_more := len(line.case_ids) - _MAX_NAMED) > 0:
                typer.echo(f"  and {n_more} more")
    typer.echo(f"gate: {judged.summary}")


def write_reports(
    result: Run,
    judged: GateResult,
    folder: Path,
    *,
    comparison: Comparison | None,
    history: Sequence[Point],
) -> None:
    """The files of a report: Markdown for a summary and for a comment, JUnit XML, HTML."""
    folder.mkdir(parents=True, exist_ok=True)
    html = page([result], judged, comparison=comparison, history=history)
    files = {
        "summary.md": markdown(result, judged, comparison),
        "changes.md": changes_markdown(judged, comparison),
        "junit.xml": junit(result, judged),
        "report.html": html,
    }
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")


def short(path: Path) -> str:
    """The path as seen from here, where it lies under here."""
    here = Path.cwd()
    return str(path.relative_to(here)) if path.is_relative_to(here) else str(path)
