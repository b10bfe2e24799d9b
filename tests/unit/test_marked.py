"""A question as its marks say: pairs, codes in brackets, screening, what is denied or beside."""

from datetime import date

import pytest

from app.case_question import with_case
from app.fact_models import CaseText
from app.payer_names import Named, names_of_sources
from app.question import understand
from ingest.embed.tagger.labels import parse_line
from ingest.models import Source, SourceKind
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
            "{P:gout}, no risk factors for {C:embolism}, wants {I:velotrexin}.",
            [("velotrexin", "gout")],
            id="what nothing speaks for",
        ),
        pytest.param(
            "Does she need an {I:ultrasound} to screen for {C:abdominal aortic aneurysm}?",
            [("ultrasound screening", "abdominal aortic aneurysm")],
            id="a test to screen with",
        ),
        pytest.param(
            "Should {C:gout} be screened for before {I:ureteroscopy}?",
            [("screening for gout", "gout")],
            id="what is done afterwards is no test to screen with",
        ),
        pytest.param(
            "{I:gestational diabetes screening} in a {P:pregnant woman} with no known diabetes?",
            [("gestational diabetes screening", "gestational diabetes")],
            id="what a screening looks for goes before who is screened",
        ),
        pytest.param(
            "12 weeks {P:pregnant}. {I:screen} for {C:gestational diabetes}?",
            [("screening for gestational diabetes", "gestational diabetes")],
            id="a bare screening with what it looks for",
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


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        pytest.param(
            "{C:methotrexate psoriasis}, failed {H:acitretin}",
            [("methotrexate", "psoriasis")],
            id="a treatment and its aim in one mark",
        ),
        pytest.param(
            "{I:methotrexate} for {C:psoriasis}, failed {H:acitretin}, {I:phototherapy}",
            [("methotrexate", "psoriasis")],
            id="a list of what was tried goes on",
        ),
        pytest.param(
            "{I:methotrexate} for a {C:pt} with {P:psoriasis}",
            [("methotrexate", "psoriasis")],
            id="a patient is no condition",
        ),
        pytest.param(
            "{I:nusinersen}: {C:SMA type 2}",
            [("nusinersen", "SMA type 2")],
            id="a name that ends in a number",
        ),
        pytest.param("{I:ocrelizumab} for {C:ms}", [("ocrelizumab", "ms")], id="no Ms"),
        pytest.param(
            "{I:L40.0}, {I:methotrexate}",
            [("methotrexate", "L40.0")],
            id="a diagnosis code is a condition",
        ),
        pytest.param(
            "On {H:methotrexate} for a year for {C:psoriasis}. {I:Renew}?",
            [("methotrexate", "psoriasis")],
            id="a renewal is of what is taken",
        ),
        pytest.param(
            "{C:methotrexate}, {C:psoriasis}, 59",
            [("methotrexate", "psoriasis")],
            id="a treatment marked as a condition",
        ),
        pytest.param(
            "{P:HSAT type III}, {C:suspected OSA}. covered?",
            [("HSAT type III", "suspected OSA")],
            id="a treatment with its type",
        ),
        pytest.param(
            "{C:bacteriuria}, 12 weeks, {I:treat}?",
            [("treatment of bacteriuria", "bacteriuria")],
            id="nothing but treatment is asked for",
        ),
        pytest.param(
            "{I:yearly lung cancer scan} for me, I stopped smoking",
            [("yearly lung cancer scan screening", "lung cancer")],
            id="a test that comes round; what was stopped is no aim",
        ),
        pytest.param(
            "{I:methotrexate once a week} for {C:psoriasis}",
            [("methotrexate", "psoriasis")],
            id="how often is no part of the thing",
        ),
    ],
)
def test_marks_that_no_mark_may_be_are_put_right(line, expected) -> None:
    assert pairs(read(line)) == expected


def test_the_name_of_the_payer_is_no_part_of_what_is_asked_for() -> None:
    text = "SummitRidge breast reduction for macromastia"
    named = (Named("SummitRidge", "SummitRidge Healthcare", is_payer=True),)
    spans = parse_line("{I:SummitRidge breast reduction} for {C:macromastia}").spans
    question = understand(
        text, shipped_terms(), as_of=TODAY, named=named, marks=lambda _text: spans
    )
    assert pairs(question) == [("breast reduction", "macromastia")]
    assert question.payer == "SummitRidge Healthcare"


@pytest.mark.parametrize(
    ("text", "payer"),
    [
        ("68F, Brightwater. Is zinc necessary for tinnitus?", "Brightwater Health"),
        ("Her old plan, Brightwater, denied it. Is zinc necessary for tinnitus?", ""),
        ("Brightwater or Larkspur? Is zinc necessary for tinnitus?", ""),
    ],
)
def test_the_plan_may_be_named_in_another_sentence(text, payer) -> None:
    named = tuple(
        Named(name, f"{name} Health", is_payer=True) for name in ("Brightwater", "Larkspur")
    )
    found = understand(text, shipped_terms(), as_of=TODAY, named=named)
    assert found.payer == payer


def test_a_plan_may_lose_its_middle_words() -> None:
    source = Source(
        doc_id="juniper",
        title="Nutrition",
        kind=SourceKind.COVERAGE_POLICY,
        payer="Juniper State Medicaid",
    )
    named = names_of_sources([source])
    text = "Is zinc covered for tinnitus by Juniper Medicaid?"
    found = understand(text, shipped_terms(), as_of=TODAY, named=named)
    assert found.payer == "Juniper State Medicaid"


def test_short_words_of_a_note_are_read_and_told() -> None:
    question = understand("kyphoplasty for compression fx", shipped_terms(), as_of=TODAY)
    assert [t.condition.text for t in question.targets] == ["compression fracture"]
    assert '"fx" was read as "fracture"' in question.readings
