"""What a row of a table refuses behind its recommendation."""

import pytest

from tests.said import AGAINST, FOR, GUIDELINE, Row, rows, said

HEAD = "# Guide to Marlow syndrome\n\n| No. | Recommendation | Strength |\n|---|---|---|\n"


def told(cell: str, strength: str = "Strong") -> list[Row]:
    return rows(said(GUIDELINE, f"{HEAD}| 1 | {cell} | {strength} |\n", subject="Marlow syndrome"))


FIRST = "We recommend nortaxine for adults with Marlow syndrome."


@pytest.mark.parametrize("strength", ["Strong", "Strong for", "Weak for"])
@pytest.mark.parametrize(
    ("second", "condition"),
    [
        ("Remark: nortaxine is contraindicated in patients with heart failure.", "heart failure"),
        ("Nortaxine should not be used in people with gout.", "gout"),
        ("Avoid in pregnancy.", "pregnancy"),
        ("Do not use nortaxine in adults with heart failure.", "heart failure"),
    ],
)
def test_a_refusal_behind_is_advice_of_its_own(strength, second, condition) -> None:
    assert told(f"{FIRST} {second}", strength) == [
        (FOR, "nortaxine", "Marlow syndrome"),
        (AGAINST, "nortaxine", condition),
    ]


def test_an_organ_that_is_lacking_is_a_population() -> None:
    cell = f"{FIRST} Remark: nortaxine is contraindicated in patients without a gallbladder."
    found = said(GUIDELINE, f"{HEAD}| 1 | {cell} | Strong |\n", subject="Marlow syndrome")
    assert [(s.direction, s.population) for s in found][1:] == [(AGAINST, "without a gallbladder")]


@pytest.mark.parametrize(
    "second",
    ["It does not reduce fractures.", "Side effects should not be feared.", "Take it with water."],
)
def test_what_only_explains_refuses_nobody(second: str) -> None:
    assert [row[0] for row in told(f"{FIRST} {second}")] == [FOR]
