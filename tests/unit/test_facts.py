"""What a case states.

Every fact with its verbatim words, and nothing of relatives, plans, targets or what is only asked.
"""

import pytest

from app.facts import CaseText, FactKind, read_facts
from app.scope import tokens_of
from app.scope_cues import CUES
from app.treatment_groups import GROUPS

AGE, SEX, MEASURE, DURATION = FactKind.AGE, FactKind.SEX, FactKind.MEASURE, FactKind.DURATION
TREATMENT, FINDING, PREGNANCY = FactKind.TREATMENT, FactKind.FINDING, FactKind.PREGNANCY


def rows(text, *kinds):
    return [fact for fact in read_facts(text).facts if fact.kind in kinds]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        pytest.param("Her father had a stroke at 45", AGE, id="the age of a relative"),
        pytest.param("diagnosed at age 12", AGE, id="the age of an event"),
        pytest.param("adult-onset asthma", AGE, id="adult-onset is no age"),
        pytest.param("goal A1c of 7%", MEASURE, id="a target is no value"),
        pytest.param("type 2 diabetes", MEASURE, id="a number in a name"),
        pytest.param("diagnosed in 2015", MEASURE, id="a year is no value"),
        pytest.param("R53.82 and J1459", MEASURE, id="codes are no values"),
        pytest.param("plans to try topiramate", TREATMENT, id="a planned treatment"),
        pytest.param(
            "topiramate will be started next week", TREATMENT, id="a treatment that is to come"
        ),
        pytest.param(
            "heart failure with lactose intolerance",
            TREATMENT,
            id="organ failure is no failed treatment",
        ),
        pytest.param("Is metformin covered?", TREATMENT, id="what is asked about was not tried"),
        pytest.param("Is semaglutide covered?", FINDING, id="what is asked about is no finding"),
        pytest.param("suspected sleep apnea", FINDING, id="a suspicion is no finding"),
        pytest.param(
            "family history of epilepsy",
            FINDING,
            id="a family history is no finding of the patient",
        ),
        pytest.param("Mother is pregnant", PREGNANCY, id="somebody else's pregnancy"),
    ],
)
def test_what_is_not_a_fact(text, kind) -> None:
    assert not rows(text, kind)


@pytest.mark.parametrize(
    ("text", "value", "quote"),
    [
        pytest.param("72 yo man", 72, "72 yo", id="yo"),
        pytest.param("45-year-old woman", 45, "45-year-old", id="year-old"),
        pytest.param("a patient aged 45", 45, "aged 45", id="aged"),
        pytest.param("72F with OSA", 72, "72F", id="age and sex in one"),
        pytest.param(
            "an 8-month-old infant", 8 * 28 / 365, "8-month-old", id="months are converted"
        ),
        pytest.param("she is 30 and has migraine", 30, "she is 30", id="she is 30"),
        pytest.param("Is it covered for an adult?", 18, "adult", id="adult"),
        pytest.param("an infant with SMA", 0, "infant", id="infant"),
    ],
)
def test_age(text, value, quote) -> None:
    (fact,) = rows(text, AGE)
    assert fact.value == pytest.approx(value)
    assert fact.quote == quote


A_DAY = 1 / 365.25  # years


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        pytest.param("patients aged 65 or older", 65, 120, id="or older"),
        pytest.param("adults over 65", 65 + A_DAY, 120, id="over"),
        pytest.param("children under 5 years of age", 0, 5 - A_DAY, id="under"),
        pytest.param("she is at least 18 years old", 18, 120, id="at least"),
        pytest.param("a woman in her 60s", 60, 69.99, id="a decade"),
    ],
)
def test_an_open_age_has_both_ends(text, low, high) -> None:
    (fact,) = rows(text, AGE)
    assert (fact.value, fact.value2) == (low, high)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("72F with OSA", "female", id="F behind the age"),
        pytest.param("a 40-year-old man", "male", id="a noun"),
        pytest.param("he has gout", "male", id="a pronoun"),
    ],
)
def test_sex(text, expected) -> None:
    assert [fact.name for fact in rows(text, SEX)] == [expected]


@pytest.mark.parametrize(
    ("text", "name", "value", "unit", "comparator"),
    [
        pytest.param("BMI 41", "BMI", 41, "", "", id="bare"),
        pytest.param("BMI of 41 kg/m2", "BMI of", 41, "kg/m2", "", id="with unit"),
        pytest.param("AHI is 22/h", "AHI is", 22, "/hour", "", id="per hour"),
        pytest.param("HbA1c 8.2%", "HbA1c", 8.2, "%", "", id="per cent"),
        pytest.param("IgG 350 mg/dL", "IgG", 350, "mg/dL", "", id="mass per volume"),
        pytest.param(
            "platelets 25 x10^9/L", "platelets", 25_000, "/uL", "", id="thousands per microlitre"
        ),
        pytest.param("pain 7/10", "pain", 7, "/10", "", id="out of ten"),
        pytest.param("T-score -2.7", "T-score", -2.7, "", "", id="negative number"),
        pytest.param("PHQ-9 score of 21", "PHQ-9 score of", 21, "", "", id="a name with a digit"),
        pytest.param("40 pack-years", "", 40, "pack-year", "", id="pack-years"),
        pytest.param(
            "18 headache days a month", "headache days", 18, "day/month", "", id="days a month"
        ),
        pytest.param(
            "uses CPAP 5 hours per night", "uses CPAP", 5, "hour/night", "", id="hours per night"
        ),
        pytest.param("AHI over 30", "AHI", 30, "", ">", id="a comparator before"),
        pytest.param("EF 30% or less", "EF", 30, "%", "<=", id="a comparator behind"),
        pytest.param(
            "NYHA class III heart failure", "NYHA class", 3, "", "", id="a class in Roman numerals"
        ),
        pytest.param("5.6 cm aneurysm", "aneurysm", 56, "mm", "", id="centimetres"),
    ],
)
def test_measure(text, name, value, unit, comparator) -> None:
    (fact,) = rows(text, MEASURE)
    assert (fact.name, fact.value, fact.unit, fact.comparator) == (
        name,
        pytest.approx(value),
        unit,
        comparator,
    )


def test_blood_pressure_is_two_values() -> None:
    assert [(f.name, f.value) for f in rows("BP 150/95", MEASURE)] == [
        ("systolic blood pressure", 150),
        ("diastolic blood pressure", 95),
    ]


def test_a_range_has_both_ends() -> None:
    (fact,) = rows("LVEF 30-35%", MEASURE)
    assert (fact.value, fact.value2, fact.unit) == (30, 35, "%")


@pytest.mark.parametrize(
    ("text", "status", "names", "denied"),
    [
        pytest.param("has not tried metformin", "tried", ["metformin"], True, id="not tried"),
        pytest.param("never tried a triptan", "tried", ["triptan"], True, id="never tried"),
        pytest.param("no prior trial of metformin", "tried", ["metformin"], True, id="no trial"),
        pytest.param("treatment-naive", "tried", ["treatment"], True, id="naive"),
        pytest.param(
            "failed sertraline and venlafaxine",
            "failed",
            ["sertraline", "venlafaxine"],
            False,
            id="failed two",
        ),
        pytest.param("after metformin", "tried", ["metformin"], False, id="after"),
        pytest.param(
            "did not respond to sertraline, venlafaxine, or bupropion",
            "failed",
            ["sertraline", "venlafaxine", "bupropion"],
            False,
            id="a list with commas",
        ),
        pytest.param(
            "failed metformin, A1c 8.9, BMI 33",
            "failed",
            ["metformin"],
            False,
            id="a value ends the list",
        ),
        pytest.param(
            "failed two preventives (topiramate, propranolol)",
            "failed",
            ["preventives", "topiramate", "propranolol"],
            False,
            id="names in brackets",
        ),
        pytest.param(
            "could not tolerate CPAP", "intolerant", ["CPAP"], False, id="could not tolerate"
        ),
        pytest.param(
            "Metformin was not tolerated",
            "intolerant",
            ["Metformin"],
            False,
            id="the drug stands first",
        ),
        pytest.param(
            "contraindication to methotrexate",
            "contraindicated",
            ["methotrexate"],
            False,
            id="contraindication",
        ),
        pytest.param(
            "steroid-refractory disease", "failed", ["steroid"], False, id="refractory in one word"
        ),
        pytest.param(
            "topiramate and propranolol failed",
            "failed",
            ["topiramate", "propranolol"],
            False,
            id="subjects of failed",
        ),
        pytest.param(
            "tried duloxetine for 12 weeks, with no improvement",
            "failed",
            ["duloxetine"],
            False,
            id="no improvement belongs to what was tried",
        ),
        pytest.param("currently on metformin", "current", ["metformin"], False, id="running"),
        pytest.param("responding well to IVIG", "responded", ["IVIG"], False, id="responding"),
    ],
)
def test_treatment(text, status, names, denied) -> None:
    found = [fact for fact in rows(text, TREATMENT) if fact.status == status]
    assert [fact.name for fact in found] == names
    assert {fact.negated for fact in found} == {denied}


def test_a_count_of_treatments_is_kept() -> None:
    (fact,) = rows("failed three antidepressants", TREATMENT)
    assert (fact.name, fact.value) == ("antidepressants", 3)


@pytest.mark.parametrize(
    ("text", "name", "denied"),
    [
        pytest.param(
            "no history of seizures, BMI 41, hypertension",
            "hypertension",
            False,
            id="a denial ends at its comma",
        ),
        pytest.param(
            "no history of seizures, BMI 41", "history of seizures", True, id="no history of"
        ),
        pytest.param("denies chest pain, dyspnea and syncope", "syncope", True, id="denies a list"),
        pytest.param(
            "No fever, chills, or weight loss but has fatigue",
            "fatigue",
            False,
            id="but ends a denial",
        ),
        pytest.param("without radiculopathy", "radiculopathy", True, id="without"),
        pytest.param("biopsy was negative", "biopsy", True, id="a denial behind its phrase"),
    ],
)
def test_finding(text, name, denied) -> None:
    assert (name, denied) in [(fact.name, fact.negated) for fact in rows(text, FINDING)]


def test_and_after_a_denial_is_neither_denied_nor_stated() -> None:
    assert [f.name for f in rows("no diabetes and hypertension", FINDING)] == ["diabetes"]


def test_pregnancy_denied() -> None:
    (fact,) = rows("32F, not pregnant", PREGNANCY)
    assert fact.negated
    assert fact.quote == "not pregnant"


@pytest.mark.parametrize(
    ("text", "status"),
    [
        pytest.param("currently on metformin", [], id="another drug that runs tells no phase"),
        pytest.param("renewal of adalimumab", ["continued"], id="renewal"),
        pytest.param("Can she continue IVIG?", ["continued"], id="continue"),
        pytest.param("initial request for adalimumab", ["initial"], id="initial request"),
    ],
)
def test_phase(text, status) -> None:
    assert [fact.status for fact in rows(text, FactKind.PHASE)] == status


def test_a_claim_to_meet_the_criteria_is_noted_as_a_claim() -> None:
    (fact,) = rows("He meets all criteria of the policy", FactKind.CLAIM)
    assert fact.quote.startswith("meets all criteria")


NOTE = (
    "# History\n\nTried sertraline without benefit.\nFamily history: migraine.\n\n# Plan\n\n- "
    "Start venlafaxine\n"
)


def test_case_materials_are_quoted_from_their_file_and_page() -> None:
    facts = read_facts(
        "Is TMS covered?", [CaseText(name="note.md", text=NOTE, page_starts=(0, 10))]
    )
    (tried,) = [
        f
        for f in facts.facts
        if f.kind is TREATMENT and f.name == "sertraline" and f.quote.startswith("Tried")
    ]
    assert (tried.source, tried.page) == ("case:note.md", 2)
    assert "venlafaxine" not in [f.name for f in facts.of(TREATMENT)]
    assert not [f for f in facts.of(FINDING) if "migraine" in f.name]


def test_every_quote_stands_where_it_says() -> None:
    question = (
        "Is Wegovy ok for a 45-year-old woman, BMI 41, HbA1c 8.2%, no history of pancreatitis, "
        "who failed metformin and "
        "a 6-month diet programme, is not pregnant and uses CPAP 5 hours per night?"
    )
    facts = read_facts(question, [CaseText(name="note.md", text=NOTE)])
    assert len(facts.facts) > 9
    for fact in facts.facts:
        assert facts.texts[fact.source][fact.char_start : fact.char_end] == fact.quote


@pytest.mark.parametrize("cue", CUES, ids=lambda cue: cue.example)
def test_every_cue_works_on_its_example(cue) -> None:
    assert any(cue.scope in token.scope for token in tokens_of(cue.example, is_question=False))


@pytest.mark.parametrize("group", GROUPS, ids=lambda group: group.name)
def test_every_group_of_treatments_names_its_source(group) -> None:
    assert group.source
    assert group.members
