"""Recount and re-hash a Snapshot; tell two of them apart."""

from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from ingest.embed import FloatArray
from ingest.errors import IndexDamagedError
from ingest.index.collection import Row, read_embedded, read_rows
from ingest.index.manifest import Manifest, file_entry
from ingest.index.server import ChromaServer
from ingest.index.snapshot import Snapshot
from ingest.models import Passage

# Chroma stores single precision; what it gives back differs by nothing, or by a rounding.
_SAME_VECTOR = 1e-5
_UNIT_TOLERANCE = 1e-3
_BATCH = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Verification:
    """What `verify` looked at and what it found wrong; `faults` is empty for a sound Snapshot."""

    snapshot_id: str
    n_files: int
    n_passages: int
    n_in_chroma: int
    faults: tuple[str, ...]


def verify(
    folder: Path, *, chroma: bool = True, server: ChromaServer | None = None
) -> Verification:
    """Check a Snapshot wholly: file hashes, counts, offsets, vectors, and what Chroma holds.

    Args:
        folder: The Snapshot's folder.
        chroma: Also open a copy of Chroma's files and compare every passage and vector.
        server: Where the Snapshot's collection lies, if it lies on a server: it is counted there.

    Raises:
        IndexDamagedError: The manifest itself, or the size of a file, is wrong.
        IndexMismatchError: It is of another format.
    """
    with closing(Snapshot(folder)) as snapshot:
        faults = _file_faults(folder, snapshot.manifest)
        n_in_chroma = 0
        if not faults:
            faults += _count_faults(snapshot)
            faults += _offset_faults(snapshot)
            faults += _vector_faults(snapshot)
            if chroma:
                n_in_chroma, chroma_faults = (
                    _server_faults(snapshot, server)
                    if snapshot.manifest.collection
                    else _chroma_faults(snapshot)
                )
                faults += chroma_faults
        return Verification(
            snapshot_id=snapshot.snapshot_id,
            n_files=len(snapshot.manifest.files),
            n_passages=snapshot.manifest.n_passages,
            n_in_chroma=n_in_chroma,
            faults=tuple(faults),
        )


def _file_faults(folder: Path, manifest: Manifest) -> list[str]:
    return [
        f"{name}: was changed after it was written"
        for name, entry in manifest.files.items()
        if file_entry(folder / name) != entry
    ]


def _count_faults(snapshot: Snapshot) -> list[str]:
    manifest = snapshot.manifest
    stated = {
        "documents": len(manifest.documents),
        "passages": manifest.n_passages,
        "statements": manifest.n_statements,
        "phrases": manifest.n_phrases,
    }
    found = dict(zip(stated, snapshot.store.counts(), strict=True))
    return [
        f"{name}: the manifest says {stated[name]}, the store holds {found[name]}"
        for name in stated
        if stated[name] != found[name]
    ]


def _offset_faults(snapshot: Snapshot) -> list[str]:
    """Every passage and every quote stands where it says, character for character."""
    faults = []
    for doc_id in snapshot.documents:
        text = snapshot.document_text(doc_id)
        places = [
            (passage.passage_id, passage.char_start, passage.char_end, passage.text)
            for passage in snapshot.passages_of(doc_id)
        ] + [
            (statement.statement_id, quote.char_start, quote.char_end, quote.text)
            for statement in snapshot.statements_of(doc_id)
            for quote in (statement.quote, *statement.lead_quotes)
            if quote.doc_id == doc_id
        ]
        faults += [
            f"{name}: is not at {start}:{end} of its document"
            for name, start, end, words in places
            if text[start:end] != words
        ]
    return faults


def _vector_faults(snapshot: Snapshot) -> list[str]:
    """Every vector has length 1: none is missing, none was left as zeros."""
    lengths = np.linalg.norm(snapshot.vectors, axis=1)
    bad = int(np.count_nonzero(np.abs(lengths - 1) > _UNIT_TOLERANCE))
    faults = [f"vectors: {bad} of {len(lengths)} are not of length 1"] if bad else []
    if snapshot.lexical.n_passages != snapshot.manifest.n_passages:
        faults.append("bm25: holds another number of passages")
    return faults


def _chroma_faults(snapshot: Snapshot) -> tuple[int, list[str]]:
    """Chroma holds the same passages with the same offsets and vectors."""
    n_stated = snapshot.manifest.n_passages
    faults: list[str] = []
    try:
        with read_embedded(snapshot.chroma_dir) as collection:
            n_found = collection.count()
            if n_found != n_stated:
                faults.append(f"chroma: holds {n_found} passages, the manifest says {n_stated}")
            row = 0
            for batch in snapshot.store.iter_passages(_BATCH):
                found = {item.passage_id: item for item in read_rows(collection, _ids(batch))}
                for passage in batch:
                    kept = found.get(passage.passage_id)
                    if kept is None or not _same(kept, passage, snapshot.vectors[row]):
                        faults.append(f"chroma: {passage.passage_id} is missing or differs")
                    row += 1
    except (OSError, IndexDamagedError) as error:
        return 0, [f"chroma: {error}"]
    return n_found, faults


def _server_faults(snapshot: Snapshot, server: ChromaServer | None) -> tuple[int, list[str]]:
    if server is None:
        return 0, ["chroma: the collection lies on a server: set GUIDELINE_QA_CHROMA_URL"]
    n_stated = snapshot.manifest.n_passages
    n_found = server.count(snapshot.manifest.collection)
    if n_found != n_stated:
        return n_found, [f"chroma: the server holds {n_found} passages instead of {n_stated}"]
    return n_found, []


def _ids(passages: list[Passage]) -> list[str]:
    return [passage.passage_id for passage in passages]


def _same(kept: Row, passage: Passage, vector: FloatArray) -> bool:
    return (
        (kept.text, kept.char_start, kept.char_end, kept.doc_id)
        == (passage.text, passage.char_start, passage.char_end, passage.doc_id)
    ) and bool(np.abs(kept.vector - vector).max() <= _SAME_VECTOR)
