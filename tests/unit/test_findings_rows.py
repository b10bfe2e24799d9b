"""Criteria of many kinds held against one stated fact, in the words of policies and of notes.

The rows stand in `findings_rows.txt`: kind, criterion, case, finding (M met, N not met, U unknown),
asked intervention, asked condition. They are of other drugs and diseases than the eval cases.
"""

import pytest

from tests.leaves import rows_of
from tests.unit.test_findings import checked, settled_by

ROWS = rows_of("findings_rows.txt")


@pytest.mark.parametrize("row", ROWS, ids=[f"{r[3]} {r[1]} <- {r[2]}" for r in ROWS])
def test_row(row) -> None:
    node = checked(row)
    assert row[3] == "U" or settled_by(node)


def test_there_are_as_many_negative_rows_as_positive_ones() -> None:
    n_met = sum(row[3] == "M" for row in ROWS)
    assert len(ROWS) - n_met >= n_met
