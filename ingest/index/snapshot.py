"""The reader's side of a Snapshot: whole, immutable, loaded as far as it is asked for."""

import threading
from collections.abc import Mapping
from functools import cached_property, lru_cache
from itertools import accumulate
from pathlib import Path

import numpy as np

from ingest.embed import Encoder, FloatArray
from ingest.errors import IndexDamagedError, IndexMismatchError, IndexMissingError
from ingest.index.folder import BUILD_HINT, IndexFolder
from ingest.index.lexical import LexicalIndex, open_lexical
from ingest.index.manifest import DocumentEntry, Manifest, read_manifest
from ingest.models import Document, Passage, Source, page_of
from ingest.statements.models import Statement
from ingest.store import StoreReader
from ingest.vectors import KeyArray

STORE = "store.sqlite"
VECTORS = "vectors.npy"
PHRASE_VECTORS = "phrase_vectors.npy"
CONTENT = "content.npy"
LEXICAL = "bm25"
CHROMA = "chroma"
TERMS = "terms"

# Attempts to open while another process publishes and prunes; each sees a newer pointer.
_ATTEMPTS = 5
# Documents whose text is kept at hand: a guideline has half a megabyte, most have a tenth of it.
_REMEMBERED = 16


class Snapshot:
    """One published state of the index; safe in threads, several processes may read it at once.

    Nothing but the manifest and the sizes of the files is read before it is asked for.
    """

    def __init__(self, folder: Path) -> None:
        """Open the snapshot in `folder`; `open_snapshot` finds the published one.

        Raises:
            IndexDamagedError: A file is missing or cut short.
            IndexMismatchError: It is of another format.
        """
        self.folder = folder
        self.manifest: Manifest = read_manifest(folder)
        _check_sizes(folder, self.manifest)
        self._store = StoreReader(folder / STORE)
        self._load_lock = threading.RLock()
        # One answer quotes a few documents many times over; their texts are long.
        self._text = lru_cache(_REMEMBERED)(self._store.text)
        self._page_starts = lru_cache(_REMEMBERED)(self._store.page_starts)

    @property
    def snapshot_id(self) -> str:
        return self.manifest.snapshot_id

    def close(self) -> None:
        """Free the store's file; the arrays are freed with the object."""
        self._store.close()

    # --- texts ---------------------------------------------------------------------------------

    @cached_property
    def documents(self) -> Mapping[str, DocumentEntry]:
        """What the manifest says of each document, by doc_id."""
        return {entry.doc_id: entry for entry in self.manifest.documents}

    @cached_property
    def sources(self) -> Mapping[str, Source]:
        """By doc_id, in row order."""
        return self._store.sources()

    def document_text(self, doc_id: str) -> str:
        """Normalised text of a document: what every offset refers to. KeyError if unknown."""
        return self._text(doc_id)

    def page_at(self, doc_id: str, offset: int) -> int | None:
        """1-based page that holds a character; None where there are none. KeyError if unknown."""
        return page_of(self._page_starts(doc_id), offset)

    def document(self, doc_id: str) -> Document:
        """A document with its blocks. KeyError if unknown."""
        return self._store.document(doc_id)

    def passage(self, passage_id: str) -> Passage:
        """A passage by its id. KeyError if unknown."""
        return self._store.passage(passage_id)

    def passages_of(self, doc_id: str) -> tuple[Passage, ...]:
        """In reading order; () for an unknown document."""
        return self._store.passages_of(doc_id)

    def row_of(self, passage_id: str) -> int:
        """Row of a passage in `vectors`. KeyError if unknown."""
        return self._store.row_of(passage_id)

    def ids_of_rows(self, rows: list[int]) -> list[tuple[str, str]]:
        """(passage_id, doc_id) of rows, in the order asked for."""
        return self._store.ids_of_rows(rows)

    def rows_of(self, doc_id: str) -> range:
        """Rows of a document's passages. KeyError if unknown."""
        return self._row_ranges[doc_id]

    @cached_property
    def _row_ranges(self) -> dict[str, range]:
        ends = accumulate(entry.n_passages for entry in self.manifest.documents)
        return {
            entry.doc_id: range(end - entry.n_passages, end)
            for entry, end in zip(self.manifest.documents, ends, strict=True)
        }

    @cached_property
    def content(self) -> KeyArray:
        """Hash of what was embedded of each passage, in row order, [n_passages, 16]."""
        path = self.folder / CONTENT
        try:
            keys: KeyArray = np.load(path, mmap_mode="r" if self.manifest.n_passages else None)
        except (OSError, ValueError) as error:
            raise IndexDamagedError(f"{path} cannot be read ({error}): build again") from error
        return keys

    @property
    def store(self) -> StoreReader:
        """The texts, for a build that takes them over."""
        return self._store

    # --- statements ----------------------------------------------------------------------------

    def statements(self) -> tuple[Statement, ...]:
        """Every Statement, decoded once, in the order of documents and reading."""
        return self._statements

    @cached_property
    def _statements(self) -> tuple[Statement, ...]:
        return self._store.statements()

    def statements_of(self, doc_id: str) -> tuple[Statement, ...]:
        """A document's Statements in reading order; () for an unknown document."""
        return self._store.statements_of(doc_id)

    def phrases(self) -> tuple[str, ...]:
        """The distinct intervention and condition phrases of all Statements, sorted."""
        return self._phrases

    @cached_property
    def _phrases(self) -> tuple[str, ...]:
        return self._store.phrases()

    def phrase_vectors(self) -> FloatArray:
        """Unit vectors of `phrases()`, [n_phrases, dim], a memory map."""
        return self._phrase_vectors

    @cached_property
    def _phrase_vectors(self) -> FloatArray:
        return self._array(PHRASE_VECTORS, self.manifest.n_phrases)

    # --- retrieval -----------------------------------------------------------------------------

    @cached_property
    def vectors(self) -> FloatArray:
        """Unit vectors of the passages, [n_passages, dim], a memory map; row = passage ordinal."""
        return self._array(VECTORS, self.manifest.n_passages)

    @property
    def lexical(self) -> LexicalIndex:
        """BM25 over the same rows."""
        with self._load_lock:
            return self._lexical

    @cached_property
    def _lexical(self) -> LexicalIndex:
        return open_lexical(self.folder / LEXICAL, self.manifest.n_passages)

    @property
    def chroma_dir(self) -> Path:
        """Chroma's files: `ingest.index.collection.read_embedded` opens a copy of them."""
        return self.folder / CHROMA

    @property
    def terms_dir(self) -> Path:
        """The terms files as they were at the build."""
        return self.folder / TERMS

    def check_encoder(self, encoder: Encoder) -> None:
        """Refuse to search these vectors with another encoder's.

        Raises:
            IndexMismatchError: Name or revision differ.
        """
        built = self.manifest.encoder
        if (encoder.name, encoder.revision) != (built.name, built.revision):
            raise IndexMismatchError(
                f"the index was built with encoder {built.name} ({built.revision}), the settings "
                f"name {encoder.name} ({encoder.revision}): {BUILD_HINT}"
            )

    def _array(self, name: str, n_rows: int) -> FloatArray:
        path = self.folder / name
        try:
            array: FloatArray = np.load(path, mmap_mode="r" if n_rows else None)
        except (OSError, ValueError) as error:
            raise IndexDamagedError(f"{path} cannot be read ({error}): build again") from error
        if array.shape != (n_rows, self.manifest.encoder.dim) or array.dtype != np.float32:
            raise IndexDamagedError(f"{path} has another shape than its manifest: build again")
        return array


def open_snapshot(index_dir: Path, snapshot_id: str | None = None) -> Snapshot:
    """The published snapshot of an index folder, or the one of that id.

    Raises:
        IndexMissingError: There is none.
        IndexMismatchError: It is of another format.
        IndexDamagedError: A file is missing or cut short.
    """
    folder = IndexFolder(index_dir)
    if snapshot_id is not None:
        folder.check(snapshot_id)
        return Snapshot(folder.snapshot(snapshot_id))
    wanted = folder.current()
    for _ in range(_ATTEMPTS):
        try:
            return Snapshot(folder.snapshot(wanted))
        except IndexDamagedError:
            # Pruned between the pointer and its files: then the pointer names another one now.
            newer = folder.current()
            if newer == wanted:
                raise
            wanted = newer
    raise IndexMissingError(f"the index in {index_dir} changes faster than it can be opened")


class LiveIndex:
    """Hands out the published Snapshot, and notices a new one; for a process that stays up."""

    def __init__(self, index_dir: Path, snapshot_id: str | None = None) -> None:
        """Look at a folder; with `snapshot_id` always at that Snapshot, published or not."""
        self._folder = IndexFolder(index_dir)
        self._pinned = snapshot_id
        self._lock = threading.Lock()
        self._snapshot: Snapshot | None = None

    def snapshot(self) -> Snapshot:
        """The published one; the object is the same as long as nothing new is published.

        One small file is read at each call. A Snapshot handed out earlier stays whole.
        """
        current = self._pinned or self._folder.current()
        with self._lock:
            if self._snapshot is None or self._snapshot.snapshot_id != current:
                self._snapshot = open_snapshot(self._folder.root, self._pinned)
            return self._snapshot


def _check_sizes(folder: Path, manifest: Manifest) -> None:
    for name, entry in manifest.files.items():
        path = folder / name
        size = path.stat().st_size if path.is_file() else -1
        if size != entry.n_bytes:
            found = "is missing" if size < 0 else f"has {size} bytes instead of {entry.n_bytes}"
            raise IndexDamagedError(f"{path} {found}: {BUILD_HINT}, or roll back")
