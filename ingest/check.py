"""What is missing or doubtful in the descriptions of documents; reads them, touches no index."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from ingest.corrections import Corrections, corrected, read_corrections
from ingest.models import Document, Source, SourceKind
from ingest.scan import scan
from ingest.settings import Settings
from ingest.statements.models import Statement
from ingest.workers import Failed, Outcome, ParseLimits, parse_all

_WANTED = ("publisher", "year", "subject", "url", "licence")
_MAX_FLAGS = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """One file and what a person should look at; `doubts` is empty for a complete description."""

    path: str
    doc_id: str
    title: str
    kind: str
    doubts: tuple[str, ...]
    failed: bool = False


def check(dirs: Sequence[Path], settings: Settings) -> Iterator[Checked]:
    """Read every document of the folders and say what is doubtful about each.

    Raises:
        CorpusError: A folder is not there, or no document is in any.
    """
    files = scan(dirs, max_file_bytes=settings.max_file_bytes)
    limits = ParseLimits(
        timeout_s=settings.parse_timeout_s,
        memory_bytes=settings.parse_memory_bytes,
        max_file_bytes=settings.max_file_bytes,
    )
    readable = [file for file in files if not file.fault]
    corrections = read_corrections(dirs)
    seen: dict[str, str] = {}
    with parse_all(readable, limits, n_workers=settings.parse_workers) as outcomes:
        for file in files:
            outcome: Outcome = Failed(why=file.fault) if file.fault else next(outcomes)
            checked = _checked(file.name, outcome, corrections)
            other = seen.setdefault(checked.doc_id, file.name) if checked.doc_id else file.name
            if other == file.name:
                yield checked
            else:
                twice = f"has the same id as {other}"
                yield Checked(
                    path=checked.path,
                    doc_id=checked.doc_id,
                    title=checked.title,
                    kind=checked.kind,
                    doubts=(twice, *checked.doubts),
                    failed=True,
                )


def _checked(name: str, outcome: Outcome, corrections: Corrections) -> Checked:
    if isinstance(outcome, Failed):
        why = outcome.why.removeprefix(f"{name}: ")
        return Checked(path=name, doc_id="", title="", kind="", doubts=(why,), failed=True)
    document, statements, _ = corrected(
        outcome.document,
        outcome.source,
        outcome.passages,
        outcome.statements,
        corrections.of(outcome.document.doc_id),
    )
    return Checked(
        path=name,
        doc_id=document.doc_id,
        title=outcome.source.title,
        kind=outcome.source.kind.value,
        doubts=(*_source_doubts(outcome.source), *_document_doubts(document, statements)),
    )


def _source_doubts(source: Source) -> list[str]:
    missing = [name for name in _WANTED if getattr(source, name) in ("", None)]
    if source.kind is SourceKind.COVERAGE_POLICY:
        missing += [name for name in ("payer", "effective_date") if not getattr(source, name)]
    doubts = [f"{name} is missing" for name in missing]
    doubts += [
        f"{name} is inferred: {getattr(source, name)}"
        for name in source.inferred
        if name not in missing
    ]
    if source.digest and not source.checked_against:
        doubts.append("a digest that does not say what it was checked against")
    return doubts


def _document_doubts(document: Document, statements: Sequence[Statement]) -> list[str]:
    doubts = []
    if document.pages_without_text:
        pages = ", ".join(str(page) for page in document.pages_without_text)
        doubts.append(f"no text on pages {pages} (scans are not read)")
    if not statements:
        doubts.append("no statement was understood")
    for flag in document.flags[:_MAX_FLAGS]:
        where = f" (page {flag.page})" if flag.page else ""
        doubts.append(f"{flag.kind}{where}: {flag.detail}")
    return doubts
