"""The command line `guideline-qa`: opens the pipeline, asks, renders. It decides nothing.

Everything heavy is imported inside the commands, so that `--help` answers at once.
"""

import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import IO, TYPE_CHECKING, Annotated, NoReturn

import typer
from typer.exceptions import TyperException

from app.cli.impact import impact
from app.cli.records import audit, review
from app.cli.serve import serve
from ingest.errors import CorpusError, GuidelineError, QuestionError

if TYPE_CHECKING:
    from rich.progress import Progress

    from app.answering import Answerer
    from app.models import Answer
    from app.render.profiles import Profile
    from ingest.settings import Settings

INTERRUPTED = 130  # 128 + SIGINT, as shells report it

cli = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Is this medically necessary? Answers from guidelines and coverage policies, with quotes.",
)

IndexOption = Annotated[
    Path | None, typer.Option("--index", help="Folder of the index. Default: var/index.")
]
MetOption = Annotated[
    list[str] | None, typer.Option(help="A criterion, as printed, that the case meets.")
]
NotMetOption = Annotated[
    list[str] | None, typer.Option(help="A criterion, as printed, that the case does not meet.")
]
KOption = Annotated[
    int | None, typer.Option("--k", min=1, max=10_000, help="Passages to retrieve.")
]


cli.add_typer(audit, name="audit")
cli.add_typer(review, name="review")
cli.command()(impact)
cli.command()(serve)


@cli.callback()
def options() -> None:
    """Several commands, so that each is always named."""


@cli.command()
def ask(
    question: Annotated[str, typer.Argument(help="One question, in quotes.")],
    *,
    case: Annotated[
        list[Path] | None, typer.Option(help="A note or a letter: shown, never decides.")
    ] = None,
    policy: Annotated[
        list[Path] | None, typer.Option(help="A payer's policy: may decide this question.")
    ] = None,
    met: MetOption = None,
    not_met: NotMetOption = None,
    payer: Annotated[str, typer.Option(help="Only this payer's policies decide.")] = "",
    index: IndexOption = None,
    as_of: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Date of service.")
    ] = None,
    k: KOption = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print the whole answer as JSON.")
    ] = False,
    markdown: Annotated[bool, typer.Option("--markdown", help="Print it as Markdown.")] = False,
    profile: Annotated[
        str, typer.Option(help="physician, nurse, pharmacist, reviewer, editor or patient.")
    ] = "",
) -> None:
    """Answer one question."""
    from app.case_input import read_case_files
    from app.render import render_json, render_markdown
    from app.render.profiles import profile_named
    from app.told import told_both, with_told

    if as_json and markdown:
        raise QuestionError("--json and --markdown exclude each other: give one of them")
    reader, settings = profile_named(profile), _settings()
    told = told_both(met or [], not_met or [])
    answer = open_answerer(settings, index).answer(
        with_told(question, told),
        payer=payer,
        as_of=as_of.date() if as_of else None,
        case=read_case_files(case or [], max_bytes=settings.max_file_bytes),
        policy=read_case_files(policy or [], max_bytes=settings.max_file_bytes),
        k=k,
    )
    _say_unused(told, answer)
    if as_json:
        typer.echo(render_json(answer, indent=2))
    elif markdown:
        typer.echo(render_markdown(answer, reader), nl=False)
    else:
        _print(answer, reader)


def _say_unused(told: Mapping[str, bool], answer: "Answer") -> None:
    """Name what was told of criteria that the answer does not have."""
    from app.render.safe import visible
    from app.told import unused

    for criterion in unused(told, [row.text for row in answer.criteria]):
        typer.echo(f'note: no criterion of this answer reads "{visible(criterion)}"', err=True)


def _print(answer: "Answer", reader: "Profile") -> None:
    from rich.console import Console

    from app.render.terminal import print_answer

    print_answer(Console(markup=False, highlight=False, emoji=False), answer, reader)


@cli.command()
def batch(
    questions: Annotated[Path, typer.Argument(help="JSON lines: id, question, case, policy, ...")],
    *,
    index: IndexOption = None,
    out: Annotated[Path | None, typer.Option(help="Write here, not to standard output.")] = None,
    k: KOption = None,
) -> None:
    """Answer many questions: one JSON answer a line, everything loaded once."""
    from app.batch import Batch
    from app.render import render_json

    lines = _read_lines(questions)
    settings = _settings()
    pipeline = open_answerer(settings, index)
    total = sum(bool(line.strip()) for line in lines)
    shared = Batch(
        pipeline=pipeline, folder=questions.parent, max_bytes=settings.max_file_bytes, k=k
    )
    with _output(out) as stream, _progress(to_terminal=out is None) as progress:
        task = progress.add_task("questions", total=total)
        for answer in shared.answers(lines):
            stream.write(render_json(answer) + "\n")
            stream.flush()
            progress.advance(task)


def open_answerer(settings: "Settings", index: Path | None) -> "Answerer":
    """The pipeline over the published Snapshot; the tests put a stub here."""
    from ingest.embed.tagger import warm_tagger

    warm_tagger()  # every question needs it: its weights load while the rest is imported
    from app.pipeline import open_pipeline

    return open_pipeline(settings, index_dir=index)


def _settings() -> "Settings":
    from ingest.settings import load_settings

    return load_settings()


def _read_lines(path: Path) -> list[bytes]:
    if path == Path("-"):
        return sys.stdin.buffer.read().split(b"\n")
    try:
        return path.read_bytes().split(b"\n")
    except OSError as error:
        raise CorpusError(f"{path} cannot be read ({error.strerror}): name a file") from error


@contextmanager
def _output(path: Path | None) -> Iterator[IO[str]]:
    if path is None:
        yield sys.stdout
        return
    try:
        stream = path.open("w", encoding="utf-8", newline="\n")
    except OSError as error:
        raise CorpusError(f"{path} cannot be written ({error.strerror})") from error
    with stream:
        yield stream


@contextmanager
def _progress(*, to_terminal: bool) -> Iterator["Progress"]:
    """A bar on standard error, if that is a terminal which the answers do not fill themselves."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeRemainingColumn

    shown = sys.stderr.isatty() and not (to_terminal and sys.stdout.isatty())
    columns = (BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), disable=not shown) as progress:
        yield progress


def _fail(message: str, code: int) -> NoReturn:
    from app.render.safe import visible

    if message:
        typer.echo(f"error: {visible(message)}", err=True)
    sys.exit(code)


def main() -> None:
    """Run the command line: our errors end in one line and a code, bugs in a traceback."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")  # a terminal that cannot print a symbol shows "?"
    try:
        sys.exit(cli(standalone_mode=False))
    except GuidelineError as error:
        _fail(str(error), error.exit_code)
    except TyperException as error:
        # Without arguments the help has been printed, and the message is empty.
        message = error.format_message().strip().rstrip(".")
        _fail(f"{message}: see `guideline-qa --help`" if message else "", error.exit_code)
    except typer.Abort:
        sys.exit(INTERRUPTED)
