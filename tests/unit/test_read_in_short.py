"""What documents print in short: cells without "we", targets of drugs, criteria named by number."""

import pytest

from ingest.statements.models import Criterion
from ingest.statements.subject_names import named_members
from tests.said import AGAINST, FOR, GUIDELINE, POLICY, rows, said
from tests.unit.test_statements_tables import table


def test_cells_that_leave_out_who_recommends() -> None:
    text = table(
        "No. | Population | Recommendation | Grade",
        "1 | Adults with gout | Against using copper | strong, low",
        "2 | Adults with gout | Suggest against zinc; usual care is given | weak, low",
        "3 | Adults with gout | Suggest iron rather than longer therapy | weak, low",
    )
    found = said(GUIDELINE, f"# Care of gout\n\n{text}\n", subject="gout")
    assert [(s.direction, s.interventions[0]) for s in found] == [
        (AGAINST, "copper"),
        (AGAINST, "zinc"),
        (FOR, "iron"),
    ]


@pytest.mark.parametrize(
    ("title", "names"),
    [
        ("Tumor Necrosis Factor (TNF) Inhibitors", ("TNF Inhibitors",)),
        ("Calcitonin gene-related peptide (CGRP) antibodies", ("CGRP antibodies",)),
        ("Immune globulin (IVIG) infusion", ("IVIG",)),
    ],
)
def test_the_short_name_of_a_target_keeps_what_the_drug_does(title: str, names: tuple) -> None:
    assert named_members(title)[1:] == names


NUMBERED = """# Policy on biologics

## Criteria

### Humira is considered medically necessary when one of the following is met:

1. Gout. Individual meets ALL of the following:

   A. Age 18 years or older
   B. Uric acid above 9 mg/dl

2. Psoriasis. Individual meets ALL of the following:

   A. Age 12 years or older
   B. Plaques on 10% of the body

### Stelara is considered medically necessary when one of the following is met:

1. Psoriasis. Criteria 2A and 2B above are met.
2. Gout. The treating doctor says why criteria 1A and 1B do not apply.
"""


@pytest.mark.parametrize(
    ("people", "group"),
    [
        ("lymphedema following mastectomy", "lymphedema following mastectomy"),
        ("neutropenia (below 100 for 7 days following chemotherapy)", "neutropenia"),
        ("any of the following chronic conditions", ""),
    ],
)
def test_a_disease_that_follows_something_is_a_condition(people: str, group: str) -> None:
    text = f"# A\n\nIn patients with {people}, we recommend zinc (strong).\n"
    told = [row[2] for row in rows(said(GUIDELINE, text))]
    assert all(row.startswith(group) and bool(row) is bool(group) for row in told)


def _leaves(tree: Criterion | None) -> list[str]:
    return [leaf.text for leaf in tree.leaves()] if tree else []


def test_criteria_that_are_named_by_number_and_letter() -> None:
    found = said(POLICY, NUMBERED, subject="biologics")
    assert [(s.conditions[0], _leaves(s.criteria)) for s in found] == [
        ("Gout", ["Age 18 years or older", "Uric acid above 9 mg/dl"]),
        ("Psoriasis", ["Age 12 years or older", "Plaques on 10% of the body"]),
        ("Psoriasis", ["Age 12 years or older", "Plaques on 10% of the body"]),
        ("Gout", []),
    ]


def test_the_number_of_a_line_is_no_part_of_its_condition() -> None:
    text = "# P\n\n## Coverage criteria\n\n1. Gout. All of the following:\n\n   - Age 18 or older\n"
    (found,) = rows(said(POLICY, text, subject="biologics"))
    assert found[2] == "Gout"
