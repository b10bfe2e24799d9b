"""What "all other indications" does not close; what it does close comes first."""

from typing import Any

import pytest

POLICY = """
# Coverage

Zeta stimulation is considered medically necessary for urinary conditions when BOTH are met:

- Diagnosis of urge incontinence or non-obstructive retention
- Two drugs have failed

Zeta stimulation is considered medically necessary for diabetic wounds of the lower extremities.

Zeta stimulation is considered investigational for all other indications.
"""


@pytest.fixture
def told(corpus: Any) -> Any:
    corpus.policy("zeta", POLICY, title="Zeta stimulation")
    return corpus


@pytest.mark.parametrize(
    "question",
    [
        "Is zeta stimulation covered for chronic constipation?",
        "Is zeta stimulation covered for type 2 diabetes?",
        "Zeta stimulation for migraine in a woman with urge incontinence?",
    ],
)
def test_what_nothing_names_is_closed(told: Any, question: str) -> None:
    assert told.ask(question).answer.verdict == "not_necessary"


@pytest.mark.parametrize(
    "question",
    [
        "Is zeta stimulation covered for urge incontinence?",
        "Is zeta stimulation covered for a plantar wound due to diabetes?",
    ],
)
def test_what_criteria_ask_for_or_is_near_is_not(told: Any, question: str) -> None:
    assert told.ask(question).answer.verdict != "not_necessary"


GENERAL = """
# Coverage

Zeta stimulation is covered after standard care was given for 30 days.

Zeta stimulation is contraindicated and is not covered when there is an infection at the site.

Zeta stimulation is considered medically necessary for diabetic wounds of the lower extremities.

The use of any zeta stimulation for all other indications is considered investigational.
"""


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        ("Is zeta stimulation covered for migraine?", "not_necessary"),
        ("Is zeta stimulation covered for migraine? No infection.", "not_necessary"),
        ("Is zeta stimulation covered for diabetic wounds of the foot?", "necessary"),
    ],
)
def test_what_is_asked_of_any_condition_opens_none(
    corpus: Any, question: str, verdict: str
) -> None:
    corpus.policy("zeta", GENERAL, title="Zeta stimulation")
    assert corpus.ask(question).answer.verdict == verdict
