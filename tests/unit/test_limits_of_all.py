"""Limits in prose below what a policy covers; what is said of others, or of less, comes first."""

import pytest

from ingest.statements.models import Criterion, Join, Statement
from tests.said import AGAINST, FOR, POLICY, said

COVERED = "Foobar pacing is covered for the treatment of gout and sciatica."


def told(text: str) -> list[Statement]:
    """What a policy on foobar pacing covers."""
    found = said(POLICY, f"# Foobar pacing\n\n## Indications\n\n{text}\n", subject="Foobar pacing")
    return [s for s in found if s.direction is FOR]


def leaves(tree: Criterion | None) -> list[str]:
    return [leaf.text for leaf in tree.leaves()] if tree else []


@pytest.mark.parametrize(
    "behind",
    [
        "Patients must be documented in the chart.",
        "Patients must have improved by half to continue treatment.",
        "Patients often have pain.",
        "## Billing\n\nPatients must have a referral on the claim.",
        "| A | B |\n|---|---|\n| Patients must be 18 | x |",
    ],
)
def test_what_asks_nothing_of_those_above(behind: str) -> None:
    assert [leaves(s.criteria) for s in told(f"{COVERED}\n\n{behind}")] == [[]]


def test_a_limit_is_of_the_paragraph_above_it_alone() -> None:
    text = (
        "Foobar pacing is covered for gout.\n\nFoobar pacing is covered for sciatica.\n\n"
        "Patients must have failed physiotherapy."
    )
    gout, sciatica = told(text)
    assert leaves(gout.criteria) == []
    assert leaves(sciatica.criteria) == ["Patients must have failed physiotherapy"]


@pytest.mark.parametrize(
    ("behind", "asked"),
    [
        ("The patient must be refractory to drugs.", "The patient must be refractory to drugs"),
        ("Members must have had a lasting test.", "Members must have had a lasting test"),
        (
            "Before a patient is eligible for it, he/she must demonstrate a 50% improvement.",
            "he/she must demonstrate a 50% improvement",
        ),
    ],
)
def test_what_is_asked_of_every_patient_is_a_criterion(behind: str, asked: str) -> None:
    (covered,) = told(f"{COVERED} The device is small.\n\n{behind}")
    assert leaves(covered.criteria) == [asked]


def test_a_list_of_limits_to_all_reaches_each_and_excludes_people() -> None:
    text = (
        "Foobar pacing is covered for gout.\n\nFoobar pacing is covered for sciatica.\n\n"
        "The manual describes the following limitations for coverage to both conditions:\n\n"
        "- Patients must be refractory to drugs.\n"
        "- Patients with stress fracture, limb oedema, and certain nerve diseases (e.g., diabetes "
        "with neuropathy) which are linked to the above two indications are excluded.\n"
    )
    found = said(POLICY, f"# Foobar pacing\n\n{text}", subject="Foobar pacing")
    for covered in (s for s in found if s.direction is FOR):
        assert covered.criteria is not None
        assert [c.join for c in covered.criteria.children] == [Join.LEAF, Join.NONE_OF]
        assert leaves(covered.criteria)[:3] == [
            "Patients must be refractory to drugs",
            "stress fracture",
            "limb oedema",
        ]
    (refused,) = [s for s in found if s.direction is AGAINST]
    assert refused.criteria is None
    assert "limb oedema" in refused.conditions


def test_limited_or_no_benefit_is_one_fact() -> None:
    (covered,) = told(
        "Foobar pacing is covered in adults with gout, defined as a urate above 8, who have "
        "shown limited or no benefit from allopurinol."
    )
    assert covered.criteria is not None
    assert covered.criteria.join is Join.ALL_OF
    assert leaves(covered.criteria)[-1] == "who have shown limited or no benefit from allopurinol"
