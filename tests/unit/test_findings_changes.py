"""Changes, ages, times, counts and histories of treatment as they are told in whole questions."""

import pytest

from app.facts import read_facts
from app.findings import evaluate
from tests.leaves import STATES, rows_of
from tests.unit.test_findings import TERMS, checked, tree_of

ROWS = [*rows_of("findings_changes.txt"), *rows_of("findings_counts.txt")]


@pytest.mark.parametrize("row", ROWS, ids=[f"{r[3]} {r[1]} <- {r[2]}" for r in ROWS])
def test_row(row) -> None:
    checked(row)


def test_a_rate_of_its_own_unit_goes_on_about_no_other_measure() -> None:
    tree = tree_of("AHI of 15 to 100, or use of less than 4 hours a night")
    node = evaluate(tree, read_facts("AHI 3"), TERMS)
    assert node.state is not STATES["M"]
