"""`guideline-qa audit`: the end of the audit chain for safe-keeping, and whether it is whole.

Who may run these is who may read the database and the key: the machine's own rights, no login.
"""

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
