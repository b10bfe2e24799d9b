"""What a second reader of a change found: readings that would have refused or allowed wrongly."""

import time

import pytest

from app.populations import told_population
from app.study_questions import asks_of_a_study
from ingest.statements.item_names import what_people_are
from ingest.statements.slot_clauses import cut_clauses
from ingest.statements.slot_parts import Parts
from tests.leaves import finding_of
from tests.said import AGAINST, FOR, GUIDELINE, POLICY, said
from tests.unit.test_statements_policies import tree


@pytest.mark.parametrize(
    ("criterion", "case", "state"),
    [
        ("severe renal impairment", "eGFR less than 30", "unknown"),
        ("severe renal impairment", "eGFR fell from 95 to 25", "unknown"),
        ("severe renal impairment", "eGFR 22", "met"),
        ("mild to moderate renal impairment", "eGFR 12", "unknown"),
        ("mild hepatic impairment", "Child-Pugh C", "unknown"),
        ("renal failure", "eGFR 45", "unknown"),
        ("history of renal failure", "eGFR 95", "unknown"),
        ("anaphylaxis to penicillin", "Penicillin allergy (mild rash)", "unknown"),
        ("first flare", "First flare, then three attacks since.", "not_met"),
        ("active heart failure", "History of heart failure, on furosemide", "met"),
        ("active breast cancer", "History of breast cancer", "unknown"),
        (
            "Failure of omeprazole at 40 mg a day or more for at least 8 weeks",
            "omeprazole 20 mg PO twice daily for 10 weeks failed",
            "unknown",
        ),
        (
            "Failure of metformin at 1500 mg daily or more",
            "failed metformin and glipizide 5 mg daily",
            "unknown",
        ),
    ],
)
def test_a_fact_settles_no_more_than_it_says(criterion: str, case: str, state: str) -> None:
    assert finding_of(criterion, case).state.value == state


@pytest.mark.parametrize(
    ("people", "question"),
    [
        ("women not of childbearing potential", "Is it advised for a 30-year-old woman?"),
        ("women of childbearing potential", "A postmenopausal woman, 44 years old: advised?"),
        ("women of childbearing potential", "62-year-old woman with a BMI of 34, epilepsy?"),
    ],
)
def test_who_may_conceive_is_not_read_off_another_number(people: str, question: str) -> None:
    assert told_population(people, question) == people


@pytest.mark.parametrize(
    "question",
    [
        "What do Aetna and Cigna suggest for bariatric surgery in obesity?",
        "Did the member's trial of metformin show failure?",
    ],
)
def test_payers_and_members_are_no_study(question: str) -> None:
    assert not asks_of_a_study(question)


def read(kind: object, text: str) -> list[tuple[object, str, str, str]]:
    found = said(kind, f"# Part\n\n{text}\n", subject="Foobarin")
    return [(s.direction, ", ".join(s.conditions), s.population, tree(s.criteria)) for s in found]


def test_remarks_below_an_item_are_no_uses() -> None:
    text = "- Foobarin is covered for gout\n  - Submit the form by fax\n"
    assert read(POLICY, text) == [(FOR, "gout", "", "")]


def test_what_is_covered_once_in_a_time_keeps_whom_and_when() -> None:
    (shoes, _) = read(POLICY, "Foobarin is covered once every 12 months for members under 21.")
    assert "under 21" in shoes[2]
    (first, sooner) = read(
        POLICY,
        "Foobarin is covered once every 12 months when the member has neuropathy, unless it is "
        "lost.",
    )
    assert first[3] == "the member has neuropathy"
    assert sooner[3] == "all_of(more often than once every 12 months | none_of(it is lost))"


@pytest.mark.parametrize(
    ("kind", "text", "n"),
    [
        (POLICY, "Foobarin is not covered if the member smokes and if weight is not told.", 1),
        (POLICY, "Foobarin is not covered if the member smokes or if weight is not told.", 2),
        (GUIDELINE, "Foobarin should not be used in adults over 75 and in people with asthma.", 2),
    ],
)
def test_two_conditions_of_one_case_stay_together(kind: object, text: str, n: int) -> None:
    assert sum(row[0] is AGAINST for row in read(kind, text)) == n


def test_a_disease_beside_is_not_taken() -> None:
    (row,) = read(GUIDELINE, "Foobarin should not be used with active infection.")
    assert row[1] == "active infection"


def test_what_a_label_says_is_no_refusal_of_the_payer() -> None:
    text = "Foobarin is contraindicated in patients with cirrhosis per the FDA label."
    found = said(POLICY, f"# Part\n\n{text}\n", subject="Foobarin")
    assert [s.basis.value for s in found] == ["finding"]


def test_a_form_of_the_thing_is_still_refused() -> None:
    rows = read(POLICY, "Any other foobarin dose form is not covered for gout.")
    assert [(row[0], row[1]) for row in rows] == [(AGAINST, "gout")]


def test_no_pattern_takes_more_than_the_length_of_its_text() -> None:
    began = time.monotonic()
    cut_clauses("adults with x" + " and one or more a or b" * 220 + ";", Parts())
    what_people_are("members who are pregnant" + " ." * 2_000 + "x")
    assert time.monotonic() - began < 2
