"""The texts of a Snapshot, as read: one SQLite file that was written once (see store_writer).

It is opened `mode=ro&immutable=1`: no lock and no side file, so several processes and a read-only
mount can share it.
"""

import json
import sqlite3
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

from ingest import codec
from ingest.errors import IndexDamagedError
from ingest.models import Document, Passage, Source
from ingest.statements.models import Statement

# Rows of SQLite hold values of several types; they become our dataclasses before they leave.
SqlRow = tuple[Any, ...]


class StoreReader:
    """Reads one store; safe in threads (one connection, one lock: a look-up takes microseconds)."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = threading.Lock()
        uri = f"file:{quote(str(path.resolve()))}?mode=ro&immutable=1"
        self._connection = sqlite3.connect(uri, uri=True, check_same_thread=False)
        # SQLite opens the file at the first statement; from now on it stays readable, even when a
        # later build removes this snapshot.
        self._rows("SELECT 1 FROM documents LIMIT 1")

    def close(self) -> None:
        self._connection.close()

    def _rows(self, statement: str, values: Sequence[object] = ()) -> list[SqlRow]:
        try:
            with self._lock:
                return self._connection.execute(statement, values).fetchall()
        except sqlite3.DatabaseError as error:
            raise IndexDamagedError(
                f"{self._path} cannot be read ({error}): run `guideline-ingest build` again"
            ) from error

    def sources(self) -> dict[str, Source]:
        """By doc_id, in the order of the documents."""
        rows = self._rows("SELECT doc_id, source FROM documents ORDER BY ordinal")
        return {doc_id: codec.load_source(source) for doc_id, source in rows}

    def text(self, doc_id: str) -> str:
        """Normalised text of a document.

        Raises:
            KeyError: The Snapshot holds no such document.
        """
        return str(self._one("SELECT text FROM texts WHERE doc_id = ?", doc_id)[0])

    def document(self, doc_id: str) -> Document:
        """A document with its blocks.

        Raises:
            KeyError: The Snapshot holds no such document.
        """
        (_, path, sha256, media_type, file_title, _, flags, without), text, _ = self.raw_document(
            doc_id
        )
        return Document(
            doc_id=doc_id,
            path=path,
            sha256=sha256,
            media_type=media_type,
            text=text[0],
            blocks=codec.load_blocks(text[1]),
            page_starts=codec.load_numbers(text[2]),
            pages_without_text=codec.load_numbers(without),
            front_matter=codec.load_mapping(text[3]),
            file_title=file_title,
            flags=codec.load_flags(flags),
        )

    def raw_document(self, doc_id: str) -> tuple[SqlRow, SqlRow, SqlRow]:
        """Rows of a document, of its text and of its statements, as `StoreWriter` takes them."""
        document = self._one(
            "SELECT doc_id, path, sha256, media_type, file_title, source, flags, "
            "pages_without_text FROM documents WHERE doc_id = ?",
            doc_id,
        )
        text = self._one(
            "SELECT text, blocks, page_starts, front_matter FROM texts WHERE doc_id = ?", doc_id
        )
        statements = self._one("SELECT n, body FROM statements WHERE doc_id = ?", doc_id)
        return document, text, statements

    def raw_passages(self, doc_id: str) -> list[SqlRow]:
        """Rows of a document's passages as `StoreWriter` numbers them anew."""
        rows = self._rows("SELECT * FROM passages WHERE doc_id = ? ORDER BY row", (doc_id,))
        return [row[1:] for row in rows]

    def passage(self, passage_id: str) -> Passage:
        """A passage by its id.

        Raises:
            KeyError: The Snapshot holds no such passage.
        """
        return _passage(self._one("SELECT * FROM passages WHERE passage_id = ?", passage_id)[1:])

    def passages_of(self, doc_id: str) -> tuple[Passage, ...]:
        """In reading order; () for an unknown document."""
        return tuple(_passage(row) for row in self.raw_passages(doc_id))

    def ids_of_rows(self, rows: Sequence[int]) -> list[tuple[str, str]]:
        """(passage_id, doc_id) of some rows, in the order asked for."""
        asked = json.dumps(list(rows))
        found = {
            row: (passage_id, doc_id)
            for row, passage_id, doc_id in self._rows(
                "SELECT row, passage_id, doc_id FROM passages "
                "WHERE row IN (SELECT value FROM json_each(?))",
                (asked,),
            )
        }
        return [found[row] for row in rows]

    def rows_of_ids(self, passage_ids: Sequence[str]) -> list[int]:
        """Rows of passages, in the order asked for.

        Raises:
            KeyError: The Snapshot does not hold one of them.
        """
        asked = json.dumps(list(passage_ids))
        found: dict[str, int] = dict(
            self._rows(
                "SELECT passage_id, row FROM passages "
                "WHERE passage_id IN (SELECT value FROM json_each(?))",
                (asked,),
            )
        )
        return [found[passage_id] for passage_id in passage_ids]

    def row_of(self, passage_id: str) -> int:
        """Row of a passage in the array of vectors.

        Raises:
            KeyError: The Snapshot holds no such passage.
        """
        statement = "SELECT row FROM passages WHERE passage_id = ?"
        return int(self._one(statement, passage_id)[0])

    def iter_passages(self, batch: int = 1_000) -> Iterator[list[Passage]]:
        """All passages in row order, in batches, so that none but one batch is in memory."""
        start = 0
        while rows := self._rows(
            "SELECT * FROM passages WHERE row >= ? ORDER BY row LIMIT ?",
            (start, batch),
        ):
            yield [_passage(row[1:]) for row in rows]
            start += len(rows)

    def content_hashes(self) -> list[bytes]:
        """Content hash of every passage, in row order."""
        return [row[0] for row in self._rows("SELECT content_hash FROM passages ORDER BY row")]

    def statements(self) -> tuple[Statement, ...]:
        """All Statements, in the order of the documents, each document's in reading order."""
        rows = self._rows(
            "SELECT body FROM statements JOIN documents USING (doc_id) ORDER BY ordinal"
        )
        return tuple(statement for (body,) in rows for statement in codec.load_statements(body))

    def statements_of(self, doc_id: str) -> tuple[Statement, ...]:
        """In reading order; () for an unknown document."""
        rows = self._rows("SELECT body FROM statements WHERE doc_id = ?", (doc_id,))
        return codec.load_statements(rows[0][0]) if rows else ()

    def phrases(self) -> tuple[str, ...]:
        return tuple(row[0] for row in self._rows("SELECT text FROM phrases ORDER BY row"))

    def counts(self) -> tuple[int, int, int, int]:
        """Documents, passages, statements, phrases as they really lie there."""
        ((documents, passages, statements, phrases),) = self._rows(
            "SELECT (SELECT count(*) FROM documents), (SELECT count(*) FROM passages), "
            "(SELECT coalesce(sum(n), 0) FROM statements), (SELECT count(*) FROM phrases)"
        )
        return documents, passages, statements, phrases

    def _one(self, statement: str, key: str) -> SqlRow:
        rows = self._rows(statement, (key,))
        if not rows:
            raise KeyError(key)
        return rows[0]


def _passage(row: SqlRow) -> Passage:
    return Passage(
        passage_id=row[0],
        doc_id=row[1],
        section=row[2],
        heading_path=codec.load_strings(row[3]),
        context=row[4],
        page=row[5],
        page_end=row[6],
        char_start=row[7],
        char_end=row[8],
        first_block=row[9],
        last_block=row[10],
        text=row[11],
    )
