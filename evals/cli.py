"""`guideline-evals`: answer the cases, judge them, show them. The exit code is the verdict."""

import signal
import sys
from pathlib import Path
from typing import Annotated

import typer

from evals import cli_criteria, cli_model, cli_vectors
from evals.against_base import base_lines
from evals.baseline import load_baselines, make_baseline, write_baseline
from evals.cli_show import Shown, out, print_gate, print_run, short, table_of, write_reports
from evals.compare import compare as compare_runs
from evals.composers import Composer, refuse_model
from evals.corpora import SHARED_DATA
from evals.gate import gate as judge
from evals.history import add_to_history, load_history
from evals.questions import questions
from evals.report import compare_markdown, corpora_of, value_text
from evals.robustness import is_robust, unchanged_verdicts
from evals.run import read_run
from evals.session import (
    WORK_DIR,
    Selection,
    narrowed,
    newest_log,
    part_of,
    run_selected,
    run_varied,
    whole_corpora,
)
from evals.thresholds import load_thresholds
from evals.view import page
from ingest.errors import CaseFileError, GuidelineError

cli = typer.Typer(no_args_is_help=True, add_completion=False, help=__doc__)
cli.add_typer(cli_model.commands)
cli.add_typer(cli_criteria.commands)
cli.add_typer(cli_vectors.commands)
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
BaseOption = Annotated[
    Path | None, typer.Option("--base", help="Log of the base: what turned wrong is red.")
]
BaseCommitOption = Annotated[
    str, typer.Option("--base-commit", help="Commit of the base: nothing is accepted by the way.")
]


ComposerOption = Annotated[
    Composer, typer.Option(help="Who writes: the sources alone, or the configured model too.")
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
    composer: ComposerOption = Composer.EXTRACTIVE,
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
        composer=composer,
    )
    with Shown() as watch:
        result, path = run_selected(chosen, watch)
    if as_json:
        typer.echo(result.model_dump_json(indent=1))
        return
    print_run(result)
    typer.echo(f"log: {short(path)}")


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
    base: BaseOption = None,
    base_commit: BaseCommitOption = "",
) -> None:
    """Answer all cases and judge them; exit code 0 is green, 1 is red."""
    thresholds, baselines = load_thresholds(), load_baselines()
    chosen = Selection(
        pattern=cases,
        corpora=tuple(corpus or ()),
        shared=shared,
        jobs=jobs,
        resume=resume,
        command="gate",
    )
    if from_log:
        result = narrowed(read_run(from_log), chosen)
        refuse_model(result)
    else:
        with Shown() as watch:
            result, _ = run_selected(chosen, watch)
    comparison = compare_runs(read_run(base), result) if base else None
    judged = judge(
        result.outcomes,
        thresholds,
        baselines,
        part=part_of(result),
        base=base_lines(result.outcomes, base_commit, comparison=comparison, whole=result.whole),
    )
    if report:
        write_reports(result, judged, report, comparison=comparison, history=load_history())
    if comparison:
        typer.echo(compare_markdown(comparison))
    print_gate(judged)
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
    judged = judge(last.outcomes, load_thresholds(), load_baselines(), part=part_of(last))
    to.parent.mkdir(parents=True, exist_ok=True)
    to.write_text(page(runs, judged, history=load_history()), encoding="utf-8")
    typer.echo(short(to))


@cli.command()
def baseline(
    *,
    write: Annotated[bool, typer.Option("--write", help="Replace the committed state.")] = False,
    corpus: CorpusOption = None,
    from_log: FromLogOption = None,
) -> None:
    """Show, or with --write replace, the baseline by the newest log."""
    result = read_run(from_log or newest_log())
    before = load_baselines()
    if write:
        refuse_model(result)
    if write and (part := sorted(set(corpora_of(result)) - whole_corpora(result))):
        raise CaseFileError(
            f"this run asked a selection of {', '.join(part)}: a baseline is written from a run "
            "over all cases of its corpus (`guideline-evals run --corpus NAME`)"
        )
    for name in corpus or corpora_of(result):
        made = make_baseline(name, result.outcomes)
        if not made.cases:
            typer.echo(f"{name}: not in this run, left as it is")
            continue
        n_clean = sum(not case.failed for case in made.cases.values())
        typer.echo(f"{name}: {n_clean} of {len(made.cases)} cases without a failed check")
        old = before.get(name)
        if old and (gone := sorted(set(old.cases) - set(made.cases))):
            typer.echo(f"  no longer there: {', '.join(gone)}")
        if write:
            typer.echo(f"  written: {short(write_baseline(made))}")
            add_to_history(result, name)


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
    with Shown() as watch:
        result, path = run_varied(chosen, watch, sample)
    rows = [(m.name, value_text(m)) for m in unchanged_verdicts(result.outcomes)]
    out.print(table_of(("variant", "verdicts unchanged"), rows))
    stable = is_robust(result.outcomes)
    typer.echo(f"log: {short(path)}\nrobustness: {'green' if stable else 'red'}")
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


def main() -> None:
    """Run the command line: our errors end in one line and a code, bugs in a traceback."""
    # Ended from outside it tidies up as when it is interrupted: no worker and no copy stays.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        cli()
    except GuidelineError as error:
        typer.echo(f"error: {error}", err=True)
        sys.exit(error.exit_code)


if __name__ == "__main__":
    main()
