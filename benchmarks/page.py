"""Speed of the chat page in a headless Chromium, on a server that is warm.

    .venv/bin/python benchmarks/page.py [--index var/index] [--rounds 8]

Each round is a new visitor: first paint as the browser reports it, the question box, then a
question that was not asked before, from the Enter key to the verdict and to the end of the answer.
Needs playwright and a Chromium on the path.
"""

import argparse
import os
import shutil
import socket  # noqa: TID251 - a free port of loopback
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

# benchmarks/ingest.py has the name of a package: the folder of the project, not this one, is first.
ROOT = Path(__file__).resolve().parents[1]
sys.path[0] = str(ROOT)

from benchmarks._timing import baseline, quantiles, say  # noqa: E402

QUESTION_BOX = "Ask about a treatment and a condition"
QUESTIONS = (
    "Is IVIG covered for CIDP?",
    "Is erenumab medically necessary for migraine?",
    "Is rituximab covered for pemphigus vulgaris?",
    "Are stimulants recommended for chronic multisymptom illness?",
    "Is bariatric surgery covered for a BMI of 42?",
    "Is CPAP covered for obstructive sleep apnea?",
    "Is spinal cord stimulation necessary for chronic low back pain?",
    "Is low-dose CT recommended for a smoker aged 60?",
)
PAINT = "performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0"


@contextmanager
def served(index: Path | None) -> Iterator[str]:
    """Address of a server of the pages on loopback, with records of its own."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = str(probe.getsockname()[1])
    with tempfile.TemporaryDirectory(prefix="benchmark-") as place:
        ours = {
            "GUIDELINE_QA_RECORDS_DIR": f"{place}/records",
            "GUIDELINE_QA_AUDIT_KEY_FILE": f"{place}/audit.key",
        }
        command = [sys.executable, "-m", "app.cli", "serve", "--port", port]
        process = subprocess.Popen(  # noqa: S603 - our own page
            [*command, *(["--index", str(index)] if index else [])],
            cwd=ROOT,
            env=os.environ | ours,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()
            process.wait(20)


def wait_for_server(address: str) -> None:
    host, _, port = address.removeprefix("http://").partition(":")
    for _ in range(600):
        with socket.socket() as probe:
            if probe.connect_ex((host, int(port))) == 0:
                return
        time.sleep(0.2)
    raise SystemExit("the page did not start")


def visit(browser: Browser, address: str, question: str) -> tuple[float, float, float, float]:
    """Seconds to first paint, question box, verdict and whole answer, for a new visitor."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    start = time.perf_counter()
    page.goto(address)
    page.get_by_placeholder(QUESTION_BOX).wait_for(timeout=120_000)
    box = time.perf_counter() - start
    paint = float(page.evaluate(PAINT)) / 1000
    page.get_by_placeholder(QUESTION_BOX).fill(question)
    start = time.perf_counter()
    page.keyboard.press("Enter")
    page.locator(".gq-banner").first.wait_for(timeout=120_000)
    verdict = time.perf_counter() - start
    page.locator(".gq-foot").first.wait_for(timeout=120_000)
    whole = time.perf_counter() - start
    context.close()
    return paint, box, verdict, whole


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--index", type=Path, default=None)
    parser.add_argument("--rounds", type=int, default=len(QUESTIONS))
    asked = parser.parse_args()
    baseline()
    program = next((p for name in ("chromium", "google-chrome") if (p := shutil.which(name))), None)
    with served(asked.index) as address, sync_playwright() as driver:
        wait_for_server(address)
        browser = driver.chromium.launch(executable_path=program, args=["--no-sandbox"])
        first = visit(browser, address, "Is acupuncture covered for migraine?")
        say(f"First visitor of the server: box after {first[1]:.1f} s, verdict {first[2]:.1f} s.")
        time.sleep(5)  # what loads at the first visit has loaded
        rows = [
            visit(browser, address, QUESTIONS[number % len(QUESTIONS)])
            for number in range(asked.rounds)
        ]
        browser.close()
    for name, seconds in zip(
        ("first paint", "question box", "verdict on the page", "whole answer"),
        zip(*rows, strict=True),
        strict=True,
    ):
        say(f"- {name}: {quantiles(seconds)}")


if __name__ == "__main__":
    main()
