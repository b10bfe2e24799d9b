"""Lists of what raises a risk or brings a disease on: nobody is advised to take what they name."""

import pytest

from ingest.statements.listed_factors import lists_factors
from tests.said import FOR, GUIDELINE, said


@pytest.mark.parametrize(
    ("text", "advised"),
    [
        (
            "We suggest providers assess for and consider the following risk factors for rebound "
            "headache, in order: migraine; frequent use of sedatives or opioids; smoking. "
            "(Weak for)",
            ["risk factors for rebound headache"],
        ),
        (
            "We recommend assessing risk factors for delirium, including benzodiazepines and "
            "opioids. (Strong)",
            ["risk factors for delirium"],
        ),
        (
            "Clinicians should screen for triggers of asthma such as aspirin and beta-blockers.",
            ["triggers of asthma"],
        ),
        (
            "We recommend modification of the following risk factors for stroke: smoking, "
            "alcohol. (Strong)",
            ["risk factors for stroke"],
        ),
        ("Clinicians should consider the following causes of gout: thiazides, aspirin.", []),
        ("Use of sedatives should be considered a risk factor for delirium.", []),
        ("Tranexamic acid may be considered a cause of seizures.", []),
    ],
)
def test_factors_are_asked_about_and_not_given(text: str, advised: list[str]) -> None:
    found = said(GUIDELINE, f"# Guide\n\n{text}\n")
    assert [name for s in found for name in s.interventions] == advised


@pytest.mark.parametrize(
    ("text", "advised"),
    [
        (
            "We recommend the following treatments for headache: amitriptyline; topiramate. "
            "(Strong)",
            {"amitriptyline", "topiramate"},
        ),
        (
            "We suggest growth factors, such as filgrastim, for neutropenia. (Weak for)",
            {"growth factors", "filgrastim"},
        ),
        (
            "We recommend control of cardiovascular risk factors, including statins and "
            "antihypertensive drugs, in gout. (Strong)",
            {"statins", "antihypertensive drugs"},
        ),
        (
            "We recommend colchicine for patients with the following risk factors: age over 65, "
            "diabetes. (Strong)",
            {"colchicine"},
        ),
    ],
)
def test_what_is_given_stays(text: str, advised: set[str]) -> None:
    (found,) = said(GUIDELINE, f"# Guide\n\n{text}\n")
    assert found.direction is FOR
    assert advised <= set(found.interventions)


def test_a_sentence_that_lists_factors_is_told() -> None:
    assert lists_factors("We suggest assessing the following risk factors for falls: sedatives.")
    assert not lists_factors("We suggest exercise for people with risk factors such as obesity.")
