"""Case materials and policies from files on disk, or as text, for the command line."""

import re
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from ingest.errors import CorpusError, QuestionError

if TYPE_CHECKING:
    from app.case import CaseFile

MIB = 1024 * 1024


def read_case_files(paths: Iterable[Path], *, max_bytes: int) -> tuple["CaseFile", ...]:
    """Their bytes, in memory.

    Raises:
        CorpusError: One is missing, is no file, cannot be read, or is larger than `max_bytes`.
    """
    return tuple(_read(path, max_bytes) for path in paths)


def brought(value: object, key: str, folder: Path, *, max_bytes: int) -> tuple["CaseFile", ...]:
    """What a line of `batch` brings under `case` or `policy`, in memory.

    Args:
        value: A file name, the text itself, `{"name": ..., "text": ...}`, or a list of these. A
            string is text where it has several lines, or several words and no file's ending.
        key: "case" or "policy", for messages and for the names of texts.
        folder: Where relative file names are looked up.
        max_bytes: A larger file or text is refused.

    Raises:
        QuestionError: It is none of these.
        CorpusError: As `read_case_files`.
    """
    items = value if isinstance(value, list) else [] if value in (None, "", {}) else [value]
    return tuple(
        _item(item, f"{key}-{number}.txt", folder, max_bytes)
        for number, item in enumerate(items, start=1)
    )


def _item(item: object, name: str, folder: Path, max_bytes: int) -> "CaseFile":
    if isinstance(item, dict) and isinstance(text := item.get("text"), str):
        return _text_file(str(item.get("name") or name), text, max_bytes)
    if not isinstance(item, str):
        kind = name.partition("-")[0]
        raise QuestionError(
            f"{kind} is neither a file name nor a text, nor a list of these: name a file"
        )
    if "\n" in item.strip() or (len(item.split()) > _MAX_NAME_WORDS and not _ENDING.search(item)):
        return _text_file(name, item, max_bytes)
    return _read(folder / item, max_bytes)


# "my clinical note, second page.pdf" is a name; more words than this without an ending are none.
_MAX_NAME_WORDS = 4
_ENDING = re.compile(r"\.\w{2,8}$")


def _text_file(name: str, text: str, max_bytes: int) -> "CaseFile":
    from app.case import CaseFile  # noqa: PLC0415 - readers load slowly; --help must not wait

    data = text.encode("utf-8", "replace")
    if len(data) > max_bytes:
        raise CorpusError(f"{name} has {len(data) / MIB:.0f} MiB: give the part that matters")
    # Only the last part of a given name counts, and it is read as what it is: text.
    stem = Path(name.replace("\\", "/")).name or "text"
    return CaseFile(name=stem if stem.endswith((".txt", ".md")) else f"{stem}.txt", data=data)


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
