"""The commands of `guideline-ingest`: each opens, calls, prints; none decides anything."""

import dataclasses
import json
import sys
from contextlib import closing
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from ingest.build import build as run_build
from ingest.check import check as run_check
from ingest.cli import tables
from ingest.codec import dump
from ingest.difference import difference
from ingest.errors import (
    GuidelineError,
    IndexDamagedError,
    IndexMissingError,
    PartialIngestError,
)
from ingest.index.folder import IndexFolder, roll_back, writer_lock
from ingest.index.folder import publish as run_publish
from ingest.index.manifest import read_manifest
from ingest.index.server import ChromaServer
from ingest.index.snapshot import Snapshot, open_snapshot
from ingest.index.verify import verify as run_verify
from ingest.settings import load_settings

cli = typer.Typer(
    help="Turn documents into snapshots of the index that questions are answered from.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)

Index = Annotated[
    Path | None, typer.Option("--index", help="The index folder.", show_default="var/index")
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]


@cli.command()
def build(
    dirs: Annotated[
        list[Path] | None, typer.Argument(help="Folders of documents.", show_default="corpus")
    ] = None,
    *,
    index: Index = None,
    stage: Annotated[bool, typer.Option("--stage", help="Do not publish the result.")] = False,
    wait: Annotated[bool, typer.Option("--wait", help="Wait for another build to end.")] = False,
    as_json: AsJson = False,
) -> None:
    """Make the index hold what the folders hold; only what changed is read again."""
    settings = load_settings()
    bar = Console(stderr=True, quiet=as_json)
    with tables.progress_bar(bar) as progress:
        report = run_build(
            dirs or [settings.corpus_dir],
            index or settings.index_dir,
            settings,
            stage=stage,
            wait=wait,
            progress=progress,
        )
    if as_json:
        shown = dataclasses.replace(report, documents=())
        rows = [entry.model_dump() for entry in report.documents]
        typer.echo(json.dumps({**json.loads(dump(shown)), "documents": rows}, ensure_ascii=False))
    else:
        tables.print_build(Console(), report)
    if report.failed:
        n_bad = len(report.failed)
        raise PartialIngestError(
            f"{n_bad} document{'s' if n_bad > 1 else ''} could not be read, the others are in the "
            f"index: {'; '.join(f'{item.path}: {item.why}' for item in report.failed[:5])}"
        )


@cli.command()
def publish(snapshot_id: str, *, index: Index = None) -> None:
    """Publish a staged (or an earlier) snapshot."""
    folder = _folder(index)
    with writer_lock(folder):
        run_publish(folder, snapshot_id)
    typer.echo(f"published {snapshot_id}")


@cli.command()
def rollback(*, index: Index = None) -> None:
    """Publish again what was published before."""
    folder = _folder(index)
    folder.current()
    with writer_lock(folder):
        typer.echo(f"published {roll_back(folder)}")


@cli.command("list")
def list_snapshots(*, index: Index = None, as_json: AsJson = False) -> None:
    """Every snapshot of the index, the newest first."""
    folder = _folder(index)
    current = folder.current()
    manifests = [read_manifest(folder.snapshot(item)) for item in reversed(folder.ids())]
    if not as_json:
        tables.print_snapshots(Console(), manifests, current)
        return
    rows = [
        {
            **manifest.model_dump(include={"snapshot_id", "created", "fingerprint"}),
            "n_documents": len(manifest.documents),
            "n_passages": manifest.n_passages,
            "n_statements": manifest.n_statements,
            "published": manifest.snapshot_id == current,
        }
        for manifest in manifests
    ]
    typer.echo(json.dumps(rows))


@cli.command()
def verify(
    snapshot_id: Annotated[str | None, typer.Argument(show_default="the published one")] = None,
    *,
    index: Index = None,
    as_json: AsJson = False,
) -> None:
    """Recount and re-hash a snapshot, and compare it with what Chroma holds."""
    folder = _folder(index)
    wanted = snapshot_id or folder.current()
    folder.check(wanted)
    settings = load_settings()
    server = (
        ChromaServer(settings.chroma_url, timeout_s=settings.chroma_timeout_s)
        if settings.chroma_url
        else None
    )
    result = run_verify(folder.snapshot(wanted), server=server)
    if as_json:
        typer.echo(dump(result))
    else:
        typer.echo(
            f"{result.snapshot_id}: {result.n_files} files, {result.n_passages} passages, "
            f"{result.n_in_chroma} in Chroma, {len(result.faults)} faults"
        )
    if result.faults:
        raise IndexDamagedError(
            f"{'; '.join(result.faults[:5])}: run `guideline-ingest rollback` or build again"
        )


@cli.command()
def show(doc_id: str, *, index: Index = None) -> None:
    """What was understood of a document: source, flags, passages, statements."""
    with closing(_snapshot(index)) as snapshot:
        if doc_id not in snapshot.documents:
            known = ", ".join(list(snapshot.documents)[:10])
            raise IndexMissingError(f"there is no document {doc_id!r} in the index: {known}, ...")
        tables.print_document(
            Console(),
            snapshot.document(doc_id),
            snapshot.sources[doc_id],
            snapshot.passages_of(doc_id),
            snapshot.statements_of(doc_id),
        )


@cli.command()
def check(
    dirs: Annotated[
        list[Path] | None, typer.Argument(help="Folders of documents.", show_default="corpus")
    ] = None,
) -> None:
    """What is missing or doubtful in the descriptions of documents; touches no index."""
    settings = load_settings()
    console = Console()
    n_files = n_doubtful = n_failed = 0
    for item in run_check(dirs or [settings.corpus_dir], settings):
        n_files += 1
        n_failed += item.failed
        if item.doubts:
            n_doubtful += 1
            tables.print_checked(console, item)
    typer.echo(f"{n_files} documents, {n_doubtful} with doubts, {n_failed} failed")
    if n_failed:
        raise PartialIngestError(f"{n_failed} of {n_files} documents cannot be ingested: see above")


@cli.command()
def diff(before: str, after: str, *, index: Index = None, as_json: AsJson = False) -> None:
    """How the second snapshot differs from the first: documents and statements."""
    with closing(_snapshot(index, before)) as old, closing(_snapshot(index, after)) as new:
        found = difference(old, new)
    if as_json:
        typer.echo(dump(found))
    else:
        tables.print_difference(Console(), found)


def _folder(index: Path | None) -> IndexFolder:
    return IndexFolder(index or load_settings().index_dir)


def _snapshot(index: Path | None, snapshot_id: str | None = None) -> Snapshot:
    return open_snapshot(_folder(index).root, snapshot_id)


def main() -> None:
    """Run the command line: our errors end in one line and a code, bugs in a traceback."""
    try:
        cli()
    except GuidelineError as error:
        typer.echo(f"error: {error}", err=True)
        sys.exit(error.exit_code)
