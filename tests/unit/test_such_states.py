"""States that a payer's refusal names beside the disease: exclusions within what is covered."""

from typing import Any

import pytest

LISTED = """
# Wound services, urology and pumps

## MEDICALLY NECESSARY

- Foobar grafts for venous leg ulcer
- Velora lift for gout
- Tarsa pump for lupus

## NOT MEDICALLY NECESSARY

- Foobar grafts for ulcers with active infection
- Velora lift in men with a urinary tract infection
- Velora lift for psoriasis
- Tarsa pump during treatment with doxorubicin

## Foobar valves

Foobar valves are covered for emphysema.

Not covered:

- patients with a prosthetic heart valve
- asthma
"""
CALLED = """
# Foobar Health Plan: Medical policy 9, Stimulators

## Foobar stimulator

A foobar stimulator is medically necessary for epilepsy.

Contraindicated in:

- bilateral vagotomy
- untreated obstructive sleep apnea
"""


@pytest.fixture
def told(corpus: Any) -> Any:
    corpus.policy("listed", LISTED, title="Policy 55, Wound services, urology, pumps")
    corpus.policy("called", CALLED, title="Medical policy 9, Stimulators")
    return corpus


@pytest.mark.parametrize(
    "question",
    [
        "Are foobar grafts medically necessary for a venous leg ulcer with active infection?",
        "Is a Velora lift medically necessary for gout in a man with a urinary tract infection?",
        "Is a foobar stimulator medically necessary for epilepsy after bilateral vagotomy?",
        "Are foobar valves covered for emphysema in a patient with a prosthetic heart valve?",
    ],
)
def test_who_has_it_is_refused(told: Any, question: str) -> None:
    assert told.ask(question).answer.verdict == "not_necessary"


@pytest.mark.parametrize(
    "question",
    [
        "Are foobar grafts medically necessary for a venous leg ulcer?",
        "Are foobar grafts medically necessary for a venous leg ulcer without active infection?",
        "Are foobar valves covered for emphysema in a patient who also has asthma?",
        "Is a Velora lift medically necessary for gout in a woman who also has psoriasis?",
    ],
)
def test_who_is_not_told_to_have_it_is_not(told: Any, question: str) -> None:
    assert told.ask(question).answer.verdict in {"necessary", "conditional"}
