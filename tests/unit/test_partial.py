"""An interrupted run goes on with what still holds: nothing of another case, code or setting."""

from datetime import date

import pytest

from app.models import Verdict
from evals import fingerprint
from evals.fingerprint import case_hash, code_hash, run_fingerprint
from evals.models import Case, Outcome, Status
from evals.partial import PartialLog
from ingest.settings import Settings


def a_case(**more: object) -> Case:
    values: dict[str, object] = {
        "case_id": "one",
        "corpus": "small",
        "question": "Is A covered for B?",
        "verdict": "necessary",
        "as_of": date(2026, 11, 23),
        "tags": ("plain",),
        "why": "Because.",
    }
    return Case.model_validate(values | more)


def outcome(case_id: str = "one") -> Outcome:
    return Outcome(
        case_id=case_id,
        corpus="small",
        tags=("plain",),
        question="Is A covered for B?",
        why="Because.",
        expected=Verdict.NECESSARY,
        got=Verdict.NECESSARY,
        status=Status.PASSED,
        snapshot="s",
    )


def log(folder, run: str = "code", **more: object) -> PartialLog:
    return PartialLog.of(folder / "partial.jsonl", run, [a_case(**more)])


def test_what_still_holds_is_taken_over(tmp_path) -> None:
    log(tmp_path).start()
    log(tmp_path).add(outcome())
    assert log(tmp_path).resume() == {"one": outcome()}


def test_nothing_is_taken_over_from_other_code_or_settings(tmp_path) -> None:
    log(tmp_path).start()
    log(tmp_path).add(outcome())
    assert log(tmp_path, run="other code").resume() == {}
    assert log(tmp_path).resume() == {}, "and it is forgotten"


@pytest.mark.parametrize(
    "change",
    [
        {"must_say": ("more",)},
        {"references": ("doc-1",)},
        {"as_of": date(2020, 1, 1)},
        {"payer": "Acme"},
        {"verdict": "conditional"},
        {"codes": {"D80.0": "not_listed"}},
    ],
)
def test_nothing_is_taken_over_for_a_case_that_changed(tmp_path, change) -> None:
    log(tmp_path).start()
    log(tmp_path).add(outcome())
    assert log(tmp_path, **change).resume() == {}


def test_a_change_of_case_materials_is_a_change_of_the_case(tmp_path) -> None:
    path = tmp_path / "letter.txt"
    path.write_text("Aged 50.", encoding="utf-8")
    before = case_hash(a_case(case=(path,)))
    path.write_text("Aged 80.", encoding="utf-8")
    assert case_hash(a_case(case=(path,))) != before


def test_the_line_of_a_case_and_the_reason_are_no_change_of_it() -> None:
    assert case_hash(a_case(line=7, why="For this reason.")) == case_hash(a_case())


def test_a_line_that_was_cut_is_dropped_and_not_glued_to_the_next(tmp_path) -> None:
    log(tmp_path).start()
    log(tmp_path).add(outcome())
    path = tmp_path / "partial.jsonl"
    path.write_text(path.read_text(encoding="utf-8") + '{"case": "x', encoding="utf-8")
    again = log(tmp_path)
    assert set(again.resume()) == {"one"}
    again.add(outcome())
    assert len(path.read_text(encoding="utf-8").splitlines()) == 2
    assert set(log(tmp_path).resume()) == {"one"}


def test_a_finished_run_leaves_nothing_to_go_on_with(tmp_path) -> None:
    log(tmp_path).start()
    log(tmp_path).add(outcome())
    log(tmp_path).finish()
    assert log(tmp_path).resume() == {}


def test_code_rules_terms_and_settings_are_in_the_fingerprint(tmp_path, monkeypatch) -> None:
    for name in ("app", "ingest", "evals", "terms"):
        (tmp_path / name).mkdir()
    files = ("app/decide.py", "app/rules.toml", "ingest/read.py", "evals/checks.py", "terms/a.toml")
    for name in files:
        (tmp_path / name).write_text("", encoding="utf-8")
    monkeypatch.setattr(fingerprint, "code_hash", lambda: code_hash.__wrapped__(tmp_path))

    def now(**more: object) -> str:
        return run_fingerprint(Settings(terms_dir=tmp_path / "terms", **more), {"python": "3"})

    seen = [now(), now(retrieve_k=7)]
    for name in files:
        (tmp_path / name).write_text("changed = 1", encoding="utf-8")
        seen.append(now())
    assert len(set(seen)) == len(seen)
    assert now() == seen[-1]
