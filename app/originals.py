"""The files that documents were read from: to show a page as it was printed.

The index keeps texts, not files. A file is taken from the folder that was ingested, if it is still
the one that was read; a changed one would show other words than those that are cited.
"""

import hashlib
from pathlib import Path

from ingest.index.manifest import DocumentEntry

PDF = ".pdf"


def original(folder: Path, entry: DocumentEntry) -> bytes | None:
    """Bytes of a document's PDF; None where it is none, is gone, was changed, or lies elsewhere."""
    if not entry.path.lower().endswith(PDF):
        return None
    root = folder.resolve()
    path = (root / entry.path).resolve()
    if not path.is_relative_to(root) or not path.is_file():
        return None
    try:
        data = path.read_bytes()
    except OSError:
        return None
    return data if hashlib.sha256(data).hexdigest() == entry.sha256 else None
