"""Folders of documents to a published Snapshot: only what changed is read and embedded again."""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from ingest.embed import Encoder, encoder_of
from ingest.errors import CorpusError
from ingest.index.chroma_place import ChromaPlace
from ingest.index.folder import (
    IndexFolder,
    clear_staging,
    complete,
    new_id,
    prune,
    publish,
    write_errors,
    writer_lock,
)
from ingest.index.manifest import DocumentEntry, Manifest
from ingest.index.snapshot import STORE, Snapshot
from ingest.index.writer import (
    copy_terms,
    document_entry,
    finish,
    phrases_of,
    write_lexical_of,
    write_vectors,
)
from ingest.models import Passage
from ingest.plan import Plan, make_plan
from ingest.report import BuildReport, FailedFile, changes
from ingest.scan import SourceFile
from ingest.settings import Settings
from ingest.store_writer import StoreWriter, content_hash
from ingest.vectors import VectorBook
from ingest.workers import Failed, Outcome, ParseLimits, parse_all


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """Where a build is.

    Attributes:
        stage: "read" (encoding meanwhile), "encode" (what is left), "index" or "publish".
        document: Path of the document that was finished last; "" outside "read".
        n_done: Documents finished.
        n_total: Documents in all.
        n_passages: Passages so far.
    """

    stage: str
    document: str = ""
    n_done: int = 0
    n_total: int = 0
    n_passages: int = 0


Progress = Callable[[Step], None]


def _silent(_step: Step) -> None:
    """Show nothing."""


def build(  # noqa: PLR0913 - the options of one command
    dirs: Sequence[Path],
    index_dir: Path,
    settings: Settings,
    *,
    stage: bool = False,
    wait: bool = False,
    encoder: Encoder | None = None,
    progress: Progress = _silent,
) -> BuildReport:
    """Make the index hold what the folders hold, and publish it.

    Args:
        dirs: Folders of documents; a document of the index that is not in them is removed.
        index_dir: The index folder; made if it is not there.
        settings: Encoder, limits, number of snapshots kept.
        stage: Leave the new snapshot unpublished.
        wait: Wait for another build to end, instead of failing.
        encoder: Instead of the one that the settings name.
        progress: Called after each document and stage.

    Raises:
        CorpusError: No document, none that could be read, or two with one id; nothing changes.
        IndexLockedError: Another build is running, and `wait` is False.
        IndexError_: The index cannot be written; what was published stays.
    """
    folder = IndexFolder(index_dir)
    chosen = encoder or encoder_of(settings)
    with write_errors(folder), writer_lock(folder, wait=wait):
        clear_staging(folder)
        plan = make_plan(dirs, folder, settings, chosen)
        try:
            return _Build(folder, settings, chosen, progress).run(plan, stage=stage)
        finally:
            clear_staging(folder)
            if plan.previous:
                plan.previous.close()


class _Build:
    """One run: read what changed, take over the rest, index, publish."""

    def __init__(
        self, folder: IndexFolder, settings: Settings, encoder: Encoder, progress: Progress
    ) -> None:
        self._folder = folder
        self._settings = settings
        self._encoder = encoder
        self._progress = progress
        self._chroma = ChromaPlace(folder, settings.chroma_url, settings.chroma_timeout_s)
        self._files: dict[str, SourceFile] = {}
        self._entries: list[DocumentEntry] = []
        self._failed: list[FailedFile] = []
        self._seconds: dict[str, float] = {}
        self._phrases: set[str] = set()
        self._n_embedded = 0

    def run(self, plan: Plan, *, stage: bool) -> BuildReport:
        if plan.previous and plan.is_whole():
            self._entries = list(plan.kept.values())
            if plan.is_current(self._entries):
                return self._up_to_date(plan.previous)
        staged = self._folder.staging / "new"
        staged.mkdir(parents=True)
        book = self._read(plan, staged)
        if not self._entries:
            first = self._failed[0]
            raise CorpusError(f"no document could be read; {first.path}: {first.why}")
        if plan.previous and plan.is_current(self._entries):
            return self._up_to_date(plan.previous)
        manifest = self._write(plan, book, staged)
        return self._finish(plan, manifest, staged, stage=stage)

    # --- reading, encoding meanwhile -----------------------------------------------------------

    def _read(self, plan: Plan, staged: Path) -> VectorBook:
        """Fill the store, document by document, in the order of the files."""
        book = plan.vector_book(self._encoder)
        with self._timed("read_and_encode"), StoreWriter(staged / STORE) as store:
            with parse_all(
                plan.to_read(), self._limits(), n_workers=self._settings.parse_workers
            ) as fresh:
                for n_done, file in enumerate(plan.files, start=1):
                    if plan.previous and file in plan.kept:
                        self._claim(plan.kept[file].doc_id, file)
                        self._take_over(plan.previous, plan.kept[file], store, book)
                    else:
                        outcome = Failed(why=file.fault) if file.fault else next(fresh)
                        self._add(file, outcome, store, book)
                    step = Step(
                        stage="read",
                        document=file.name,
                        n_done=n_done,
                        n_total=len(plan.files),
                        n_passages=store.n_passages,
                    )
                    self._progress(step)
            store.add_phrases(sorted(self._phrases))
            store.commit()
        return book

    def _limits(self) -> ParseLimits:
        return ParseLimits(
            timeout_s=self._settings.parse_timeout_s,
            memory_bytes=self._settings.parse_memory_bytes,
            max_file_bytes=self._settings.max_file_bytes,
        )

    def _take_over(
        self, previous: Snapshot, entry: DocumentEntry, store: StoreWriter, book: VectorBook
    ) -> None:
        store.take_over(previous.store, entry.doc_id)
        self._encode_later(previous.passages_of(entry.doc_id), book)
        self._phrases.update(phrases_of(previous.statements_of(entry.doc_id)))
        self._entries.append(entry)

    def _add(
        self, file: SourceFile, outcome: Outcome, store: StoreWriter, book: VectorBook
    ) -> None:
        if isinstance(outcome, Failed):
            why = outcome.why.removeprefix(f"{file.name}: ")
            self._failed.append(FailedFile(path=file.name, why=why))
            return
        self._claim(outcome.document.doc_id, file)
        store.add(outcome.document, outcome.source, outcome.passages, outcome.statements)
        self._encode_later(outcome.passages, book)
        self._phrases.update(phrases_of(outcome.statements))
        self._entries.append(
            document_entry(outcome.document, outcome.source, outcome.passages, outcome.statements)
        )

    def _encode_later(self, passages: Sequence[Passage], book: VectorBook) -> None:
        for passage in passages:
            text = passage.searchable()
            book.add(content_hash(text), text)

    def _claim(self, doc_id: str, file: SourceFile) -> None:
        """Two documents with one id would answer for each other."""
        other = self._files.setdefault(doc_id, file)
        if other is not file:
            raise CorpusError(
                f"two documents have the id {doc_id!r}: {other.path} and {file.path}: "
                "give one of them another `id` in its front matter, or another name"
            )

    # --- writing -------------------------------------------------------------------------------

    def _write(self, plan: Plan, book: VectorBook, staged: Path) -> Manifest:
        """All files of the Snapshot besides the texts."""
        total = len(plan.files)
        self._progress(Step(stage="encode", n_done=total, n_total=total))
        with self._timed("encode_rest"):
            vectors = book.finish()
            phrase_book = plan.phrase_book(self._encoder)
            for phrase in sorted(self._phrases):
                phrase_book.add(content_hash(phrase), phrase)
            write_vectors(staged, vectors, phrase_book.finish())
        self._n_embedded = book.n_encoded + phrase_book.n_encoded
        self._progress(Step(stage="index", n_done=total, n_total=total))
        with self._timed("index"):
            write_lexical_of(staged)
            snapshot_id = new_id(plan.inputs.fingerprint(self._entries))
            collection = self._chroma.write(staged, vectors, snapshot_id)
            copy_terms(plan.terms, staged)
            return finish(
                staged,
                snapshot_id=snapshot_id,
                inputs=plan.inputs,
                documents=self._entries,
                n_phrases=len(self._phrases),
                collection=collection,
            )

    def _finish(self, plan: Plan, manifest: Manifest, staged: Path, *, stage: bool) -> BuildReport:
        """Move the Snapshot to its place, and the pointer to it."""
        total = len(plan.files)
        self._progress(Step(stage="publish", n_done=total, n_total=total))
        gone: tuple[str, ...] = ()
        with self._timed("publish"):
            complete(self._folder, staged, manifest.snapshot_id)
            if not stage:
                publish(self._folder, manifest.snapshot_id)
                gone = prune(self._folder, self._settings.keep_snapshots)
                self._chroma.tidy()
        return self._report(manifest, plan.previous, published=not stage, pruned=gone)

    def _up_to_date(self, previous: Snapshot) -> BuildReport:
        return self._report(previous.manifest, previous, published=True)

    def _report(
        self,
        manifest: Manifest,
        previous: Snapshot | None,
        *,
        published: bool,
        pruned: tuple[str, ...] = (),
    ) -> BuildReport:
        found = changes(previous.manifest if previous else None, manifest.documents)
        return BuildReport(
            snapshot_id=manifest.snapshot_id,
            fingerprint=manifest.fingerprint,
            published=published,
            added=found.added,
            changed=found.changed,
            unchanged=found.unchanged,
            removed=found.removed,
            failed=tuple(self._failed),
            documents=manifest.documents,
            n_passages=manifest.n_passages,
            n_statements=manifest.n_statements,
            n_embedded=self._n_embedded,
            pruned=pruned,
            seconds=self._seconds,
        )

    @contextmanager
    def _timed(self, stage: str) -> Iterator[None]:
        start = time.perf_counter()
        yield
        self._seconds[stage] = round(time.perf_counter() - start, 3)
