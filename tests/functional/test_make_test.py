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
    for name in ("test.sh", "gate.sh"):
        shutil.copy(SCRIPT.with_name(name), root / "scripts" / name)
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


def _base(project: Path, base: str) -> tuple[list[str], str]:
    """What the gate was called with, and what it said on the way."""
    (project / "bin" / "guideline-evals").write_text('#!/bin/sh\necho "$@" >>ran.log\n')
    done = subprocess.run(
        ["sh", "scripts/gate.sh", "bin"],  # noqa: S607 - as test.sh calls it
        cwd=project,
        env={"PATH": "/usr/bin:/bin", "HOME": str(project), "EVALS_BASE": base},
        check=True,
        capture_output=True,
        text=True,
    )
    return (project / "ran.log").read_text().split(), done.stderr


def _commit(project: Path, cli: str) -> None:
    (project / "evals").mkdir()
    (project / "evals" / "__init__.py").write_text("")
    (project / "evals" / "cli.py").write_text(cli)
    author = ["-c", "user.name=A", "-c", "user.email=a@example.org"]
    for words in (["add", "-A"], [*author, "commit", "-q", "-m", "base"]):
        subprocess.run(["git", *words], cwd=project, check=True)  # noqa: S603, S607 - our words


_BASE_CLI = """
import sys
from pathlib import Path

def main() -> None:
    Path(sys.argv[sys.argv.index("--log") + 1]).write_text("log of the base")
"""


def test_the_gate_compares_with_the_base_as_it_was_committed(project) -> None:
    _commit(project, _BASE_CLI)
    (project / "evals" / "cli.py").write_text("raise SystemExit('not the base')")
    called, _ = _base(project, "HEAD")
    assert called[:3] == ["gate", "--report", "var/evals/report"]
    assert Path(called[called.index("--base") + 1]).read_text() == "log of the base"


@pytest.mark.parametrize("base", ["0" * 40, "HEAD"], ids=["no such commit", "a base that fails"])
def test_without_a_run_of_the_base_that_is_said_and_the_gate_judges(project, base) -> None:
    _commit(project, "def main() -> None: raise SystemExit(1)")
    called, said = _base(project, base)
    assert called == ["gate", "--report", "var/evals/report", "--base-commit", base]
    assert f"the base {base} could not be run" in said
