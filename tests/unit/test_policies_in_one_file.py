"""Several policies in one file, lists of uses with more behind them, and what closes a policy."""

import pytest

from app.facts import read_facts
from app.findings import NOT_MET, evaluate
from ingest.describe_subjects import infer_subject
from ingest.models import SourceKind
from ingest.statements.catch_all import is_catch_all
from tests.said import FOR, POLICY, said
from tests.small_corpus import shipped_terms

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


def test_whose_claims_a_body_pays_is_no_condition() -> None:
    text = "# Pumps\n\nThe fund does not cover spinal pumps for workers' compensation claims.\n"
    (made,) = said(POLICY, text, subject="Pumps")
    assert made.conditions == ()


TWO_PHASES = """Nortaxine

CRITERIA

1. Gout. Approve if the patient meets ONE of the following (A or B):

   A) Initial Therapy. Approve for 6 months if the patient meets BOTH of the following (i and ii):
      i. Patient is 18 years of age or older; AND
      ii. Patient has tried zinc.
   B) Patient is Currently Receiving Nortaxine. Approve for 1 year if the patient has had 6 months
      of therapy, AND has responded to therapy.
"""


def test_a_way_for_a_running_treatment_is_not_asked_of_who_starts() -> None:
    (made,) = said(POLICY, TWO_PHASES, subject="Nortaxine", suffix=".txt")
    assert made.criteria is not None
    case = read_facts("45-year-old with gout, never tried zinc. Start nortaxine?")
    assert evaluate(made.criteria, case, shipped_terms()).state is NOT_MET
