"""The Typer application of `guideline-ingest`, and what its commands share."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from ingest.errors import GuidelineError
from ingest.index.folder import IndexFolder
from ingest.index.snapshot import Snapshot, open_snapshot
from ingest.settings import load_settings

cli = typer.Typer(
    help="Turn documents into snapshots of the index that questions are answered from.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)

Dirs = Annotated[
    list[Path] | None, typer.Argument(help="Folders of documents.", show_default="corpus")
]
Index = Annotated[
    Path | None, typer.Option("--index", help="The index folder.", show_default="var/index")
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]


def index_folder(index: Path | None) -> IndexFolder:
    """The folder that was named, else that of the settings."""
    return IndexFolder(index or load_settings().index_dir)


def opened(index: Path | None, snapshot_id: str | None = None) -> Snapshot:
    """A Snapshot of it, the published one by default."""
    return open_snapshot(index_folder(index).root, snapshot_id)


def main() -> None:
    """Run the command line: our errors end in one line and a code, bugs in a traceback."""
    try:
        cli()
    except GuidelineError as error:
        typer.echo(f"error: {error}", err=True)
        sys.exit(error.exit_code)
