"""The index folder: snapshots, staging, the pointer to the published one, the writer's lock.

<index>/current             id of the published snapshot; below it those published before it
<index>/lock                held by the one writer; holds its process id
<index>/snapshots/<id>/     complete and never changed again
<index>/staging/<id>/       being written; whatever lies here without the lock is rubbish
"""

import fcntl
import os
import shutil
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from ingest.errors import IndexError_, IndexLockedError, IndexMissingError

_POLL_S = 0.2
BUILD_HINT = "run `guideline-ingest build`"


@dataclass(frozen=True, slots=True)
class IndexFolder:
    """Where things lie in one index folder."""

    root: Path

    @property
    def pointer(self) -> Path:
        return self.root / "current"

    @property
    def lock_file(self) -> Path:
        return self.root / "lock"

    @property
    def staging(self) -> Path:
        return self.root / "staging"

    @property
    def snapshots(self) -> Path:
        return self.root / "snapshots"

    def snapshot(self, snapshot_id: str) -> Path:
        return self.snapshots / snapshot_id

    def published(self) -> tuple[str, ...]:
        """Ids in the pointer: the published one, then those published before it; () if none."""
        try:
            lines = self.pointer.read_text(encoding="utf-8").split()
        except (FileNotFoundError, NotADirectoryError):
            return ()
        return tuple(lines)

    def current(self) -> str:
        """Id of the published snapshot.

        Raises:
            IndexMissingError: Nothing is published there.
        """
        published = self.published()
        if not published:
            raise IndexMissingError(
                f"there is no index in {self.root}: "
                f"run `guideline-ingest build --index {self.root}`"
            )
        return published[0]

    def ids(self) -> tuple[str, ...]:
        """Ids of the complete snapshots, oldest first (an id begins with its time)."""
        if not self.snapshots.is_dir():
            return ()
        return tuple(sorted(path.name for path in self.snapshots.iterdir() if path.is_dir()))

    def check(self, snapshot_id: str) -> None:
        """Refuse an id that is not there.

        Raises:
            IndexMissingError: There is no such snapshot.
        """
        if snapshot_id not in self.ids():
            raise IndexMissingError(
                f"there is no snapshot {snapshot_id!r} in {self.root}: "
                f"`guideline-ingest list --index {self.root}` names them"
            )


def new_id(fingerprint: str, now: datetime | None = None) -> str:
    """Id of a snapshot: time in UTC, to the microsecond, and the start of its fingerprint."""
    moment = now or datetime.now(UTC)
    return f"{moment:%Y%m%dT%H%M%S%f}-{fingerprint[:8]}"


@contextmanager
def writer_lock(folder: IndexFolder, *, wait: bool = False) -> Iterator[None]:
    """Be the only writer; a killed writer's lock is freed by the system.

    Raises:
        IndexLockedError: Another process writes, and `wait` is False.
    """
    folder.root.mkdir(parents=True, exist_ok=True)
    with folder.lock_file.open("a+", encoding="utf-8") as lock:
        while not _try_lock(lock.fileno()):
            if not wait:
                lock.seek(0)
                raise IndexLockedError(
                    f"another build (process {lock.read().strip() or 'unknown'}) is writing to "
                    f"{folder.root}: wait for it, or use --wait"
                )
            time.sleep(_POLL_S)
        lock.seek(0)
        lock.truncate()
        lock.write(f"{os.getpid()}\n")
        lock.flush()
        yield


@contextmanager
def write_errors(folder: IndexFolder) -> Iterator[None]:
    """A full disk or a read-only folder in one line.

    Raises:
        IndexError_: Something could not be written.
    """
    try:
        yield
    except (OSError, sqlite3.OperationalError) as error:
        why = error.strerror if isinstance(error, OSError) and error.strerror else error
        raise IndexError_(
            f"the index in {folder.root} cannot be written ({why}): what was published before "
            "stays as it was"
        ) from error


def _try_lock(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def clear_staging(folder: IndexFolder) -> None:
    """Remove what a killed build left; call it with the lock held."""
    if folder.staging.exists():
        shutil.rmtree(folder.staging)


def complete(folder: IndexFolder, staged: Path, snapshot_id: str) -> Path:
    """Move a finished snapshot out of staging: on disk wholly, or not at all."""
    for path in sorted(staged.rglob("*")):
        sync(path)
    sync(staged)
    folder.snapshots.mkdir(exist_ok=True)
    target = folder.snapshot(snapshot_id)
    staged.rename(target)
    sync(folder.snapshots)
    return target


def publish(folder: IndexFolder, snapshot_id: str) -> None:
    """Swap the pointer: readers see the old snapshot or the new one, never neither."""
    folder.check(snapshot_id)
    earlier = [item for item in folder.published() if item != snapshot_id]
    _write_pointer(folder, [snapshot_id, *earlier])


def roll_back(folder: IndexFolder) -> str:
    """Publish again what was published before; returns its id.

    Raises:
        IndexMissingError: Nothing is published there.
        IndexError_: There is nothing to go back to.
    """
    current = folder.current()
    kept = set(folder.ids())
    earlier = [item for item in folder.published()[1:] if item in kept]
    if not earlier:
        raise IndexError_(
            f"there is no earlier snapshot than {current} in {folder.root}: "
            "build the documents that you want"
        )
    _write_pointer(folder, earlier)
    return earlier[0]


def prune(folder: IndexFolder, keep: int) -> tuple[str, ...]:
    """Remove the oldest snapshots beyond `keep`, never the published one; returns their ids.

    Those published before go first in line to be kept, since `rollback` needs them; then the
    newest.
    """
    published = folder.published()
    ranked = sorted(folder.ids(), reverse=True)
    ranked.sort(key=lambda item: published.index(item) if item in published else len(published))
    # A newer staged one may wait for its publication: it is kept beside them.
    gone = tuple(item for item in ranked[keep:] if not published or item < published[0])
    for item in gone:
        shutil.rmtree(folder.snapshot(item))
    if gone and published:
        _write_pointer(folder, [item for item in published if item not in gone])
    return gone


def sync(path: Path) -> None:
    """Have the system write a file or a folder's entries to disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _write_pointer(folder: IndexFolder, ids: list[str]) -> None:
    temporary = folder.pointer.with_suffix(".new")
    temporary.write_text("".join(f"{item}\n" for item in ids), encoding="utf-8")
    sync(temporary)
    temporary.replace(folder.pointer)
    sync(folder.root)
