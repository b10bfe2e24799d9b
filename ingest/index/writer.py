"""The files of a new Snapshot, written into its staging folder."""

import shutil
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from ingest.embed import FloatArray
from ingest.index.lexical import write_lexical
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
from ingest.index.snapshot import CHROMA, LEXICAL, PHRASE_VECTORS, STORE, TERMS, VECTORS
from ingest.models import Document, Passage, Source
from ingest.statements.models import Statement
from ingest.store import StoreReader


@dataclass(frozen=True, slots=True, kw_only=True)
class Inputs:
    """What a Snapshot is made of, besides the documents; see `Manifest`."""

    code_version: str
    terms_sha256: str
    encoder: EncoderEntry

    def fingerprint(self, documents: Sequence[DocumentEntry]) -> str:
        """Hash over these and the documents; see `Manifest`."""
        return fingerprint(
            tuple((entry.doc_id, entry.path, entry.sha256) for entry in documents),
            encoder=self.encoder,
            code_version=self.code_version,
            terms_sha256=self.terms_sha256,
        )


def document_entry(
    document: Document,
    source: Source,
    passages: Sequence[Passage],
    statements: Sequence[Statement],
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
        flags=tuple(
            FlagEntry(kind=flag.kind, detail=flag.detail, page=flag.page) for flag in document.flags
        ),
    )


def phrases_of(statements: Iterable[Statement]) -> Iterator[str]:
    """The phrases whose vectors are kept: interventions and conditions, as printed."""
    for statement in statements:
        yield from statement.interventions
        yield from statement.conditions


def write_vectors(folder: Path, vectors: FloatArray, phrase_vectors: FloatArray) -> None:
    """The two arrays that readers map into memory."""
    np.save(folder / VECTORS, vectors, allow_pickle=False)
    np.save(folder / PHRASE_VECTORS, phrase_vectors, allow_pickle=False)


def write_lexical_of(folder: Path) -> None:
    """BM25 of the store that lies in the folder already."""
    with closing(StoreReader(folder / STORE)) as store:
        texts = (passage.searchable() for batch in store.iter_passages() for passage in batch)
        write_lexical(texts, folder / LEXICAL)


def copy_terms(terms: Sequence[Path], folder: Path) -> None:
    """The terms files as they are now, so that an old Snapshot is asked with its own."""
    target = folder / TERMS
    target.mkdir()
    for path in terms:
        shutil.copyfile(path, target / path.name)


def finish(  # noqa: PLR0913 - what a manifest states
    folder: Path,
    *,
    snapshot_id: str,
    inputs: Inputs,
    documents: Sequence[DocumentEntry],
    n_phrases: int,
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
        collection=collection,
        files={path.relative_to(folder).as_posix(): file_entry(path) for path in hashed},
    )
    write_manifest(manifest, folder)
    return manifest
