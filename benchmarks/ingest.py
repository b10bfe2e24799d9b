"""Speed and memory of `guideline-ingest build`.

    .venv/bin/python benchmarks/ingest.py guidelines ../shared/data/vadod
    .venv/bin/python benchmarks/ingest.py growth

guidelines  a folder of documents from nothing, by stage; the encoder alone on the same passages in
            the same run; the same build again with nothing changed; one document edited. Time by
            the clock and of the processors: beside other work the clock says little
growth      the documents of corpus/ once, four and sixteen times, each copy with words of its own:
            time per document from nothing, and of one edited document. Vectors are random here:
            what the encoder takes does not hang on the index

Prints Markdown; docs/speed.md holds a run.
"""

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

import numpy as np

# This file has the name of the package: the folder of the project, not this one, comes first.
ROOT = Path(__file__).resolve().parents[1]
sys.path[0] = str(ROOT)

from benchmarks._spent import Peak, Spent  # noqa: E402
from ingest.build import build  # noqa: E402
from ingest.embed import Encoder, FloatArray, open_encoder, resolve_precision, unit_rows  # noqa: E402
from ingest.index import open_snapshot  # noqa: E402
from ingest.report import BuildReport  # noqa: E402
from ingest.settings import Settings  # noqa: E402

MIB = 1024 * 1024


def say(text: str = "") -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


class RandomEncoder:
    """Unit vectors that mean nothing, as wide as the shipped encoder's."""

    name, revision, dim = "random", "1", 384

    def __init__(self) -> None:
        self._random = np.random.default_rng(1)

    def encode(self, texts: Sequence[str]) -> FloatArray:
        return unit_rows(self._random.normal(size=(len(texts), self.dim)).astype(np.float32))


# --- a folder of documents ------------------------------------------------------------------------


def guidelines(folder: Path) -> None:
    """Build, encoder alone, unchanged build, edited build."""
    settings = Settings(keep_snapshots=2)
    with tempfile.TemporaryDirectory(prefix="benchmark-") as place:
        docs, index = Path(place) / "docs", Path(place) / "index"
        shutil.copytree(folder, docs)
        encoder = open_encoder(settings.encoder_name, settings.embed_precision)
        start = time.perf_counter()
        encoder.encode(["warm"] * 20)  # so many are encoded by the model that passages go through
        say(f"loading the encoder: {time.perf_counter() - start:.1f} s (not part of what follows)")
        with Peak() as peak:
            whole = Spent()
            report = build([docs], index, settings, encoder=encoder)
            whole.stop()
        with closing(open_snapshot(index)) as snapshot:
            texts = [p.searchable() for batch in snapshot.store.iter_passages() for p in batch]
            texts += list(snapshot.phrases())
        alone = encoder_alone(encoder, texts)
        precision = resolve_precision(settings.embed_precision)
        print_stages(report, whole, alone, len(texts), precision)
        say()
        say(
            f"Whole build {whole.clock_s:.1f} s, encoder alone {alone.clock_s:.1f} s: "
            f"**{whole.clock_s / alone.clock_s:.2f} times** by the clock; of the processors "
            f"{whole.busy_s:.1f} and {alone.busy_s:.1f} s: "
            f"**{whole.busy_s / alone.busy_s:.2f} times**. "
            f"Peak memory {peak.all_bytes / MIB:.0f} MB: {peak.own_bytes / MIB:.0f} MB the build "
            f"at most, {peak.children_bytes / MIB:.0f} MB the processes that read at most. "
            f"Load {os.getloadavg()[0]:.1f}."
        )
        print_unchanged(docs, index)
        print_edit(docs, index, settings, encoder)


def encoder_alone(encoder: Encoder, texts: Sequence[str]) -> Spent:
    """All texts at once, sorted by length inside."""
    spent = Spent()
    encoder.encode(texts)
    return spent.stop()


def print_stages(
    report: BuildReport, whole: Spent, alone: Spent, n_texts: int, precision: str
) -> None:
    n_pages = sum(entry.n_pages or 0 for entry in report.documents)
    n_passages = report.n_passages
    say()
    say(f"{len(report.documents)} documents, {n_pages} pages, {n_passages} passages, {precision}:")
    say()
    say("| stage | seconds | pages/s | passages/s |")
    say("|---|---|---|---|")
    for name, seconds in report.seconds.items():
        say(f"| {name} | {seconds:.2f} | {rate(n_pages, seconds)} | {rate(n_passages, seconds)} |")
    for name, spent, n in (
        ("**whole build**", whole, n_passages),
        (f"encoder alone, {n_texts} texts", alone, n_texts),
    ):
        pages = rate(n_pages, spent.clock_s) if spent is whole else ""
        say(f"| {name} | {spent.clock_s:.2f} | {pages} | {rate(n, spent.clock_s)} |")


def rate(n: int, seconds: float) -> str:
    return f"{n / seconds:.1f}" if seconds > 0.005 else ""  # noqa: PLR2004 - below, a rate says nothing


def print_unchanged(docs: Path, index: Path) -> None:
    """A second build in a process of its own, beside the start of an interpreter."""
    program = "from ingest.cli import main; main()"
    bare, full = [], []
    for _ in range(5):
        bare.append(timed([sys.executable, "-c", "pass"]))
        words = [sys.executable, "-c", program, "build", str(docs), "--index", str(index), "--json"]
        full.append(timed(words))
    extra = np.median(full) - np.median(bare)
    say(
        f"Nothing changed: {np.median(full):.2f} s, **{extra:.2f} s** beyond the start of an "
        f"interpreter ({np.median(bare):.2f} s); median of five."
    )


def timed(command: list[str]) -> float:
    start = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True, cwd=ROOT)  # noqa: S603
    return time.perf_counter() - start


def print_edit(docs: Path, index: Path, settings: Settings, encoder: Encoder) -> None:
    """One document more, then the same one edited."""
    path = docs / "edited.md"
    for what in ("added", "edited"):
        path.write_text(f"# Note\n\nA sentence that was {what}: pain.\n", encoding="utf-8")
        start = time.perf_counter()
        report = build([docs], index, settings, encoder=encoder)
        seconds = time.perf_counter() - start
        stages = ", ".join(f"{name} {value:.2f}" for name, value in report.seconds.items())
        say(f"One small document {what}: {seconds:.2f} s ({stages}).")


# --- growth ---------------------------------------------------------------------------------------


def growth(sizes: Sequence[int]) -> None:
    """Time per document, and of one edit, at several sizes."""
    say("| documents | passages | index | build | per document | one document edited, by stage |")
    say("|---|---|---|---|---|---|")
    for times in sizes:
        with corpus_of(times) as docs, tempfile.TemporaryDirectory(prefix="benchmark-") as place:
            index, settings = Path(place) / "index", Settings(keep_snapshots=1)
            start = time.perf_counter()
            report = build([docs], index, settings, encoder=RandomEncoder())
            whole = time.perf_counter() - start
            size = sum(item.stat().st_size for item in index.rglob("*") if item.is_file())
            edits = [edited(docs, index, settings, number) for number in range(3)]
            seconds, stages = sorted(edits, key=lambda item: item[0])[1]
            n_docs = len(report.documents)
            say(
                f"| {n_docs} | {report.n_passages} | {size / MIB:.0f} MB | {whole:.1f} s | "
                f"{whole / n_docs * 1000:.0f} ms | **{seconds:.2f} s**: {stages} |"
            )


def edited(docs: Path, index: Path, settings: Settings, number: int) -> tuple[float, str]:
    path = sorted(docs.rglob("*.md"))[number * 7 + 3]
    with path.open("a", encoding="utf-8") as file:
        file.write(f"\n## Note {number}\n\nA sentence more about pain.\n")
    start = time.perf_counter()
    report = build([docs], index, settings, encoder=RandomEncoder())
    seconds = time.perf_counter() - start
    shown = {name: value for name, value in report.seconds.items() if not name.startswith("reader")}
    return seconds, ", ".join(f"{name} {value:.2f}" for name, value in shown.items())


@contextmanager
def corpus_of(times: int) -> Iterator[Path]:
    """The documents of corpus/, each so often, with its own id and some words of its own."""
    paths = [path for path in sorted((ROOT / "corpus").rglob("*.md")) if path.stem != "README"]
    texts = {
        path: path.read_text(encoding="utf-8")
        for path in paths
        if not {"demo-case", "terms"} & set(path.parts)
    }
    with tempfile.TemporaryDirectory(prefix="benchmark-") as place:
        for copy in range(times):
            for path, text in texts.items():
                own = re.sub(
                    r"^id: (.*)$", rf"id: \1-copy{copy}", text, count=1, flags=re.MULTILINE
                )
                # Words of one length change, so that terms grow as with other documents.
                front, mark, body = own.rpartition("\n---\n")
                body = re.sub(r"\b(\w{9})\b", rf"\g<1>q{copy}", body) if copy else body
                own = f"{front}{mark}{body}"
                (Path(place) / f"{path.stem}-copy{copy}.md").write_text(own, encoding="utf-8")
        yield Path(place)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    one = commands.add_parser("guidelines")
    one.add_argument("folder", type=Path)
    other = commands.add_parser("growth")
    other.add_argument("sizes", nargs="*", type=int, default=[1, 4, 16])
    asked = parser.parse_args()
    if asked.command == "guidelines":
        guidelines(asked.folder)
    else:
        growth(asked.sizes)


if __name__ == "__main__":
    main()
