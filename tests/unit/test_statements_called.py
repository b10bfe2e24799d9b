"""Criteria that are called so by a name: "Velora approval criteria (all must be met):"."""

import pytest

from ingest.statements.called_criteria import name_of_criteria
from ingest.statements.models import Direction, Statement
from tests.said import POLICY, said

ITEMS = "\n\n1. Member must be 3 years of age or older; AND\n2. No velorin in 12 months.\n"


def programme(text: str) -> list[Statement]:
    found = said(POLICY, f"# Drug Programme\n\n{text}", subject="")
    return [s for s in found if s.direction is Direction.FOR]


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("The following approval criteria:", id="no name"),
        pytest.param("Initial approval criteria:", id="a phase alone"),
        pytest.param("General coverage criteria", id="a general heading"),
        pytest.param("Velora is approved when criteria are met:", id="a sentence"),
        pytest.param("Members who meet approval criteria:", id="people"),
        pytest.param("Velora dosing:", id="no criteria"),
    ],
)
def test_a_line_that_names_nothing(line: str) -> None:
    assert name_of_criteria(line) == ""
    assert not [s for s in programme(line + ITEMS) if "line" in s.interventions]


@pytest.mark.parametrize(
    ("line", "name"),
    [
        pytest.param("Velora Approval Criteria (all must be met):", "Velora", id="a drug"),
        pytest.param("2. Velora (velorin) PA Criteria", "Velora (velorin)", id="numbered"),
        pytest.param("Severe asthma - Initial Approval Criteria:", "Severe asthma", id="phase"),
    ],
)
def test_what_a_line_names(line: str, name: str) -> None:
    assert name_of_criteria(line) == name


def test_a_drug_is_approved_when_the_criteria_below_are_met() -> None:
    (found,) = programme(f"Velora (velorin) Approval Criteria (all must be met):{ITEMS}")
    assert found.interventions[:2] == ("Velora", "velorin")
    assert found.criteria is not None
    assert len(found.criteria.children) == 2


@pytest.mark.parametrize("line", ["{}:", "### {}"], ids=["a label", "a heading"])
@pytest.mark.parametrize("condition", ["Severe Asthma", "Chronic Spontaneous Urticaria"])
def test_a_condition_under_the_heading_of_a_drug(line: str, condition: str) -> None:
    called = line.format(f"{condition} - Initial Approval Criteria")
    (found,) = programme(f"## 2. VELORA (VELORIN)\n\n{called}{ITEMS}")
    assert found.interventions[:2] == ("VELORA", "VELORIN")
    assert found.condition_groups == ((condition,),)
    assert found.phase == "initial"


def test_the_first_criterion_may_name_the_condition() -> None:
    items = "\n\n1. Diagnosis of gouty arthritis; AND\n2. No velorin in 12 months.\n"
    (found,) = programme(f"Velora Approval Criteria:{items}")
    assert any("gouty arthritis" in group for group in found.condition_groups)


@pytest.mark.parametrize(
    "items",
    [
        pytest.param(
            "1. Age of 3 years or more; AND\n2. None of the following:\n   a. Septic arthritis\n"
            "   b. Renal failure\n",
            id="an exclusion",
        ),
        pytest.param("1. Gouty arthritis; OR\n2. No velorin in 12 months.\n", id="an alternative"),
    ],
)
def test_neither_an_exclusion_nor_an_alternative_names_the_condition(items: str) -> None:
    (found,) = programme(f"Velora Approval Criteria:\n\n{items}")
    assert found.condition_groups == ()
