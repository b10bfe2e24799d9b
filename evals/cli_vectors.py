"""`guideline-evals vectors`: keep the vectors of the evals' passages in the repository."""

from pathlib import Path
from typing import Annotated

import typer

from evals.cli_show import Shown, short
from evals.corpora import SHARED_DATA, find_corpora
from evals.indexes import build_index, index_folder
from evals.kept_vectors import KEPT_VECTORS, worst_sampled, write_kept
from evals.session import WORK_DIR
from ingest.errors import GuidelineError
from ingest.settings import load_settings

commands = typer.Typer()
_MAX_DIFFERENCE = 1e-3


@commands.command()
def vectors(
    *,
    shared: Annotated[
        Path, typer.Option("--shared", help="Folder of the real guidelines.")
    ] = SHARED_DATA,
    to: Annotated[Path, typer.Option(help="The file.")] = KEPT_VECTORS,
) -> None:
    """Build the indexes of the cases and keep their passages' vectors (docs/evals.md)."""
    from ingest.embed import encoder_of  # slow to import, both
    from ingest.index import open_snapshot

    settings, folders = load_settings(), []
    with Shown() as watch:
        for corpus in find_corpora(shared, WORK_DIR).values():
            if corpus.why_absent:
                raise GuidelineError(f"{corpus.name}: {corpus.why_absent}; nothing was written")
            build_index(corpus, WORK_DIR, settings, say=watch.say)
            folders.append(index_folder(corpus.name, WORK_DIR))
    snapshots = [open_snapshot(folder) for folder in folders]
    for snapshot in snapshots:
        # What was taken from the file before must not stay in it if it is wrong.
        texts = [p.searchable() for doc in snapshot.documents for p in snapshot.passages_of(doc)]
        if worst_sampled(texts, snapshot.vectors, encoder_of(settings)) > _MAX_DIFFERENCE:
            raise GuidelineError(
                f"the kept vectors are not the encoder's: delete {short(KEPT_VECTORS)} "
                "and run this again; nothing was written"
            )
    n_kept = write_kept(snapshots, to)
    typer.echo(f"vectors of {n_kept:,} passages: {short(to)}")
