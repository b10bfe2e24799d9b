"""The indexes that cases are asked of: built when something changed, else reused."""

import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from evals.corpora import Corpus
from ingest.settings import Settings

if TYPE_CHECKING:
    from ingest.report import BuildReport


@dataclass(frozen=True, kw_only=True)
class Indexes:
    """Indexes that are made one by one, each a private copy which no later build can change.

    Seen without the copies: a build beside a run published twice, and quotes of the one snapshot
    were looked for in another.

    Attributes:
        settings: Of the product, so that cases run on what users get.
        corpora: Present ones.
        work_dir: Holds an index folder per corpus.
        private: Folder of the copies.
        given: Index folders to take as they are, by corpus.
        say: Told which index is being built.
        snapshots: By corpus, of those that are made.
        failed: By corpus, the documents that could not be ingested.
    """

    settings: Settings
    corpora: Sequence[Corpus]
    work_dir: Path
    private: Path
    given: Mapping[str, Path]
    say: Callable[[str], None]
    snapshots: dict[str, str] = field(default_factory=dict)
    failed: dict[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def folders(self) -> dict[str, Path]:
        """Where the copies are, or will be once they are made."""
        names = (*self.given, *(corpus.name for corpus in self.corpora))
        return {name: self.private / name for name in names}

    def made(self) -> Iterator[str]:
        """Names of the corpora, each as soon as its index can be asked.

        Raises:
            GuidelineError: A corpus holds no readable document, or an index cannot be written.
        """
        from ingest.index import open_snapshot  # noqa: PLC0415 - listing cases does not need it

        for name, folder in self.given.items():
            self._copy(name, folder, open_snapshot(folder).snapshot_id)
            yield name
        for corpus in self.corpora:
            report = build_index(corpus, self.work_dir, self.settings, say=self.say)
            if report.failed:
                failed = tuple(f"{file.path} ({file.why})" for file in report.failed)
                self.failed[corpus.name] = failed
            folder = index_folder(corpus.name, self.work_dir)
            self._copy(corpus.name, folder, report.snapshot_id)
            yield corpus.name

    def make_all(self) -> None:
        """Make all of them."""
        for _name in self.made():
            pass

    def _copy(self, name: str, folder: Path, snapshot_id: str) -> None:
        from ingest.index.folder import IndexFolder  # noqa: PLC0415 - as above

        source, target = IndexFolder(folder), IndexFolder(self.folders[name])
        shutil.copytree(source.snapshot(snapshot_id), target.snapshot(snapshot_id))
        target.pointer.write_text(f"{snapshot_id}\n", encoding="utf-8")
        self.snapshots[name] = snapshot_id


def _silent(_text: str) -> None:
    """Show nothing."""


def index_folder(corpus: str, work_dir: Path) -> Path:
    """Where the index of a corpus is kept from run to run."""
    return work_dir / "index" / corpus


def build_index(
    corpus: Corpus, work_dir: Path, settings: Settings, *, say: Callable[[str], None] = _silent
) -> "BuildReport":
    """Make the index of a corpus hold what its folder holds.

    An index whose vectors came from another file than the one that is kept now is built anew:
    its documents have not changed, but a wrong vector would outlive the file that it came from.

    Raises:
        GuidelineError: It holds no readable document, or the index cannot be written.
    """
    # These load what listing cases does not need.
    from evals.kept_vectors import KeptEncoder, kept_hash  # noqa: PLC0415
    from ingest.build import Step, build  # noqa: PLC0415
    from ingest.embed import encoder_of  # noqa: PLC0415
    from ingest.index.folder import IndexFolder  # noqa: PLC0415

    def show(step: Step) -> None:
        say(f"index of {corpus.name}: {step.stage} {step.n_done}/{step.n_total} {step.document}")

    folder = index_folder(corpus.name, work_dir)
    encoder = KeptEncoder(encoder_of(settings))
    stamp, kept = folder.with_suffix(".vectors"), kept_hash()
    if not stamp.is_file() or stamp.read_text(encoding="utf-8") != kept:
        IndexFolder(folder).pointer.unlink(missing_ok=True)
    report = build([corpus.folder], folder, settings, wait=True, encoder=encoder, progress=show)
    stamp.write_text(kept, encoding="utf-8")
    return report


@contextmanager
def private_indexes(
    corpora: Sequence[Corpus],
    work_dir: Path,
    settings: Settings,
    *,
    given: Mapping[str, Path] | None = None,
    say: Callable[[str], None] = _silent,
) -> Iterator[Indexes]:
    """Indexes of `corpora` (see `Indexes`), yet to be made; their copies go at the end."""
    work_dir.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix="pinned-", dir=work_dir) as private:
        yield Indexes(
            settings=settings,
            corpora=corpora,
            work_dir=work_dir,
            private=Path(private),
            given=given or {},
            say=say,
        )
