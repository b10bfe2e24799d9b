"""Several policies in one file, lists of uses with more behind them, and what closes a policy."""

import pytest

from ingest.describe_subjects import infer_subject
from ingest.models import SourceKind
from ingest.statements.catch_all import is_catch_all
from tests.said import FOR, POLICY, said

FILE = """NORTHFIELD MEDICAL BENEFIT DRUG POLICY
Drug: Adalimumab (Humira)

COVERED INDICATIONS
Rheumatoid Arthritis, Uveitis, Plaque Psoriasis.

NORTHFIELD MEDICAL BENEFIT DRUG POLICY
Drug: Rituximab (Rituxan and biosimilars)

COVERED INDICATIONS
Pemphigus Vulgaris, Rheumatoid Arthritis, Lymphoma. Coverage extends to uses with documentation.
"""


def test_each_policy_of_a_file_is_on_its_own_drug() -> None:
    found = said(POLICY, FILE, subject="Adalimumab", suffix=".txt")
    told = {s.interventions: s.conditions for s in found if s.direction is FOR}
    assert set(told) == {("Adalimumab", "Humira"), ("Rituximab", "Rituxan")}
    assert "Uveitis" in told["Adalimumab", "Humira"]
    assert "Uveitis" not in told["Rituximab", "Rituxan"]
    assert "Pemphigus Vulgaris" in told["Rituximab", "Rituxan"]


def test_one_cover_is_of_the_whole_document() -> None:
    text = FILE.split("NORTHFIELD", maxsplit=2)[1]
    (made,) = said(POLICY, text, subject="Adalimumab", suffix=".txt")
    assert made.interventions[0] == "Adalimumab"


def test_an_approved_indication_is_no_condition() -> None:
    text = (
        "Rituximab\n\nCOVERAGE CRITERIA\nRituximab is considered medically necessary when ALL of "
        "the following criteria are met:\n1. The patient has a diagnosis of an FDA-approved "
        "indication\n2. The patient has failed first-line therapy\n"
    )
    (made,) = said(POLICY, text, subject="Rituximab", suffix=".txt")
    assert made.conditions == ()


@pytest.mark.parametrize(
    ("title", "subject"),
    [
        ("Dermatology/Respiratory - Brandix® (brandumab injection)", "Brandix®"),
        ("Oncology - Brandix Prior Authorization Policy", "Brandix"),
        ("Knee - Arthroscopy", "Knee - Arthroscopy"),
    ],
)
def test_a_class_in_front_of_a_brand_is_no_part_of_it(title: str, subject: str) -> None:
    assert infer_subject(title, SourceKind.COVERAGE_POLICY) == subject


def test_circumstances_that_are_not_listed_close_a_policy() -> None:
    assert is_catch_all("Coverage is not recommended for circumstances not listed in the criteria.")
    assert not is_catch_all("Coverage is recommended for the circumstances listed in the criteria.")
