"""Committed runs: a line a run, plotted in the report."""

import pytest

from app.models import Verdict
from evals.history import HISTORY, Point, add_to_history, load_history, point_of
from evals.models import Outcome, Run, Status
from evals.plots import histogram, trend
from evals.view import page
from ingest.errors import CaseFileError


def run(started: str, got: Verdict) -> Run:
    right = got is Verdict.NECESSARY
    only = Outcome(
        case_id="a",
        corpus="small",
        tags=("plain",),
        question="Is A covered for B?",
        why="Because.",
        expected=Verdict.NECESSARY,
        got=got,
        status=Status.PASSED if right else Status.FAILED,
        wall_s=0.1,
    )
    return Run(started=started, outcomes=(only,))


BAD, GOOD = run("2026-01-01", Verdict.NOT_NECESSARY), run("2026-02-01", Verdict.NECESSARY)


def test_a_run_is_written_once_and_read_as_it_was(tmp_path) -> None:
    path = tmp_path / "history.jsonl"
    assert load_history(path) == ()
    for one in (BAD, GOOD, GOOD):
        add_to_history(one, "small", path)
    assert load_history(path) == (point_of(BAD, "small"), point_of(GOOD, "small"))


def test_what_was_not_measured_is_left_out_and_not_zero() -> None:
    assert point_of(BAD, "small").measures == {"verdict_accuracy": 0.0, "passed": 0.0}


def test_a_wrong_line_is_named(tmp_path) -> None:
    path = tmp_path / "history.jsonl"
    path.write_text('{"started": "x"}\n', encoding="utf-8")
    with pytest.raises(CaseFileError, match=r"history\.jsonl:1: "):
        load_history(path)


def test_the_committed_history_loads_in_order_of_time() -> None:
    points = load_history(HISTORY)
    for corpus in {point.corpus for point in points}:
        dates = [point.started for point in points if point.corpus == corpus]
        assert dates == sorted(dates)


def test_the_report_of_one_run_plots_it_behind_the_committed_ones() -> None:
    other = Point(started="2026-01-01", corpus="other", n=1, measures={"passed": 1.0})
    html = page([GOOD], None, history=[point_of(BAD, "small"), other])
    assert "small over 2 runs" in html
    assert "2026-01-01: verdict_accuracy 0.000 (n = 1)" in html
    assert "over" not in page([GOOD], None).split("<h2>")[1].split("Cases of")[0]


def test_a_measure_without_a_value_is_said_to_be_unmeasured() -> None:
    assert "citation_recall unmeasured" in trend([point_of(BAD, "small"), point_of(GOOD, "small")])


def test_a_slow_first_answer_does_not_press_the_others_into_one_bin() -> None:
    drawn = histogram([0.1] * 50 + [0.2] * 48 + [15.0])
    assert "slowest 15.000 s" in drawn
    assert drawn.count("<title>50 cases") == drawn.count("<title>48 cases") == 1
    assert "p50 0.100 s" in drawn
    assert histogram([]) == ""
