"""What a build did: plain data, for a table or for JSON."""

from dataclasses import dataclass, field

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
        n_embedded: Passages and phrases that the encoder was asked for; the rest was taken over.
        seconds: Wall clock by stage.
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
    n_embedded: int = 0
    pruned: tuple[str, ...] = ()
    seconds: dict[str, float] = field(default_factory=dict)

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
