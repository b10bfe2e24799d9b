"""Criteria of many kinds held against one stated fact, in the words of policies and of notes.

The rows stand in `findings_rows.txt`: kind, criterion, case, finding (M met, N not met, U unknown),
asked intervention, asked condition. They are of other drugs and diseases than the eval cases.
"""

import pytest

from app.facts import read_facts
from app.findings import evaluate
from tests.leaves import STATES, rows_of
from tests.unit.test_findings import TERMS, settled_by, tree_of

ROWS = rows_of("findings_rows.txt")


@pytest.mark.parametrize("row", ROWS, ids=[f"{r[3]} {r[1]} <- {r[2]}" for r in ROWS])
def test_row(row) -> None:
    _, criterion, case, expected, intervention, condition = row
    node = evaluate(
        tree_of(criterion),
        read_facts(case),
        TERMS,
        asked_interventions=[intervention],
        asked_conditions=[condition],
    )
    assert node.state is STATES[expected]
    assert all(quote in case for quote in settled_by(node))
    assert expected == "U" or settled_by(node)


def test_there_are_as_many_negative_rows_as_positive_ones() -> None:
    n_met = sum(row[3] == "M" for row in ROWS)
    assert len(ROWS) - n_met >= n_met
