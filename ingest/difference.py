"""What one Snapshot says that another does not."""

from dataclasses import dataclass

from ingest.index.snapshot import Snapshot
from ingest.report import Changes, changes
from ingest.statements.models import Statement


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentDifference:
    """Statements that a changed document gained and lost, as "direction: quote".

    What they are about stands behind that where nothing else has changed.
    """

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
        if old.keys() != new.keys():
            found.append(
                DocumentDifference(doc_id=doc_id, gained=_alone(new, old), lost=_alone(old, new))
            )
    return Difference(
        before=before.snapshot_id,
        after=after.snapshot_id,
        documents=documents,
        statements=tuple(found),
    )


def _said(statements: tuple[Statement, ...]) -> dict[tuple[str, str], str]:
    """(line, what it is about) with the line, in reading order."""
    found = {}
    for item in statements:
        line = f"{item.direction}: {item.quote.text}"
        found[line, f"{'; '.join(item.interventions)} | {'; '.join(item.conditions)}"] = line
    return found


def _alone(these: dict[tuple[str, str], str], those: dict[tuple[str, str], str]) -> tuple[str, ...]:
    """Lines of what one side says and the other does not."""
    known = set(those.values())
    return tuple(
        f"{line} [{about}]" if line in known else line
        for (line, about) in these
        if (line, about) not in those
    )
