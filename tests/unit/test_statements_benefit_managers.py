"""Criteria as benefit managers print them: a title before each, tables, pointers to sections."""

import pytest

from ingest.statements.criteria_split import split_clause
from ingest.statements.models import Join, Statement
from tests.said import AGAINST, FOR, POLICY, said
from tests.unit.test_statements_exclusions import tree
from tests.unit.test_statements_tables import table


def made(text: str) -> tuple[Statement, ...]:
    return said(POLICY, f"# Velora\n\n{text}", subject="Velora")


BELOW = "\n   A) Age 18\n   B) Fever\n"


@pytest.mark.parametrize(
    ("title", "condition"),
    [
        ("1. **Asthma.** ", "Asthma"),
        ("1. Atopic Dermatitis, moderate to severe. ", "moderate to severe Atopic Dermatitis"),
        ("1. EOSINOPHILIC ESOPHAGITIS: ", "EOSINOPHILIC ESOPHAGITIS"),
        ("", ""),
        ("1. Initial Therapy. ", ""),
        ("1. Note. ", ""),
    ],
)
def test_a_title_in_front_of_an_approval(title: str, condition: str) -> None:
    (found,) = made(f"## Criteria\n\n{title}Approve for 1 year if the patient meets ALL:{BELOW}")
    assert "".join(found.conditions[:1]) == condition
    assert tree(found.criteria) == "all_of(Age 18, Fever)"


def test_fda_approved_indications_are_no_background() -> None:
    text = (
        "## Criteria\n\n### FDA-Approved Indications\n\n1. Gout. Approve if the patient meets ALL:"
    )
    (found,) = made(f"{text}{BELOW}")
    assert found.conditions == ("Gout",)


def test_what_only_announces_the_indications_is_no_position() -> None:
    text = "Coverage of Velora is recommended in those who meet one of the following criteria:\n\n"
    (found,) = made(f"{text}### Indications\n\n1. Gout. Approve if the patient meets ALL:{BELOW}")
    assert found.conditions == ("Gout",)
    (alone,) = made(text)
    assert alone.direction is FOR


def test_a_table_of_diagnoses_ages_and_criteria() -> None:
    rows = table(
        "Diagnosis | Age | Required for approval (all) | Duration",
        "Gout (tophi, stones, or arthritis) | ≥ 18 years | (a) urate above 8; and (b) diet "
        "(section 3) | 1 year",
    )
    lists = "## 3. Diet\n\nOne of the following:\n\n- Diet has failed\n- Diet is contraindicated\n"
    found = made(f"## Initial criteria\n\n{rows}\n\n{lists}")[0]
    assert found.conditions[:4] == ("Gout", "tophi", "stones", "arthritis")
    assert tree(found.criteria) == (
        "all_of(age ≥ 18 years, urate above 8, any_of(Diet has failed, Diet is contraindicated))"
    )


@pytest.mark.parametrize(
    "item",
    [
        "Use together with another biologic",
        "Concomitant use with a JAK inhibitor",
        "Concurrent use of Velora with another biologic",
    ],
)
def test_use_with_another_is_a_circumstance(item: str) -> None:
    (found,) = made(f"## Not approved\n\n- {item}\n")
    assert (found.direction, found.interventions) == (AGAINST, ("Velora",))
    assert found.conditions == ()
    assert tree(found.criteria) == item


def test_pointers_to_the_items_of_a_section() -> None:
    text = (
        "## Criteria\n\nI. Velora is medically necessary for gout when ALL are met:\n\n"
        "   A. Fever\n   B. Tophi\n   C. Stones\n\nII. Velora is medically necessary for women "
        "with arthritis when the criteria I.A and I.C are met.\n"
    )
    assert tree(made(text)[1].criteria) == "all_of(Fever, Stones)"


def test_pronouns_part_the_criteria_of_a_sentence() -> None:
    text = (
        "has failed two drugs or is allergic to them, who is 18 years old, and whose pain persists"
    )
    piece = split_clause(text)
    assert piece.join is Join.ALL_OF
    assert [text[c.start : c.end] for c in piece.children] == [
        "has failed two drugs or is allergic to them",
        "who is 18 years old",
        "whose pain persists",
    ]
    assert piece.children[0].join is Join.ANY_OF


def test_that_the_criteria_are_not_met_is_no_exclusion_of_its_own() -> None:
    (found,) = made(
        "Velora is not covered in any of the following:\n\n- the criteria above are not met\n"
        "- Pregnancy\n- Sepsis\n"
    )
    assert tree(found.criteria) == "any_of(Pregnancy, Sepsis)"
