"""What git knows of a change: its commits, and what a file held at each of them."""

import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from ingest.settings import PROJECT_ROOT

_TIMEOUT_S = 30


@dataclass(frozen=True, slots=True)
class Commit:
    """One commit of a change: its name, its first parent, and the files that it touches."""

    name: str
    parent: str
    files: frozenset[str]


@dataclass(frozen=True, slots=True)
class Repository:
    """A checkout; without git, or outside a checkout, nothing is known of any commit."""

    root: Path = PROJECT_ROOT

    def resolve(self, commit: str) -> str:
        """Full name of a commit; "" where it is not known here."""
        return self._git("rev-parse", "--verify", "--quiet", f"{commit}^{{commit}}").strip()

    def commits(self, base: str) -> tuple[Commit, ...]:
        """Commits since `base` up to the one that is checked out, the oldest first.

        A merge's files are those that differ from its first parent: what it brings in by the way
        is not the change of a lone commit.
        """
        names = self._git("rev-list", "--reverse", "--topo-order", f"{base}..HEAD").split()
        return tuple(self._commit(name) for name in names)

    def text(self, commit: str, path: str) -> str:
        """What a file held at a commit; "" where it did not exist."""
        return self._git("show", f"{commit}:{path}")

    def files(self, commit: str, folder: str) -> tuple[str, ...]:
        """Paths of the files under a folder at a commit."""
        return tuple(self._git("ls-tree", "-r", "--name-only", commit, f"{folder}/").splitlines())

    def _commit(self, name: str) -> Commit:
        parents = self._git("rev-list", "--parents", "-n", "1", name).split()[1:]
        if len(parents) != 1:  # a merge, whose own commits are looked at one by one, or a root
            return Commit(name, "", frozenset())
        files = self._git("diff", "--name-only", "--no-renames", parents[0], name).splitlines()
        return Commit(name, parents[0], frozenset(files))

    def _git(self, *arguments: str) -> str:
        """Standard output of git; "" where it fails, or is not there."""
        git = shutil.which("git")
        if git is None:
            return ""
        try:
            done = subprocess.run(  # noqa: S603 - git alone, without a shell
                [git, "-C", str(self.root), *arguments],
                capture_output=True,
                check=False,
                timeout=_TIMEOUT_S,
                encoding="utf-8",
                errors="replace",
            )
        except (OSError, subprocess.TimeoutExpired):
            return ""
        return done.stdout if done.returncode == 0 else ""
