"""Conditions that a question tells by a number, by its treatment, or by half of a name."""

import pytest

from app.heard import Heard
from app.told_conditions import by_test
from ingest.terms import Terms
from tests.small_corpus import SmallCorpus

KIDNEY = """## Recommendations

1. We suggest foobar salts for patients with hypertension. (Weak for)

2. We suggest amiloride for patients with resistant hypertension. (Weak for)

3. We recommend chromium drops for patients with type 2 diabetes. (Strong for)

4. We suggest against licorice tea in hospitalized patients with type 2 diabetes. (Weak against)
"""


@pytest.fixture(name="kidney")
def _kidney(corpus: SmallCorpus) -> SmallCorpus:
    corpus.guideline("kidney", KIDNEY, title="Long-term conditions")
    return corpus


@pytest.mark.parametrize(
    ("question", "condition"),
    [
        ("Office readings 164/98 and 158/92. Are foobar salts recommended?", "hypertension"),
        (
            "On chlorthalidone, amlodipine and losartan, still 158/92. Is amiloride recommended?",
            "resistant hypertension",
        ),
        ("On amlodipine and losartan, 158/92. Is amiloride recommended?", "hypertension"),
        ("He has type 2, sugars run high. Are chromium drops recommended?", "type 2 diabetes"),
        ("124/76 in the office. Are foobar salts recommended?", ""),
        ("A type 2 error was made. Are chromium drops recommended?", ""),
        ("Page 164/98 of the chart. Asthma. Are foobar salts recommended?", "Asthma"),
    ],
)
def test_a_number_or_half_a_name_tells_the_condition(kidney, question, condition) -> None:
    asked = kidney.ask(question).question
    assert [t.condition.text for t in asked.targets] == ([condition] if condition else [])


@pytest.mark.parametrize(
    ("story", "verdict"),
    [
        ("Inpatient with type 2 diabetes - ", "not_necessary"),
        ("Type 2 diabetes, admitted to the ward: ", "not_necessary"),
        ("Type 2 diabetes, seen in the office. ", "not_addressed"),
    ],
)
def test_where_the_patient_lies_is_told_before_a_dash_or_colon(kidney, story, verdict) -> None:
    assert kidney.ask(f"{story}is licorice tea twice a day recommended?").verdict == verdict


GROUPS = """## Recommendations

1. We recommend against zileuton in African American patients with asthma. (Strong against)

2. We recommend foobar drip for asthma in critically ill patients or those with status asthmaticus.
(Strong for)
"""


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        ("50yo Black man with asthma. Is zileuton recommended?", "not_necessary"),
        ("50yo African American man with asthma. Is zileuton recommended?", "not_necessary"),
        ("Man of 50 with asthma and black stools. Is zileuton recommended?", "not_addressed"),
    ],
)
def test_a_group_is_told_by_its_other_name(corpus, question, verdict) -> None:
    corpus.guideline("asthma", GROUPS, title="Asthma")
    assert corpus.ask(question).verdict == verdict


HEADACHE = """## Recommendations

1. We suggest lisinopril for the prevention of episodic migraine. (Weak for)
"""


@pytest.mark.parametrize(
    ("story", "verdict"),
    [
        ("Migraine, not the chronic form.", "necessary"),
        ("Migraine, chronic form.", "not_addressed"),
    ],
)
def test_who_has_not_the_one_form_has_the_other(corpus, story, verdict) -> None:
    corpus.guideline("headache", HEADACHE, title="Headache")
    asked = corpus.ask(f"{story} Is lisinopril recommended to prevent migraine?")
    assert asked.verdict == verdict


PRESSURE = """## Recommendations

1. We recommend an ACE inhibitor or a calcium channel blocker for hypertension. (Strong for)

2. We recommend against more than one of the following drug classes together in the same patient:
ACE inhibitors, angiotensin receptor blockers, or direct renin inhibitors. (Strong against)
"""


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        ("Hypertension, on losartan. Should we add enalapril on top?", "not_necessary"),
        ("Hypertension, on losartan. Should we switch to enalapril instead?", "necessary"),
        ("Hypertension, on amlodipine. Should we add enalapril on top?", "necessary"),
    ],
)
def test_one_on_top_of_another_is_what_refuses_both(corpus, question, verdict) -> None:
    corpus.guideline("pressure", PRESSURE, title="Management of hypertension")
    assert corpus.ask(question).verdict == verdict


@pytest.mark.parametrize(
    ("asked", "disease"),
    [
        ("Is a mammogram every two years advised at 62?", ["breast cancer"]),
        ("Should I still have a Pap smear?", ["cervical cancer"]),
        ("PSA test at 60?", ["prostate cancer"]),
        ("Is physical therapy advised?", []),
        ("Does the VA do PSA audits?", []),
        ("Is a colonoscopy advised?", []),
    ],
)
def test_a_test_of_one_disease_is_for_that_disease(asked: str, disease: list[str]) -> None:
    heard = Heard(asked, asked, asked, (), Terms({}), Terms({}))
    assert by_test(heard) == disease
