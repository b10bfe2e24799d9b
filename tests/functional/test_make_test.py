"""`make test` a second time: seconds where nothing changed, everything where anything did."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).resolve().parents[2] / "scripts" / "test.sh"
_PYTHON = """#!/bin/sh
case "$*" in
    "-m pytest"*) echo tests >>ran.log; exit "$(cat rc 2>/dev/null || echo 0)" ;;
    "-m pip"*) cat packages 2>/dev/null; exit 0 ;;
    *) exec {python} "$@" ;;
esac
"""

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A small project whose checks, tests and gate only note that they ran."""
    root = tmp_path / "project"
    programs = root / "bin"
    programs.mkdir(parents=True)
    (root / "scripts").mkdir()
    shutil.copy(SCRIPT, root / "scripts" / "test.sh")
    (root / "scripts" / "check.sh").write_text("exit 0\n")
    (programs / "python").write_text(_PYTHON.format(python=sys.executable))
    (programs / "guideline-evals").write_text("#!/bin/sh\necho gate >>ran.log\n")
    for program in programs.iterdir():
        program.chmod(0o755)
    (root / ".gitignore").write_text("bin/\nvar/\nran.log\nrc\npackages\n")
    (root / "module.py").write_text("x = 1\n")
    subprocess.run(["git", "init", "-q"], cwd=root, check=True)  # noqa: S607 - as on the path
    return root


def _test(project: Path, **environment: str) -> tuple[int, list[str]]:
    """Exit code and what ran."""
    log = project / "ran.log"
    log.unlink(missing_ok=True)
    done = subprocess.run(
        ["sh", "scripts/test.sh", "bin"],  # noqa: S607 - as make calls it
        cwd=project,
        env={"PATH": "/usr/bin:/bin", "HOME": str(project), **environment},
        check=False,
        capture_output=True,
    )
    return done.returncode, log.read_text().split() if log.exists() else []


def test_runs_everything_once_and_then_nothing(project) -> None:
    assert _test(project) == (0, ["tests", "gate"])
    assert _test(project) == (0, [])


@pytest.mark.parametrize(
    ("name", "text"),
    [
        pytest.param("module.py", "x = 2\n", id="an edited file"),
        pytest.param("new.py", "y = 1\n", id="a new file that git does not track yet"),
        pytest.param("packages", "pydantic==9\n", id="another package"),
    ],
)
def test_runs_again_where_something_changed(project, name, text) -> None:
    _test(project)
    (project / name).write_text(text)
    assert _test(project) == (0, ["tests", "gate"])


def test_runs_again_where_a_file_went(project) -> None:
    _test(project)
    (project / "module.py").unlink()
    assert _test(project) == (0, ["tests", "gate"])


def test_runs_again_when_told_to(project) -> None:
    _test(project)
    assert _test(project, AGAIN="1") == (0, ["tests", "gate"])


def test_a_red_run_is_never_taken_for_a_green_one(project) -> None:
    _test(project)
    (project / "module.py").write_text("x = 3\n")
    (project / "rc").write_text("1\n")
    assert _test(project) == (1, ["tests"])
    assert _test(project) == (1, ["tests"])
    (project / "module.py").write_text("x = 1\n")
    (project / "rc").unlink()
    assert _test(project) == (0, ["tests", "gate"])
