"""`guideline-qa impact`: what publishing a staged snapshot would change in answers."""

import dataclasses
import json
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ingest.errors import CorpusError, QuestionError

if TYPE_CHECKING:
    from rich.progress import Progress

    from app.impact import ImpactReport, QuestionImpact, SavedQuestion
    from ingest.settings import Settings

_MARKS = {"text_changed": "its words were edited", "document_removed": "its document is gone"}
_QUOTE_CHARS = 100


def impact(
    *,
    staged: Annotated[str, typer.Option(help="Id of the snapshot, as `list` prints it.")],
    questions: Annotated[
        list[Path] | None,
        typer.Option(help="JSON lines, as for `batch`, or as `guideline-evals questions` writes."),
    ] = None,
    saved: Annotated[bool, typer.Option(help="Ask the questions of the history too.")] = True,
    publish: Annotated[bool, typer.Option("--publish", help="Publish it afterwards.")] = False,
    index: Annotated[Path | None, typer.Option("--index", help="Folder of the index.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the report as JSON.")] = False,
) -> None:
    """Ask saved questions of the published and of a staged snapshot, and report what changes."""
    from app.impact import Side
    from app.impact import impact as run_impact
    from app.pipeline import open_pipeline
    from app.tools import Tools
    from ingest.index.folder import IndexFolder, writer_lock
    from ingest.index.folder import publish as run_publish
    from ingest.settings import load_settings

    settings = load_settings()
    folder = IndexFolder(index or settings.index_dir)
    folder.check(staged)
    asked = [*_of_files(questions or [], settings), *(_of_history(settings) if saved else [])]
    if not asked:
        raise QuestionError("there is no question to ask: name a file with --questions")
    with closing(Tools(settings)) as tools:
        sides = []
        for snapshot_id in (folder.current(), staged):
            pipeline = open_pipeline(
                settings, index_dir=folder.root, snapshot_id=snapshot_id, tools=tools
            )
            sides.append(Side(pipeline.opened().snapshot, pipeline))
        with _bar() as bar:
            task = bar.add_task("questions", total=len(asked))
            report = run_impact(
                asked, *sides, progress=lambda n_done: bar.update(task, completed=n_done)
            )
    if publish:
        with writer_lock(folder):
            run_publish(folder, staged)
        report = dataclasses.replace(report, published=True)
    typer.echo(_as_json(report) if as_json else "\n".join(_lines(report)))


def _of_files(paths: list[Path], settings: "Settings") -> "Iterator[SavedQuestion]":
    from app.impact_questions import questions_of_lines

    for path in paths:
        try:
            lines = path.read_bytes().split(b"\n")
        except OSError as error:
            raise CorpusError(f"{path} cannot be read ({error.strerror}): name a file") from error
        yield from questions_of_lines(
            lines, origin=path.name, folder=path.parent, max_bytes=settings.max_file_bytes
        )


def _of_history(settings: "Settings") -> "list[SavedQuestion]":
    """The questions that people have asked; none where nothing was ever recorded."""
    if settings.records_url is None and not settings.records_dir.is_dir():
        return []
    from app.impact_questions import questions_of_history
    from app.records import open_records

    with closing(open_records(settings)) as records, records.reading() as at:
        return list(questions_of_history(at.conversations.every_turn()))


@contextmanager
def _bar() -> "Iterator[Progress]":
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeRemainingColumn

    columns = (BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    shown = sys.stderr.isatty()
    with Progress(*columns, console=Console(stderr=True), disable=not shown) as bar:
        yield bar


def _as_json(report: "ImpactReport") -> str:
    row = dataclasses.asdict(report)
    return json.dumps({**row, "counts": dict(report.counts)}, ensure_ascii=False, indent=2)


def _lines(report: "ImpactReport") -> Iterator[str]:
    """What a person reads: counts, then every question that may be shown."""
    from app.render.safe import visible

    counts = report.counts
    state = "published" if report.published else "not published"
    yield f"{report.before} -> {report.after} ({state})"
    yield f"{report.n_asked} questions asked; the answers to {len(report.changes)}, below, change"
    yield f"  another verdict      {counts['other_verdict']}"
    yield f"  lose a citation      {counts['lost_citation']}"
    yield f"  gain a citation      {counts['gained_citation']}"
    yield f"  quote changed words  {counts['changed_quotes']}"
    yield f"  errors               {counts['errors']}"
    yield (
        f"{report.n_private} with case materials or facts of a patient, not shown: "
        f"{report.n_private_changed} change, {report.n_private_other_verdict} get another verdict"
    )
    for item in report.changes:
        yield ""
        for line in _change_lines(item):
            text = line.lstrip()
            yield line[: len(line) - len(text)] + visible(text)


def _change_lines(item: "QuestionImpact") -> Iterator[str]:
    yield f"{item.origin} {item.question_id}: {item.question}"
    before, after = (value or "no verdict" for value in (item.verdict_before, item.verdict_after))
    if item.other_verdict:
        yield f"  verdict {before} -> {after}  <- another verdict"
    else:
        yield f"  verdict {before}, as before"
    if item.decided_by_before != item.decided_by_after:
        before, after = (
            ", ".join(ids) or "none" for ids in (item.decided_by_before, item.decided_by_after)
        )
        yield f"  decided by {before} -> {after}"
    for sign, changes in (("-", item.lost), ("+", item.gained)):
        for change in changes:
            why = f" ({_MARKS[change.why]})" if change.why in _MARKS else ""
            yield f'  {sign} {change.doc_id}: "{_short(change.quote)}"{why}'
    if item.error:
        yield f"  error: {item.error}"


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= _QUOTE_CHARS else f"{flat[: _QUOTE_CHARS - 3]}..."
