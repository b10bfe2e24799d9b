"""Readers: one file of a corpus folder to a Document. One module a format.

All feeding one builder.
"""

import hashlib
import os
import re
from collections.abc import Callable
from pathlib import Path

from ingest.errors import CorpusError
from ingest.look_alikes import look_alike_flags
from ingest.models import Document, Flag
from ingest.readers.builder import Assembled, assemble
from ingest.readers.front_matter import split_front_matter
from ingest.readers.markdown import read_markdown
from ingest.readers.raw import RawDocument, ReadLimits, text_of
from ingest.readers.run_on_lists import with_run_on_lists
from ingest.safety import instruction_flags

__all__ = ["READERS", "ReadLimits", "read_bytes", "read_document"]

DOCX_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
# Characters that separate the parts of passage and statement ids, and those no id can hold.
_NOT_IN_ID = re.compile(r"[#!\x00-\x1f/\\]+")


Reader = Callable[[bytes, str, ReadLimits], RawDocument]
DEFAULT_LIMITS = ReadLimits()


OnPage = Callable[[int, int], None]
PDF_TYPE = "application/pdf"


def _unseen(_page: int, _n_pages: int) -> None:
    """Nobody looks on."""


def _read_pdf(data: bytes, name: str, limits: ReadLimits, on_page: OnPage = _unseen) -> RawDocument:
    from ingest.readers.pdf import read_pdf  # noqa: PLC0415 - loads only where it is needed

    return read_pdf(data, name, limits, on_page)


def _read_docx(data: bytes, name: str, limits: ReadLimits) -> RawDocument:
    from ingest.readers.docx import read_docx  # noqa: PLC0415 - loads only where it is needed

    return read_docx(data, name, limits)


def _read_html(data: bytes, name: str, limits: ReadLimits) -> RawDocument:
    from ingest.readers.html import read_html  # noqa: PLC0415 - loads only where it is needed

    return read_html(data, name, limits)


def _read_text(data: bytes, name: str, limits: ReadLimits) -> RawDocument:
    from ingest.readers.text import read_text  # noqa: PLC0415 - loads only where it is needed

    return read_text(data, name, limits)


def _read_markdown(data: bytes, name: str, limits: ReadLimits) -> RawDocument:
    del limits  # the size of the file bounds it
    front_matter, body = split_front_matter(text_of(data, name), name)
    drafts, flags = read_markdown(body)
    return RawDocument(drafts=drafts, front_matter=front_matter, flags=flags)


READERS: dict[str, tuple[str, Reader]] = {
    ".pdf": (PDF_TYPE, _read_pdf),
    ".docx": (DOCX_TYPE, _read_docx),
    ".html": ("text/html", _read_html),
    ".htm": ("text/html", _read_html),
    ".md": ("text/markdown", _read_markdown),
    ".markdown": ("text/markdown", _read_markdown),
    ".txt": ("text/plain", _read_text),
}


def read_document(path: Path, root: Path, *, limits: ReadLimits = DEFAULT_LIMITS) -> Document:
    """Read one file below `root`.

    Raises:
        CorpusError: The file lies outside `root`, has an unknown suffix, is empty, over a limit,
            encrypted or damaged, or its front matter is broken.
    """
    name = _name_below(path, root)
    suffix = path.suffix.lower()
    if suffix not in READERS:
        known = ", ".join(READERS)
        raise CorpusError(f"{name}: unknown kind of file {suffix or '(no suffix)'}: use {known}")
    return read_bytes(_bytes_of(path, name, limits), name, limits=limits)


def read_bytes(
    data: bytes, name: str, *, limits: ReadLimits = DEFAULT_LIMITS, on_page: OnPage = _unseen
) -> Document:
    """Read a file that is held in memory (case materials never touch the disk).

    Args:
        data: The file.
        name: As shown; its ending tells what it is.
        limits: How large it may be.
        on_page: Told page and number of pages before each page of a PDF, which takes the longest.

    Raises:
        CorpusError: The name has an unknown suffix, or the bytes are empty, over a limit, encrypted
            or damaged.
    """
    path = Path(name)
    known = READERS.get(path.suffix.lower())
    if known is None:
        raise CorpusError(f"{name}: unknown kind of file: use {', '.join(READERS)}")
    if not data.strip():
        raise CorpusError(f"{name}: is empty")
    if len(data) > limits.max_bytes:
        raise CorpusError(
            f"{name}: {len(data) / 1e6:.0f} MB, more than the {limits.max_bytes / 1e6:.0f} MB "
            f"allowed"
        )
    media_type, reader = known
    is_pdf = media_type == PDF_TYPE
    raw = _read_pdf(data, name, limits, on_page) if is_pdf else reader(data, name, limits)
    assembled = assemble(with_run_on_lists(raw.drafts), n_pages=raw.n_pages)
    if not assembled.text:
        raise CorpusError(f"{name}: no text in it{_scan_hint(raw)}")
    return Document(
        doc_id=_doc_id(raw.front_matter, path, name),
        path=name,
        sha256=hashlib.sha256(data).hexdigest(),
        media_type=media_type,
        text=assembled.text,
        blocks=assembled.blocks,
        page_starts=assembled.page_starts,
        pages_without_text=raw.pages_without_text,
        front_matter=raw.front_matter,
        file_title=raw.file_title,
        running=raw.running,
        flags=(*raw.flags, *assembled.flags, *_flags_of(assembled)),
    )


def _flags_of(text: Assembled) -> tuple[Flag, ...]:
    """What is flagged in the text of every format."""
    return (*look_alike_flags(text.text), *instruction_flags(text))


def _name_below(path: Path, root: Path) -> str:
    """Posix path relative to `root`; a symbolic link that leads out of it is not followed."""
    try:
        path.resolve(strict=True).relative_to(root.resolve(strict=True))
        return (
            Path(os.path.normpath(path.absolute()))
            .relative_to(os.path.normpath(root.absolute()))
            .as_posix()
        )
    except ValueError as error:
        raise CorpusError(f"{path.name}: lies outside the folder that is ingested") from error
    except (OSError, RuntimeError) as error:
        raise CorpusError(f"{path.name}: cannot be read: no such file") from error


def _bytes_of(path: Path, name: str, limits: ReadLimits) -> bytes:
    try:
        size = path.stat().st_size
        if size > limits.max_bytes:
            raise CorpusError(
                f"{name}: {size / 1e6:.0f} MB, more than the {limits.max_bytes / 1e6:.0f} MB "
                f"allowed: split it"
            )
        data = path.read_bytes()
    except OSError as error:
        raise CorpusError(f"{name}: cannot be read: {error.strerror}") from error
    if not data.strip():
        raise CorpusError(f"{name}: is empty")
    return data


def _doc_id(front_matter: dict[str, object], path: Path, name: str) -> str:
    stated = front_matter.get("id")
    if stated is None:
        return _NOT_IN_ID.sub("-", path.stem)
    if not isinstance(stated, str) or not stated.strip() or _NOT_IN_ID.search(stated):
        raise CorpusError(f"{name}: id: must be a text without # ! or slashes, is {stated!r}")
    return stated.strip()


def _scan_hint(raw: RawDocument) -> str:
    if raw.pages_without_text:
        return f": {len(raw.pages_without_text)} pages without a text layer (scanned? OCR it first)"
    return ""
