"""Commands over the snapshots of an index: each opens, calls, prints; none decides anything."""

from contextlib import closing
from typing import Annotated

import typer
from rich.console import Console

from ingest.cli import tables
from ingest.cli.app import AsJson, Index, cli, index_folder, opened
from ingest.cli.as_json import as_json as to_json
from ingest.cli.as_json import document_row, snapshot_row
from ingest.codec import dump
from ingest.difference import difference
from ingest.errors import IndexDamagedError, IndexMissingError
from ingest.index.folder import publish as run_publish
from ingest.index.folder import roll_back, writer_lock
from ingest.index.manifest import read_manifest
from ingest.index.server import ChromaServer
from ingest.index.verify import verify as run_verify
from ingest.settings import load_settings


@cli.command()
def publish(snapshot_id: str, *, index: Index = None, as_json: AsJson = False) -> None:
    """Publish a staged (or an earlier) snapshot."""
    folder = index_folder(index)
    before = next(iter(folder.published()), "")
    with writer_lock(folder):
        run_publish(folder, snapshot_id)
    if before in {"", snapshot_id}:
        told = f"published {snapshot_id}"
    else:
        told = (
            f"published {snapshot_id} in place of {before} "
            "(`guideline-ingest rollback` goes back to it)"
        )
    typer.echo(to_json({"published": snapshot_id}) if as_json else told)


@cli.command()
def rollback(*, index: Index = None, as_json: AsJson = False) -> None:
    """Publish again what was published before."""
    folder = index_folder(index)
    before = folder.current()
    with writer_lock(folder):
        snapshot_id = roll_back(folder)
    told = f"published {snapshot_id} again in place of {before}"
    typer.echo(to_json({"published": snapshot_id}) if as_json else told)


@cli.command("list")
def list_snapshots(*, index: Index = None, as_json: AsJson = False) -> None:
    """Every snapshot of the index, the newest first."""
    folder = index_folder(index)
    current = folder.current()
    manifests = [read_manifest(folder.snapshot(item)) for item in reversed(folder.ids())]
    if as_json:
        typer.echo(to_json([snapshot_row(manifest, current) for manifest in manifests]))
    else:
        tables.print_snapshots(Console(), manifests, current)


@cli.command()
def verify(
    snapshot_id: Annotated[str | None, typer.Argument(show_default="the published one")] = None,
    *,
    index: Index = None,
    as_json: AsJson = False,
) -> None:
    """Recount and re-hash a snapshot, and compare it with what Chroma holds."""
    folder = index_folder(index)
    wanted = snapshot_id or folder.current()
    folder.check(wanted)
    settings = load_settings()
    server = (
        ChromaServer(settings.chroma_url, timeout_s=settings.chroma_timeout_s)
        if settings.chroma_url
        else None
    )
    try:
        result = run_verify(folder.snapshot(wanted), server=server)
    finally:
        if server is not None:
            server.close()
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
def show(
    doc_id: str,
    *,
    snapshot: Annotated[
        str | None, typer.Option(help="Its id.", show_default="the published one")
    ] = None,
    blocks: Annotated[bool, typer.Option("--blocks", help="Also how it was read.")] = False,
    index: Index = None,
    as_json: AsJson = False,
) -> None:
    """What was understood of a document: source, flags, blocks, passages, statements."""
    with closing(opened(index, snapshot)) as at:
        if doc_id not in at.documents:
            known = ", ".join(list(at.documents)[:10])
            raise IndexMissingError(f"there is no document {doc_id!r} in the index: {known}, ...")
        parts = (
            at.document(doc_id),
            at.sources[doc_id],
            at.passages_of(doc_id),
            at.statements_of(doc_id),
        )
    if as_json:
        typer.echo(to_json(document_row(*parts)))
    else:
        tables.print_document(Console(), *parts, blocks=blocks)


@cli.command()
def diff(before: str, after: str, *, index: Index = None, as_json: AsJson = False) -> None:
    """How the second snapshot differs from the first: documents and statements."""
    with closing(opened(index, before)) as old, closing(opened(index, after)) as new:
        found = difference(old, new)
    if as_json:
        typer.echo(dump(found))
    else:
        tables.print_difference(Console(), found)
