"""Advice against in people who have something else; what refuses nobody comes first."""

from typing import Any

import pytest

from app.models import FindingState

GUIDELINE = """
# Recommendations

1. We recommend colchicine for gout flares (strong).

2. We recommend against colchicine in patients with severe renal impairment (strong).

3. We suggest febuxostat for gout (weak).
Febuxostat should not be used in people with heart failure.
"""
POLICY = """
# Coverage

Immune globulin is considered medically necessary in patients with dermatomyositis.

Immune globulin is considered not medically necessary in patients with chronic fatigue syndrome.

Velora is considered medically necessary for gout.

Velora is considered not medically necessary for psoriasis.
"""


@pytest.fixture
def told(corpus: Any) -> Any:
    corpus.guideline("gout", GUIDELINE, title="Guideline on gout")
    corpus.policy("drugs", POLICY, title="Drugs")
    return corpus


@pytest.mark.parametrize(
    "question",
    [
        "Is colchicine recommended for a gout flare?",
        "Gout flare, no renal impairment. Is colchicine recommended?",
        "Febuxostat for gout, no heart failure?",
        "Colchicine for a gout flare, no family history of gout?",
        "55 year old with gout and psoriasis. Is Velora covered?",
        "Patient has dermatomyositis and chronic fatigue syndrome. Is immune globulin covered?",
    ],
)
def test_who_does_not_have_it_is_not_refused(told: Any, question: str) -> None:
    assert told.ask(question).answer.verdict == "necessary"


@pytest.mark.parametrize(
    "question",
    [
        "Colchicine for a gout flare in a patient with severe renal impairment?",
        "61 year old with a gout flare and severe renal impairment. Is colchicine recommended?",
        "Is febuxostat recommended for gout in a woman with heart failure?",
        "Febuxostat for gout, has heart failure",
        "Is febuxostat advised in heart failure?",
    ],
)
def test_who_has_it_is_refused(told: Any, question: str) -> None:
    assert told.ask(question).answer.verdict == "not_necessary"


def test_what_refuses_is_a_criterion_with_the_words_that_meet_it(told: Any) -> None:
    answer = told.ask("Febuxostat for gout, has heart failure").answer
    (row,) = (row for row in answer.criteria if row.text == "heart failure")
    assert row.finding is FindingState.MET
    assert "heart failure" in row.quote
    assert answer.headline.endswith("It is refused for what the case states: heart failure.")


def test_a_refusal_of_everybody_names_no_case(told: Any) -> None:
    assert (
        "what the case states" not in told.ask("Is Velora covered for psoriasis?").answer.headline
    )


@pytest.mark.parametrize(
    "question",
    [
        "Gout flare, never had heart failure. Febuxostat?",
        "Gout, no prior asthma or heart failure. Is febuxostat recommended?",
        "Gout. Denies asthma, heart failure. Febuxostat?",
    ],
)
def test_what_is_denied_is_not_asked_about(told: Any, question: str) -> None:
    answer = told.ask(question).answer
    assert answer.verdict == "necessary"
    assert not any("heart" in text for text in answer.understood.conditions)


FORMS = """
# Coverage

Foam traction therapy is considered medically necessary for pressure ulcers.

Foam traction therapy is contraindicated, and considered not medically necessary, if any of
these is present: dry gangrene; untreated osteomyelitis; malignancy in the wound.

Bone density measurement (BDM) is considered medically necessary for women when the decision on
treatment is uncertain.

BDM is not indicated in individuals with known osteoporosis or in those already taking a
bisphosphonate.

Thoracic rhythm pacing (TRP) is considered medically necessary for central apnea when the member is
18 years of age or older.

TRP is not medically necessary in a member with any of these:

- an implanted stimulator
- a seizure disorder
"""


@pytest.fixture
def forms(corpus: Any) -> Any:
    corpus.policy("forms", FORMS, title="Coverage")
    return corpus


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        ("Foam traction therapy for a pressure ulcer with malignancy in the wound", False),
        ("Foam traction therapy for a pressure ulcer, no malignancy in the wound", True),
        ("BDM for a woman who already takes alendronate?", False),
        ("Is TRP covered for central apnea? 40 years old, has epilepsy.", False),
        ("Is TRP covered for central apnea? 40 years old, no seizure disorder.", True),
    ],
)
def test_what_is_present_refuses_and_what_is_denied_does_not(
    forms: Any, question: str, *, verdict: bool
) -> None:
    answered = forms.ask(question).answer.verdict
    assert (answered != "not_necessary") is verdict


def test_people_beside_those_with_the_disease_are_not_asked_of_others(forms: Any) -> None:
    assert forms.ask("Is BDM covered for women?").answer.verdict == "conditional"


DRUGS = """
# Recommendations

1. Velora is recommended for gout (strong).

2. Velora should not be used in adults aged 80 years or older, in women of childbearing potential
who do not use contraception or in patients who take lithium.

3. Velora and belora are recommended for gout (strong). Combination therapy with velora and belora
is not recommended in patients with gout (strong).

4. Do not start velora during an acute attack of colitis.
"""


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        ("Is Velora recommended for gout?", "necessary"),
        ("Is Velora recommended for gout in a man of 70?", "necessary"),
        ("Gout, does not take lithium. Velora?", "necessary"),
        ("Is Velora recommended for gout in an 84-year-old man?", "not_necessary"),
        ("28-year-old woman without contraception. Velora for gout?", "not_necessary"),
        ("Gout, takes lithium. Is Velora recommended?", "not_necessary"),
        ("Gout and an acute attack of colitis. Is Velora recommended?", "not_necessary"),
    ],
)
def test_each_kind_of_people_refuses(corpus: Any, question: str, verdict: str) -> None:
    corpus.guideline("velora", DRUGS, title="Guideline on gout")
    assert corpus.ask(question).answer.verdict == verdict


PREGNANT = """
# Recommendations

1. Velora is recommended for adults with gout (strong).

2. Treatment with velora during pregnancy cannot be recommended (strong).

3. Belora is recommended in hypogonadal men (strong).

4. We recommend against belora in men planning fertility in the near term (strong).

5. Melora may be used for gout for no more than four weeks (strong).
"""


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        ("Is Velora recommended for gout?", "necessary"),
        ("Gout in a pregnant woman. Is Velora recommended?", "not_necessary"),
        ("Hypogonadal man who wants to father a child soon. Belora?", "not_necessary"),
        ("Hypogonadal man whose father has gout. Belora?", "necessary"),
        ("Is Melora for three months recommended for gout?", "not_addressed"),
        ("Gout for three months. Is Melora for two weeks recommended?", "necessary"),
    ],
)
def test_a_state_and_a_length_refuse(corpus: Any, question: str, verdict: str) -> None:
    corpus.guideline("velora", PREGNANT, title="Guideline on gout")
    assert corpus.ask(question).answer.verdict == verdict


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        ("Is Velora recommended for gout?", "not_necessary"),
        ("Is Velora recommended for asymptomatic gout?", "not_addressed"),
    ],
)
def test_who_asks_for_a_treatment_has_symptoms(corpus: Any, question: str, verdict: str) -> None:
    text = "# Recommendations\n\n1. Velora is not recommended for symptomatic gout (strong).\n"
    corpus.guideline("velora", text, title="Guideline on gout")
    assert corpus.ask(question).answer.verdict == verdict
