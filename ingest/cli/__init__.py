"""`guideline-ingest`: documents in, snapshots out. Owner of typer and rich in this package.

app        the application and what its commands share
documents  build, check, correct
snapshots  list, publish, rollback, verify, show, diff
tables     what a person reads
as_json    the same for a program
"""

from ingest.cli import documents, snapshots
from ingest.cli.app import main

__all__ = ["documents", "main", "snapshots"]
