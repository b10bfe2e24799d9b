"""The indexes that cases are asked of: built when something changed, else reused."""

import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from evals.corpora import Corpus
from ingest.settings import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Indexes:
    """Index folders and snapshots by corpus, and the documents that could not be ingested."""

    folders: Mapping[str, Path]
    snapshots: Mapping[str, str]
    failed: Mapping[str, tuple[str, ...]]


def _silent(_text: str) -> None:
    """Show nothing."""


def build_indexes(
    corpora: Sequence[Corpus],
    work_dir: Path,
    settings: Settings,
    *,
    given: Mapping[str, Path] | None = None,
    say: Callable[[str], None] = _silent,
) -> Indexes:
    """Make the index of each corpus hold what its folder holds.

    Args:
        corpora: Present ones.
        work_dir: Holds an index folder per corpus.
        settings: Of the product, so that cases run on what users get.
        given: Index folders to take as they are, by corpus.
        say: Told which index is being built.

    Raises:
        GuidelineError: A corpus holds no readable document, or an index cannot be written.
    """
    from ingest.build import Step, build  # noqa: PLC0415 - loads what listing cases does not need
    from ingest.index import open_snapshot  # noqa: PLC0415

    folders = dict(given or {})
    snapshots = {name: open_snapshot(folder).snapshot_id for name, folder in folders.items()}
    failed: dict[str, tuple[str, ...]] = {}
    for corpus in corpora:

        def show(step: Step, name: str = corpus.name) -> None:
            say(f"index of {name}: {step.stage} {step.n_done}/{step.n_total} {step.document}")

        folders[corpus.name] = work_dir / "index" / corpus.name
        report = build([corpus.folder], folders[corpus.name], settings, wait=True, progress=show)
        snapshots[corpus.name] = report.snapshot_id
        if report.failed:
            failed[corpus.name] = tuple(f"{file.path} ({file.why})" for file in report.failed)
    return Indexes(folders=folders, snapshots=snapshots, failed=failed)


@contextmanager
def pinned(indexes: Indexes, work_dir: Path) -> Iterator[Indexes]:
    """The same indexes as private copies, which no build can change while cases are asked.

    Seen without it: a build beside a run published twice, and quotes of the one snapshot were
    looked for in another.
    """
    from ingest.index.folder import IndexFolder  # noqa: PLC0415 - as above

    work_dir.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix="pinned-", dir=work_dir) as private:
        folders = {}
        for name, folder in indexes.folders.items():
            source, target = IndexFolder(folder), IndexFolder(Path(private) / name)
            snapshot_id = indexes.snapshots[name]
            shutil.copytree(source.snapshot(snapshot_id), target.snapshot(snapshot_id))
            target.pointer.write_text(f"{snapshot_id}\n", encoding="utf-8")
            folders[name] = target.root
        yield replace(indexes, folders=folders)
