"""Criteria of several parts, narrower denials, scales and units, and what came of a treatment."""

import pytest

from tests.leaves import rows_of
from tests.unit.test_findings import checked

ROWS = rows_of("findings_parts.txt")


@pytest.mark.parametrize("row", ROWS, ids=[f"{r[3]} {r[1]} <- {r[2]}" for r in ROWS])
def test_row(row) -> None:
    checked(row)
