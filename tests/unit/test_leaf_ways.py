"""Criteria that stayed open though the case tells them; each way with cases that must not count.

The rows stand in `leaf_ways_rows.txt`: finding (M met, N not met, U unknown), criterion, case.
"""

import pytest

from app.facts import read_facts
from app.findings import evaluate
from ingest.statements.models import Criterion, Join
from tests.leaves import MET, NOT_MET, OPEN, STATES, rows_of, state_of
from tests.small_corpus import shipped_terms

ROWS = rows_of("leaf_ways_rows.txt")


@pytest.mark.parametrize(
    ("wanted", "criterion", "case"), ROWS, ids=[f"{r[1]}<-{r[2]}" for r in ROWS]
)
def test_row(wanted: str, criterion: str, case: str) -> None:
    assert state_of(criterion, case) is STATES[wanted]


RUNS_SIX_MONTHS = "the patient has received at least 6 months of Dupixent therapy"
DOSE = "Dose does not exceed 210 mg per month"


@pytest.mark.parametrize(
    ("criterion", "drug", "case", "state"),
    [
        (RUNS_SIX_MONTHS, "Dupixent", "Dupixent for asthma, 8 months on it", MET),
        (RUNS_SIX_MONTHS, "Dupixent", "Dupixent for asthma, 2 months on it", NOT_MET),
        (RUNS_SIX_MONTHS, "Dupixent", "Dupixent asked; took Xolair, 8 months on it", OPEN),
        (RUNS_SIX_MONTHS, "Dupixent", "Dupixent for asthma", OPEN),
        (DOSE, "Evenity", "Evenity, 210 mg monthly, 2 doses so far", MET),
        (DOSE, "Evenity", "Evenity, 420 mg monthly", NOT_MET),
        (DOSE, "Evenity", "Evenity asked for, methotrexate, 420 mg monthly", OPEN),
    ],
)
def test_of_the_asked_drug(criterion: str, drug: str, case: str, state) -> None:  # type: ignore[no-untyped-def]
    tree = Criterion(join=Join.LEAF, text=criterion)
    node = evaluate(tree, read_facts(case), shipped_terms(), asked_interventions=(drug,))
    assert node.state is state
