"""A question as its marks say: pairs, codes in brackets, screening, what is denied or beside."""

from datetime import date

import pytest

from app.case_question import with_case
from app.fact_models import CaseText
from app.question import understand
from ingest.embed.tagger.labels import parse_line
from tests.small_corpus import shipped_terms

TODAY = date(2026, 11, 28)


def read(line: str):
    """The question of an annotated line, marked as the line is."""
    annotated = parse_line(line)
    return understand(
        annotated.text, shipped_terms(), as_of=TODAY, marks=lambda _text: annotated.spans
    )


def pairs(question) -> list[tuple[str, str]]:
    return [(i.text, t.condition.text) for i in question.interventions for t in question.targets]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        pytest.param(
            "Would {I:velotrexin} help with {C:gout}?", [("velotrexin", "gout")], id="plain"
        ),
        pytest.param(
            "{I:A vest} or {I:a brace} for {C:scoliosis}?",
            [("vest", "scoliosis"), ("brace", "scoliosis")],
            id="two things",
        ),
        pytest.param(
            "{P:gout} ({C:M10.9}): {I:velotrexin}?",
            [("velotrexin", "gout")],
            id="a condition and its code",
        ),
        pytest.param(
            "I do not have {C:gout}. {I:velotrexin} for {C:psoriasis}?",
            [("velotrexin", "psoriasis")],
            id="denied",
        ),
        pytest.param(
            "Does she need an {I:ultrasound} to screen for {C:abdominal aortic aneurysm}?",
            [("ultrasound screening", "abdominal aortic aneurysm")],
            id="a test to screen with",
        ),
        pytest.param(
            "{I:start velotrexin today} for {C:blood pressure}?",
            [("velotrexin", "high blood pressure")],
            id="everyday words",
        ),
    ],
)
def test_what_is_asked_and_for_what(line, expected) -> None:
    assert pairs(read(line)) == expected


def test_a_condition_tied_to_the_target_goes_with_it_and_another_does_not() -> None:
    tied = read("{I:velotrexin} for {C:fatigue} in people with {P:multiple sclerosis}?")
    assert [s.text for s in tied.targets[0].settings] == ["multiple sclerosis"]
    beside = read("{P:multiple sclerosis}, now {C:fatigue}: {I:velotrexin}?")
    assert beside.targets[0].settings == ()


def test_without_an_aim_the_persons_conditions_are_tried_and_come_last() -> None:
    question = read("{I:cardiac rehabilitation} after {H:coronary artery bypass surgery}?")
    tried = [t.condition.text for r in question.others for t in r.targets]
    assert "coronary artery bypass surgery" in tried


def test_the_comparator_is_not_asked_for() -> None:
    question = read("{I:velotrexin} rather than {X:nortaxine} for {C:gout}?")
    assert question.comparator == "nortaxine"
    assert [p.text for p in question.interventions] == ["velotrexin"]


# --- what a question leaves to the case materials -------------------------------------------------


def letter(text: str) -> tuple[CaseText, ...]:
    return (CaseText(name="letter.txt", text=text, page_starts=()),)


def no_marks(_text: str) -> tuple[()]:
    return ()


POINTS = "Is {I:velotrexin} medically necessary for the {C:patient in the attached letter}?"


def test_the_diagnosis_of_the_letter_is_the_condition() -> None:
    question = read(POINTS)
    found = with_case(
        question, letter("Diagnosis: M10.9. Weight 80 kg."), shipped_terms(), no_marks
    )
    assert pairs(found) == [("velotrexin", "M10.9")]
    assert any("from the case materials: M10.9" in line for line in found.readings)


def test_a_condition_that_is_denied_in_the_letter_is_none() -> None:
    def marks(text):
        return parse_line(
            text.replace("gout", "{C:gout}").replace("psoriasis", "{C:psoriasis}")
        ).spans

    found = with_case(read(POINTS), letter("No gout. He has psoriasis."), shipped_terms(), marks)
    assert pairs(found) == [("velotrexin", "psoriasis")]


@pytest.mark.parametrize(
    ("line", "text"),
    [
        pytest.param("{I:velotrexin} for {C:gout}?", "Diagnosis: L40.0.", id="it names its own"),
        pytest.param("{I:velotrexin} for {C:Marlow syndrome}?", "L40.0.", id="an unknown one"),
        pytest.param(POINTS, "The weather was fine.", id="the letter names none"),
        pytest.param(
            "Which dose of {I:velotrexin}?", "Diagnosis: L40.0.", id="no verdict is asked"
        ),
    ],
)
def test_otherwise_the_question_stays_as_it_is(line, text) -> None:
    question = read(line)
    found = with_case(question, letter(text), shipped_terms(), no_marks)
    assert found.interventions == question.interventions
    assert not any("case materials" in row for row in found.readings)
