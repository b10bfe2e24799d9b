"""Criteria that name one of several kinds which exclude each other."""

import re

import pytest

from app.kind_names import EXCLUSIVE
from tests.leaves import MET, NOT_MET, OPEN, state_of


@pytest.mark.parametrize(
    ("criterion", "case"),
    [
        ("Ulcerative colitis", "Crohn's was ruled out; diarrhea for a year"),
        ("Ulcerative colitis", "her brother has Crohn's disease"),
        ("Ulcerative colitis", "Crohn's or possibly ulcerative colitis"),
        ("History of gestational diabetes", "T2DM on metformin"),
        ("Not due to Crohn's disease", "ulcerative colitis since 2012"),
        ("Gender dysphoria", "central precocious puberty, girl of 8"),
        (
            "Relapsing form of multiple sclerosis (relapsing-remitting or active secondary "
            "progressive disease)",
            "SPMS with ongoing relapses",
        ),
        ("Schizophrenia", "psychosis, under evaluation"),
    ],
)
def test_a_kind_that_is_not_stated_excludes_nothing(criterion: str, case: str) -> None:
    assert state_of(criterion, case) is OPEN


@pytest.mark.parametrize(
    ("criterion", "case", "state"),
    [
        ("Diagnosis of schizophrenia", "bipolar I, last episode manic", NOT_MET),
        ("Diagnosis of bipolar disorder, type I", "bipolar I, last episode manic", MET),
        ("Diagnosis of type 1 diabetes", "type 2 diabetes", NOT_MET),
        ("Hemophilia B", "Hemophilia A severe (<1 %)", NOT_MET),
        ("Heart failure with preserved ejection fraction", "echo: ejection fraction 33%", NOT_MET),
        ("Decompensated cirrhosis (Child-Pugh B or C)", "F4 compensated (Child A)", NOT_MET),
        ("Mantle cell lymphoma", "66F CLL del17p", NOT_MET),
        ("Twin pregnancy", "21 wk, singleton, no prior PTB", NOT_MET),
        ("Singleton gestation", "21 wk, singleton, no prior PTB", MET),
        ("Type 1 diabetes", "age 71, T2DM on basal insulin", NOT_MET),
    ],
)
def test_one_kind_excludes_the_others(criterion, case, state) -> None:
    assert state_of(criterion, case) is state


@pytest.mark.parametrize(
    ("criterion", "case"),
    [
        ("Venous insufficiency ulcer treated with compression", "diabetic foot ulcer"),
        ("Diagnosis of central sleep apnea", "OSA, AHI 34"),
        ("Overactive bladder", "stress urinary incontinence after childbirth"),
        ("Alzheimer's disease", "MRI: vascular dementia"),
    ],
)
def test_what_can_be_had_at_once_excludes_nothing(criterion, case) -> None:
    assert state_of(criterion, case) is OPEN


def test_every_row_has_kinds_that_are_different() -> None:
    for row in EXCLUSIVE:
        patterns = {re.sub(r"\s", "", kind.pattern) for kind in row}
        assert len(row) == len(patterns) > 1


@pytest.mark.parametrize(
    ("criterion", "case", "state"),
    [
        ("normal kidney function", "hypertension, CKD stage 3b", NOT_MET),
        ("normal renal function", "eGFR 42", NOT_MET),
        ("normal renal function", "eGFR 104", OPEN),
        ("normal kidney function", "no CKD stage 3, brother on dialysis", OPEN),
        ("normal serum potassium level", "potassium 4.4, creatinine 1.2", MET),
        ("normal serum potassium level", "potassium 6.2", NOT_MET),
        ("their first flare", "first ever attack last week", MET),
        ("a first episode", "this is her third relapse", NOT_MET),
        ("have had more than one flare", "first ever flare", NOT_MET),
        ("have had more than one flare", "no first flare so far", OPEN),
    ],
)
def test_a_normal_organ_and_a_first_attack(criterion: str, case: str, state: object) -> None:
    assert state_of(criterion, case) is state


@pytest.mark.parametrize(
    ("criterion", "case", "state"),
    [
        (
            "despite the maximum tolerated dose of an ACE inhibitor",
            "ACR 300 on the maximum tolerated dose of ramipril",
            MET,
        ),
        ("despite the maximum tolerated dose of a statin", "never took a statin", NOT_MET),
        ("despite the maximum tolerated dose of a statin", "LDL 120, atorvastatin 10 mg", OPEN),
    ],
)
def test_a_treatment_in_full_dose_goes_on(criterion: str, case: str, state: object) -> None:
    assert state_of(criterion, case) is state
