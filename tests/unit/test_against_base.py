"""A change beside its base: what is accepted is accepted in a commit of its own, or not at all."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from app.models import Verdict
from evals.against_base import base_lines
from evals.baseline import load_baselines, make_baseline, write_baseline
from evals.compare import compare
from evals.gate import gate
from evals.gate_lines import GateLine, State
from evals.models import HELD_OUT, Outcome, Run
from evals.repository import Repository
from evals.thresholds import load_thresholds
from tests.outcomes import outcome

THRESHOLDS = '[[threshold]]\nmeasure = "verdict_accuracy"\nat_least = {}\nwhy = "x"\n'


RIGHT = (outcome("one"), outcome("two"), outcome("three"))
WRONG = (outcome("one", Verdict.NOT_NECESSARY), *RIGHT[1:])


class Project:
    """A repository with a rule, a baseline and a threshold."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.git("init", "--quiet", "--initial-branch=main")
        (root / "app").mkdir()
        self.rule("yes")
        self.accept(RIGHT)
        self.threshold(0.9)
        self.base = self.commit()

    def git(self, *arguments: str) -> str:
        names = ("-c", "user.name=x", "-c", "user.email=x@x", "-c", "commit.gpgsign=false")
        command = ["git", "-C", str(self.root), *names, *arguments]
        done = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603 - git
        return done.stdout

    def commit(self) -> str:
        self.git("add", "-A")
        self.git("commit", "--quiet", "-m", "x")
        return self.git("rev-parse", "HEAD").strip()

    def rule(self, text: str) -> None:
        (self.root / "app" / "decide.py").write_text(text, encoding="utf-8")

    def accept(self, outcomes: tuple[Outcome, ...]) -> None:
        write_baseline(make_baseline("small", outcomes), self.root / "evals" / "baselines")

    def threshold(self, value: float) -> None:
        path = self.root / "evals" / "thresholds.toml"
        path.write_text(THRESHOLDS.format(value), encoding="utf-8")

    def lines(self, outcomes: tuple[Outcome, ...], base: str | None = None) -> list[GateLine]:
        base = self.base if base is None else base
        return base_lines(outcomes, base, repository=Repository(self.root))

    def red(self, outcomes: tuple[Outcome, ...]) -> list[GateLine]:
        return [line for line in self.lines(outcomes) if line.state is State.RED]


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return Project(tmp_path)


def test_no_change_is_green(project: Project) -> None:
    assert [line.state for line in project.lines(RIGHT)] == [State.GREEN]


def test_a_regression_that_is_accepted_along_with_its_rule_is_red_and_named(project) -> None:
    project.rule("no")
    project.accept(WRONG)
    project.commit()
    baselines = load_baselines(project.root / "evals" / "baselines")
    assert gate(WRONG, (), baselines).verdict == "green", "the baseline alone does not tell"
    (line,) = project.red(WRONG)
    assert line.case_ids == ("one",)
    assert gate(WRONG, (), baselines, base=project.lines(WRONG)).verdict == "red"


def test_a_baseline_in_a_commit_of_its_own_accepts_its_cases_and_no_others(project) -> None:
    project.rule("no")
    project.commit()
    project.accept(WRONG)
    project.commit()
    assert project.red(WRONG) == []
    worse = (WRONG[0], outcome("two", Verdict.NOT_NECESSARY), RIGHT[2])
    assert [line.case_ids for line in project.red(worse)] == [("two",)]


def test_a_baseline_that_is_not_committed_accepts_nothing(project) -> None:
    project.accept(WRONG)
    assert [line.case_ids for line in project.red(WRONG)] == [("one",)]


def test_an_acceptance_that_is_changed_again_along_with_a_rule_is_none(project) -> None:
    project.accept(WRONG)
    project.commit()
    project.rule("no")
    project.accept((outcome("one", Verdict.NOT_ADDRESSED), *RIGHT[1:]))
    project.commit()
    assert [line.case_ids for line in project.red(WRONG)] == [("one",)]


def test_cases_that_vanish_with_their_baseline_lines_are_named(project) -> None:
    project.rule("no")
    project.accept(RIGHT[:1])
    project.commit()
    (line,) = project.red(RIGHT[:1])
    assert line.case_ids == ("three", "two")


def test_a_gold_that_is_flipped_together_with_the_behaviour_is_named(project) -> None:
    flipped = (outcome("one", Verdict.NOT_NECESSARY, expected=Verdict.NOT_NECESSARY), *RIGHT[1:])
    project.rule("no")
    project.accept(flipped)
    project.commit()
    (line,) = project.red(flipped)
    assert line.case_ids == ("one",)
    assert "expects" in line.detail


def test_hashes_that_an_old_baseline_lacks_are_written_without_accepting_anything(project) -> None:
    path = project.root / "evals" / "baselines" / "small.json"
    old = json.loads(path.read_text(encoding="utf-8"))
    old["cases"] = {name: {"failed": row["failed"]} for name, row in old["cases"].items()}
    del old["held_out"]
    path.write_text(json.dumps(old), encoding="utf-8")
    project.base = project.commit()
    project.accept(RIGHT)
    project.commit()
    assert project.red(RIGHT) == []
    assert [line.case_ids for line in project.red(WRONG)] == [("one",)]


def _lower(project: Project) -> None:
    project.threshold(0.1)


def _without(project: Project) -> None:
    path = project.root / "evals" / "thresholds.toml"
    text = THRESHOLDS.format(1).replace("verdict_accuracy", "passed")
    path.write_text(text, encoding="utf-8")


@pytest.mark.parametrize("change", [_lower, _without])
def test_a_threshold_is_lowered_in_a_commit_of_its_own_or_red(
    project, change: Callable[[Project], None]
) -> None:
    project.rule("no")
    change(project)
    project.commit()
    (line,) = project.red(RIGHT)
    assert "verdict_accuracy (all) is lower" in line.detail
    project.git("reset", "--quiet", "--hard", project.base)
    change(project)
    project.commit()
    assert project.red(RIGHT) == []


def test_a_raised_threshold_is_no_one_s_business(project) -> None:
    project.rule("no")
    project.threshold(0.95)
    project.commit()
    assert project.red(RIGHT) == []
    assert load_thresholds(project.root / "evals" / "thresholds.toml")[0].at_least == 0.95


def test_held_out_cases_are_compared_and_not_named(project) -> None:
    held = tuple(o.model_copy(update={"tags": (HELD_OUT,)}) for o in RIGHT)
    project.accept(held)
    project.base = project.commit()
    wrong = (outcome("one", Verdict.NOT_NECESSARY, tags=(HELD_OUT,)), *held[1:])
    project.rule("no")
    project.accept(wrong)
    project.commit()
    (line,) = project.red(wrong)
    assert line.case_ids == ()
    assert "1 of 3 held-out cases" in line.detail


def test_without_a_commit_it_is_said_what_was_not_checked(project, tmp_path_factory) -> None:
    (unnamed,) = project.lines(RIGHT, base="")
    assert (unnamed.state, "could not be checked" in unnamed.detail) == (State.ABSENT, True)
    (unknown,) = project.lines(RIGHT, base="f" * 40)
    assert "not known" in unknown.detail
    bare = tmp_path_factory.mktemp("no-repository")
    assert base_lines(RIGHT, project.base, repository=Repository(bare))[0].state is State.ABSENT


def _run(outcomes: tuple[Outcome, ...], **more: Any) -> Run:
    return Run(outcomes=outcomes, **more)


def test_the_run_of_the_base_is_red_for_what_turned_wrong_vanished_or_changed() -> None:
    changed = outcome("two", Verdict.NOT_NECESSARY, expected=Verdict.NOT_NECESSARY)
    head = (WRONG[0], changed)
    lines = base_lines(head, "", comparison=compare(_run(RIGHT), _run(head)))
    red = {line.case_ids for line in lines if line.state is State.RED}
    assert red == {("one",), ("two",), ("three",)}


def test_a_comparison_counts_vanished_cases_and_opposite_verdicts() -> None:
    assert compare(_run(RIGHT), _run(())).worse
    assert compare(_run(RIGHT), _run((), whole=False)).worse
    assert compare(_run(RIGHT), _run(RIGHT[:2])).worse
    assert not compare(_run(RIGHT), _run(RIGHT[:2], whole=False)).worse, "a selection of them"
    abstained = (outcome("one", Verdict.NOT_ADDRESSED),)
    opposite = (outcome("one", Verdict.NOT_NECESSARY),)
    assert compare(_run(abstained), _run(opposite)).worse
    assert not compare(_run(opposite), _run(abstained)).worse
