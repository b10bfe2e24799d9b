"""Tables and the progress bar of `guideline-ingest`: rich is known here alone."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

from rich.console import Console
from rich.markup import escape
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)
from rich.table import Table

from ingest.build import Progress as BuildProgress
from ingest.build import Step
from ingest.check import Checked
from ingest.difference import Difference
from ingest.index.manifest import Manifest
from ingest.models import Document, Passage, Source
from ingest.report import BuildReport
from ingest.statements.models import Criterion, Join, Statement

_STAGES = {
    "encode": "encoding what is left",
    "index": "writing BM25 and Chroma",
    "publish": "publishing",
}
_NAME_CHARS = 44
_MAX_LISTED = 10
_SHORT_CHARS = 100


def print_plain(console: Console, text: str) -> None:
    """A line as it is: a document's brackets are no markup."""
    console.print(text, markup=False, highlight=False, soft_wrap=True)


@contextmanager
def progress_bar(console: Console) -> Iterator[BuildProgress]:
    """A bar with the document's name, the rate and the time left; silent where nobody looks."""
    columns = (
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=console, disable=not console.is_terminal) as bar:
        task = bar.add_task("looking for documents", total=None, rate="")

        def show(step: Step) -> None:
            elapsed = bar.tasks[task].elapsed or 0
            rate = f"{step.n_passages / elapsed:.0f} passages/s" if elapsed > 1 else ""
            bar.update(
                task,
                description=_STAGES.get(step.stage, step.document[-_NAME_CHARS:]),
                completed=step.n_done,
                total=step.n_total,
                rate=rate if step.stage == "read" else "",
            )

        yield show


def print_build(console: Console, report: BuildReport) -> None:
    """The table at the end of a build."""
    without = report.pages_without_text
    flagged = {entry.doc_id: [flag.kind for flag in entry.flags] for entry in report.documents}
    table = Table(show_header=False, box=None)
    table.add_row("added", *_counted(report.added))
    table.add_row("changed", *_counted(report.changed))
    table.add_row("unchanged", str(len(report.unchanged)), "")
    table.add_row("removed", *_counted(report.removed))
    table.add_row("failed", *_counted([f"{item.path}: {item.why}" for item in report.failed]))
    table.add_row(
        "pages without text",
        str(sum(len(pages) for pages in without.values())),
        _lines([f"{doc_id}: {_joined(pages)}" for doc_id, pages in without.items()]),
    )
    table.add_row("passages", str(report.n_passages), "")
    table.add_row("statements", str(report.n_statements), "")
    table.add_row(
        "flags",
        str(sum(len(kinds) for kinds in flagged.values())),
        _lines([f"{doc_id}: {_joined(set(kinds))}" for doc_id, kinds in flagged.items() if kinds]),
    )
    if report.n_corrected or report.stale_corrections:
        table.add_row("corrections", str(report.n_corrected), "")
        stale = [f"{item.doc_id} ({item.place}): {item.why}" for item in report.stale_corrections]
        table.add_row("stale corrections", *_counted(stale))
    console.print(table)
    state = "published" if report.published else "staged, not published"
    seconds = sum(report.seconds.values())
    print_plain(console, f"snapshot {report.snapshot_id} {state} ({seconds:.1f} s)")


def print_snapshots(console: Console, manifests: Sequence[Manifest], published: str) -> None:
    """One line a snapshot, the newest first; an asterisk before the published one."""
    for manifest in manifests:
        is_published = manifest.snapshot_id == published
        print_plain(
            console,
            f"{'*' if is_published else ' '} {manifest.snapshot_id}  {manifest.created}  "
            f"{_n_of(len(manifest.documents), 'document')}  "
            f"{_n_of(manifest.n_passages, 'passage')}  "
            f"{_n_of(manifest.n_statements, 'statement')}{'  published' if is_published else ''}",
        )


def print_checked(console: Console, checked: Checked) -> None:
    """A file with its doubts."""
    mark = "failed" if checked.failed else f"{checked.kind}: {checked.title}"
    print_plain(console, f"{checked.path}  [{mark}]")
    for doubt in checked.doubts:
        print_plain(console, f"    {doubt}")


def print_difference(console: Console, found: Difference) -> None:
    """Documents and Statements that two snapshots do not share."""
    print_plain(console, f"{found.before} -> {found.after}")
    documents = {name: getattr(found.documents, name) for name in ("added", "changed", "removed")}
    counts = ", ".join(f"{len(ids)} {name}" for name, ids in documents.items())
    n_gained, n_lost = (
        sum(len(getattr(item, which)) for item in found.statements) for which in ("gained", "lost")
    )
    print_plain(console, f"documents: {counts}; statements: {n_gained} gained, {n_lost} lost")
    for name, ids in documents.items():
        for doc_id in ids:
            print_plain(console, f"{name:8} {doc_id}")
    for item in found.statements:
        print_plain(console, f"{item.doc_id}:")
        for sign, lines in (("+", item.gained), ("-", item.lost)):
            for line in lines:
                print_plain(console, f"  {sign} {' '.join(line.split())}")


def print_document(
    console: Console,
    document: Document,
    source: Source,
    passages: Sequence[Passage],
    statements: Sequence[Statement],
    *,
    blocks: bool = False,
) -> None:
    """What was understood of a document, with `blocks` also how it was read."""
    print_plain(console, f"{source.title}\n")
    table = Table(show_header=False, box=None)
    for name in Source.__dataclass_fields__:
        value = getattr(source, name)
        if value not in ("", None, (), False):
            mark = " (inferred)" if name in source.inferred else ""
            shown = _joined(value) if isinstance(value, tuple) else str(value)
            table.add_row(name, escape(f"{shown}{mark}"))
    table.add_row("file", escape(document.path))
    table.add_row("pages", str(document.n_pages or "none"))
    table.add_row("blocks", str(len(document.blocks)))
    table.add_row("passages", str(len(passages)))
    table.add_row("statements", str(len(statements)))
    console.print(table)
    for flag in document.flags:
        print_plain(console, f"flag {flag.kind}, page {flag.page or '-'}: {flag.detail}")
    if blocks:
        print_plain(console, "\nBLOCKS")
        for number, block in enumerate(document.blocks):
            page = f" p. {block.page}" if block.page else ""
            lead = "" if block.lead_in is None else f" led in by {block.lead_in}"
            kind = f"{block.kind} {block.level or ''}".strip()
            text = _short(document.block_text(block))
            print_plain(console, f"{number} {kind}{page}{lead}: {text}")
    print_plain(console, "\nPASSAGES")
    for passage in passages:
        page = f" p. {passage.page}" if passage.page else ""
        where = f"[{passage.char_start}:{passage.char_end}]{page}"
        print_plain(console, f"{passage.passage_id} {where} {_short(passage.text)}")
    print_plain(console, "\nSTATEMENTS")
    for statement in statements:
        _print_statement(console, statement)


def _print_statement(console: Console, item: Statement) -> None:
    stands_in = " (subject of the document)" if item.subject_stands_in else ""
    print_plain(
        console,
        f"{item.statement_id} {item.direction} [{item.basis}] {_joined(item.interventions)} / "
        f"{_joined(item.conditions)}{stands_in}",
    )
    for name in ("grade", "recommendation", "phase", "line", "qualifier", "speaker", "population"):
        if value := getattr(item, name):
            print_plain(console, f"    {name}: {value}")
    for name in ("codes", "exceptions", "flags"):
        if values := getattr(item, name):
            print_plain(console, f"    {name}: {_joined(values)}")
    page = f" (p. {item.quote.page})" if item.quote.page else ""
    print_plain(console, f'    "{item.quote.text}"{page}')
    if item.criteria:
        _print_criterion(console, item.criteria, depth=2)


def _print_criterion(console: Console, item: Criterion, depth: int) -> None:
    joined = "" if item.join is Join.LEAF else f"{item.join} {item.n or ''}".strip() + ": "
    unparsed = "" if item.parsed else " (structure not understood)"
    print_plain(console, f"{'  ' * depth}- {joined}{item.text}{unparsed}")
    for child in item.children:
        _print_criterion(console, child, depth + 1)


def _counted(names: Sequence[str]) -> tuple[str, str]:
    return str(len(names)), _lines(names)


def _lines(names: Sequence[str]) -> str:
    """At most so many lines, with how many more there are."""
    shown = [escape(name) for name in names[:_MAX_LISTED]]
    if len(names) > _MAX_LISTED:
        shown.append(f"... and {len(names) - _MAX_LISTED} more")
    return "\n".join(shown)


def _n_of(n: int, noun: str) -> str:
    return f"{n} {noun}{'' if n == 1 else 's'}"


def _joined(values: Iterable[object]) -> str:
    return ", ".join(str(value) for value in values)


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= _SHORT_CHARS else f"{flat[: _SHORT_CHARS - 3]}..."
