"""Cover of what "is medically necessary" is no plain position for a thing."""

import pytest

from tests.said import FOR, POLICY, said


@pytest.mark.parametrize(
    ("sentence", "criterion"),
    [
        (
            "The plan covers medical supplies that are medically necessary and ordered by a "
            "physician.",
            "are medically necessary and ordered by a physician",
        ),
        ("The plan covers medically necessary walkers.", "medically necessary"),
        ("The plan covers wheelchairs.", ""),
        ("Crutches are covered and are considered medically necessary for ankle fracture.", ""),
        ("The plan covers Velora, which is medically necessary for gout.", ""),
    ],
)
def test_what_begs_the_question_is_a_criterion(sentence: str, criterion: str) -> None:
    found = said(POLICY, f"# Policy\n\n{sentence}\n")
    assert found
    for statement in found:
        leaves = statement.criteria.leaves() if statement.criteria else ()
        assert statement.direction is FOR
        assert [leaf.text for leaf in leaves] == ([criterion] if criterion else [])
