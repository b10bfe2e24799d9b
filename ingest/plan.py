"""What a build has to do: which files are new, and what the previous Snapshot already knows."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from ingest.corrections import Corrections, read_corrections
from ingest.embed import Encoder
from ingest.errors import IndexDamagedError, IndexMismatchError
from ingest.index.folder import IndexFolder
from ingest.index.manifest import DocumentEntry, EncoderEntry, Manifest, file_entry
from ingest.index.snapshot import Snapshot
from ingest.index.writer import Inputs
from ingest.scan import SourceFile, code_version, hash_files, scan, terms_files
from ingest.settings import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """The work of one build.

    Attributes:
        files: Every document found, sorted by path.
        kept: Those that the previous Snapshot holds as they are now, understood by the same code.
        previous: The published Snapshot; None where there is none that can be read.
        inputs: What the new Snapshot will be made of, besides the documents.
        terms: Files of aliases.
        corrections: What an editor put right, by document.
    """

    files: tuple[SourceFile, ...]
    kept: dict[SourceFile, DocumentEntry]
    previous: Snapshot | None
    inputs: Inputs
    terms: tuple[Path, ...]
    corrections: Corrections

    def to_read(self) -> list[SourceFile]:
        """Files that a worker has to read."""
        return [file for file in self.files if file not in self.kept and not file.fault]

    def is_whole(self) -> bool:
        """Whether the previous Snapshot holds every file already."""
        return len(self.kept) == len(self.files)

    def is_current(self, entries: Sequence[DocumentEntry]) -> bool:
        """Whether the previous Snapshot holds just these documents, made in the same way."""
        return (
            self.previous is not None
            and self.previous.manifest.fingerprint == self.inputs.fingerprint(entries)
        )

    @property
    def before(self) -> Manifest | None:
        """Manifest of the Snapshot that was published when the build began."""
        return self.previous.manifest if self.previous else None

    def sound(self) -> "Plan":
        """This plan; if a file of the previous Snapshot was changed, one that takes nothing over.

        Without this a changed byte would be carried into the next Snapshot, under a hash of its
        own.
        """
        if self.previous is None or not self.kept:
            return self
        folder, files = self.previous.folder, self.previous.manifest.files
        if all(file_entry(folder / name) == entry for name, entry in files.items()):
            return self
        return replace(self, kept={}, previous=None)

    def close(self) -> None:
        if self.previous:
            self.previous.close()


def make_plan(
    dirs: Sequence[Path], folder: IndexFolder, settings: Settings, encoder: Encoder
) -> Plan:
    """Look at the folders and at the published Snapshot; reads no document.

    Raises:
        CorpusError: A folder is not there, no document is in any, or a file of corrections cannot
            be understood.
    """
    files = scan(dirs, max_file_bytes=settings.max_file_bytes)
    previous = open_previous(folder)
    terms = terms_files(settings.terms_dir)
    corrections = read_corrections(dirs)
    inputs = Inputs(
        code_version=code_version(),
        terms_sha256=hash_files(terms),
        encoder=_encoder_entry(previous, encoder, settings.embed_precision),
    )
    return Plan(
        files=files,
        kept=_kept(files, previous, inputs, corrections),
        previous=previous,
        inputs=inputs,
        terms=terms,
        corrections=corrections,
    )


def open_previous(folder: IndexFolder) -> Snapshot | None:
    """The published Snapshot; one that cannot be read is as good as none: all is built again."""
    published = folder.published()
    if not published:
        return None
    try:
        return Snapshot(folder.snapshot(published[0]))
    except (IndexDamagedError, IndexMismatchError):
        return None


def _kept(
    files: Sequence[SourceFile],
    previous: Snapshot | None,
    inputs: Inputs,
    corrections: Corrections,
) -> dict[SourceFile, DocumentEntry]:
    if previous is None:
        return {}
    built = previous.manifest
    if (built.code_version, built.terms_sha256) != (inputs.code_version, inputs.terms_sha256):
        return {}
    entries = {
        (entry.path, entry.sha256): entry
        for entry in built.documents
        if entry.corrections == corrections.hash_of(entry.doc_id)
    }
    return {
        file: entry
        for file in files
        if not file.fault and (entry := entries.get((file.name, file.sha256)))
    }


def _encoder_entry(previous: Snapshot | None, encoder: Encoder, precision: str) -> EncoderEntry:
    """The encoder; its width comes from the previous Snapshot: asking it may mean loading it."""
    built = previous.manifest.encoder if previous else None
    asked = (encoder.name, encoder.revision, precision)
    if built is not None and (built.name, built.revision, built.precision) == asked:
        return built
    return EncoderEntry(
        name=encoder.name, revision=encoder.revision, precision=precision, dim=encoder.dim
    )
