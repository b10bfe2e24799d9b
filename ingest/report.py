"""What a build did: plain data, for a table or for JSON."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from ingest.corrections import STALE, Corrections, StaleCorrection
from ingest.index.manifest import DocumentEntry, Manifest


@dataclass(frozen=True, slots=True, kw_only=True)
class FailedFile:
    """A file that is not in the Snapshot."""

    path: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildReport:
    """What a build did; lists of documents hold doc_ids, sorted by path.

    Attributes:
        snapshot_id: The new snapshot, or the one that was found to be up to date.
        fingerprint: Of that snapshot.
        published: Whether readers see it.
        stale_corrections: Corrections of an editor that no longer fit.
        n_embedded: Passages and phrases that the encoder was asked for; the rest was taken over.
        seconds: Wall clock by stage of this process, and processor time by stage of all processes
            that read documents ("reader.layout", ...).
    """

    snapshot_id: str
    fingerprint: str
    published: bool
    added: tuple[str, ...]
    changed: tuple[str, ...]
    unchanged: tuple[str, ...]
    removed: tuple[str, ...]
    failed: tuple[FailedFile, ...]
    documents: tuple[DocumentEntry, ...]
    n_passages: int
    n_statements: int
    stale_corrections: tuple[StaleCorrection, ...] = ()
    n_embedded: int = 0
    pruned: tuple[str, ...] = ()
    seconds: dict[str, float] = field(default_factory=dict)

    @property
    def n_corrected(self) -> int:
        """Corrections of an editor that fit."""
        return sum(entry.n_corrected for entry in self.documents)

    @property
    def pages_without_text(self) -> dict[str, tuple[int, ...]]:
        """1-based pages by doc_id, of the documents that have such pages."""
        return {
            entry.doc_id: entry.pages_without_text
            for entry in self.documents
            if entry.pages_without_text
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """How the documents of one Snapshot differ from those of another, by doc_id."""

    added: tuple[str, ...]
    changed: tuple[str, ...]
    unchanged: tuple[str, ...]
    removed: tuple[str, ...]


def changes(before: Manifest | None, after: tuple[DocumentEntry, ...]) -> Changes:
    """Compare by doc_id, file hash and path."""
    old = {entry.doc_id: entry for entry in before.documents} if before else {}
    new = {entry.doc_id: entry for entry in after}
    same = {
        doc_id
        for doc_id, entry in new.items()
        if doc_id in old and (old[doc_id].sha256, old[doc_id].path) == (entry.sha256, entry.path)
    }
    return Changes(
        added=tuple(doc_id for doc_id in new if doc_id not in old),
        changed=tuple(doc_id for doc_id in new if doc_id in old and doc_id not in same),
        unchanged=tuple(doc_id for doc_id in new if doc_id in same),
        removed=tuple(doc_id for doc_id in old if doc_id not in new),
    )


def stale_corrections(
    corrections: Corrections, documents: Sequence[DocumentEntry]
) -> tuple[StaleCorrection, ...]:
    """Corrections that do not fit their document, and those whose document is not there."""
    known = {entry.doc_id for entry in documents}
    unfit = [
        StaleCorrection(doc_id=entry.doc_id, place=place, why=why)
        for entry in documents
        for flag in entry.flags
        if flag.kind == STALE
        for place, _, why in [flag.detail.partition(": ")]
    ]
    orphans = [
        StaleCorrection(doc_id=doc_id, place=item.place, why="there is no such document")
        for doc_id, items in corrections.by_document.items()
        if doc_id not in known
        for item in items
    ]
    return (*unfit, *orphans)
