"""`manifest.json`: what a Snapshot holds, and what it was made of."""

import hashlib
import json
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from ingest.errors import IndexDamagedError, IndexMismatchError

# 2: passages under their documents, terms as hashes, corrections.
SCHEMA_VERSION = 2
MANIFEST = "manifest.json"


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class FlagEntry(_Model):
    """A Flag of a document: see `ingest.models.Flag`."""

    kind: str
    detail: str
    page: int | None = None


class DocumentEntry(_Model):
    """What the manifest says of one document.

    Attributes:
        doc_id: Its key.
        path: Posix path relative to the ingested folder.
        sha256: Of the file's bytes.
        title: Of its Source.
        kind: Of its Source.
        n_pages: None where the format has none.
        pages_without_text: 1-based.
        n_blocks: Count.
        n_passages: Count; its rows follow those of the documents before it.
        n_statements: Count.
        n_corrected: Corrections of an editor that were applied.
        corrections: Hash of all corrections of this document; "" where there are none.
        flags: What a person should look at; a correction that did not fit is among them.
    """

    doc_id: str
    path: str
    sha256: str
    title: str
    kind: str
    payer: str = ""
    n_pages: int | None
    pages_without_text: tuple[int, ...] = ()
    n_blocks: int
    n_passages: int
    n_statements: int
    n_corrected: int = 0
    corrections: str = ""
    flags: tuple[FlagEntry, ...] = ()


class EncoderEntry(_Model):
    """Which encoder made the vectors; `precision` is the setting, not what it came to be."""

    name: str
    revision: str
    precision: str
    dim: int


class FileEntry(_Model):
    """Size in bytes and hash of one file of the Snapshot."""

    n_bytes: int
    sha256: str


class Manifest(_Model):
    """A Snapshot in numbers.

    Attributes:
        schema_version: Of the files' layout.
        snapshot_id: Name of its folder.
        created: ISO 8601, UTC.
        fingerprint: Hash over inputs, settings, encoder and code; not over vectors, which may
            differ in the last bit from run to run.
        code_version: Hash of the code that reads, chunks and understands documents.
        terms_sha256: Hash of the terms files.
        encoder: What made the vectors.
        documents: In row order.
        n_passages: Rows of the vectors.
        n_statements: Count.
        n_phrases: Rows of the phrase vectors.
        n_left_in_chroma: Passages that are gone and whose place in Chroma's files is not free yet.
        collection: Name of its collection on a Chroma server; "" where Chroma lies in the folder.
        files: By name relative to the Snapshot; Chroma's files are not among them, since it changes
            them when it opens them.
    """

    schema_version: int
    snapshot_id: str
    created: str
    fingerprint: str
    code_version: str
    terms_sha256: str
    encoder: EncoderEntry
    documents: tuple[DocumentEntry, ...]
    n_passages: int
    n_statements: int
    n_phrases: int
    n_left_in_chroma: int = 0
    collection: str = ""
    files: dict[str, FileEntry]


def fingerprint(
    documents: tuple[tuple[str, str, str, str], ...],
    *,
    encoder: EncoderEntry,
    code_version: str,
    terms_sha256: str,
) -> str:
    """Hash of what a Snapshot is made of.

    Args:
        documents: (doc_id, path, sha256, hash of its corrections) of each.
        encoder: Name, revision, precision.
        code_version: See `Manifest`.
        terms_sha256: See `Manifest`.
    """
    inputs = {
        "schema": SCHEMA_VERSION,
        "documents": sorted(documents),
        "encoder": encoder.model_dump(),
        "code": code_version,
        "terms": terms_sha256,
    }
    return hashlib.sha256(json.dumps(inputs, sort_keys=True).encode()).hexdigest()


def write_manifest(manifest: Manifest, folder: Path) -> None:
    """Write it with its own hash on a second line, so that a changed manifest is noticed."""
    text = json.dumps(manifest.model_dump(), ensure_ascii=False, sort_keys=True)
    (folder / MANIFEST).write_text(f"{text}\n{_digest(text)}\n", encoding="utf-8")


def read_manifest(folder: Path) -> Manifest:
    """The manifest of a Snapshot.

    Raises:
        IndexDamagedError: It is missing, cut short or changed.
        IndexMismatchError: It is of another format.
    """
    path = folder / MANIFEST
    try:
        text, digest, _ = path.read_text(encoding="utf-8").split("\n", 2)
    except (OSError, ValueError) as error:
        raise IndexDamagedError(f"{path} is missing or cut short: build again") from error
    if digest != _digest(text):
        raise IndexDamagedError(f"{path} was changed after it was written: build again")
    try:
        found = json.loads(text)
        if found.get("schema_version") != SCHEMA_VERSION:
            raise IndexMismatchError(
                f"the index in {folder} has format {found.get('schema_version')}, this program "
                f"reads {SCHEMA_VERSION}: run `guideline-ingest build`"
            )
        return Manifest.model_validate(found)
    except (json.JSONDecodeError, ValidationError) as error:
        raise IndexDamagedError(f"{path} cannot be understood: build again") from error


def file_entry(path: Path) -> FileEntry:
    with path.open("rb") as opened:
        digest = hashlib.file_digest(opened, "sha256").hexdigest()
    return FileEntry(n_bytes=path.stat().st_size, sha256=digest)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
