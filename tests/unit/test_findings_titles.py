"""Alternatives that are headed by a diagnosis hold for those who have it, and for no others."""

import pytest

from app.facts import read_facts
from app.findings import evaluate
from app.models import FindingState
from ingest.statements.models import Criterion, Join
from tests.unit.test_findings import TERMS


def _leaf(text: str) -> Criterion:
    return Criterion(join=Join.LEAF, text=text)


def _part(title: str, *leaves: str) -> Criterion:
    return Criterion(join=Join.ALL_OF, text=title, children=tuple(map(_leaf, leaves)))


TREE = Criterion(
    join=Join.ANY_OF,
    text="Approve for those who meet one of the following:",
    children=(
        _part(
            "Rheumatoid Arthritis. Approve for 1 year if both are met:",
            "Patient is 18 years of age or older",
            "Patient has tried methotrexate",
        ),
        _part(
            "Psoriasis. Approve for 1 year if both are met:",
            "Patient is 18 years of age or older",
            "Patient has tried phototherapy",
        ),
    ),
)


@pytest.mark.parametrize(
    ("case", "condition", "expected"),
    [
        ("psoriasis, 40 years old, tried phototherapy", "psoriasis", FindingState.MET),
        ("psoriasis, 40 years old, never tried phototherapy", "psoriasis", FindingState.NOT_MET),
        ("psoriasis, 40 years old, tried methotrexate", "psoriasis", FindingState.UNKNOWN),
        ("asthma, 40 years old, tried methotrexate", "asthma", FindingState.NOT_MET),
        ("40 years old, tried methotrexate", "", FindingState.MET),
    ],
)
def test_alternative_by_diagnosis(case, condition, expected) -> None:
    conditions = [condition] if condition else []
    node = evaluate(TREE, read_facts(case), TERMS, asked_conditions=conditions)
    assert node.state is expected


def test_title_that_says_more_than_a_diagnosis_excludes_nobody() -> None:
    tree = Criterion(
        join=Join.ANY_OF,
        text="One of:",
        children=(
            _part("Severe rheumatoid arthritis of the hand. Both:", "Patient has pain", "a splint"),
            _part("Psoriasis of any kind after surgery. Both:", "Patient has pain", "a splint"),
        ),
    )
    node = evaluate(tree, read_facts("asthma with pain"), TERMS, asked_conditions=["asthma"])
    assert node.state is FindingState.UNKNOWN


PHASES = Criterion(
    join=Join.ANY_OF,
    text="One of the following:",
    children=(
        _part(
            "Initial Therapy. Approve for 6 months if both are met:",
            "Patient is an adult",
            "Patient has tried methotrexate",
        ),
        _part(
            "Patient is Currently Receiving Enbrel. Approve for 1 year if both are met:",
            "Patient is an adult",
            "Patient has responded to therapy",
        ),
    ),
)


@pytest.mark.parametrize(
    ("case", "expected"),
    [
        ("adult, methotrexate never tried, to start Enbrel", FindingState.NOT_MET),
        ("adult, methotrexate never tried", FindingState.NOT_MET),
        ("adult, tried methotrexate", FindingState.MET),
        ("adult, renewal of Enbrel, responding well", FindingState.MET),
        ("adult, renewal of Enbrel, tried methotrexate", FindingState.UNKNOWN),
        ("adult, stable on Enbrel, doing well", FindingState.MET),
    ],
)
def test_alternative_by_phase(case, expected) -> None:
    node = evaluate(PHASES, read_facts(case), TERMS, asked_interventions=["Enbrel"])
    assert node.state is expected


INDICATIONS = Criterion(
    join=Join.ANY_OF,
    text="Covered for one of the following:",
    children=(
        _part(
            "Chronic migraine of long standing, when both are met:",
            "Patient has tried propranolol",
            "Patient is an adult",
        ),
        _part(
            "As a treatment of cervical dystonia in an individual with both:",
            "Patient has neck pain",
            "Patient is an adult",
        ),
    ),
)


@pytest.mark.parametrize(
    ("case", "condition", "expected"),
    [
        # the list for what is asked fails, and the other one is for something untold
        ("migraine, 40 years old, never tried propranolol", "migraine", FindingState.NOT_MET),
        ("migraine, 40 years old, tried propranolol", "migraine", FindingState.MET),
        # who has both may be meant by either
        (
            "migraine and cervical dystonia, 40 years old, never tried propranolol",
            "migraine",
            FindingState.UNKNOWN,
        ),
        ("asthma, 40 years old", "asthma", FindingState.UNKNOWN),
    ],
)
def test_a_list_for_an_indication_that_is_not_told(case, condition, expected) -> None:
    node = evaluate(INDICATIONS, read_facts(case), TERMS, asked_conditions=[condition])
    assert node.state is expected


BOTH_PHASES = Criterion(
    join=Join.ALL_OF,
    text="All of the following are met:",
    children=(
        _part(
            "For initial therapy, both of the following:", "Patient is an adult", "Has psoriasis"
        ),
        _leaf("For continuation of therapy, documentation of positive clinical response"),
    ),
)


@pytest.mark.parametrize(
    ("case", "expected"),
    [
        ("40-year-old adult, psoriasis, first injection requested", FindingState.MET),
        ("40-year-old adult, psoriasis, on Enbrel with good response", FindingState.MET),
        ("40-year-old adult, psoriasis, on Enbrel for a year", FindingState.UNKNOWN),
        ("a boy of 9 years, psoriasis, first injection requested", FindingState.NOT_MET),
    ],
)
def test_what_is_for_the_other_phase_is_not_asked_for(case, expected) -> None:
    node = evaluate(
        BOTH_PHASES,
        read_facts(case),
        TERMS,
        asked_conditions=["psoriasis"],
        asked_interventions=["Enbrel"],
    )
    assert node.state is expected
