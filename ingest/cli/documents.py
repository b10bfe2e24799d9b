"""Commands over documents: each opens, calls, prints; none decides anything."""

from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from ingest.build import build as run_build
from ingest.check import check as run_check
from ingest.cli import tables
from ingest.cli.app import AsJson, Dirs, Index, cli, opened
from ingest.cli.as_json import as_json as to_json
from ingest.cli.as_json import build_row, checked_row
from ingest.corrections import Action, append_correction, correction_of
from ingest.errors import IndexMissingError, PartialIngestError
from ingest.settings import load_settings


@cli.command()
def build(
    dirs: Dirs = None,
    *,
    index: Index = None,
    stage: Annotated[bool, typer.Option("--stage", help="Do not publish the result.")] = False,
    wait: Annotated[bool, typer.Option("--wait", help="Wait for another build to end.")] = False,
    as_json: AsJson = False,
) -> None:
    """Make the index hold what the folders hold; only what changed is read again."""
    settings = load_settings()
    with tables.progress_bar(Console(stderr=True, quiet=as_json)) as progress:
        report = run_build(
            dirs or [settings.corpus_dir],
            index or settings.index_dir,
            settings,
            stage=stage,
            wait=wait,
            progress=progress,
        )
    if as_json:
        typer.echo(to_json(build_row(report)))
    else:
        tables.print_build(Console(), report)
    if report.failed:
        n_bad = len(report.failed)
        raise PartialIngestError(
            f"{n_bad} document{'s' if n_bad > 1 else ''} could not be read, the others are in the "
            f"index: {'; '.join(f'{item.path}: {item.why}' for item in report.failed[:5])}"
        )


@cli.command()
def check(dirs: Dirs = None, *, as_json: AsJson = False) -> None:
    """What is missing or doubtful in the descriptions of documents; touches no index."""
    settings = load_settings()
    console = Console()
    found = []
    for item in run_check(dirs or [settings.corpus_dir], settings):
        found.append(item)
        if item.doubts and not as_json:
            tables.print_checked(console, item)
    n_doubtful = sum(bool(item.doubts) for item in found)
    n_failed = sum(item.failed for item in found)
    if as_json:
        typer.echo(to_json([checked_row(item) for item in found]))
    else:
        typer.echo(f"{len(found)} documents, {n_doubtful} with doubts, {n_failed} failed")
    if n_failed:
        raise PartialIngestError(
            f"{n_failed} of {len(found)} documents cannot be ingested: see above"
        )


@cli.command()
def correct(
    statement_id: Annotated[str, typer.Argument(help="As `show` prints it: DOC_ID!NUMBER.")],
    *,
    docs: Annotated[
        Path | None, typer.Option(help="The ingested folder.", show_default="corpus")
    ] = None,
    drop: Annotated[bool, typer.Option("--drop", help="It is no statement at all.")] = False,
    direction: Annotated[str, typer.Option(help="for, against or insufficient.")] = "",
    intervention: Annotated[list[str] | None, typer.Option(help="May be repeated.")] = None,
    condition: Annotated[list[str] | None, typer.Option(help="May be repeated.")] = None,
    why: Annotated[str, typer.Option(help="The reason.")] = "",
    by: Annotated[str, typer.Option(help="Your name.")] = "",
    index: Index = None,
) -> None:
    """Write down what a statement should say; the next build takes it up."""
    given = {"direction": direction, "interventions": intervention, "conditions": condition}
    with closing(opened(index)) as snapshot:
        doc_id = statement_id.rpartition("!")[0]
        found = next(
            (item for item in snapshot.statements_of(doc_id) if item.statement_id == statement_id),
            None,
        )
        if found is None:
            raise IndexMissingError(
                f"there is no statement {statement_id!r} in the index: "
                f"`guideline-ingest show {doc_id or 'DOC_ID'}` prints them"
            )
        correction = correction_of(
            found,
            snapshot.passage(found.quote.passage_id),
            action=Action.DROP if drop else Action.CHANGE,
            values={name: value for name, value in given.items() if value},
            why=why,
            by=by,
            on=datetime.now(UTC).date(),
        )
    path = append_correction(docs or load_settings().corpus_dir, correction)
    typer.echo(f"written to {path}: `guideline-ingest build` takes it up")
