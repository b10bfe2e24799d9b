"""Case materials: read in memory, for one question; they supply facts and never decide.

A file that the asker names as a policy becomes a coverage policy of that payer for the session,
and may decide.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from app.facts import CaseText
from ingest.embed.tagger import open_tagger
from ingest.models import Document, Passage, Source, SourceKind
from ingest.statements.models import Statement


@dataclass(frozen=True, slots=True)
class CaseFile:
    """A file that the asker brings: its name as shown, and its bytes."""

    name: str
    data: bytes


@dataclass(frozen=True)
class Brought:
    """What the asker's files hold, in memory.

    Attributes:
        documents: By doc_id ("case:<file name>").
        sources: By doc_id.
        passages: By passage_id.
        statements: Of the files named as policies.
        texts: Of the case materials, for facts.
    """

    documents: dict[str, Document]
    sources: dict[str, Source]
    passages: dict[str, Passage]
    statements: tuple[Statement, ...]
    texts: tuple[CaseText, ...]


def read_brought(case: Sequence[CaseFile], policy: Sequence[CaseFile], payer: str) -> Brought:
    """Read the files of one question.

    Raises:
        CorpusError: A file cannot be read; the message names it.
    """
    if not case and not policy:
        return Brought({}, {}, {}, (), ())
    # A third of a second of imports, for a question that brings a file.
    from ingest.chunk import chunk_document  # noqa: PLC0415
    from ingest.describe import describe  # noqa: PLC0415
    from ingest.readers import read_bytes  # noqa: PLC0415
    from ingest.statements.extract import extract_statements  # noqa: PLC0415
    from ingest.statements.marked import Understood, marked_statements  # noqa: PLC0415

    documents: dict[str, Document] = {}
    sources: dict[str, Source] = {}
    passages: dict[str, Passage] = {}
    statements: list[Statement] = []
    texts: list[CaseText] = []
    for file, is_policy in [*((f, False) for f in case), *((f, True) for f in policy)]:
        document = _named(read_bytes(file.data, file.name), documents)
        source = describe(document)
        kind = SourceKind.COVERAGE_POLICY if is_policy else SourceKind.CASE_MATERIAL
        source = replace(
            source,
            doc_id=document.doc_id,
            kind=kind,
            payer=(payer or source.payer) if is_policy else source.payer,
        )
        pieces = chunk_document(document)
        documents[document.doc_id], sources[document.doc_id] = document, source
        passages.update({p.passage_id: p for p in pieces})
        if is_policy:
            found = extract_statements(document, source, pieces)
            read = Understood(document, source, pieces, found)
            statements.extend(marked_statements(read, open_tagger().sentences))
        else:
            texts.append(
                CaseText(name=file.name, text=document.text, page_starts=document.page_starts)
            )
    return Brought(documents, sources, passages, tuple(statements), tuple(texts))


def _named(document: Document, taken: dict[str, Document]) -> Document:
    """doc_id "case:<file name>"; a second file of one name gets a number."""
    base = f"case:{document.path}"
    doc_id, n = base, 2
    while doc_id in taken:
        doc_id, n = f"{base} ({n})", n + 1
    return replace(document, doc_id=doc_id)
