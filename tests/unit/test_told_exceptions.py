"""Cases that a recommendation or a policy excepts, refuses or leaves out by a list."""

from typing import Any

import pytest

GUIDELINE = """
# Recommendations

1. We recommend topiramate for epilepsy, except in pregnancy (strong).

2. Valproate is recommended for epilepsy (strong). Valproate must not be used in women who could
become pregnant unless a pregnancy prevention programme is in place.
"""
POLICY = """
# Spinal cord stimulation

Spinal cord stimulation is considered medically necessary for failed back surgery syndrome.

Spinal cord stimulation is not covered for members with:

- Active infection
- Coagulopathy

# Bariatric surgery

Bariatric surgery is covered for adults with a BMI of 40 or more.

Contraindications:

- Current pregnancy
- Active eating disorder
"""


@pytest.fixture
def told(corpus: Any) -> Any:
    corpus.guideline("epilepsy", GUIDELINE, title="Guideline on epilepsy")
    corpus.policy("surgery", POLICY, title="Surgery")
    return corpus


@pytest.mark.parametrize(
    "question",
    [
        "Topiramate for epilepsy?",
        "Topiramate for epilepsy, not pregnant?",
        "30 year old man with epilepsy: is valproate recommended?",
        "Spinal cord stimulation for failed back surgery syndrome?",
        "Failed back surgery syndrome, no infection. Is spinal cord stimulation covered?",
        "Is sleeve gastrectomy covered, 38 years old, BMI 44, not pregnant?",
    ],
)
def test_who_is_not_excepted(told: Any, question: str) -> None:
    assert told.ask(question).answer.verdict == "necessary"


@pytest.mark.parametrize(
    "question",
    [
        "24 year old woman with epilepsy who plans a pregnancy. Is valproate recommended?",
        "Spinal cord stimulation for failed back surgery syndrome, has an active infection?",
        "Failed back surgery syndrome and coagulopathy. Is spinal cord stimulation covered?",
        "Is sleeve gastrectomy covered, 38 years old, BMI 44, pregnant?",
    ],
)
def test_one_of_the_list_is_enough_to_refuse(told: Any, question: str) -> None:
    assert told.ask(question).answer.verdict == "not_necessary"


def test_a_recommendation_is_silent_on_whom_it_excepts(told: Any) -> None:
    assert told.ask("Topiramate for epilepsy in a pregnant woman?").answer.verdict != "necessary"


REFUSALS = """
# Recommendations

1. We recommend against bismuth for chronic gastritis, except in immunocompromised patients
(strong).

2. Zinc should not be used for plantar warts other than in a clinical trial (strong).

3. Copper gel for tennis elbow should be used only in a study (strong).
"""


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        ("Is bismuth recommended for chronic gastritis?", "not_necessary"),
        ("Is bismuth recommended for chronic gastritis in an immunocompromised patient?", None),
        ("Is zinc recommended for plantar warts?", "not_necessary"),
        ("Is zinc recommended for plantar warts in a clinical trial?", None),
        ("Is zinc recommended for plantar warts outside of a clinical trial?", "not_necessary"),
        ("Is copper gel recommended for tennis elbow in a study?", "conditional"),
    ],
)
def test_a_refusal_says_nothing_of_whom_it_excepts(
    corpus: Any, question: str, verdict: str | None
) -> None:
    corpus.guideline("skin", REFUSALS, title="Guideline on minor complaints")
    assert corpus.ask(question).answer.verdict == (verdict or "not_addressed")


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        ("Are orthotic shoes covered for diabetes with a foot ulcer?", "necessary"),
        ("Are orthotic shoes covered for diabetes without a foot ulcer?", "not_necessary"),
        ("Are orthotic shoes covered for diabetes?", "not_necessary"),
        ("Is massage therapy covered for edema?", "not_necessary"),
        ("Is massage therapy covered for lymphedema?", "conditional"),
    ],
)
def test_an_exception_with_a_condition_of_its_own(corpus: Any, question: str, verdict: str) -> None:
    corpus.policy(
        "booklet",
        """
# Benefits

The plan does not pay for:

- Orthotic shoes, except shoes for diabetes with a foot ulcer.
- Massage therapy, except when part of a rehabilitation plan for lymphedema.
""",
        title="Benefits",
    )
    assert corpus.ask(question).answer.verdict == verdict


def test_preventing_is_not_answered_by_what_is_said_of_treating(corpus: Any) -> None:
    corpus.policy(
        "growth-factor",
        """
# Pegfilgrastim

Primary prophylaxis with pegfilgrastim is medically necessary when the risk of febrile neutropenia
is greater than 20%.

Pegfilgrastim is not medically necessary for treatment of established febrile neutropenia.
""",
        title="Pegfilgrastim",
    )
    asked = "Pegfilgrastim primary prophylaxis, febrile neutropenia risk 25%"
    assert corpus.ask(asked).answer.verdict == "necessary"
    treating = "Is pegfilgrastim covered to treat established febrile neutropenia?"
    assert corpus.ask(treating).answer.verdict == "not_necessary"
