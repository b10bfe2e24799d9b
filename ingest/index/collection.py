"""The passages in Chroma, with our own vectors. Owner of chromadb.

Chroma changes its files when they are merely opened, and one process alone may open a folder: so
what reads an embedded collection reads a private copy of it, and questions are answered from the
published vectors instead (docs/adr/0004-retrieval.md). A server holds one collection for each
Snapshot.
"""

import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import numpy as np

from ingest.embed import FloatArray
from ingest.errors import IndexDamagedError, IndexError_
from ingest.models import Passage, Source

if TYPE_CHECKING:
    from chromadb.api import ClientAPI
    from chromadb.api.models.Collection import Collection

COLLECTION = "passages"
# Chroma's own limit is 5,461 records a call; its guide advises small batches.
_BATCH = 1_000
# Open ends as numbers, so that a range can be asked for: no date is before 0 or after this.
_NO_END = 9999_12_31


@dataclass(frozen=True, slots=True)
class Row:
    """One passage as Chroma keeps it, read back."""

    passage_id: str
    doc_id: str
    text: str
    char_start: int
    char_end: int
    vector: FloatArray


def day_number(day: date | None, default: int) -> int:
    """A day as 20251231, which Chroma can compare."""
    return default if day is None else day.year * 10_000 + day.month * 100 + day.day


def metadata_of(passage: Passage, source: Source) -> dict[str, str | int]:
    """What stands beside a passage in Chroma; 0 is "no page"."""
    return {
        "doc_id": passage.doc_id,
        "kind": source.kind.value,
        "payer": source.payer,
        "effective": day_number(source.effective_date, 0),
        "end": day_number(source.end_date, _NO_END),
        "page": passage.page or 0,
        "char_start": passage.char_start,
        "char_end": passage.char_end,
    }


def write_embedded(
    folder: Path,
    passages: Iterable[Sequence[Passage]],
    sources: Mapping[str, Source],
    vectors: FloatArray,
) -> None:
    """Write the collection of a new Snapshot into a folder of its own."""
    with _chroma_errors(IndexError_, f"Chroma cannot write {folder}"), _embedded(folder) as client:
        fill(new_collection(client, COLLECTION), passages, sources, vectors)


@dataclass(frozen=True, slots=True, kw_only=True)
class Patch:
    """What makes the collection of the previous Snapshot that of a new one.

    Attributes:
        gone: Ids of passages that are no more.
        fresh: Passages that are new or were read again, with their vectors.
    """

    gone: Sequence[str]
    fresh: Iterable[tuple[Sequence[Passage], FloatArray]]


class EmbeddedCopy:
    """A copy of the previous collection, opened to become that of a new Snapshot.

    Use it in one thread.
    """

    def __init__(self, folder: Path, base: Path) -> None:
        """Copy and open.

        Args:
            folder: Where the copy goes; it must not be there.
            base: Folder of the previous collection; it is copied, never opened.

        Raises:
            IndexError_: Chroma cannot open the copy.
        """
        self.folder = folder
        self._open = ExitStack()
        with _chroma_errors(IndexError_, f"Chroma cannot write {folder}"), ExitStack() as opening:
            shutil.copytree(base, folder)
            client = opening.enter_context(_embedded(folder))
            self._collection = client.get_collection(COLLECTION, embedding_function=None)
            # Chroma loads its graph at the first question; a change after it does not wait for it.
            some = self._collection.peek(1)["embeddings"]
            if some is not None and len(some):
                self._collection.query(query_embeddings=np.asarray(some), n_results=1)
            self._open = opening.pop_all()

    def apply(self, patch: Patch, sources: Mapping[str, Source]) -> int:
        """Make it the collection of the new Snapshot.

        Passages that are there in another form are overwritten: what is deleted from Chroma's graph
        leaves its place empty for good, so only passages that are gone are deleted.

        Returns:
            How many passages it holds now.

        Raises:
            IndexError_: Chroma cannot write.
        """
        with _chroma_errors(IndexError_, f"Chroma cannot write {self.folder}"):
            for start in range(0, len(patch.gone), _BATCH):
                self._collection.delete(ids=list(patch.gone[start : start + _BATCH]))
            for passages, vectors in patch.fresh:
                fill(self._collection, [passages], sources, vectors)
            return self._collection.count()

    def close(self) -> None:
        self._open.close()


def memory_collection(
    passages: Sequence[Passage], sources: Mapping[str, Source], vectors: FloatArray
) -> "Collection":
    """A collection in memory alone, for comparisons; LlamaIndex's store finds its texts in it."""
    import chromadb.config  # noqa: PLC0415 - 1 s

    client = chromadb.EphemeralClient(chromadb.config.Settings(anonymized_telemetry=False))
    collection = new_collection(client, f"compare-{uuid4().hex}")
    fill(collection, [passages], sources, vectors)
    return collection


def new_collection(client: "ClientAPI", name: str) -> "Collection":
    """An empty collection for our own vectors; none of Chroma's embedders is ever called."""
    return client.create_collection(
        name, embedding_function=None, configuration={"hnsw": {"space": "cosine"}}
    )


def fill(
    collection: "Collection",
    passages: Iterable[Sequence[Passage]],
    sources: Mapping[str, Source],
    vectors: FloatArray,
) -> None:
    """Add passages, which come in row order, with their vectors."""
    row = 0
    for batch in passages:
        for start in range(0, len(batch), _BATCH):
            part = batch[start : start + _BATCH]
            collection.upsert(
                ids=[passage.passage_id for passage in part],
                embeddings=np.asarray(vectors[row : row + len(part)]),
                documents=[passage.text for passage in part],
                metadatas=[metadata_of(passage, sources[passage.doc_id]) for passage in part],
            )
            row += len(part)


@contextmanager
def read_embedded(folder: Path) -> Iterator["Collection"]:
    """The collection of a Snapshot, in a private copy that is removed at the end.

    Raises:
        IndexDamagedError: Chroma cannot open it.
    """
    with tempfile.TemporaryDirectory(prefix="guideline-chroma-") as place:
        copy = Path(place) / "chroma"
        shutil.copytree(folder, copy)
        with (
            _chroma_errors(IndexDamagedError, f"Chroma cannot read {folder}"),
            _embedded(copy) as client,
        ):
            yield client.get_collection(COLLECTION, embedding_function=None)


@contextmanager
def _chroma_errors(kind: type[IndexError_], what: str) -> Iterator[None]:
    """Chroma's errors (a full disk, a damaged file) as ours, in one line."""
    import chromadb.errors  # noqa: PLC0415 - 1 s

    try:
        yield
    except chromadb.errors.ChromaError as error:
        raise kind(f"{what} ({error}): run `guideline-ingest build` again") from error


def read_rows(collection: "Collection", ids: Sequence[str]) -> list[Row]:
    """Some passages as Chroma keeps them, in the order asked for; unknown ids are left out."""
    found = collection.get(ids=list(ids), include=["embeddings", "documents", "metadatas"])
    vectors, documents, metadatas = found["embeddings"], found["documents"], found["metadatas"]
    if vectors is None or documents is None or metadatas is None:
        return []
    rows = {
        passage_id: Row(
            passage_id=passage_id,
            doc_id=str(metadata["doc_id"]),
            text=text,
            char_start=_integer(metadata["char_start"]),
            char_end=_integer(metadata["char_end"]),
            vector=np.asarray(vector, dtype=np.float32),
        )
        for passage_id, vector, text, metadata in zip(
            found["ids"], vectors, documents, metadatas, strict=True
        )
    }
    return [rows[passage_id] for passage_id in ids if passage_id in rows]


def _integer(value: object) -> int:
    """A number of Chroma's metadata, whose type says that it might be anything."""
    if not isinstance(value, int):
        raise IndexDamagedError(f"Chroma holds {value!r} where a number belongs: build again")
    return value


@contextmanager
def _embedded(folder: Path) -> Iterator["ClientAPI"]:
    """A client on a folder, closed at the end, so that no later one is handed the same files."""
    import chromadb.config  # noqa: PLC0415 - 1 s: nothing that only asks waits for it

    client: Any = chromadb.PersistentClient(
        path=str(folder), settings=chromadb.config.Settings(anonymized_telemetry=False)
    )
    try:
        yield client
    finally:
        client.close()
