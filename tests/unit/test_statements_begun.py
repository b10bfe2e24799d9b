"""The start and the going on of a treatment, and changes that have to be shown for it."""

import pytest

from ingest.statements.begun import phase_of
from ingest.statements.criteria_split import split_clause
from ingest.statements.models import Join
from tests.said import AGAINST, POLICY, said


@pytest.mark.parametrize(
    ("text", "phase"),
    [
        ("Covered as add-on maintenance treatment of severe asthma when:", ""),
        ("Covered for the maintenance treatment of asthma in adults", ""),
        ("Foobarin as maintenance therapy is covered when there was a response", "continued"),
        ("Maintenance foobarin beyond one course is investigational", "continued"),
    ],
)
def test_what_a_drug_is_labelled_for_is_no_phase(text: str, phase: str) -> None:
    assert phase_of(text) == phase


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("has had a decrease in attacks, hospital stays, or use of oral steroids", 1),
        ("there was a reduction in tender joints or need for steroids", 1),
        ("has had a decrease in pain, or is able to walk 100 m", 2),
        ("had an improvement in FEV1 or has reduced the dose of prednisone", 2),
    ],
)
def test_a_change_is_in_each_of_what_is_listed(text: str, parts: int) -> None:
    piece = split_clause(text)
    assert (piece.join, len(piece.children)) == (
        (Join.LEAF, 0) if parts == 1 else (Join.ANY_OF, parts)
    )


@pytest.mark.parametrize(
    "text",
    [
        "Therefore, no Medicare reimbursement may be made for topical ozone in gout.",
        "No separate payment is made for topical ozone in gout.",
        "No such coverage is available for topical ozone in gout.",
    ],
)
def test_no_payment_of_a_payer_is_a_refusal(text: str) -> None:
    assert {s.direction for s in said(POLICY, f"# Ozone\n\n{text}\n")} == {AGAINST}
