"""Benchmarks start from any folder, and measure what they say they do."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

FOLDER = Path(__file__).parents[2] / "benchmarks"


def run(name: str, *words: str, cwd: Path) -> str:
    """Output of a benchmark that finds the project by itself, as a user starts it."""
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
    done = subprocess.run(  # noqa: S603 - our own script
        [sys.executable, str(FOLDER / name), *words],
        cwd=cwd,
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.parametrize("name", sorted(path.name for path in FOLDER.glob("[a-z]*.py")))
def test_a_benchmark_starts_in_its_own_folder(name) -> None:
    """benchmarks/ingest.py has the name of the package that the others import."""
    assert name in run(name, "--help", cwd=FOLDER)


def test_retrieval_is_measured_over_passages_that_were_made(tmp_path) -> None:
    run("retrieval.py", "500", "--make", str(tmp_path), cwd=tmp_path)
    row = run("retrieval.py", "--measure", str(tmp_path), cwd=tmp_path)
    cells = [cell.strip(" *") for cell in row.strip().strip("|").split("|")]
    assert cells[0] == "500"
    assert all(re.fullmatch(r"p50 [\d.]+ ms, p95 [\d.]+ ms", cell) for cell in cells[1:5])
    assert re.fullmatch(r"\d+ MB \(\d+ before\)", cells[5])
