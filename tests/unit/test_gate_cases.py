"""Case by case beside the baseline: what is worse is red, what was not judged is said."""

import json
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast
from xml.etree.ElementTree import fromstring

import pytest

from app.models import Answer, Verdict
from evals.answering import Asked, Desk
from evals.baseline import load_baselines, make_baseline, parse_baseline, write_baseline
from evals.checks import Bench
from evals.cli_show import Shown
from evals.corpora import SHARED_DATA, Corpus
from evals.gate import gate
from evals.gate_lines import State
from evals.models import HELD_OUT, Case, Outcome, Run, Status
from evals.report import junit
from evals.run import Plan, run_cases
from evals.session import Selection, Watch, _check_given, load_selected, narrowed, part_of
from evals.thresholds import Threshold, load_thresholds
from ingest.errors import CaseFileError
from tests.outcomes import outcome

RIGHT = (outcome("one"), outcome("two"), outcome("three"))
WRONG, ABSTAINED = Verdict.NOT_NECESSARY, Verdict.NOT_ADDRESSED


def held_out(*outcomes: Outcome) -> tuple[Outcome, ...]:
    return tuple(o.model_copy(update={"tags": (HELD_OUT,)}) for o in outcomes)


def red(before, after, thresholds=(), **more):
    result = gate(after, thresholds, {"small": make_baseline("small", before)}, **more)
    return [line for line in result.lines if line.state is State.RED]


# --- worse in the same check ----------------------------------------------------------------------


def test_a_wrong_verdict_that_becomes_the_opposite_one_is_red() -> None:
    (line,) = red([outcome("one", ABSTAINED)], [outcome("one", WRONG)])
    assert (line.case_ids, line.turned_wrong) == (("one",), True)
    assert "opposite" in line.detail


def test_an_opposite_verdict_that_becomes_a_lesser_mistake_is_not_red() -> None:
    assert red([outcome("one", WRONG)], [outcome("one", ABSTAINED)]) == []
    assert red([outcome("one", WRONG)], [outcome("one", WRONG)]) == []


def test_held_out_cases_may_not_change_places() -> None:
    before = held_out(outcome("one"), outcome("two", ABSTAINED))
    after = held_out(outcome("one", ABSTAINED), outcome("two"))
    (line,) = red(before, after)
    assert "1 of 2 held-out cases turned wrong" in line.detail
    assert line.case_ids == ()
    (opposite,) = red(before, held_out(outcome("one"), outcome("two", WRONG)))
    assert "turned wrong" in opposite.detail
    assert red(before, held_out(outcome("one"), outcome("two"))) == []


def test_a_held_out_case_that_is_another_case_now_is_red_and_not_named() -> None:
    other = outcome("two").model_copy(update={"case_hash": "other"})
    (line,) = red(held_out(*RIGHT[:2]), held_out(RIGHT[0], other))
    assert "1 held-out cases are gone" in line.detail


def test_a_baseline_is_about_one_gold() -> None:
    (line,) = red(RIGHT[:1], [outcome("one", WRONG, expected=WRONG)])
    assert "expects" in line.detail


def test_an_old_baseline_is_read_and_judges_as_far_as_it_goes() -> None:
    old = {"corpus": "small", "n_held_out": 2, "n_held_out_passed": 1}
    cases = {"one": {"failed": ["verdict"]}, "two": {"failed": []}}
    baseline = parse_baseline(json.dumps({**old, "cases": cases}), "old.json")
    held = held_out(outcome("four"), outcome("five", WRONG))
    same = (outcome("one", ABSTAINED), outcome("two"), *held)
    assert gate(same, (), {"small": baseline}).verdict == "green"
    worse = (outcome("one", ABSTAINED), outcome("two", WRONG), *held)
    assert gate(worse, (), {"small": baseline}).verdict == "red"


def test_a_baseline_with_hashes_is_read_as_it_was_written(tmp_path) -> None:
    made = make_baseline("small", [*RIGHT, outcome("x", WRONG), *held_out(outcome("y", WRONG))])
    write_baseline(made, tmp_path)
    assert load_baselines(tmp_path) == {"small": made}
    assert (made.cases["x"].got, made.cases["one"].got) == ("not_necessary", "")
    assert list(made.held_out.values()) == ["opposite"]


# --- selections -----------------------------------------------------------------------------------

ACCURACY = Threshold(measure="verdict_accuracy", at_least=0.9, why="test")
OPPOSITE = Threshold(measure="opposite_verdicts", at_most=0, why="test")
OF_SMALL = Threshold(measure="verdict_accuracy", corpus="small", at_least=0.9, why="test")


def test_a_threshold_over_all_is_not_judged_on_a_part_and_that_is_said() -> None:
    known = [outcome("one", ABSTAINED)]
    result = gate(known, [ACCURACY], {"small": make_baseline("small", known)}, part=())
    assert [line.detail for line in result.lines if line.state is State.ABSENT] == [
        "1 of 1 are not judged: they are about all cases"
    ]
    assert result.summary == "green; A SELECTION of 1 cases, which is not the whole gate"


def test_what_a_part_can_break_is_judged_on_a_part() -> None:
    known = [outcome("one", WRONG)]
    assert [line.what for line in red(known, known, [OPPOSITE], part=())]
    assert red(known, known, [OF_SMALL], part=()) == []
    assert [line.what for line in red(known, known, [OF_SMALL], part=("small",))]


def test_a_log_is_judged_by_the_selection_that_was_asked_for() -> None:
    run = Run(outcomes=RIGHT)
    some = Selection(pattern="tw*", corpora=(), shared=SHARED_DATA)
    part = narrowed(run, some)
    assert [o.case_id for o in part.outcomes] == ["two"]
    assert part_of(part) == frozenset()
    assert part_of(narrowed(run, Selection(pattern="*", corpora=(), shared=SHARED_DATA))) is None
    whole = narrowed(run, Selection(pattern="*", corpora=("small",), shared=SHARED_DATA))
    assert part_of(whole) == {"small"}
    with pytest.raises(CaseFileError, match="no case of the log fits 'nonsense'"):
        narrowed(run, Selection(pattern="nonsense", corpora=(), shared=SHARED_DATA))


def test_absent_cases_stand_in_the_line_of_the_verdict() -> None:
    gone = outcome("far", corpus="far").model_copy(update={"status": Status.ABSENT})
    result = gate([*RIGHT, gone], (), {"small": make_baseline("small", RIGHT)})
    assert result.summary.startswith("green; 1 of 4 cases NOT ASKED")


def test_a_folder_that_was_named_and_is_not_there_is_an_error(tmp_path) -> None:
    with pytest.raises(CaseFileError, match="--shared: there is no folder"):
        load_selected(Selection(pattern="*", corpora=(), shared=tmp_path / "sahred"))


# --- thresholds -----------------------------------------------------------------------------------


def test_a_red_threshold_names_its_cases_what_turned_wrong_first() -> None:
    before = [outcome("one", ABSTAINED), outcome("two")]
    after = [outcome("one", ABSTAINED), outcome("two", WRONG), *held_out(outcome("x", WRONG))]
    lines = red(before, after, [ACCURACY])
    assert lines[0].what == "verdict_accuracy (all)"
    assert lines[0].case_ids == ("two", "one")


def test_a_wording_that_differs_from_its_original_is_named() -> None:
    wording = outcome("two", ABSTAINED, paraphrase_of="one")
    consistency = Threshold(measure="paraphrase_consistency", at_least=1, why="test")
    (line,) = red([outcome("one"), wording], [outcome("one"), wording], [consistency])
    assert line.case_ids == ("two",)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("threshold = []", id="none"),
        pytest.param('[[treshold]]\nmeasure = "passed"\nat_least = 1\nwhy = "x"', id="misspelt"),
        pytest.param("threshold = 1", id="no table"),
        pytest.param(
            '[[threshold]]\nmeasure = "passed"\nat_least = 1\nwhy = "x"\n' * 2, id="twice"
        ),
    ],
)
def test_a_file_that_lets_everything_through_is_an_error(tmp_path, text) -> None:
    path = tmp_path / "thresholds.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(CaseFileError, match=r"thresholds\.toml"):
        load_thresholds(path)


# --- JUnit ----------------------------------------------------------------------------------------


def test_in_junit_a_known_mistake_is_skipped_and_one_that_is_new_fails() -> None:
    before = [outcome("one", ABSTAINED), outcome("two")]
    after = [outcome("one", ABSTAINED), outcome("two", WRONG)]
    baselines = {"small": make_baseline("small", before)}
    green = fromstring(junit(Run(outcomes=tuple(before)), gate(before, (), baselines)))  # noqa: S314
    assert len(green.findall(".//failure")) == 0
    assert len(green.findall(".//skipped")) == 1
    text = junit(Run(outcomes=tuple(after)), gate(after, (), baselines))
    root = fromstring(text)  # noqa: S314 - our own
    failed = {
        case.get("name") for case in root.iter("testcase") if case.find("failure") is not None
    }
    assert failed == {"two", "baseline (small)"}


# --- indexes and interruptions --------------------------------------------------------------------


class _Heard(Watch):
    def __init__(self) -> None:
        self.heard: list[str] = []

    def warn(self, text: str) -> None:
        self.heard.append(text)


def test_an_index_of_other_documents_is_an_error_and_one_that_lacks_some_is_told(
    monkeypatch, tmp_path
) -> None:
    held = [SimpleNamespace(doc_id="a"), SimpleNamespace(doc_id="z")]
    snapshot = SimpleNamespace(manifest=SimpleNamespace(documents=held))
    monkeypatch.setattr("ingest.index.open_snapshot", lambda _folder: snapshot)
    watch = _Heard()
    some = Corpus(name="small", folder=tmp_path, names={"a": "a", "b": "b"})
    _check_given(tmp_path, some, watch)
    assert watch.heard == ["--index lacks 1 of 2 documents of 'small'"]
    with pytest.raises(CaseFileError, match="holds no document of 'small'"):
        _check_given(tmp_path, replace(some, names={"c": "c"}), watch)


def test_who_interrupts_is_told_how_to_go_on_and_waits_for_no_queue(capsys) -> None:
    asked: list[str] = []

    def answer(asked_now: Asked) -> Answer:
        asked.append(asked_now.text)
        return Answer(id="x", question=asked_now.text)

    def ended(_outcome: Outcome, *, anew: bool) -> None:
        assert anew
        raise KeyboardInterrupt

    values = {"corpus": "small", "verdict": "none", "as_of": "2026-11-23", "tags": ["plain"]}
    cases = [
        Case.model_validate({**values, "case_id": f"c{n}", "question": f"{n}?", "why": "x"})
        for n in range(200)
    ]
    desk = Desk(answer=answer, bench=lambda _case: Bench(texts=cast("Any", None)))
    plan = Plan(cases=cases, corpora={"small": Corpus(name="small", folder=Path(), names={})})
    with pytest.raises(KeyboardInterrupt), Shown():
        run_cases(plan, lambda _corpus: desk, ended)
    assert len(asked) < len(cases)
    assert "--resume goes on" in capsys.readouterr().err
