"""The files of a new Snapshot, written into its staging folder."""

import shutil
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import numpy.typing as npt

from ingest.embed import Encoder, FloatArray
from ingest.index.lexical_writer import LexicalWriter
from ingest.index.manifest import (
    SCHEMA_VERSION,
    DocumentEntry,
    EncoderEntry,
    FlagEntry,
    Manifest,
    file_entry,
    fingerprint,
    write_manifest,
)
from ingest.index.snapshot import (
    CHROMA,
    CONTENT,
    LEXICAL,
    PHRASE_VECTORS,
    STORE,
    TERMS,
    VECTORS,
    Snapshot,
)
from ingest.known_names import keep_known_names
from ingest.models import Document, Passage, Source
from ingest.statements.models import Statement
from ingest.store_writer import StoreWriter, content_hash
from ingest.vectors import VectorBook


@dataclass(frozen=True, slots=True, kw_only=True)
class Inputs:
    """What a Snapshot is made of, besides the documents; see `Manifest`."""

    code_version: str
    terms_sha256: str
    encoder: EncoderEntry

    def fingerprint(self, documents: Sequence[DocumentEntry]) -> str:
        """Hash over these and the documents; see `Manifest`."""
        return fingerprint(
            tuple(
                (entry.doc_id, entry.path, entry.sha256, entry.corrections) for entry in documents
            ),
            encoder=self.encoder,
            code_version=self.code_version,
            terms_sha256=self.terms_sha256,
        )


class SnapshotWriter:
    """Texts, vectors and words of a new Snapshot, document by document, in row order.

    What a document has in the previous Snapshot is copied, as runs of bytes, and not made again.

    Attributes:
        n_passages: Rows so far.
        n_encoded: Texts that the encoder was asked for; complete after `write_phrases`.
        same_encoder: Whether vectors of the previous Snapshot can be taken over.
        fresh: doc_ids that were added, not taken over.
        vectors: Of the passages, after `write_texts`.
    """

    def __init__(
        self,
        folder: Path,
        encoder: Encoder,
        *,
        entry: EncoderEntry,
        base: Snapshot | None = None,
        kept: Iterable[str] = (),
    ) -> None:
        """Begin.

        Args:
            folder: The staging folder; it must be there and be empty.
            encoder: Asked for what is not known.
            entry: What the manifest will say of it.
            base: The previous Snapshot.
            kept: doc_ids that will be taken over from it.
        """
        self._folder = folder
        self._base = base
        keeping = set(kept)
        self._store = StoreWriter(
            folder / STORE, base=base.folder / STORE if base and keeping else None
        )
        if base and keeping:
            for doc_id in base.documents.keys() - keeping:
                self._store.remove(doc_id)
        # Vectors of another encoder are of no use; the texts and the words are.
        same = base is not None and base.manifest.encoder == entry
        self.same_encoder, dim = same, entry.dim
        self._book = _passage_book(base if same else None, encoder, dim)
        self._phrase_book = _phrase_book(base if same else None, encoder, dim)
        self._words = LexicalWriter(base.lexical if base and keeping else None)
        self._counts: list[tuple[str, int]] = []
        self.fresh: list[str] = []
        self.n_passages = 0
        self.n_phrases = 0
        self.vectors: FloatArray = np.zeros((0, dim), dtype=np.float32)

    @property
    def n_encoded(self) -> int:
        return self._book.n_encoded + self._phrase_book.n_encoded

    def keep(self, doc_id: str) -> None:
        """The next document: as the previous Snapshot holds it."""
        base = self._base
        if base is None:
            raise KeyError(doc_id)
        rows = base.rows_of(doc_id)
        self._words.keep(rows.start, rows.stop)
        if self.same_encoder:
            self._book.keep(rows.start, rows.stop)
        else:
            for passage in base.passages_of(doc_id):
                self._encode_later(passage)
        self._count(doc_id, len(rows))

    def add(
        self,
        document: Document,
        source: Source,
        passages: Sequence[Passage],
        statements: Sequence[Statement],
    ) -> None:
        """The next document: one that was read now."""
        self._store.add(document, source, passages, statements)
        for passage in passages:
            self._encode_later(passage)
            self._words.add(passage.searchable())
        self.fresh.append(document.doc_id)
        self._count(document.doc_id, len(passages))

    def write_texts(self) -> None:
        """Finish the store; then encode what is left of the passages, and write their vectors."""
        self._store.commit(self._counts)
        self.vectors = self._book.write(self._folder / VECTORS)
        old = self._base.content if self._base and self.same_encoder else None
        np.save(self._folder / CONTENT, self._book.keys(old), allow_pickle=False)

    def write_phrases(self) -> None:
        """Encode the phrases of the Statements, and write their vectors; after `write_texts`."""
        phrases = self._store.phrases()
        self.n_phrases = len(phrases)
        for phrase in phrases:
            self._phrase_book.add(phrase.encode(), phrase)
        self._phrase_book.write(self._folder / PHRASE_VECTORS)

    def write_words(self) -> None:
        """Write the lexical index."""
        self._words.write(self._folder / LEXICAL)

    def close(self) -> None:
        self._store.close()

    def _encode_later(self, passage: Passage) -> None:
        text = passage.searchable()
        self._book.add(content_hash(text), text)

    def _count(self, doc_id: str, n_passages: int) -> None:
        self._counts.append((doc_id, n_passages))
        self.n_passages += n_passages


def _passage_book(base: Snapshot | None, encoder: Encoder, dim: int) -> VectorBook:
    """Takes vectors of passages over by their content, whichever document holds it."""
    if base is None:
        return VectorBook(encoder, dim)
    known = {key: row for row, key in enumerate(_keys(base.content))}
    return VectorBook(encoder, dim, known, base.vectors)


def _phrase_book(base: Snapshot | None, encoder: Encoder, dim: int) -> VectorBook:
    if base is None:
        return VectorBook(encoder, dim)
    known = {phrase.encode(): row for row, phrase in enumerate(base.phrases())}
    return VectorBook(encoder, dim, known, base.phrase_vectors())


def _keys(content: npt.NDArray[np.uint8]) -> list[bytes]:
    """Content hashes as the keys of a VectorBook."""
    if not len(content):
        return []
    found: list[bytes] = np.ascontiguousarray(content).view(f"V{content.shape[1]}")[:, 0].tolist()
    return found


def document_entry(  # noqa: PLR0913 - what an entry states
    document: Document,
    source: Source,
    passages: Sequence[Passage],
    statements: Sequence[Statement],
    *,
    n_corrected: int = 0,
    corrections: str = "",
) -> DocumentEntry:
    """What the manifest says of a document that was read now."""
    return DocumentEntry(
        doc_id=document.doc_id,
        path=document.path,
        sha256=document.sha256,
        title=source.title,
        kind=source.kind.value,
        payer=source.payer,
        n_pages=document.n_pages,
        pages_without_text=document.pages_without_text,
        n_blocks=len(document.blocks),
        n_passages=len(passages),
        n_statements=len(statements),
        n_corrected=n_corrected,
        corrections=corrections,
        flags=tuple(
            FlagEntry(kind=flag.kind, detail=flag.detail, page=flag.page) for flag in document.flags
        ),
    )


def copy_terms(terms: Sequence[Path], folder: Path, base: Snapshot | None = None) -> None:
    """The terms files as they are now, so that an old Snapshot is asked with its own.

    Args:
        terms: The files.
        folder: Of the Snapshot that is being built.
        base: The Snapshot before it, from which is taken what is known by the same files.
    """
    target = folder / TERMS
    target.mkdir()
    for path in terms:
        shutil.copyfile(path, target / path.name)
    if terms:
        keep_known_names(target, base.terms_dir if base else None)


def finish(  # noqa: PLR0913 - what a manifest states
    folder: Path,
    *,
    snapshot_id: str,
    inputs: Inputs,
    documents: Sequence[DocumentEntry],
    n_phrases: int,
    n_left_in_chroma: int = 0,
    collection: str = "",
) -> Manifest:
    """Write the manifest over the files that lie in the folder."""
    hashed = (
        path
        for path in sorted(folder.rglob("*"))
        if path.is_file() and CHROMA not in path.relative_to(folder).parts
    )
    manifest = Manifest(
        schema_version=SCHEMA_VERSION,
        snapshot_id=snapshot_id,
        created=datetime.now(UTC).isoformat(timespec="seconds"),
        fingerprint=inputs.fingerprint(documents),
        code_version=inputs.code_version,
        terms_sha256=inputs.terms_sha256,
        encoder=inputs.encoder,
        documents=tuple(documents),
        n_passages=sum(entry.n_passages for entry in documents),
        n_statements=sum(entry.n_statements for entry in documents),
        n_phrases=n_phrases,
        n_left_in_chroma=n_left_in_chroma,
        collection=collection,
        files={path.relative_to(folder).as_posix(): file_entry(path) for path in hashed},
    )
    write_manifest(manifest, folder)
    return manifest
