"""`guideline-evals` from the outside, over logs: the exit code is the printed verdict."""

import sys

import pytest
from typer.testing import CliRunner

from app.models import Verdict
from evals.cli import cli, main
from evals.models import Check, Failure, Outcome, Run, Status
from evals.run import read_run, write_run
from ingest.errors import CaseFileError


def outcome(case_id: str, got: Verdict) -> Outcome:
    return Outcome(
        case_id=case_id,
        corpus="small",
        tags=("plain",),
        question="Is A covered for B?",
        why="Because.",
        expected=Verdict.NECESSARY,
        got=got,
        status=Status.PASSED if got is Verdict.NECESSARY else Status.FAILED,
        failures=()
        if got is Verdict.NECESSARY
        else (Failure(check=Check.VERDICT, detail="necessary became not_necessary"),),
        wall_s=0.1,
    )


@pytest.fixture
def logs(tmp_path):
    """A good run and one in which a case turned wrong."""
    paths = (tmp_path / "base.json", tmp_path / "head.json")
    for path, got in zip(paths, (Verdict.NECESSARY, Verdict.NOT_NECESSARY), strict=True):
        write_run(Run(outcomes=(outcome("a", got),), whole=False), path)
    return paths


def test_a_log_is_read_as_it_was_written(logs) -> None:
    assert read_run(logs[0]).outcomes == (outcome("a", Verdict.NECESSARY),)


def test_compare_ends_with_1_if_a_case_turned_wrong(logs) -> None:
    base, head = map(str, logs)
    worse = CliRunner().invoke(cli, ["compare", base, head])
    same = CliRunner().invoke(cli, ["compare", base, base])
    assert (worse.exit_code, worse.stdout.splitlines()[-1]) == (1, "worse")
    assert (same.exit_code, same.stdout.splitlines()[-1]) == (0, "not worse")


def test_a_corpus_without_baseline_is_red_in_print_and_exit_code_and_reports_are_written(
    logs, tmp_path
) -> None:
    folder = tmp_path / "report"
    result = CliRunner().invoke(cli, ["gate", "--from-log", str(logs[1]), "--report", str(folder)])
    assert (result.exit_code, result.stdout.splitlines()[-1]) == (
        1,
        "gate: red; A SELECTION of 1 cases, which is not the whole gate",
    )
    written = {"changes.md", "junit.xml", "report.html", "summary.md"}
    assert {path.name for path in folder.iterdir()} == written
    assert "There is no run of the base." in (folder / "changes.md").read_text(encoding="utf-8")


def test_with_a_base_the_report_names_the_cases_that_changed(logs, tmp_path) -> None:
    base, head = map(str, logs)
    folder = tmp_path / "report"
    arguments = ["gate", "--from-log", head, "--base", base, "--report", str(folder)]
    result = CliRunner().invoke(cli, arguments)
    assert "- `a` turned wrong: " in result.stdout
    for name in ("changes.md", "summary.md"):
        text = (folder / name).read_text(encoding="utf-8")
        assert "- `a` turned wrong: necessary became not_necessary" in text
    html = (folder / "report.html").read_text(encoding="utf-8")
    assert "turned wrong: necessary became not_necessary" in html
    assert "McNemar" in html


def test_view_writes_one_page_without_a_script_or_a_link_to_elsewhere(logs, tmp_path) -> None:
    to = tmp_path / "page.html"
    result = CliRunner().invoke(cli, ["view", *map(str, logs), "--to", str(to)])
    assert result.exit_code == 0
    page = to.read_text(encoding="utf-8")
    assert "<script" not in page
    assert "http" not in page
    assert "over 2 runs" in page


def test_our_errors_end_in_one_line_and_their_code(monkeypatch, capsys, tmp_path) -> None:
    missing = str(tmp_path / "no.json")
    monkeypatch.setattr(sys, "argv", ["guideline-evals", "compare", missing, missing])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 30
    line = capsys.readouterr().err.strip()
    assert line.startswith("error: no.json is no log of a run")
    assert "\n" not in line


def test_a_baseline_is_not_written_from_a_selection(logs, monkeypatch) -> None:
    monkeypatch.setattr("evals.cli.write_baseline", lambda _made: pytest.fail("written"))
    shown = CliRunner().invoke(cli, ["baseline", "--from-log", str(logs[0])])
    assert shown.exit_code == 0
    result = CliRunner().invoke(cli, ["baseline", "--write", "--from-log", str(logs[0])])
    assert isinstance(result.exception, CaseFileError)
    assert "a selection of small" in str(result.exception)
