"""Variants of a question: each changes its form and keeps what is asked."""

from datetime import date

import pytest

from app.models import Verdict
from evals.models import Case, Outcome, Status
from evals.robustness import VARIANTS, is_robust, sample, unchanged_verdicts, variants


def a_case(question: str, **more: object) -> Case:
    values = {
        "case_id": "one",
        "corpus": "x",
        "question": question,
        "verdict": Verdict.NECESSARY,
        "as_of": date(2026, 11, 23),
        "references": ("doc",),
        "tags": ("t",),
        "why": ".",
    }
    return Case.model_validate(values | more)


@pytest.mark.parametrize(
    ("name", "before", "after"),
    [
        pytest.param("upper-case", "IVIG for CIDP?", "IVIG FOR CIDP?", id="upper case"),
        pytest.param("code-without-dot", "IVIG for R53.82", "IVIG for R5382", id="no dot"),
        pytest.param("code-without-dot", "BMI 41.5", "BMI 41.5", id="a number is no code"),
        pytest.param(
            "typing-error", "is immunoglobulin ok", "is immunogolbulin ok", id="two letters swapped"
        ),
        pytest.param("typing-error", "IVIG CIDP", "IVIG CIDP", id="no word that is long enough"),
        pytest.param("no-question-mark", "CBT? ", "CBT", id="no question mark"),
        pytest.param(
            "code-first",
            "Is IVIG covered for R53.82?",
            "R53.82: Is IVIG covered for R53.82?",
            id="-",
        ),
        pytest.param(
            "condition-first",
            "Is IVIG covered for CIDP?",
            "For CIDP, is IVIG covered?",
            id="a sentence turned round",
        ),
        pytest.param(
            "condition-first", "TMS for PTSD", "PTSD: TMS?", id="a few words turned round"
        ),
        pytest.param(
            "condition-first", "Is TMS covered?", "Is TMS covered?", id="nothing to turn round"
        ),
        pytest.param(
            "plural",
            "Is TMS right for a 40-year-old woman?",
            "Is TMS right for 40-year-old women?",
            id="many for one",
        ),
        pytest.param("plural", "Patient with CFS: IVIG?", "patients with CFS: IVIG?", id="bare"),
        pytest.param(
            "plural", "IVIG in stiff-person syndrome", "IVIG in stiff-person syndrome", id="a name"
        ),
    ],
)
def test_a_variant_changes_the_form_alone(name, before, after) -> None:
    assert VARIANTS[name](before) == after


def test_a_variant_is_a_paraphrase_that_expects_the_same_verdict() -> None:
    made = variants([a_case("Is immunoglobulin covered for a patient with R53.82?")])
    assert {case.tags[1] for case in made} == set(VARIANTS)
    assert {case.paraphrase_of for case in made} == {"one"}
    assert {case.verdict for case in made} == {Verdict.NECESSARY}
    assert len({case.case_id for case in made}) == len(made)


def test_held_out_cases_and_paraphrases_are_not_varied() -> None:
    cases = [
        a_case("A?"),
        a_case("B?", case_id="b", tags=("held-out",)),
        a_case("C?", case_id="c", paraphrase_of="one"),
    ]
    assert [case.case_id for case in sample(cases, 5)] == ["one"]


def test_a_kind_of_variant_that_few_questions_allow_gets_more_of_them() -> None:
    plain = [a_case("Is IVIG covered?", case_id=f"plain-{n}") for n in range(200)]
    coded = [a_case("Is IVIG covered for R53.82?", case_id=f"code-{n}") for n in range(30)]
    made = variants(sample([*plain, *coded], 20))
    assert sum("code-without-dot" in case.tags for case in made) >= 12


def test_labelled_cases_are_not_varied() -> None:
    cases = [a_case("A?"), a_case("B?", case_id="b", tags=("labelled",))]
    assert [case.case_id for case in sample(cases, 5)] == ["one"]


def test_the_story_holds_no_fact_that_changes_from_question_to_question() -> None:
    one, two = (VARIANTS["long-story"](question) for question in ("IVIG?", "TMS?"))
    assert one.replace("IVIG?", "TMS?") == two
    assert len(one.split()) > 100


def outcome(case: Case, got: Verdict | None) -> Outcome:
    return Outcome(
        case_id=case.case_id,
        corpus=case.corpus,
        tags=case.tags,
        question=case.question,
        why=case.why,
        expected=case.verdict,
        got=got,
        status=Status.PASSED,
        paraphrase_of=case.paraphrase_of,
    )


def test_unchanged_verdicts_are_counted_whether_right_or_wrong() -> None:
    original = a_case("Is IVIG covered for R53.82?")
    made = variants([original])
    steady = [outcome(case, Verdict.CONFLICTING) for case in (original, *made)]
    assert is_robust(steady)
    shaken = [*steady[:-1], outcome(made[-1], Verdict.NECESSARY)]
    assert not is_robust(shaken)
    by_name = {m.name: m for m in unchanged_verdicts(shaken)}
    assert by_name["condition-first"].n_hits == 0
    assert by_name["upper-case"].n_hits == 1


def test_nothing_measured_is_not_robust() -> None:
    assert not is_robust([])
