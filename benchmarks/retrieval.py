"""Speed and memory of retrieval alone, and how both grow.

    .venv/bin/python benchmarks/retrieval.py [1000 10000 100000] [--chroma]

Passages of shuffled sentences of corpus/ with random unit vectors: the time of an exact scan does
not hang on what they mean. Encoding a question is measured apart. Prints the machine's own baseline
of the same run, and Markdown; runs stand in docs/scaling.md.
"""

import argparse
import random
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path

import numpy as np

# benchmarks/ingest.py has the name of a package: the folder of the project, not this one, is first.
ROOT = Path(__file__).resolve().parents[1]
sys.path[0] = str(ROOT)

from app.retrieve import Filters, Retriever  # noqa: E402
from benchmarks._timing import baseline, peak_mb, quantiles, say, timed  # noqa: E402
from ingest.embed import FloatArray, open_encoder, unit_rows  # noqa: E402
from ingest.index.collection import memory_collection  # noqa: E402
from ingest.index.manifest import EncoderEntry  # noqa: E402
from ingest.index.snapshot import Snapshot  # noqa: E402
from ingest.index.writer import Inputs, SnapshotWriter, document_entry, finish  # noqa: E402
from ingest.models import Document, Passage, Source, SourceKind  # noqa: E402

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
    """Documents of shuffled sentences; in each some words are its own, so that terms grow."""
    chance = random.Random(1)  # noqa: S311 - the same texts in every run
    sentences = [
        line.strip()
        for path in sorted((ROOT / "corpus").rglob("*.md"))
        for line in path.read_text(encoding="utf-8").split(". ")
        if len(line.strip()) in SENTENCE_CHARS
    ]
    for number in range(n_passages // PASSAGES_PER_DOCUMENT):
        doc_id = f"doc{number}"
        parts = [
            f"{' '.join(chance.sample(sentences, 4))} {doc_id}word{chance.randint(0, 50)}"
            for _ in range(PASSAGES_PER_DOCUMENT)
        ]
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
        source = Source(doc_id=doc_id, title=doc_id, kind=kind, payer=f"Plan {number % 7}")
        yield document, source, passages


def make_snapshot(folder: Path, n_passages: int) -> None:
    encoder = RandomEncoder()
    entries = []
    entry = EncoderEntry(name="random", revision="1", precision="auto", dim=384)
    with closing(SnapshotWriter(folder, encoder, entry=entry)) as writer:
        for document, source, passages in documents(n_passages):
            writer.add(document, source, passages, ())
            entries.append(document_entry(document, source, passages, ()))
        writer.write_texts()
        writer.write_phrases()
        writer.write_words()
    finish(
        folder,
        snapshot_id="benchmark",
        inputs=Inputs(code_version="", terms_sha256="", encoder=entry),
        documents=entries,
        n_phrases=0,
    )


def retrieval(sizes: Sequence[int], *, chroma: bool) -> None:
    """One row a size, each in a process of its own: memory is a process's highest ever."""
    baseline()
    say()
    say("| passages | scan alone | retrieve, k = 30 | one in ten allowed | nine in ten | memory |")
    say("|---|---|---|---|---|---|")
    for size in sizes:
        with tempfile.TemporaryDirectory(prefix="benchmark-") as place:
            make = [sys.executable, __file__, str(size), "--make", place]
            subprocess.run(make, check=True, cwd=ROOT)  # noqa: S603
            measure = [sys.executable, __file__, "--measure", place, *(["--chroma"] * chroma)]
            subprocess.run(measure, check=True, cwd=ROOT)  # noqa: S603
    real = open_encoder()
    real.encode(["warm"])
    say()
    encoding = timed(lambda text: real.encode([text]), QUESTIONS, 8)
    say(f"Encoding a question comes on top: {quantiles(encoding)}.")


def measure(folder: Path, *, chroma: bool) -> None:
    """Print the row of one size."""
    before = peak_mb()
    encoder = RandomEncoder()
    with closing(Snapshot(folder)) as snapshot:
        retriever = Retriever(snapshot, encoder)
        query = encoder.encode(["x"])[0]

        def retrieve(kind: SourceKind | None) -> list[float]:
            filters = Filters(kinds=frozenset({kind})) if kind else None
            return timed(
                lambda text: retriever.retrieve(text, k=30, filters=filters), QUESTIONS, 12
            )

        cells = [
            str(snapshot.manifest.n_passages),
            quantiles(timed(lambda _: snapshot.vectors @ query, QUESTIONS, 12)),
            f"**{quantiles(retrieve(None))}**",
            quantiles(retrieve(SourceKind.GUIDELINE)),
            quantiles(retrieve(SourceKind.COVERAGE_POLICY)),
            f"{peak_mb():.0f} MB ({before:.0f} before)",
        ]
        say(f"| {' | '.join(cells)} |")
        if chroma:
            passages = [item for batch in snapshot.store.iter_passages() for item in batch]
            collection = memory_collection(passages, snapshot.sources, snapshot.vectors)

            def ask(where: dict[str, str] | None, rounds: int) -> str:
                return quantiles(
                    timed(
                        lambda _: collection.query(
                            query_embeddings=[query],
                            n_results=30,
                            where=where,  # type: ignore[arg-type]  # a plain filter
                        ),
                        QUESTIONS,
                        rounds,
                    )
                )

            policies = ask({"kind": "coverage_policy"}, 2)
            say(f"| Chroma alone | {ask(None, 12)} | | | {policies} | |")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sizes", nargs="*", type=int, default=[1_000, 10_000, 100_000])
    parser.add_argument("--chroma", action="store_true", help="ask Chroma for the same vectors")
    parser.add_argument("--make", type=Path, metavar="FOLDER", help="only write the passages there")
    parser.add_argument("--measure", type=Path, metavar="FOLDER", help="only print their row")
    asked = parser.parse_args()
    if asked.make:
        make_snapshot(asked.make, asked.sizes[0])
    elif asked.measure:
        measure(asked.measure, chroma=asked.chroma)
    else:
        retrieval(asked.sizes, chroma=asked.chroma)


if __name__ == "__main__":
    main()
