"""Examinations that a criterion wants done, held against what a case says of them.

First what must stay open, then what was not done, then what was.
"""

from pathlib import Path

import pytest

from app.facts import read_facts
from app.findings import evaluate
from app.findings_evaluations import wanted_examinations
from app.models import FindingState
from ingest.statements.models import Criterion, Join
from ingest.terms_file import load_terms

MET, NOT_MET, UNKNOWN = FindingState.MET, FindingState.NOT_MET, FindingState.UNKNOWN
TERMS = load_terms(Path(__file__).resolve().parents[2] / "corpus" / "terms")


def finding(criterion: str, case: str) -> FindingState:
    node = evaluate(Criterion(join=Join.LEAF, text=criterion), read_facts(case), TERMS)
    assert all(fact.quote in case for fact in node.facts)
    return node.state


OPEN_ROWS = [
    ("Tuberculosis evaluation completed", "TB test pending, starts Humira next week"),
    ("Tuberculosis evaluation completed", "TB contact at work"),
    ("Tuberculosis evaluation completed", "her mother TB positive"),
    ("Tuberculosis evaluation completed within 6 months", "TB neg"),
    ("Liver function tests are obtained monthly", "LFTs normal last week"),
    ("Viral hepatitis screening negative", "hep panel done in March"),
    ("Hepatitis B and HIV tests were done before starting therapy", "HBsAg neg in May"),
]
FAILING_ROWS = [
    ("Tuberculosis evaluation completed", "no TB test so far"),
    ("Colonoscopy was performed", "colonoscopy never done, she refuses it"),
    ("Negative HIV test prior to initiation", "HIV test positive in March"),
]
MET_ROWS = [
    ("Tuberculosis evaluation completed", "TB neg 9/26. GI."),
    (
        "Member has been evaluated for latent tuberculosis prior to initiation",
        "Negative QuantiFERON.",
    ),
    ("Liver function tests were obtained prior to initiation", "AST/ALT normal last week"),
    ("Mental health evaluation has been completed", "Psych cleared 8/22."),
    ("Negative HIV test prior to initiation", "hiv test neg 11/19. kidneys ok"),
    ("Hepatitis B and HIV tests were done before starting therapy", "HBsAg neg, HIV neg in May"),
]


@pytest.mark.parametrize(("criterion", "case"), OPEN_ROWS)
def test_an_examination_to_come_or_wanted_otherwise_stays_open(criterion: str, case: str) -> None:
    assert finding(criterion, case) is UNKNOWN


@pytest.mark.parametrize(("criterion", "case"), FAILING_ROWS)
def test_an_examination_that_was_not_done_or_came_out_otherwise_fails(
    criterion: str, case: str
) -> None:
    assert finding(criterion, case) is NOT_MET


@pytest.mark.parametrize(("criterion", "case"), MET_ROWS)
def test_a_result_says_that_the_examination_was_done(criterion: str, case: str) -> None:
    assert finding(criterion, case) is MET


@pytest.mark.parametrize(
    "criterion", ["Hepatitis B vaccine was given", "TSH below 4 mIU/L", "Tuberculosis is treated"]
)
def test_a_criterion_that_asks_for_more_than_an_examination_is_left_to_others(
    criterion: str,
) -> None:
    assert not wanted_examinations(criterion)
