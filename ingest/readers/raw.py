"""What every format's reader takes and hands back."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from ingest.errors import CorpusError
from ingest.models import Flag
from ingest.readers.builder import Draft


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadLimits:
    """What one file may cost.

    Attributes:
        max_bytes: Size of the file, in bytes.
        max_pages: Pages of a PDF.
        max_stream_bytes: Size of what an archive unpacks to, in bytes.
    """

    max_bytes: int = 100_000_000
    max_pages: int = 3_000
    max_stream_bytes: int = 200_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class RawDocument:
    """What a format's reader hands back.

    Attributes:
        drafts: Blocks in reading order.
        n_pages: Pages, 0 where the format has none.
        pages_without_text: 1-based.
        front_matter: As written, empty where there is none.
        file_title: From the file's own metadata.
        running: Lines at the head and foot of pages, which are no part of the text.
        flags: What the reader noticed.
    """

    drafts: Iterable[Draft]
    n_pages: int = 0
    pages_without_text: tuple[int, ...] = ()
    front_matter: dict[str, object] = field(default_factory=dict)
    file_title: str = ""
    running: tuple[str, ...] = ()
    flags: tuple[Flag, ...] = ()


# No text has them, but for a stray one in a file that some program has written.
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\ufffd]")
_MAX_CONTROL_RATIO = 0.02


def text_of(data: bytes, name: str) -> str:
    """Text of a file that is said to be one.

    Raises:
        CorpusError: It is something else under the name of a text.
    """
    text = decode(data)
    if len(_CONTROL.findall(text)) > _MAX_CONTROL_RATIO * len(text):
        raise CorpusError(f"{name}: is not text, whatever its name says")
    return text


def decode(data: bytes) -> str:
    """Text of a file: UTF-8, UTF-16 where a mark says so, else Windows-1252.

    Which older payers' files use.
    """
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def decode_page(data: bytes) -> str | bytes:
    """Bytes where the page declares an encoding other than UTF-8, which the parser then heeds."""
    declared = re.search(rb"charset=[\"']?([\w-]+)", data[:2048])
    if declared and declared.group(1).lower() not in {b"utf-8", b"utf8"}:
        return data
    return decode(data)
