"""`guideline-evals record` and `model`: the cases with a language model, from recordings."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from evals.composers import configured_model
from evals.corpora import SHARED_DATA
from evals.model_mode import (
    Line,
    Pair,
    lines,
    model_measures,
    reasons,
    recorded_cases,
    recorded_ratio,
    recorded_seconds,
    recorder,
    replayed,
    side_by_side,
)
from evals.models import Case
from evals.recording import RecordedModel, Tape
from evals.report import value_text
from evals.session import Watch
from ingest.settings import load_settings

DEFAULT_TAPE = "qwen2.5-coder-1.5b-instruct"

commands = typer.Typer()
out = Console()

CasesOption = Annotated[
    str, typer.Option("--cases", help="Only these, by comma; else all recorded.")
]
SharedOption = Annotated[Path, typer.Option("--shared", help="Folder of the real guidelines.")]


@commands.command()
def record(*, cases: CasesOption = "", shared: SharedOption = SHARED_DATA) -> None:
    """Ask the configured server for the replies that are not recorded yet."""
    tape = Tape(configured_model(load_settings()))
    asked = recorder(tape)
    pairs = replayed(_chosen(cases, shared), shared, asked, _Said())
    if not cases:
        typer.echo(f"{tape.tidy()} recordings were of no use any more and are gone")
    _print(lines(pairs, recorded_ratio(asked)), pairs, tape)


@commands.command()
def model(
    *,
    cases: CasesOption = "",
    shared: SharedOption = SHARED_DATA,
    tape: Annotated[str, typer.Option(help="Name of the recorded model.")] = DEFAULT_TAPE,
) -> None:
    """Replay the recorded cases and show both modes side by side; exit code 1 is red."""
    played = Tape(tape)
    asked = RecordedModel(played)
    pairs = replayed(_chosen(cases, shared), shared, asked, _Said())
    judged = lines(pairs, recorded_ratio(asked))
    _print(judged, pairs, played)
    raise typer.Exit(0 if all(line.is_green for line in judged) else 1)


@commands.command()
def support() -> None:
    """Precision and recall of the support check on the hand-read pairs of evals/support."""
    from evals.support import load_pairs, score_check, whole_check, words_alone
    from ingest.embed import encoder_of
    from ingest.terms_file import load_terms

    settings = load_settings()
    check = whole_check(load_terms(settings.terms_dir), encoder_of(settings).encode)
    pairs = load_pairs()
    table = Table("pairs", "check", "precision", "recall")
    for batch in dict.fromkeys(pair.batch for pair in pairs):
        chosen = [pair for pair in pairs if pair.batch == batch]
        for name, passes in (("all checks", check), ("words alone", words_alone)):
            found = score_check(name, chosen, passes)
            values = (value_text(found.precision), value_text(found.recall))
            table.add_row(f"{batch} ({len(chosen)})", name, *(escape(text) for text in values))
    out.print(table)


def _chosen(names: str, shared: Path) -> tuple[Case, ...]:
    wanted = {name.strip() for name in names.split(",") if name.strip()}
    found = recorded_cases(shared)
    return tuple(case for case in found if not wanted or case.case_id in wanted)


class _Said(Watch):
    """A line for each ten cases: a recording takes long, and its output is often a file."""

    def __init__(self) -> None:
        self._n = self._of = 0

    def start(self, n_cases: int) -> None:
        self._of = n_cases

    def advance(self) -> None:
        self._n += 1
        if self._n % 10 == 0 or self._n == self._of:
            typer.echo(f"{self._n} of {self._of}", err=True)


def _print(judged: Sequence[Line], pairs: Sequence[Pair], tape: Tape) -> None:
    table = Table("measure", "extractive", f"with {escape(tape.model)}")
    for name, plain, spoken in side_by_side(pairs):
        table.add_row(name, escape(value_text(plain)), escape(value_text(spoken)))
    for measure in model_measures(pairs):
        table.add_row(measure.name, "", escape(value_text(measure)))
    median, slow = recorded_seconds(tape)
    if median is not None and slow is not None:
        table.add_row("seconds of a request, when recorded", "", f"{median:.1f}, 95 %: {slow:.1f}")
    out.print(table)
    for reason, n in reasons(pairs).items():
        typer.echo(f"withheld {n} times: {reason}")
    for line in judged:
        state = "green" if line.is_green else "RED"
        typer.echo(f"{state}: {line.what}: {line.detail} {', '.join(line.case_ids)}".rstrip())
