"""Facts that fail a criterion which stayed open: dated values, the only drug tried, a class."""

import pytest

from tests.leaves import STATES, state_of

DATED = (
    "N | Absolute eosinophil count at least 200 cells/mcL within the past 3 months | eos 3 weeks "
    "ago 110, on Symbicort",
    "M | Absolute eosinophil count at least 200 cells/mcL within the past 3 months | eos 410 last "
    "month",
    "N | Platelet count is at least 50,000/mcL within the past month | platelets last week 31,000",
    "N | Hemoglobin is below 10 g/dL within the past 30 days | hemoglobin two weeks ago 11.2",
    "M | HbA1c of 7.5% or higher | A1c last week 8.2",
    "U | Absolute neutrophil count of at least 1500 cells/mcL | neutrophils 65%",
    "U | Hemoglobin below 10 g/dL | hemoglobin 2 weeks ago 3 units of blood",
    "U | Hemoglobin below 10 g/dL | hemoglobin checked 2 weeks ago, 3 units transfused",
    "U | HbA1c of 7.5% or higher | A1c at week 12 pending",
)
ONLY_ONE = (
    "N | Two drugs for gout, each taken for at least 4 weeks, have failed or were not tolerated | "
    "gout, only drug ever tried is allopurinol",
    "N | have tried and failed at least two conventional therapies | the only treatment tried so "
    "far is clobetasol",
    "N | Inadequate response to two preventive medications | the only medication she has ever "
    "tried is topiramate",
    "N | failure of two triptans | failed sumatriptan, no other migraine drug ever tried",
    "U | failure of at least two conventional therapies | only drug ever tried is methotrexate",
    "U | failure of two epidural steroid injections | only drug ever tried is gabapentin",
    "U | failure of two medications | tried metformin, no other oral drug ever used",
    "U | failure of two medications for migraine | only drug that helped was topiramate",
)
CLASSES = (
    "N | Trial of a PPI (omeprazole or pantoprazole) | never tried omeprazole or pantoprazole",
    "N | Patient must have had a 30-day trial of a preferred SSRI (sertraline or fluoxetine) "
    "within the past 180 days | has never taken sertraline or fluoxetine",
    "U | Trial of a PPI (omeprazole or pantoprazole) | never tried omeprazole",
    "U | Trial of a PPI (e.g., omeprazole or lansoprazole) | never took omeprazole or lansoprazole",
    "M | Failure of a statin (atorvastatin or rosuvastatin) | failed atorvastatin",
)
WEIGHT = (
    "N | has documented stable weight for at least 3 months | still losing about 5 lb a month",
    "N | Weight has been stable for 6 months | continues to lose weight after the sleeve",
    "M | Weight has been stable for 6 months | weight stable for 9 months",
    "U | Weight has been stable for 6 months | she is no longer losing weight",
    "U | Weight has been stable for 6 months | her mother is still losing weight",
)


@pytest.mark.parametrize("row", DATED + ONLY_ONE + CLASSES + WEIGHT)
def test_a_stated_fact_settles_its_criterion(row: str) -> None:
    state, criterion, case = (cell.strip() for cell in row.split("|"))

    assert state_of(criterion, case) is STATES[state]
