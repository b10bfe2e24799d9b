"""Speed and memory of answers, warm and cold.

    .venv/bin/python benchmarks/query.py answers [--index var/index]
    .venv/bin/python benchmarks/query.py readers [--index var/index] [--at-once 20]
    .venv/bin/python benchmarks/query.py cold [--index var/index]

answers    the whole extractive answer to the questions of evals/cases/corpus-*.toml
readers    so many threads in one process, each asking
cold       `guideline-qa ask` in a process of its own, beside one that imports sentence_transformers
           and loads the model

Each prints the machine's own baseline of the same run, and Markdown; runs stand in docs/speed.md.
"""

import argparse
import json
import os
import random
import subprocess
import sys
import threading
import time
from pathlib import Path

import numpy as np

# benchmarks/ingest.py has the name of a package: the folder of the project, not this one, is first.
ROOT = Path(__file__).resolve().parents[1]
sys.path[0] = str(ROOT)

from app.pipeline import Pipeline, open_pipeline  # noqa: E402
from benchmarks._spent import Spent, children, resident  # noqa: E402
from benchmarks._timing import MIB, baseline, peak_mb, quantiles, say, timed  # noqa: E402
from evals.corpora import SHARED_DATA  # noqa: E402
from evals.session import Selection, load_selected  # noqa: E402
from ingest.settings import load_settings  # noqa: E402

COLD_QUESTIONS = (
    "Is IVIG covered for CIDP?",  # a verdict
    "Which criteria must be met before IVIG is given for CIDP?",  # passages
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
    """The same questions by one thread, then by many at once, each way after a round before."""
    baseline()
    pipeline = opened(index)
    texts = questions_of_corpus()[:60]
    alone = timed(pipeline.answer, texts)
    say(f"One reader: {quantiles(alone)}; {len(alone) / sum(alone):.0f} answers a second.")
    for name in ("in the round in which the processes beside start", "at once"):
        spent = Spent()
        taken, errors = asked_by_many(pipeline, texts, at_once)
        spent.stop()
        ratio = float(np.quantile(taken, 0.95) / np.quantile(alone, 0.95))
        say(
            f"{at_once} {name}: {quantiles(taken)}, p95 **{ratio:.1f} times** that of one; "
            f"{len(taken) / spent.clock_s:.0f} answers a second, "
            f"{spent.busy_s / spent.clock_s:.2f} cores busy; {len(errors)} errors {errors[:1]}."
        )
    beside = [resident(process) / MIB / MIB for process in children(os.getpid())]
    own = resident(os.getpid()) / MIB / MIB
    say(f"Memory now: {own:.0f} MB, beside it {', '.join(f'{mb:.0f} MB' for mb in beside)}.")


def asked_by_many(
    pipeline: Pipeline, texts: list[str], at_once: int
) -> tuple[list[float], list[str]]:
    """Seconds of each answer, 20 to a thread, and what was raised."""
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
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return taken, errors


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


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    for name in ("answers", "readers", "cold"):
        command = commands.add_parser(name)
        command.add_argument("--index", type=Path, default=None)
        if name == "readers":
            command.add_argument("--at-once", type=int, default=20)
    asked = parser.parse_args()
    if asked.command == "answers":
        answers(asked.index)
    elif asked.command == "readers":
        readers(asked.index, asked.at_once)
    else:
        cold(asked.index)


if __name__ == "__main__":
    main()
