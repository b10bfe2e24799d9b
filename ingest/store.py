"""The texts of a Snapshot, as read: one SQLite file that was written once (see store_writer).

It is opened `mode=ro&immutable=1`: no lock and no side file, so several processes and a read-only
mount can share it.

A passage is kept under its document and its number there; the row that it has in the arrays of the
Snapshot follows from `places`, so that an edit of one document rewrites no other one's passages.
"""

import json
import sqlite3
import threading
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any
from urllib.parse import quote

from ingest import codec
from ingest.errors import IndexDamagedError
from ingest.models import Document, Passage, Source
from ingest.statements.models import Statement

# Rows of SQLite hold values of several types; they become our dataclasses before they leave.
SqlRow = tuple[Any, ...]

_PASSAGE = (
    "passage_id, doc_id, section, heading_path, context, page, page_end, char_start, char_end, "
    "first_block, last_block, text"
)


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
        rows = self._rows(
            "SELECT doc_id, source FROM documents JOIN places USING (doc_id) ORDER BY ordinal"
        )
        return {doc_id: codec.load_source(source) for doc_id, source in rows}

    def text(self, doc_id: str) -> str:
        """Normalised text of a document.

        Raises:
            KeyError: The Snapshot holds no such document.
        """
        return str(self._one("SELECT text FROM texts WHERE doc_id = ?", doc_id)[0])

    def page_starts(self, doc_id: str) -> tuple[int, ...]:
        """Offsets at which its pages start; () where the format has none. KeyError if unknown."""
        return codec.load_numbers(
            self._one("SELECT page_starts FROM texts WHERE doc_id = ?", doc_id)[0]
        )

    def document(self, doc_id: str) -> Document:
        """A document with its blocks.

        Raises:
            KeyError: The Snapshot holds no such document.
        """
        path, sha256, media_type, file_title, flags, without = self._one(
            "SELECT path, sha256, media_type, file_title, flags, pages_without_text "
            "FROM documents WHERE doc_id = ?",
            doc_id,
        )
        text, blocks, page_starts, front_matter = self._one(
            "SELECT text, blocks, page_starts, front_matter FROM texts WHERE doc_id = ?", doc_id
        )
        return Document(
            doc_id=doc_id,
            path=path,
            sha256=sha256,
            media_type=media_type,
            text=text,
            blocks=codec.load_blocks(blocks),
            page_starts=codec.load_numbers(page_starts),
            pages_without_text=codec.load_numbers(without),
            front_matter=codec.load_mapping(front_matter),
            file_title=file_title,
            flags=codec.load_flags(flags),
        )

    def passage(self, passage_id: str) -> Passage:
        """A passage by its id.

        Raises:
            KeyError: The Snapshot holds no such passage.
        """
        statement = f"SELECT {_PASSAGE} FROM passages WHERE passage_id = ?"  # noqa: S608
        return _passage(self._one(statement, passage_id))

    def passages_of(self, doc_id: str) -> tuple[Passage, ...]:
        """In reading order; () for an unknown document."""
        rows = self._rows(
            f"SELECT {_PASSAGE} FROM passages WHERE doc_id = ? ORDER BY n",  # noqa: S608
            (doc_id,),
        )
        return tuple(_passage(row) for row in rows)

    def document_ids(self) -> frozenset[str]:
        """Of every document."""
        return frozenset(self._places[0])

    def n_passages_of(self, doc_id: str) -> int:
        """Count; 0 for an unknown document."""
        rows = self._rows("SELECT count(*) FROM passages WHERE doc_id = ?", (doc_id,))
        return int(rows[0][0])

    @cached_property
    def _places(self) -> tuple[list[str], list[int], dict[str, int]]:
        """Documents in row order, the first row of each, and the same by doc_id."""
        rows = self._rows("SELECT doc_id, first_row FROM places ORDER BY ordinal")
        return [row[0] for row in rows], [row[1] for row in rows], dict(rows)

    def ids_of_rows(self, rows: Sequence[int]) -> list[tuple[str, str]]:
        """(passage_id, doc_id) of some rows, in the order asked for."""
        documents, starts, _ = self._places
        asked = []
        for row in rows:
            # Documents without a passage share their first row with the one that follows.
            place = bisect_right(starts, row) - 1
            asked.append((documents[place], row - starts[place]))
        found = {
            (doc_id, n): passage_id
            for doc_id, n, passage_id in self._rows(
                "SELECT p.doc_id, p.n, p.passage_id FROM json_each(?) AS asked JOIN passages AS p "
                "ON p.doc_id = json_extract(asked.value, '$[0]') "
                "AND p.n = json_extract(asked.value, '$[1]')",
                (json.dumps(asked),),
            )
        }
        return [(found[key], key[0]) for key in asked]

    def rows_of_ids(self, passage_ids: Sequence[str]) -> list[int]:
        """Rows of passages, in the order asked for.

        Raises:
            KeyError: The Snapshot does not hold one of them.
        """
        starts = self._places[2]
        found: dict[str, int] = {
            passage_id: starts[doc_id] + n
            for passage_id, doc_id, n in self._rows(
                "SELECT passage_id, doc_id, n FROM passages "
                "WHERE passage_id IN (SELECT value FROM json_each(?))",
                (json.dumps(list(passage_ids)),),
            )
        }
        return [found[passage_id] for passage_id in passage_ids]

    def row_of(self, passage_id: str) -> int:
        """Row of a passage in the array of vectors.

        Raises:
            KeyError: The Snapshot holds no such passage.
        """
        return self.rows_of_ids([passage_id])[0]

    def iter_passages(self, batch: int = 1_000) -> Iterator[list[Passage]]:
        """All passages in row order, in batches, so that none but one batch is in memory."""
        waiting: list[Passage] = []
        for doc_id in self._places[0]:
            waiting += self.passages_of(doc_id)
            while len(waiting) >= batch:
                yield waiting[:batch]
                del waiting[:batch]
        if waiting:
            yield waiting

    def statements(self) -> tuple[Statement, ...]:
        """All Statements, in the order of the documents, each document's in reading order."""
        rows = self._rows("SELECT body FROM statements JOIN places USING (doc_id) ORDER BY ordinal")
        return tuple(statement for (body,) in rows for statement in codec.load_statements(body))

    def statements_of(self, doc_id: str) -> tuple[Statement, ...]:
        """In reading order; () for an unknown document."""
        rows = self._rows("SELECT body FROM statements WHERE doc_id = ?", (doc_id,))
        return codec.load_statements(rows[0][0]) if rows else ()

    def phrases(self) -> tuple[str, ...]:
        """The distinct phrases of all Statements, sorted: the rows of the phrase vectors."""
        return tuple(
            row[0] for row in self._rows("SELECT DISTINCT text FROM phrases ORDER BY text")
        )

    def counts(self) -> tuple[int, int, int, int]:
        """Documents, passages, statements, phrases as they really lie there."""
        ((documents, passages, statements, phrases),) = self._rows(
            "SELECT (SELECT count(*) FROM documents), (SELECT count(*) FROM passages), "
            "(SELECT coalesce(sum(n), 0) FROM statements), "
            "(SELECT count(DISTINCT text) FROM phrases)"
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
