"""Changes that are told in words, and people without symptoms."""

import pytest

from tests.leaves import STATES, rows_of, state_of

ROWS = rows_of("findings_changed.txt")


@pytest.mark.parametrize("row", ROWS, ids=[f"{r[0]} {r[1]} <- {r[2]}" for r in ROWS])
def test_row(row: list[str]) -> None:
    state, criterion, case = row
    assert state_of(criterion, case) is STATES[state]
