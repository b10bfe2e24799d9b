"""The texts of a Snapshot, as written: one SQLite file in the staging folder."""

import hashlib
import sqlite3
from collections.abc import Iterable, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

from ingest import codec
from ingest.models import Document, Passage, Source
from ingest.statements.models import Statement
from ingest.store import SqlRow, StoreReader

_SCHEMA = """
CREATE TABLE documents (ordinal INTEGER PRIMARY KEY, doc_id TEXT NOT NULL UNIQUE,
    path TEXT NOT NULL, sha256 TEXT NOT NULL, media_type TEXT NOT NULL, file_title TEXT NOT NULL,
    source TEXT NOT NULL, flags TEXT NOT NULL, pages_without_text TEXT NOT NULL);
CREATE TABLE texts (doc_id TEXT PRIMARY KEY, text TEXT NOT NULL, blocks TEXT NOT NULL,
    page_starts TEXT NOT NULL, front_matter TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE passages (row INTEGER PRIMARY KEY, passage_id TEXT NOT NULL UNIQUE,
    doc_id TEXT NOT NULL, section TEXT NOT NULL, heading_path TEXT NOT NULL, context TEXT NOT NULL,
    page INTEGER, page_end INTEGER, char_start INTEGER NOT NULL, char_end INTEGER NOT NULL,
    first_block INTEGER NOT NULL, last_block INTEGER NOT NULL, text TEXT NOT NULL,
    content_hash BLOB NOT NULL);
CREATE INDEX passages_of_document ON passages (doc_id, row);
CREATE TABLE statements (doc_id TEXT PRIMARY KEY, n INTEGER NOT NULL, body TEXT NOT NULL)
    WITHOUT ROWID;
CREATE TABLE phrases (row INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE);
"""


def content_hash(text: str) -> bytes:
    """Key under which a vector is taken over from one Snapshot to the next."""
    return hashlib.sha256(text.encode()).digest()[:16]


class StoreWriter:
    """Writes one store; rows of passages are numbered in the order in which they come."""

    def __init__(self, path: Path) -> None:
        self._connection = sqlite3.connect(path)
        # No journal: an unfinished store is thrown away with its staging folder.
        self._connection.execute("PRAGMA journal_mode = OFF")
        self._connection.execute("PRAGMA synchronous = OFF")
        self._connection.executescript(_SCHEMA)
        self.n_documents = 0
        self.n_passages = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._connection.close()

    def add(
        self,
        document: Document,
        source: Source,
        passages: Sequence[Passage],
        statements: Sequence[Statement],
    ) -> None:
        """A document that was read now."""
        self._insert_document(
            (
                document.doc_id,
                document.path,
                document.sha256,
                document.media_type,
                document.file_title,
                codec.dump(source),
                codec.dump(document.flags),
                codec.dump(document.pages_without_text),
            ),
            (
                document.text,
                codec.dump(document.blocks),
                codec.dump(document.page_starts),
                codec.dump(document.front_matter),
            ),
            (len(statements), codec.dump(statements)),
        )
        self._insert_passages(_passage_row(passage) for passage in passages)

    def take_over(self, previous: StoreReader, doc_id: str) -> None:
        """An unchanged document: its rows of the previous Snapshot, as they are."""
        document, text, statements = previous.raw_document(doc_id)
        self._insert_document(document, text, statements)
        self._insert_passages(previous.raw_passages(doc_id))

    def add_phrases(self, phrases: Sequence[str]) -> None:
        """The phrases whose vectors are kept, in row order."""
        self._connection.executemany("INSERT INTO phrases VALUES (?, ?)", enumerate(phrases))

    def commit(self) -> None:
        self._connection.commit()

    def _insert_document(self, document: SqlRow, text: SqlRow, statements: SqlRow) -> None:
        insert = self._connection.execute
        doc_id = document[0]
        insert("INSERT INTO documents VALUES (?,?,?,?,?,?,?,?,?)", (self.n_documents, *document))
        insert("INSERT INTO texts VALUES (?,?,?,?,?)", (doc_id, *text))
        insert("INSERT INTO statements VALUES (?,?,?)", (doc_id, *statements))
        self.n_documents += 1

    def _insert_passages(self, rows: Iterable[SqlRow]) -> None:
        numbered = [(self.n_passages + offset, *row) for offset, row in enumerate(rows)]
        self._connection.executemany(
            "INSERT INTO passages VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?)", numbered
        )
        self.n_passages += len(numbered)


def _passage_row(passage: Passage) -> SqlRow:
    return (
        passage.passage_id,
        passage.doc_id,
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
        content_hash(passage.searchable()),
    )
