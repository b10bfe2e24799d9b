"""A text as a document, and what is understood of it: for tests of phrasings."""

from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from ingest.chunk import chunk_document
from ingest.models import Document, Source, SourceKind
from ingest.readers import read_document
from ingest.statements.extract import extract_statements
from ingest.statements.models import Basis, Direction, Statement

GUIDELINE, POLICY, RESEARCH = SourceKind.GUIDELINE, SourceKind.COVERAGE_POLICY, SourceKind.RESEARCH
FOR, AGAINST, INSUFFICIENT = Direction.FOR, Direction.AGAINST, Direction.INSUFFICIENT
Row = tuple[Direction, str, str]


def said(
    kind: SourceKind,
    text: str,
    *,
    subject: str = "",
    publisher: str = "Northfield Health Plan",
    suffix: str = ".md",
) -> tuple[Statement, ...]:
    """Statements of `text`, read as a file of its own."""
    document, source = as_document(kind, text, subject=subject, publisher=publisher, suffix=suffix)
    found = extract_statements(document, source, chunk_document(document))
    for statement in found:
        quote = statement.quote
        assert document.text[quote.char_start : quote.char_end] == quote.text
    return found


def as_document(
    kind: SourceKind,
    text: str,
    *,
    subject: str = "",
    publisher: str = "Northfield Health Plan",
    suffix: str = ".md",
) -> tuple[Document, Source]:
    """`text` read as a file of its own, and what is known of it."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"said{suffix}"
        path.write_text(text, encoding="utf-8")
        document = read_document(path, Path(folder))
    source = Source(
        doc_id=document.doc_id, title="A", kind=kind, publisher=publisher, subject=subject
    )
    return document, source


def positions(found: Sequence[Statement]) -> list[Statement]:
    """Those that are no findings."""
    return [s for s in found if s.basis is not Basis.FINDING]


def rows(found: Sequence[Statement]) -> list[Row]:
    """Direction, interventions without the phrase for their whole list, condition groups."""
    return [
        (s.direction, " | ".join(parts(s.interventions)), " & ".join(_groups(s)))
        for s in positions(found)
    ]


def _groups(statement: Statement) -> list[str]:
    return [" | ".join(parts(group)) for group in statement.condition_groups]


def parts(phrases: Sequence[str]) -> list[str]:
    """Phrases but for one that only joins others of them."""
    return [p for p in phrases if sum(1 for other in phrases if other != p and other in p) <= 1]
