"""Columns of a table that limit for whom its rows are: age, weight, BMI, a score."""

import pytest

from tests.said import AGAINST, FOR, GUIDELINE, POLICY, said
from tests.unit.test_statements_use_rows import leaves, table


def asked(kind: object, *lines: str) -> list[list[str]]:
    """What the rows of a table ask for, one list a Statement."""
    found = said(kind, f"# Foobar Health\n\n{table(*lines)}\n")
    return [leaves(s.criteria) for s in found]


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        pytest.param(
            ("Service | Age | Condition | Coverage", "Velora | 9 to 26 years | Gout | Covered"),
            [["age 9 to 26 years"]],
            id="a range of ages",
        ),
        pytest.param(
            ("Drug | Diagnosis | Minimum age | Status", "Velora | Gout | 12 | Covered"),
            [["age of at least 12 years"]],
            id="a bare number below a bound",
        ),
        pytest.param(
            ("Drug | Maximum weight (kg) | Condition | Decision", "Velora | 30 | Gout | Covered"),
            [["weight of at most 30 kg"]],
            id="the unit of the title",
        ),
        pytest.param(
            (
                "Procedure | BMI | Age limit | Indication | Decision",
                "Foobar bypass | 40 or more | under 65 | Obesity | Covered",
            ),
            [["BMI 40 or more", "age under 65 years"]],
            id="two limits",
        ),
        pytest.param(
            (
                "Device | Condition | LVEF | Score required | Coverage",
                "Foobar pump | Heart failure | ≤ 35% | NYHA class 2 or higher | Covered",
            ),
            [["LVEF ≤ 35%", "NYHA class 2 or higher"]],
            id="a measure that the title names, and one that the cell names",
        ),
        pytest.param(
            (
                "Drug | Age requirement | Diagnosis | Criteria",
                "Velora | 18 or older | Gout | Failure of Tarsa",
            ),
            [["age 18 years or older", "Failure of Tarsa"]],
            id="beside a column of criteria, once",
        ),
        pytest.param(
            ("Service | Age | Condition | Coverage", "Velora | Any | Gout | Covered"),
            [[]],
            id="no limit",
        ),
        pytest.param(
            (
                "Drug | Quantity limit | Duration | Copay | Diagnosis | Coverage",
                "Velora | 30 or fewer | 12 months or less | under $20 | Gout | Covered",
            ),
            [[]],
            id="limits of the thing and its price",
        ),
        pytest.param(
            (
                "CPT description | Condition | Coverage",
                "Foobar repair, 2 or more lobes | Gout | Covered",
            ),
            [[]],
            id="a number in a name",
        ),
    ],
)
def test_limits_are_criteria(lines: tuple[str, ...], told: list[list[str]]) -> None:
    assert asked(POLICY, *lines) == told


def test_a_refusal_is_limited_as_its_row_is() -> None:
    lines = (
        "Procedure | Condition | Age | Decision",
        "Foobar tubes | Gout | under 6 months | Not covered",
        "Foobar tubes | Gout | 6 months or older | Covered",
    )
    found = said(POLICY, f"# Foobar Health\n\n{table(*lines)}\n")
    assert [(s.direction, leaves(s.criteria)) for s in found] == [
        (AGAINST, ["age under 6 months"]),
        (FOR, ["age 6 months or older"]),
    ]


def test_a_guideline_asks_for_what_a_person_is_alone() -> None:
    lines = (
        "Treatment | Condition | Weight | Agreement | Recommendation",
        "Velora | Gout | at least 40 kg | 90% or more | Recommended",
    )
    assert asked(GUIDELINE, *lines) == [["weight at least 40 kg"]]
