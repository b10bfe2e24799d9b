"""What the benchmarks of questions share: timing, memory, and the machine's own baseline."""

import os
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

MIB = 1024


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
