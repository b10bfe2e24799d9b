"""What the tables of `guideline-ingest` show, as plain rows for `--json`."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict

from ingest.check import Checked
from ingest.codec import dump
from ingest.index.manifest import Manifest
from ingest.models import Document, Passage, Source
from ingest.report import BuildReport
from ingest.statements.models import Statement


def as_json(row: object) -> str:
    """One line of JSON; text as it is, not escaped."""
    return json.dumps(row, ensure_ascii=False)


def build_row(report: BuildReport) -> Mapping[str, object]:
    """Every line of the table, and every document with its counts, pages without text and flags."""
    return {
        "snapshot_id": report.snapshot_id,
        "fingerprint": report.fingerprint,
        "published": report.published,
        "added": report.added,
        "changed": report.changed,
        "unchanged": report.unchanged,
        "removed": report.removed,
        "failed": [asdict(item) for item in report.failed],
        "pages_without_text": report.pages_without_text,
        "n_passages": report.n_passages,
        "n_statements": report.n_statements,
        "flags": {
            entry.doc_id: [flag.model_dump() for flag in entry.flags]
            for entry in report.documents
            if entry.flags
        },
        "n_corrected": report.n_corrected,
        "stale_corrections": [asdict(item) for item in report.stale_corrections],
        "n_embedded": report.n_embedded,
        "pruned": report.pruned,
        "seconds": report.seconds,
        "documents": [entry.model_dump() for entry in report.documents],
    }


def snapshot_row(manifest: Manifest, published: str) -> Mapping[str, object]:
    return {
        "snapshot_id": manifest.snapshot_id,
        "created": manifest.created,
        "fingerprint": manifest.fingerprint,
        "n_documents": len(manifest.documents),
        "n_passages": manifest.n_passages,
        "n_statements": manifest.n_statements,
        "published": manifest.snapshot_id == published,
    }


def checked_row(item: Checked) -> Mapping[str, object]:
    return asdict(item)


def document_row(
    document: Document,
    source: Source,
    passages: Sequence[Passage],
    statements: Sequence[Statement],
) -> Mapping[str, object]:
    """A document as it was understood; fields that hold their default are left out."""
    return {
        "doc_id": document.doc_id,
        "path": document.path,
        "n_pages": document.n_pages,
        "pages_without_text": document.pages_without_text,
        "source": json.loads(dump(source)),
        "flags": [asdict(flag) for flag in document.flags],
        "blocks": json.loads(dump(document.blocks)),
        "passages": json.loads(dump(passages)),
        "statements": json.loads(dump(statements)),
    }
