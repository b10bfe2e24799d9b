"""`guideline-evals criteria`: single criteria beside the words of a case."""

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from evals.criteria import PAIRS, listing, read_pairs, settle, table
from evals.stats import Interval
from ingest.known_names import known_names

commands = typer.Typer()
out = Console()

_TERMS = Path("corpus/terms")


@commands.command()
def criteria(
    *,
    pairs: Annotated[Path, typer.Option(help="Folder of the pairs.")] = PAIRS,
    names: Annotated[Path, typer.Option(help="Folder of the terms.")] = _TERMS,
    blind: Annotated[bool, typer.Option(help="Count the blind half alone.")] = False,
    list_to: Annotated[
        Path | None, typer.Option("--list", help="Write the pairs that are not blind to this file.")
    ] = None,
) -> None:
    """What the rules settle of 20,000 criteria beside a case's words, and how much is right."""
    chosen = [pair for pair in read_pairs(pairs) if pair.blind or not blind]
    found = list(settle(chosen, known_names(names).terms))
    shown = Table("criterion is", "recall", "precision", title=f"{len(found):,} pairs")
    for row in table(found):
        shown.add_row(row.name, _words(row.recall), _words(row.precision))
    out.print(shown)
    if list_to is not None:
        list_to.write_text("\n".join([*listing(found), ""]), encoding="utf-8")
        out.print(f"listed: {list_to}")


def _words(value: Interval | None) -> str:
    return f"{value.value:.3f} ({value.low:.3f} to {value.high:.3f})" if value else "none"
