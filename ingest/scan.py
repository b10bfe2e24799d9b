"""What a build looks at before it reads anything: files with their hashes, our code's version."""

import errno
import hashlib
import os
import stat
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from ingest.errors import CorpusError

SUFFIXES = frozenset({".pdf", ".docx", ".html", ".htm", ".md", ".markdown", ".txt"})
# Folders of a corpus that hold no documents: aliases, corrections, and the demonstration's case
# material.
_NOT_DOCUMENTS = frozenset({"terms", "corrections", "demo-case"})
_LOOP = "a link that leads to itself"
# Modules of this package that change nothing in what is understood of a document; every other does.
_MACHINERY = frozenset(
    {
        "build.py",
        "check.py",
        "codec.py",
        "difference.py",
        "egress.py",
        "errors.py",
        "known_names.py",
        "plan.py",
        "report.py",
        "scan.py",
        "settings.py",
        "store.py",
        "store_writer.py",
        "vectors.py",
        "workers.py",
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceFile:
    """One file to ingest.

    Attributes:
        path: Where it lies.
        root: The folder that was given; nothing outside is read.
        name: Posix path relative to `root`.
        sha256: Hexadecimal; "" where `fault` says why it was not hashed.
        fault: Why it cannot be ingested; "" if it can.
    """

    path: Path
    root: Path
    name: str
    sha256: str = ""
    fault: str = ""


def scan(folders: Sequence[Path], *, max_file_bytes: int) -> tuple[SourceFile, ...]:
    """Every document in the folders, sorted by path.

    Raises:
        CorpusError: A folder is not there, or there is no document in any.
    """
    found = [
        _source_file(path, root, max_file_bytes) for root in folders for path in _documents_in(root)
    ]
    if not found:
        names = ", ".join(str(folder) for folder in folders)
        raise CorpusError(
            f"no document in {names}: put {' '.join(sorted(SUFFIXES))} files there, "
            "or name another folder"
        )
    return tuple(sorted(found, key=lambda file: (file.name, str(file.root))))


def terms_files(folder: Path) -> tuple[Path, ...]:
    """The TOML files of a terms folder; () where there is none."""
    return tuple(sorted(folder.glob("*.toml"))) if folder.is_dir() else ()


def hash_files(paths: Iterable[Path]) -> str:
    """One hash over names and contents, in the order given."""
    digest = hashlib.sha256()
    for path in paths:
        digest.update(f"{path.name}\0".encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


@lru_cache(1)
def code_version() -> str:
    """Hash of the modules that read, chunk and understand documents."""
    package = Path(__file__).resolve().parent
    understanding = [
        path
        for path in sorted(package.rglob("*.py"))
        if path.name not in _MACHINERY and path.parent.name not in {"index", "cli", "embed"}
    ]
    # The words of a kept document are taken over too.
    weights = package / "embed" / "tagger" / "weights.npz"
    return hash_files([*understanding, package / "index" / "lexical.py", weights])[:16]


def _documents_in(root: Path) -> list[Path]:
    if not root.is_dir():
        raise CorpusError(f"there is no folder {root}: name one that holds documents")
    found = []
    # Path.walk exists from Python 3.12 on.
    for folder, subfolders, names in os.walk(root):
        subfolders[:] = [
            name for name in subfolders if name not in _NOT_DOCUMENTS and not name.startswith(".")
        ]
        found += [Path(folder, name) for name in names if _is_document(name)]
    return found


def _is_document(name: str) -> bool:
    path = Path(name)
    return (
        path.suffix.lower() in SUFFIXES
        and path.stem.lower() != "readme"
        and not name.startswith((".", "~$"))
    )


def _source_file(path: Path, root: Path, max_file_bytes: int) -> SourceFile:
    name = path.relative_to(root).as_posix()
    printable = os.fsencode(name).decode("utf-8", "replace")
    sha256 = ""
    try:
        if printable != name:  # neither a store nor a manifest can hold it
            fault = "its name is not in UTF-8: rename it"
        elif not (fault := _fault_of(path, root, max_file_bytes)):
            with path.open("rb") as opened:
                sha256 = hashlib.file_digest(opened, "sha256").hexdigest()
    except OSError as error:
        fault = _LOOP if error.errno == errno.ELOOP else error.strerror or "cannot be read"
    except RuntimeError:  # which Python before 3.13 raises for it
        fault = _LOOP
    return SourceFile(path=path, root=root, name=printable, sha256=sha256, fault=fault)


def _fault_of(path: Path, root: Path, max_file_bytes: int) -> str:
    """Why a file is not opened; "" where it is."""
    # Folders that are links are not gone into, so only the file itself can lead out.
    if path.is_symlink() and not path.resolve().is_relative_to(root.resolve()):
        return "a link out of the folder"
    found = path.stat()
    if not stat.S_ISREG(found.st_mode):  # to open a pipe waits for ever
        return "is no regular file"
    if found.st_size > max_file_bytes:
        return f"{found.st_size:,} bytes, the limit is {max_file_bytes:,}"
    return ""
