"""Where the passages of a new Snapshot lie in Chroma: in its folder, or on a server."""

import shutil
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

from ingest.embed import FloatArray
from ingest.errors import IndexError_
from ingest.index.collection import EmbeddedCopy, Patch, write_embedded
from ingest.index.folder import IndexFolder
from ingest.index.manifest import read_manifest
from ingest.index.server import ChromaServer
from ingest.index.snapshot import CHROMA, STORE, Snapshot
from ingest.models import Passage
from ingest.store import StoreReader

# A copied collection is overwritten in place up to here; beyond, writing it anew is as quick, and
# frees what was deleted.
_CHANGED_RATIO = 0.25


class ChromaPlace:
    """Writes the collection of a Snapshot; on a server it also removes what no Snapshot needs.

    Collections that this index made are listed in `<index>/collections` before they are written, so
    that those of a killed build are found, and those of another index on the same server are not
    touched.

    Attributes:
        collection: Name of the collection on the server; "" where it lies in the folder.
        n_left: Passages that are gone and whose place in Chroma's files is not free yet.
    """

    def __init__(self, folder: IndexFolder, url: str | None, timeout_s: float = 10.0) -> None:
        self._folder = folder
        self._server = ChromaServer(url, timeout_s=timeout_s) if url else None
        self._beside = ThreadPoolExecutor(max_workers=1, thread_name_prefix="chroma")
        self._copy: Future[EmbeddedCopy | None] | None = None
        self.collection = ""
        self.n_left = 0

    def prepare(self, staged: Path, base: Snapshot, n_stay: int) -> None:
        """Begin to copy and to open the previous collection, while documents are read.

        Args:
            staged: The folder of the new Snapshot.
            base: The previous Snapshot, made by the same encoder.
            n_stay: Its passages that will be taken over; if they are too few, none of it is copied.
        """
        n_old = base.manifest.n_passages
        few = n_old - n_stay + base.manifest.n_left_in_chroma <= _CHANGED_RATIO * n_old
        if self._server is None and few and base.chroma_dir.is_dir():
            self._copy = self._beside.submit(_copied, staged / CHROMA, base.chroma_dir)

    def write(
        self,
        staged: Path,
        vectors: FloatArray,
        snapshot_id: str,
        *,
        base: Snapshot | None = None,
        fresh: Sequence[str] = (),
    ) -> Future[None]:
        """Begin to write the passages of the store that lies in `staged`; done with the result.

        Args:
            staged: The folder of the new Snapshot.
            vectors: Of its passages, in row order.
            snapshot_id: Names the collection on a server.
            base: The previous Snapshot, if it was made by the same encoder.
            fresh: doc_ids of the new Snapshot that are not as they are in `base`.
        """
        if self._server is not None:
            self.collection = f"s-{snapshot_id}"
        return self._beside.submit(self._write, staged, vectors, base, fresh)

    def _write(
        self, staged: Path, vectors: FloatArray, base: Snapshot | None, fresh: Sequence[str]
    ) -> None:
        with closing(StoreReader(staged / STORE)) as store:
            if self._server is not None:
                self._remember([*self._made(), self.collection])
                self._server.write(self.collection, store.iter_passages(), store.sources(), vectors)
                return
            copy = self._copy.result() if self._copy else None
            if copy and base:
                patch = _patch(base, store, vectors, fresh)
                n_left = base.manifest.n_left_in_chroma + len(patch.gone)
                n_fresh = sum(store.n_passages_of(doc_id) for doc_id in fresh)
                few = n_left + n_fresh <= _CHANGED_RATIO * len(vectors)
                if few and _patched(copy, patch, store, len(vectors)):
                    copy.folder.rename(staged / CHROMA)
                    self.n_left = n_left
                    return
                copy.close()
                shutil.rmtree(copy.folder, ignore_errors=True)
            write_embedded(staged / CHROMA, store.iter_passages(), store.sources(), vectors)

    def tidy(self) -> None:
        """Remove the collections of snapshots that are not kept, and of builds that were killed."""
        if self._server is None:
            return
        kept = (read_manifest(self._folder.snapshot(item)) for item in self._folder.ids())
        needed = {manifest.collection for manifest in kept}
        made = self._made()
        for name in made:
            if name not in needed:
                self._server.delete(name)
        self._remember([name for name in made if name in needed])

    def close(self) -> None:
        """Wait for what is being written, and free the connections to a server."""
        self._beside.shutdown(cancel_futures=True)
        copy = self._copy.result() if self._copy and not self._copy.cancelled() else None
        if copy:
            copy.close()
        if self._server is not None:
            self._server.close()

    @property
    def _list(self) -> Path:
        return self._folder.root / "collections"

    def _made(self) -> list[str]:
        return self._list.read_text(encoding="utf-8").split() if self._list.is_file() else []

    def _remember(self, names: list[str]) -> None:
        temporary = self._list.with_suffix(".new")
        temporary.write_text("".join(f"{name}\n" for name in names), encoding="utf-8")
        temporary.replace(self._list)


def _copied(folder: Path, base: Path) -> EmbeddedCopy | None:
    """The previous collection, copied; None where its files turn out to be of no use.

    Chroma changes its files when it opens them, so nobody keeps a hash of them. It also remembers
    in this process that a folder could not be opened: hence a name of its own for the attempt.
    """
    attempt = folder.with_name(f"{folder.name}.patched")
    try:
        return EmbeddedCopy(attempt, base)
    except IndexError_:
        shutil.rmtree(attempt, ignore_errors=True)
        return None


def _patched(copy: EmbeddedCopy, patch: Patch, store: StoreReader, n_passages: int) -> bool:
    """Overwrite what changed, and close; False where the copy turns out to be of no use."""
    try:
        return copy.apply(patch, store.sources()) == n_passages
    except IndexError_:
        return False
    finally:
        copy.close()


def _patch(base: Snapshot, store: StoreReader, vectors: FloatArray, fresh: Sequence[str]) -> Patch:
    """From the previous collection to the new one."""
    names = store.document_ids()
    touched = {*fresh, *(doc_id for doc_id in base.documents if doc_id not in names)}
    new_ids = {item.passage_id for doc_id in fresh for item in store.passages_of(doc_id)}
    gone = [
        item.passage_id
        for doc_id in base.documents
        if doc_id in touched
        for item in base.passages_of(doc_id)
        if item.passage_id not in new_ids
    ]

    def changed() -> Iterator[tuple[Sequence[Passage], FloatArray]]:
        for doc_id in fresh:
            passages = store.passages_of(doc_id)
            if passages:
                first = store.row_of(passages[0].passage_id)
                yield passages, vectors[first : first + len(passages)]

    return Patch(gone=gone, fresh=changed())
