"""Speed and memory of questions, warm and cold, and how both grow.

    .venv/bin/python benchmarks/query.py answers [--index var/index]
    .venv/bin/python benchmarks/query.py retrieval [1000 10000 100000] [--chroma]
    .venv/bin/python benchmarks/query.py readers [--index var/index] [--at-once 20]
    .venv/bin/python benchmarks/query.py cold [--index var/index]

answers    the whole extractive answer to the questions of evals/cases/corpus-*.toml
retrieval  passages of shuffled sentences of corpus/ with random unit vectors: the time of an exact
           scan does not hang on what they mean. Encoding a question is measured apart
readers    so many threads in one process, each asking
cold       `guideline-qa ask` in a process of its own, beside one that imports sentence_transformers
           and loads the model

Each prints the machine's own baseline of the same run, and Markdown; runs stand in docs/speed.md
and docs/scaling.md.
"""

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from pathlib import Path

import numpy as np

# benchmarks/ingest.py has the name of a package: the folder of the project, not this one, is first.
ROOT = Path(__file__).resolve().parents[1]
sys.path[0] = str(ROOT)

from app.pipeline import Pipeline, open_pipeline  # noqa: E402
from app.retrieve import Filters, Retriever  # noqa: E402
from evals.corpora import SHARED_DATA  # noqa: E402
from evals.session import Selection, load_selected  # noqa: E402
from ingest.embed import FloatArray, open_encoder, unit_rows  # noqa: E402
from ingest.index.collection import memory_collection  # noqa: E402
from ingest.index.manifest import EncoderEntry  # noqa: E402
from ingest.index.snapshot import Snapshot  # noqa: E402
from ingest.index.writer import Inputs, SnapshotWriter, document_entry, finish  # noqa: E402
from ingest.models import Document, Passage, Source, SourceKind  # noqa: E402
from ingest.settings import load_settings  # noqa: E402

PASSAGES_PER_DOCUMENT = 100
SENTENCE_CHARS = range(40, 400)
MIB = 1024
QUESTIONS = (
    "Is intravenous immune globulin medically necessary for chronic fatigue syndrome?",
    "criteria for rituximab in pemphigus vulgaris",
    "Which treatments are suggested for chronic low back pain in adults?",
    "CIDP maintenance dose",
    "Does the policy cover J1459 for myasthenia gravis after failure of corticosteroids?",
)
COLD_QUESTIONS = (
    "Is IVIG covered for CIDP?",  # a verdict
    "Which criteria must be met before IVIG is given for CIDP?",  # passages, hence the encoder
)


def say(text: str = "") -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def peak_mb() -> float:
    """Highest resident memory of this process; getrusage would count what its parent had, too."""
    text = Path("/proc/self/status").read_text(encoding="utf-8")
    return int(text.split("VmHWM:")[1].split()[0]) / MIB


def quantiles(seconds: Sequence[float]) -> str:
    low, high = (float(np.quantile(seconds, q)) * 1000 for q in (0.5, 0.95))
    return f"p50 {low:.1f} ms, p95 {high:.1f} ms"


def timed(call: Callable[[str], object], texts: Sequence[str], rounds: int = 1) -> list[float]:
    """Seconds of each call, every text asked once before."""
    for text in texts:
        call(text)
    taken = []
    for _ in range(rounds):
        for text in texts:
            start = time.perf_counter()
            call(text)
            taken.append(time.perf_counter() - start)
    return taken


def baseline() -> None:
    """What this machine does now: a product of matrices, and a loop of Python."""
    array = np.random.default_rng(0).normal(size=(100_000, 384)).astype(np.float32)
    query = array[0].copy()
    product = timed(lambda _: array @ query, ["x"], 20)
    loop = timed(lambda _: sum(range(1_000_000)), ["x"], 10)
    load = ", ".join(f"{item:.1f}" for item in os.getloadavg())
    say(
        f"Baseline: 100,000 x 384 product {quantiles(product)}; a million additions in Python "
        f"{quantiles(loop)}; load {load} on {os.cpu_count()} cores."
    )


# --- whole answers --------------------------------------------------------------------------------


def questions_of_corpus() -> list[str]:
    """The questions of the cases over corpus/, without those that need files."""
    chosen = Selection(pattern="*", corpora=("corpus",), shared=SHARED_DATA)
    cases, _ = load_selected(chosen)
    return [
        case.question
        for case in cases
        if not case.case and not case.policy and not case.follow_up_of
    ]


def opened(index: Path | None) -> Pipeline:
    return open_pipeline(load_settings(), index_dir=index)


def answers(index: Path | None) -> None:
    baseline()
    start = time.perf_counter()
    pipeline = opened(index)
    texts = questions_of_corpus()
    pipeline.answer(texts[0])
    say(f"First answer of the process after {time.perf_counter() - start:.1f} s.")
    by_intent: dict[str, list[float]] = {"a verdict": [], "passages": []}
    taken = timed(pipeline.answer, texts)
    slowest = sorted(zip(taken, texts, strict=True), reverse=True)[:5]
    for seconds, text in zip(taken, texts, strict=True):
        asked_for = "passages" if pipeline.answer(text).verdict is None else "a verdict"
        by_intent[asked_for].append(seconds)
    snapshot = pipeline.opened().snapshot
    say(
        f"{len(texts)} questions over {len(snapshot.documents)} documents, "
        f"{snapshot.manifest.n_passages} passages: **{quantiles(taken)}**; peak memory "
        f"{peak_mb():.0f} MB."
    )
    for name, seconds in by_intent.items():
        if seconds:
            say(f"- those that ask for {name} ({len(seconds)}): {quantiles(seconds)}")
    for seconds, text in slowest:
        say(f"- slowest: {seconds * 1000:.0f} ms: {text[:100]}")


def readers(index: Path | None, at_once: int) -> None:
    """The same questions by one thread, then by many at once."""
    baseline()
    pipeline = opened(index)
    texts = questions_of_corpus()[:60]
    alone = timed(pipeline.answer, texts)
    taken: list[float] = []
    errors: list[str] = []

    def read(number: int) -> None:
        chance = random.Random(number)  # noqa: S311 - the same order in every run
        for text in chance.sample(texts, 20):
            start = time.perf_counter()
            try:
                pipeline.answer(text)
            except Exception as error:  # noqa: BLE001 - counted, whatever it is
                errors.append(repr(error))
            taken.append(time.perf_counter() - start)

    threads = [threading.Thread(target=read, args=(number,)) for number in range(at_once)]
    start = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    rates = len(alone) / sum(alone), len(taken) / (time.perf_counter() - start)
    ratio = float(np.quantile(taken, 0.95) / np.quantile(alone, 0.95))
    say(f"One reader: {quantiles(alone)}. {at_once} at once: {quantiles(taken)}.")
    say(f"Answers a second: {rates[0]:.0f} for one reader, {rates[1]:.0f} for {at_once} together.")
    say(f"p95 of {at_once} readers is **{ratio:.1f} times** that of one; {len(errors)} errors.")


# --- cold -----------------------------------------------------------------------------------------


def cold(index: Path | None) -> None:
    baseline()
    load_model = (
        "import sentence_transformers\n"
        "from ingest.embed import wheel_folder\n"
        "sentence_transformers.SentenceTransformer(str(wheel_folder()), device='cpu', "
        "local_files_only=True).encode(['warm'])"
    )
    place = ["--index", str(index)] if index else []
    commands = {
        "load": [sys.executable, "-c", load_model],
        **{
            question: [sys.executable, "-m", "app.cli", "ask", question, "--json", *place]
            for question in COLD_QUESTIONS
        },
    }
    taken: dict[str, list[float]] = {name: [] for name in commands}
    for _ in range(5):  # in turns, so that a busy minute slows all of them
        for name, command in commands.items():
            start = time.perf_counter()
            subprocess.run(command, check=True, capture_output=True, cwd=ROOT)  # noqa: S603
            taken[name].append(time.perf_counter() - start)
    base = float(np.median(taken["load"]))
    say(f"`import sentence_transformers` and loading the model: {base:.1f} s (median of five).")
    for question in COLD_QUESTIONS:
        seconds = float(np.median(taken[question]))
        command = f"guideline-qa ask {json.dumps(question)}"
        say(f"- `{command}`: {seconds:.1f} s, **{seconds / base:.2f}**")


# --- retrieval ------------------------------------------------------------------------------------


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
            make = [sys.executable, __file__, "make", place, str(size)]
            subprocess.run(make, check=True, cwd=ROOT)  # noqa: S603
            measure = [sys.executable, __file__, "measure", place, *(["--chroma"] * chroma)]
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
    commands = parser.add_subparsers(dest="command", required=True)
    for name in ("answers", "readers", "cold"):
        command = commands.add_parser(name)
        command.add_argument("--index", type=Path, default=None)
        if name == "readers":
            command.add_argument("--at-once", type=int, default=20)
    command = commands.add_parser("retrieval")
    command.add_argument("sizes", nargs="*", type=int, default=[1_000, 10_000, 100_000])
    command.add_argument("--chroma", action="store_true", help="ask Chroma for the same vectors")
    for name in ("make", "measure"):  # the two steps of `retrieval`
        command = commands.add_parser(name)
        command.add_argument("folder", type=Path)
        if name == "make":
            command.add_argument("size", type=int)
        else:
            command.add_argument("--chroma", action="store_true")
    asked = parser.parse_args()
    steps: dict[str, Callable[[], None]] = {
        "answers": lambda: answers(asked.index),
        "readers": lambda: readers(asked.index, asked.at_once),
        "cold": lambda: cold(asked.index),
        "retrieval": lambda: retrieval(asked.sizes, chroma=asked.chroma),
        "make": lambda: make_snapshot(asked.folder, asked.size),
        "measure": lambda: measure(asked.folder, chroma=asked.chroma),
    }
    steps[asked.command]()


if __name__ == "__main__":
    main()
