"""Criteria that payers print about the request, the trial and what is given beside the drug."""

import pytest

from tests.leaves import STATES, rows_of, state_of

ROWS = rows_of("findings_coverage.txt")


@pytest.mark.parametrize("row", ROWS, ids=[f"{r[2]} {r[0]} <- {r[1]}" for r in ROWS])
def test_row(row: list[str]) -> None:
    criterion, case, wanted = row
    assert state_of(criterion, case) is STATES[wanted]
