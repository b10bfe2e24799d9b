"""The texts of a Snapshot, as written: one SQLite file in the staging folder."""

import hashlib
import shutil
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

from ingest import codec
from ingest.models import Document, Passage, Source
from ingest.statements.models import Statement
from ingest.store import SqlRow
from ingest.vectors import KEY_BYTES

_SCHEMA = """
CREATE TABLE places (ordinal INTEGER PRIMARY KEY, doc_id TEXT NOT NULL UNIQUE,
    first_row INTEGER NOT NULL);
CREATE TABLE documents (doc_id TEXT PRIMARY KEY, path TEXT NOT NULL, sha256 TEXT NOT NULL,
    media_type TEXT NOT NULL, file_title TEXT NOT NULL, source TEXT NOT NULL, flags TEXT NOT NULL,
    pages_without_text TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE texts (doc_id TEXT PRIMARY KEY, text TEXT NOT NULL, blocks TEXT NOT NULL,
    page_starts TEXT NOT NULL, front_matter TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE passages (doc_id TEXT NOT NULL, n INTEGER NOT NULL, passage_id TEXT NOT NULL UNIQUE,
    section TEXT NOT NULL, heading_path TEXT NOT NULL, context TEXT NOT NULL,
    page INTEGER, page_end INTEGER, char_start INTEGER NOT NULL, char_end INTEGER NOT NULL,
    first_block INTEGER NOT NULL, last_block INTEGER NOT NULL, text TEXT NOT NULL);
CREATE UNIQUE INDEX passages_of_document ON passages (doc_id, n);
CREATE TABLE statements (doc_id TEXT PRIMARY KEY, n INTEGER NOT NULL, body TEXT NOT NULL)
    WITHOUT ROWID;
CREATE TABLE phrases (text TEXT NOT NULL, doc_id TEXT NOT NULL, PRIMARY KEY (text, doc_id))
    WITHOUT ROWID;
CREATE INDEX phrases_of_document ON phrases (doc_id);
"""
_TABLES = ("documents", "texts", "passages", "statements", "phrases")
# So much of the file may be left empty by documents that went, before it is written anew.
_FREE_RATIO = 0.25


def content_hash(text: str) -> bytes:
    """Key under which a vector is taken over from one Snapshot to the next."""
    return hashlib.sha256(text.encode()).digest()[:KEY_BYTES]


class StoreWriter:
    """Writes one store: an empty one, or a copy of an earlier one from which documents go."""

    def __init__(self, path: Path, *, base: Path | None = None) -> None:
        """Begin.

        Args:
            path: The file; it must not exist.
            base: A store whose documents are there from the start.
        """
        if base is not None:
            shutil.copyfile(base, path)
        self._connection = sqlite3.connect(path)
        # No journal: an unfinished store is thrown away with its staging folder.
        self._connection.execute("PRAGMA journal_mode = OFF")
        self._connection.execute("PRAGMA synchronous = OFF")
        if base is None:
            self._connection.executescript(_SCHEMA)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def add(
        self,
        document: Document,
        source: Source,
        passages: Sequence[Passage],
        statements: Sequence[Statement],
    ) -> None:
        """A document that was read now; one of the same id must have been removed before."""
        doc_id, run = document.doc_id, self._connection.execute
        run(
            "INSERT INTO documents VALUES (?,?,?,?,?,?,?,?)",
            (
                doc_id,
                document.path,
                document.sha256,
                document.media_type,
                document.file_title,
                codec.dump(source),
                codec.dump(document.flags),
                codec.dump(document.pages_without_text),
            ),
        )
        run(
            "INSERT INTO texts VALUES (?,?,?,?,?)",
            (
                doc_id,
                document.text,
                codec.dump(document.blocks),
                codec.dump(document.page_starts),
                codec.dump(document.front_matter),
            ),
        )
        run(
            "INSERT INTO statements VALUES (?,?,?)",
            (doc_id, len(statements), codec.dump(statements)),
        )
        self._connection.executemany(
            "INSERT INTO passages VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?)",
            [(doc_id, n, *_passage_row(passage)) for n, passage in enumerate(passages)],
        )
        self._connection.executemany(
            "INSERT OR IGNORE INTO phrases VALUES (?,?)",
            [(phrase, doc_id) for phrase in phrases_of(statements)],
        )

    def remove(self, doc_id: str) -> None:
        """A document goes, with all that was kept of it; one that is not there is no error."""
        for table in _TABLES:
            self._connection.execute(f"DELETE FROM {table} WHERE doc_id = ?", (doc_id,))  # noqa: S608

    def phrases(self) -> list[str]:
        """The distinct phrases of all Statements, sorted, as `StoreReader.phrases` gives them."""
        rows = self._connection.execute("SELECT DISTINCT text FROM phrases ORDER BY text")
        return [row[0] for row in rows.fetchall()]

    def close(self) -> None:
        self._connection.close()

    def commit(self, counts: Sequence[tuple[str, int]]) -> None:
        """Finish.

        Args:
            counts: (doc_id, number of its passages) of every document, in row order.
        """
        first_row = 0
        places = []
        for ordinal, (doc_id, n_passages) in enumerate(counts):
            places.append((ordinal, doc_id, first_row))
            first_row += n_passages
        self._connection.execute("DELETE FROM places")
        self._connection.executemany("INSERT INTO places VALUES (?,?,?)", places)
        self._connection.commit()
        ((free,),) = self._connection.execute("PRAGMA freelist_count").fetchall()
        ((pages,),) = self._connection.execute("PRAGMA page_count").fetchall()
        if free > _FREE_RATIO * pages:
            self._connection.execute("VACUUM")


def phrases_of(statements: Iterable[Statement]) -> Iterator[str]:
    """The phrases whose vectors are kept: interventions and conditions, as printed."""
    for statement in statements:
        yield from statement.interventions
        yield from statement.conditions


def _passage_row(passage: Passage) -> SqlRow:
    return (
        passage.passage_id,
        passage.section,
        codec.dump(passage.heading_path),
        passage.context,
        passage.page,
        passage.page_end,
        passage.char_start,
        passage.char_end,
        passage.first_block,
        passage.last_block,
        passage.text,
    )
