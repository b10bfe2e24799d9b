"""`guideline-ingest`: documents in, snapshots out. Owner of typer and rich in this package."""

from ingest.cli.commands import main

__all__ = ["main"]
