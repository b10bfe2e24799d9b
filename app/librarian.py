"""The editors' desk: documents as they are published, files, corrections, and what gets published.

Every method asks first whether this person may. Nothing that an editor does here is seen by readers
before it is published, and the one before can be published again.
"""

import re
from collections.abc import Iterable, Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from app.access import Action, User, require
from app.impact import ImpactReport, SavedQuestion, Side, impact
from app.in_force import standings
from ingest import build as building
from ingest.corrections import Action as Change
from ingest.corrections import append_correction, correction_of
from ingest.describe import describe
from ingest.difference import Difference, difference
from ingest.errors import CorpusError, IndexMissingError
from ingest.index import Snapshot, open_snapshot
from ingest.index.folder import IndexFolder, publish, roll_back, writer_lock
from ingest.index.manifest import DocumentEntry
from ingest.models import Source
from ingest.readers import READERS, ReadLimits, read_bytes

if TYPE_CHECKING:
    from ingest.build import Progress
    from ingest.report import BuildReport
    from ingest.settings import Settings
    from ingest.statements.models import Statement

UPLOADS = "added"  # folder of the corpus for files that are added here
_NAME = re.compile(r"[^a-z0-9]+")
_MAX_NAME = 80


@dataclass(frozen=True, slots=True)
class Holding:
    """One document of the published Snapshot.

    Attributes:
        entry: Counts and flags.
        source: What it is as a publication.
        status: in_force, undated, not_yet_in_force, superseded or ended, today.
        why: What replaces it, or when it starts or ended.
    """

    entry: DocumentEntry
    source: Source
    status: str
    why: str


class Librarian:
    """What editors do with the documents; opened once for all sessions, holds nothing of any."""

    def __init__(self, settings: "Settings") -> None:
        self._settings = settings
        self._folder = IndexFolder(settings.index_dir)

    # --- reading ------------------------------------------------------------------------------

    def holdings(self, user: User | None) -> tuple[Holding, ...]:
        """Every published document, by title.

        Raises:
            AccessError: He may not.
            IndexError_: There is no index, or it cannot be used.
        """
        require(user, Action.OPEN_LIBRARY)
        with closing(open_snapshot(self._folder.root)) as snapshot:
            today = standings(snapshot.sources, datetime.now().astimezone().date())
            found = [
                Holding(entry, snapshot.sources[doc_id], today[doc_id].status, today[doc_id].why)
                for doc_id, entry in snapshot.documents.items()
            ]
        return tuple(sorted(found, key=lambda item: item.source.title.lower()))

    def statements(self, user: User | None, doc_id: str) -> tuple["Statement", ...]:
        """What was understood of a document, in reading order.

        Raises:
            AccessError: He may not.
            IndexError_: There is no index, or no such document in it.
        """
        require(user, Action.OPEN_LIBRARY)
        with closing(open_snapshot(self._folder.root)) as snapshot:
            if doc_id not in snapshot.documents:
                raise IndexMissingError(f"there is no document {doc_id!r} in the index")
            return snapshot.statements_of(doc_id)

    def staged(self, user: User | None) -> str:
        """Id of the newest Snapshot, if it is newer than what is published; else ""."""
        require(user, Action.OPEN_LIBRARY)
        ids, published = self._folder.ids(), self._folder.published()
        newest = ids[-1] if ids else ""
        return newest if newest and newest not in published and newest > self.current() else ""

    def current(self) -> str:
        """Id of the published Snapshot; "" where there is none."""
        return next(iter(self._folder.published()), "")

    def before(self, user: User | None) -> str:
        """Id of what would be published again by `roll_back`; "" where there is nothing."""
        require(user, Action.OPEN_LIBRARY)
        kept = self._folder.ids()
        return next((item for item in self._folder.published()[1:] if item in kept), "")

    # --- changing -----------------------------------------------------------------------------

    def put(self, user: User | None, name: str, data: bytes, *, replaces: str = "") -> str:
        """Add a file to the corpus, or put another in the place of a document's file.

        Args:
            user: Who.
            name: As its sender calls it: only its letters and its ending are used.
            data: Its bytes, which must be readable as a document.
            replaces: doc_id whose file it takes the place of; "" for a new one.

        Returns:
            The path in the corpus.

        Raises:
            AccessError: He may not.
            CorpusError: The file cannot be read, is of another kind than the one it replaces, or is
                there already.
        """
        require(user, Action.CHANGE_LIBRARY)
        limits = ReadLimits(max_bytes=self._settings.max_file_bytes)
        describe(read_bytes(data, Path(name).name, limits=limits))
        path = self._path_of(replaces) if replaces else self._new_path(name)
        if path.suffix.lower() != Path(name).suffix.lower():
            raise CorpusError(
                f"the file is {Path(name).suffix or 'without an ending'}, the document "
                f"{path.suffix}: add it as a new document, or save it as {path.suffix}"
            )
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            temporary = path.with_name(f".{path.name}.new")
            temporary.write_bytes(data)
            temporary.replace(path)
        except OSError as error:
            raise CorpusError(f"{path.name} cannot be written ({error.strerror})") from error
        return path.relative_to(self._settings.corpus_dir).as_posix()

    def _path_of(self, doc_id: str) -> Path:
        with closing(open_snapshot(self._folder.root)) as snapshot:
            entry = snapshot.documents.get(doc_id)
        if entry is None:
            raise CorpusError(f"there is no document {doc_id!r} in the index: add it as a new one")
        root = self._settings.corpus_dir.resolve()
        path = (root / entry.path).resolve()
        if not path.is_relative_to(root):
            raise CorpusError(f"{entry.path} does not lie in {root.name}: replace it by hand")
        return path

    def _new_path(self, name: str) -> Path:
        """A place of our own choice: what a sender calls a file never becomes a path."""
        suffix = Path(name).suffix.lower()
        if suffix not in READERS:
            raise CorpusError(f"{suffix or 'no ending'}: use {', '.join(READERS)}")
        stem = _NAME.sub("-", Path(name).stem.lower()).strip("-")[:_MAX_NAME] or "document"
        path = self._settings.corpus_dir / UPLOADS / f"{stem}{suffix}"
        if path.exists():
            raise CorpusError(
                f"there is a document {path.name} already: replace it, or rename the file"
            )
        return path

    def correct(
        self,
        user: User | None,
        statement_id: str,
        values: Mapping[str, object],
        *,
        drop: bool = False,
        why: str = "",
    ) -> Path:
        """Write down what a Statement should say; the next build takes it up.

        Raises:
            AccessError: He may not.
            IndexMissingError: There is no such Statement.
            CorpusError: A value does not fit its field.
        """
        who = require(user, Action.CHANGE_LIBRARY)
        doc_id = statement_id.rpartition("!")[0]
        with closing(open_snapshot(self._folder.root)) as snapshot:
            found = {s.statement_id: s for s in snapshot.statements_of(doc_id)}.get(statement_id)
            if found is None:
                raise IndexMissingError(f"there is no statement {statement_id!r} in the index")
            correction = correction_of(
                found,
                snapshot.passage(found.quote.passage_id),
                action=Change.DROP if drop else Change.CHANGE,
                values=values,
                why=why,
                by=who.name,
                on=datetime.now(UTC).date(),
            )
        return append_correction(self._settings.corpus_dir, correction)

    def stage(self, user: User | None, progress: "Progress") -> "BuildReport":
        """Read the corpus anew into a Snapshot that readers do not see yet.

        Raises:
            AccessError: He may not.
            CorpusError: No document could be read.
            IndexLockedError: Another build is running.
        """
        require(user, Action.CHANGE_LIBRARY)
        return building.build(
            [self._settings.corpus_dir],
            self._folder.root,
            self._settings,
            stage=True,
            progress=progress,
        )

    def changes(self, user: User | None, staged: str) -> Difference:
        """How a staged Snapshot differs from the published one: documents and Statements."""
        require(user, Action.OPEN_LIBRARY)
        self._folder.check(staged)
        current = self._folder.current()
        with closing(self._opened(current)) as old, closing(self._opened(staged)) as new:
            return difference(old, new)

    def impact(
        self, user: User | None, staged: str, questions: Iterable[SavedQuestion]
    ) -> ImpactReport:
        """What publishing a staged Snapshot would change in answers.

        Raises:
            AccessError: He may not.
            IndexMissingError: There is no such Snapshot.
        """
        require(user, Action.OPEN_LIBRARY)
        from app.pipeline import open_pipeline  # noqa: PLC0415 - loads the models
        from app.tools import Tools  # noqa: PLC0415 - the same

        self._folder.check(staged)
        with closing(Tools(self._settings)) as tools:
            sides = []
            for snapshot_id in (self._folder.current(), staged):
                pipeline = open_pipeline(
                    self._settings,
                    index_dir=self._folder.root,
                    snapshot_id=snapshot_id,
                    tools=tools,
                )
                sides.append(Side(pipeline.opened().snapshot, pipeline))
            return impact(questions, *sides)

    def publish(self, user: User | None, staged: str) -> None:
        """Let readers see a staged Snapshot.

        Raises:
            AccessError: He may not.
            IndexError_: There is none of that id, or another build is running.
        """
        require(user, Action.PUBLISH)
        self._folder.check(staged)
        with writer_lock(self._folder):
            publish(self._folder, staged)

    def roll_back(self, user: User | None) -> str:
        """Publish again what was published before; returns its id.

        Raises:
            AccessError: He may not.
            IndexError_: Nothing was published before, or another build is running.
        """
        require(user, Action.PUBLISH)
        with writer_lock(self._folder):
            return roll_back(self._folder)

    def _opened(self, snapshot_id: str) -> Snapshot:
        return open_snapshot(self._folder.root, snapshot_id)


def in_force_words(item: Holding) -> str:
    """Status with its reason: "superseded: replaced by NICE NG206 (2021-10-29)"."""
    status = item.status.replace("_", " ")
    return f"{status}: {item.why}" if item.why else status
