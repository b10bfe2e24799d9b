"""What one Snapshot says that another does not."""

from dataclasses import dataclass

from ingest.index.snapshot import Snapshot
from ingest.report import Changes, changes
from ingest.statements.models import Statement


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentDifference:
    """Statements that a changed document gained and lost, as "direction: quote"."""

    doc_id: str
    gained: tuple[str, ...]
    lost: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """How the second Snapshot differs from the first."""

    before: str
    after: str
    documents: Changes
    statements: tuple[DocumentDifference, ...]


def difference(before: Snapshot, after: Snapshot) -> Difference:
    """Compare documents by their files, and Statements by what they say, not by their numbers."""
    documents = changes(before.manifest, after.manifest.documents)
    found = []
    for doc_id in (*documents.added, *documents.removed, *documents.changed, *documents.unchanged):
        old = _said(before.statements_of(doc_id))
        new = _said(after.statements_of(doc_id))
        if old != new:
            found.append(
                DocumentDifference(
                    doc_id=doc_id,
                    gained=tuple(line for line in new if line not in old),
                    lost=tuple(line for line in old if line not in new),
                )
            )
    return Difference(
        before=before.snapshot_id,
        after=after.snapshot_id,
        documents=documents,
        statements=tuple(found),
    )


def _said(statements: tuple[Statement, ...]) -> dict[str, None]:
    """Lines in reading order; a dict, for looking up and for order."""
    return dict.fromkeys(f"{item.direction}: {item.quote.text}" for item in statements)
