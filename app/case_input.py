"""Case materials and policies from files on disk, for the command line."""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from ingest.errors import CorpusError

if TYPE_CHECKING:
    from app.case import CaseFile

MIB = 1024 * 1024


def read_case_files(paths: Iterable[Path], *, max_bytes: int) -> tuple["CaseFile", ...]:
    """Their bytes, in memory.

    Raises:
        CorpusError: One is missing, is no file, cannot be read, or is larger than `max_bytes`.
    """
    return tuple(_read(path, max_bytes) for path in paths)


def _read(path: Path, max_bytes: int) -> "CaseFile":
    from app.case import CaseFile  # noqa: PLC0415 - readers load slowly; --help must not wait

    try:
        if not path.is_file():
            kind = "is not a file" if path.exists() else "does not exist"
            raise CorpusError(f"{path} {kind}: name a PDF, DOCX, HTML, Markdown or text file")
        size = path.stat().st_size
        if size > max_bytes:
            raise CorpusError(
                f"{path} has {size / MIB:.0f} MiB, more than {max_bytes / MIB:.0f}: "
                "give the pages that matter"
            )
        return CaseFile(name=path.name, data=path.read_bytes())
    except OSError as error:
        raise CorpusError(f"{path} cannot be read ({error.strerror}): check it") from error
