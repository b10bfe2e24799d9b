"""Retrieval over 1,000 to 100,000 passages: time, memory, with and without a filter.

    .venv/bin/python benchmarks/retrieval.py [1000 10000 100000] [--chroma]

The passages are shuffled sentences of the digests in corpus/, the vectors are random unit vectors:
the time of an exact scan does not hang on what they mean. Encoding a question is measured apart.
"""

import argparse
import random
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from pathlib import Path

import numpy as np

from app.retrieve import Filters, Retriever
from ingest.embed import FloatArray, open_encoder, unit_rows
from ingest.index.collection import memory_collection
from ingest.index.manifest import EncoderEntry
from ingest.index.snapshot import Snapshot
from ingest.index.writer import Inputs, SnapshotWriter, document_entry, finish
from ingest.models import Document, Passage, Source, SourceKind

ROOT = Path(__file__).resolve().parents[1]
PASSAGES_PER_DOCUMENT = 100
SENTENCE_CHARS = range(40, 400)
QUESTIONS = (
    "Is intravenous immune globulin medically necessary for chronic fatigue syndrome?",
    "criteria for rituximab in pemphigus vulgaris",
    "Which treatments are suggested for chronic low back pain in adults?",
    "CIDP maintenance dose",
    "Does the policy cover J1459 for myasthenia gravis after failure of corticosteroids?",
)


class RandomEncoder:
    """Unit vectors that mean nothing, as wide as the shipped encoder's."""

    name, revision, dim = "random", "1", 384

    def __init__(self) -> None:
        self._random = np.random.default_rng(1)

    def encode(self, texts: Sequence[str]) -> FloatArray:
        return unit_rows(self._random.normal(size=(len(texts), self.dim)).astype(np.float32))


def documents(n_passages: int) -> Iterator[tuple[Document, Source, list[Passage]]]:
    """Documents of shuffled sentences."""
    chance = random.Random(1)  # noqa: S311 - the same texts in every run
    sentences = [
        line.strip()
        for path in sorted((ROOT / "corpus").rglob("*.md"))
        for line in path.read_text(encoding="utf-8").split(". ")
        if len(line.strip()) in SENTENCE_CHARS
    ]
    for number in range(n_passages // PASSAGES_PER_DOCUMENT):
        doc_id = f"doc{number}"
        parts = [" ".join(chance.sample(sentences, 4)) for _ in range(PASSAGES_PER_DOCUMENT)]
        passages, start = [], 0
        for ordinal, part in enumerate(parts):
            passages.append(
                Passage(
                    passage_id=f"{doc_id}#s1:{ordinal}",
                    doc_id=doc_id,
                    section="s1",
                    heading_path=(),
                    context="",
                    page=None,
                    page_end=None,
                    char_start=start,
                    char_end=start + len(part),
                    first_block=0,
                    last_block=0,
                    text=part,
                )
            )
            start += len(part) + 2
        document = Document(
            doc_id=doc_id,
            path=f"{doc_id}.md",
            sha256=str(number),
            media_type="text/markdown",
            text="\n\n".join(parts),
            blocks=(),
        )
        kind = SourceKind.COVERAGE_POLICY if number % 10 else SourceKind.GUIDELINE
        yield (
            document,
            Source(doc_id=doc_id, title=doc_id, kind=kind, payer=f"Plan {number % 7}"),
            passages,
        )


def make_snapshot(folder: Path, n_passages: int) -> Snapshot:
    encoder = RandomEncoder()
    entries = []
    encoder_entry = EncoderEntry(name="random", revision="1", precision="auto", dim=384)
    with closing(SnapshotWriter(folder, encoder, entry=encoder_entry)) as writer:
        for document, source, passages in documents(n_passages):
            writer.add(document, source, passages, ())
            entries.append(document_entry(document, source, passages, ()))
        writer.write_texts()
        writer.write_words()
    finish(
        folder,
        snapshot_id="benchmark",
        inputs=Inputs(
            code_version="",
            terms_sha256="",
            encoder=encoder_entry,
        ),
        documents=entries,
        n_phrases=0,
    )
    return Snapshot(folder)


def say(text: str) -> None:
    sys.stdout.write(f"{text}\n")


def timed(search: Callable[[str], object], n: int = 60) -> str:
    """p50 and p95 in ms, warm."""
    for question in QUESTIONS:
        search(question)
    taken = []
    for number in range(n):
        start = time.perf_counter()
        search(QUESTIONS[number % len(QUESTIONS)])
        taken.append((time.perf_counter() - start) * 1000)
    return f"p50 {np.quantile(taken, 0.5):7.1f} ms  p95 {np.quantile(taken, 0.95):7.1f} ms"


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("sizes", nargs="*", type=int, default=[1_000, 10_000, 100_000])
    parser.add_argument(
        "--chroma", action="store_true", help="also ask Chroma for the same vectors"
    )
    asked = parser.parse_args()
    for size in asked.sizes:
        with tempfile.TemporaryDirectory() as place:
            start = time.perf_counter()
            with closing(make_snapshot(Path(place), size)) as snapshot:
                say(f"{size} passages, written in {time.perf_counter() - start:.1f} s")
                measure(snapshot, chroma=asked.chroma)
    real = open_encoder()
    real.warm()
    say(f"encoding a question              {timed(lambda text: real.encode([text]))}")


def measure(snapshot: Snapshot, *, chroma: bool) -> None:
    """Print the times of one size."""
    encoder = RandomEncoder()
    retriever = Retriever(snapshot, encoder)
    array = np.ascontiguousarray(snapshot.vectors)
    query = encoder.encode(["x"])[0]

    def retrieve(kind: SourceKind | None) -> Callable[[str], object]:
        filters = Filters(kinds=frozenset({kind})) if kind else None
        return lambda text: retriever.retrieve(text, k=30, filters=filters)

    say(f"  baseline: one matrix product   {timed(lambda _: array @ query)}")
    say(f"  retrieve                       {timed(retrieve(None))}")
    say(f"  ... filter keeps one in ten    {timed(retrieve(SourceKind.GUIDELINE))}")
    say(f"  ... filter keeps nine in ten   {timed(retrieve(SourceKind.COVERAGE_POLICY))}")
    if chroma:
        passages = [item for batch in snapshot.store.iter_passages() for item in batch]
        collection = memory_collection(passages, snapshot.sources, snapshot.vectors)

        def ask(where: dict[str, str] | None) -> Callable[[str], object]:
            return lambda _: collection.query(query_embeddings=[query], n_results=30, where=where)  # type: ignore[arg-type]

        say(f"  Chroma                         {timed(ask(None))}")
        say(f"  ... filter keeps nine in ten   {timed(ask({'kind': 'coverage_policy'}), n=10)}")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    say(f"  peak memory of this process    {peak:.0f} MB")


if __name__ == "__main__":
    main()
