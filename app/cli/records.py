"""`guideline-qa audit` and `guideline-qa review`: the audit chain, and approved answers.

Who may run these is who may read the database and the key: the machine's own rights, no login.
"""

from pathlib import Path
from typing import Annotated

import typer

from ingest.errors import AuditError

audit = typer.Typer(
    help="The audit chain: its end for safe-keeping, and whether it is whole.",
    no_args_is_help=True,
)


@audit.command()
def head() -> None:
    """Print count and head; keep them where nobody who can write the database can write."""
    from app.records import audit_head
    from ingest.settings import load_settings

    found = audit_head(load_settings())
    typer.echo(f"count: {found.count}")
    typer.echo(f"head: {found}")


@audit.command()
def verify(
    *,
    kept: Annotated[
        str, typer.Option("--head", help="A head that `audit head` printed earlier.")
    ] = "",
) -> None:
    """Walk the whole chain; say what is wrong, and what could not be found out."""
    from app.records import audit_verify, parse_head
    from ingest.settings import load_settings

    checked = audit_verify(load_settings(), parse_head(kept) if kept else None)
    for sentence in checked.blind:
        typer.echo(f"not checked: {sentence}")
    for sentence in checked.faults:
        typer.echo(f"fault: {sentence}")
    if checked.faults:
        raise AuditError(
            f"the audit chain is not whole ({len(checked.faults)} faults): keep the database as it "
            "is, and compare it with a backup"
        )
    typer.echo(f"ok: {checked.head.count} entries, nothing wrong found")
    typer.echo(f"head: {checked.head}")


review = typer.Typer(help="Answers under review.", no_args_is_help=True)


@review.callback()
def _several() -> None:
    """A group, so that its one command is named."""


@review.command()
def recompute(
    *,
    index: Annotated[
        Path | None, typer.Option("--index", help="Folder of the index. Default: var/index.")
    ] = None,
) -> None:
    """Compute every approved answer again; what changed goes back under review, saying why.

    The pages do the same by themselves when they meet a new snapshot.
    """
    from contextlib import closing

    from app.pipeline import open_pipeline
    from app.records import open_records
    from app.render.safe import visible
    from app.review import recompute as run
    from ingest.settings import load_settings

    settings = load_settings()
    with closing(open_records(settings)) as records:
        found = run(records, open_pipeline(settings, index_dir=index))
    for question, reason in found.reopened:
        typer.echo(f"reopened: {visible(question)}: {visible(reason)}")
    typer.echo(f"{found.n_checked} approved answers computed again, {len(found.reopened)} reopened")
