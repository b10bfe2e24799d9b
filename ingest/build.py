"""Folders of documents to a published Snapshot: only what changed is read and embedded again."""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from ingest.corrections import corrected
from ingest.embed import Encoder, encoder_of
from ingest.embed.tagger import open_tagger
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
from ingest.index.writer import SnapshotWriter, copy_terms, document_entry, finish
from ingest.plan import Plan, make_plan
from ingest.report import BuildReport, FailedFile, changes, stale_corrections
from ingest.scan import SourceFile, scan
from ingest.settings import Settings
from ingest.statements.marked import Understood, marked_statements
from ingest.workers import Failed, Outcome, ParseLimits, parse_all


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """Where a build is.

    Attributes:
        stage: "read" (encoding meanwhile), "encode" (what is left), "index" or "publish".
        document: Path of the document that was finished last; "" outside "read".
        n_done, n_total: Documents finished, and in all.
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
    folder, chosen = IndexFolder(index_dir), encoder or encoder_of(settings)
    if not index_dir.exists():  # without a document no folder is made
        scan(dirs, max_file_bytes=settings.max_file_bytes)
    with write_errors(folder), writer_lock(folder, wait=wait):
        clear_staging(folder)
        plan = make_plan(dirs, folder, settings, chosen)
        run = _Build(folder, settings, chosen, progress)
        try:
            return run.run(plan, stage=stage)
        finally:
            run.close()
            clear_staging(folder)
            plan.close()


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
        self._n_encoded = 0
        self._before: Manifest | None = None

    def run(self, plan: Plan, *, stage: bool) -> BuildReport:
        self._before = plan.before
        if plan.previous and plan.is_whole():
            self._entries = list(plan.kept.values())
            if plan.is_current(self._entries):
                return self._report(plan, plan.previous.manifest, published=True)
            self._entries = []
        with self._parsing(plan) as fresh:
            # While the readers start.
            with self._timed("check_previous"):
                sound = plan.sound()
            if sound is plan:
                return self._make(plan, fresh, stage=stage)
        with self._parsing(sound) as fresh:
            return self._make(sound, fresh, stage=stage)

    def _make(self, plan: Plan, fresh: Iterator[Outcome], *, stage: bool) -> BuildReport:
        staged = self._folder.staging / "new"
        staged.mkdir(parents=True)
        kept = [entry.doc_id for entry in plan.kept.values()]
        entry = plan.inputs.encoder
        with closing(
            SnapshotWriter(staged, self._encoder, entry=entry, base=plan.previous, kept=kept)
        ) as writer:
            if plan.previous and writer.same_encoder:
                n_stay = sum(entry.n_passages for entry in plan.kept.values())
                self._chroma.prepare(staged, plan.previous, n_stay)
            self._read(plan, writer, fresh)
            if not self._entries:
                first = self._failed[0]
                raise CorpusError(f"no document could be read; {first.path}: {first.why}")
            if plan.previous and plan.is_current(self._entries):
                return self._report(plan, plan.previous.manifest, published=True)
            manifest = self._write(plan, writer, staged)
        return self._finish(plan, manifest, staged, stage=stage)

    def close(self) -> None:
        self._chroma.close()

    # --- reading, encoding meanwhile -----------------------------------------------------------

    def _parsing(self, plan: Plan) -> AbstractContextManager[Iterator[Outcome]]:
        limits = ParseLimits.of(self._settings)
        return parse_all(plan.to_read(), limits, n_workers=self._settings.parse_workers)

    def _read(self, plan: Plan, writer: SnapshotWriter, fresh: Iterator[Outcome]) -> None:
        """Hand over document by document, in the order of the files."""
        with self._timed("read_and_encode"):
            # A new document must not take the id of one that is kept and comes later.
            for file, entry in plan.kept.items():
                self._claim(entry.doc_id, file)
            for n_done, file in enumerate(plan.files, start=1):
                if file in plan.kept:
                    writer.keep(plan.kept[file].doc_id)
                    self._entries.append(plan.kept[file])
                else:
                    outcome = Failed(why=file.fault) if file.fault else next(fresh)
                    self._add(plan, file, outcome, writer)
                step = Step(
                    stage="read",
                    document=file.name,
                    n_done=n_done,
                    n_total=len(plan.files),
                    n_passages=writer.n_passages,
                )
                self._progress(step)

    def _add(self, plan: Plan, file: SourceFile, outcome: Outcome, writer: SnapshotWriter) -> None:
        if isinstance(outcome, Failed):
            why = outcome.why.removeprefix(f"{file.name}: ")
            self._failed.append(FailedFile(path=file.name, why=why))
            return
        for name, seconds in outcome.seconds.items():
            self._seconds[name] = self._seconds.get(name, 0) + seconds
        doc_id = outcome.document.doc_id
        self._claim(doc_id, file)
        start = time.process_time()
        parts = outcome.document, outcome.source, outcome.passages
        read = Understood(*parts, outcome.statements)
        marked = marked_statements(read, open_tagger().sentences)
        self._seconds["mark"] = self._seconds.get("mark", 0) + time.process_time() - start
        document, statements, n_applied = corrected(*parts, marked, plan.corrections.of(doc_id))
        writer.add(document, outcome.source, outcome.passages, statements)
        self._entries.append(
            document_entry(
                document,
                outcome.source,
                outcome.passages,
                statements,
                n_corrected=n_applied,
                corrections=plan.corrections.hash_of(doc_id),
            )
        )

    def _claim(self, doc_id: str, file: SourceFile) -> None:
        """Two documents with one id would answer for each other."""
        other = self._files.setdefault(doc_id, file)
        if other is not file:
            first, second = sorted((other.path, file.path))
            raise CorpusError(
                f"two documents have the id {doc_id!r}: {first} and {second}: "
                "give one of them another `id` in its front matter, or another name"
            )

    # --- writing -------------------------------------------------------------------------------

    def _write(self, plan: Plan, writer: SnapshotWriter, staged: Path) -> Manifest:
        """All files of the Snapshot."""
        total = len(plan.files)
        self._progress(Step(stage="encode", n_done=total, n_total=total))
        with self._timed("encode_rest"):
            writer.write_texts()
        self._progress(Step(stage="index", n_done=total, n_total=total))
        snapshot_id = new_id(plan.inputs.fingerprint(self._entries))
        base = plan.previous if writer.same_encoder else None
        in_chroma = self._chroma.write(
            staged, writer.vectors, snapshot_id, base=base, fresh=writer.fresh
        )
        with self._timed("phrases"):  # with the next two while Chroma writes
            writer.write_phrases()
        self._n_encoded = writer.n_encoded
        with self._timed("words"):
            writer.write_words()
        with self._timed("terms"):
            copy_terms(plan.terms, staged, plan.previous)
        with self._timed("chroma"):  # what it takes beyond these
            in_chroma.result()
        with self._timed("hash"):
            return finish(
                staged,
                snapshot_id=snapshot_id,
                inputs=plan.inputs,
                documents=self._entries,
                n_phrases=writer.n_phrases,
                n_left_in_chroma=self._chroma.n_left,
                collection=self._chroma.collection,
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
        return self._report(plan, manifest, published=not stage, pruned=gone)

    def _report(
        self,
        plan: Plan,
        manifest: Manifest,
        *,
        published: bool,
        pruned: tuple[str, ...] = (),
    ) -> BuildReport:
        found = changes(self._before, manifest.documents)
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
            stale_corrections=stale_corrections(plan.corrections, manifest.documents),
            n_embedded=self._n_encoded,
            pruned=pruned,
            seconds={name: round(value, 3) for name, value in self._seconds.items()},
        )

    @contextmanager
    def _timed(self, stage: str) -> Iterator[None]:
        start = time.perf_counter()
        yield
        self._seconds[stage] = time.perf_counter() - start
