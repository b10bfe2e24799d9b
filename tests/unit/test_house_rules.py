"""The rules that no linter has: short files, short functions, no drawer for left-overs."""

import ast
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
MAX_FILE_LINES = 300
MAX_FUNCTION_LINES = 50
PACKAGES = ("app", "ingest", "evals", "benchmarks")
SOURCES = sorted(path for package in PACKAGES for path in (ROOT / package).rglob("*.py"))


def _ids(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("path", SOURCES, ids=_ids)
def test_file_and_functions_are_short(path) -> None:
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= MAX_FILE_LINES
    functions = [
        node
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]
    too_long = {
        node.name: lines
        for node in functions
        if (lines := (node.end_lineno or node.lineno) - node.lineno + 1) > MAX_FUNCTION_LINES
    }
    assert not too_long


def test_there_is_no_module_without_a_subject() -> None:
    assert not [_ids(path) for path in SOURCES if path.stem in {"utils", "helpers", "common"}]


def test_no_command_target_of_the_makefile_lacks_its_line_in_the_manual() -> None:
    manual = subprocess.run(
        ["make", "-s", "help"],  # noqa: S607 - the make on the path is the one people use
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    listed = {line.split()[0] for line in manual.splitlines()[1:]}
    text = (ROOT / "Makefile").read_text(encoding="utf-8")
    phony = next(line for line in text.splitlines() if line.startswith(".PHONY:"))
    assert listed == set(phony.removeprefix(".PHONY:").split()) - {"help"}
