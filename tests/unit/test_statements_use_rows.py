"""Tables of restrictions of hospitals, benefit managers and payers; other tables come first."""

import pytest

from ingest.statements.models import Criterion
from tests.said import AGAINST, FOR, GUIDELINE, INSUFFICIENT, POLICY, positions, rows, said

HEAD = "# Criteria for use\n\nEffective 2 May 2025.\n\n"


def table(*lines: str) -> str:
    """A Markdown table whose first line is its header."""
    head, *body = lines
    rule = "|".join("---" for _ in head.split(" | "))
    return "\n".join([f"| {head} |", f"|{rule}|", *(f"| {line} |" for line in body)])


def leaves(tree: Criterion | None) -> list[str]:
    """Texts of the leaves of a tree."""
    return [leaf.text for leaf in tree.leaves()] if tree else []


@pytest.mark.parametrize(
    "lines",
    [
        pytest.param(("Code | Meaning", "NF | Non-formulary", "R | Restricted"), id="a legend"),
        pytest.param(
            ("Drug | Strength | Quantity limit", "Velora | 10 mg | 30 per 30 days"),
            id="limits of quantity",
        ),
        pytest.param(
            ("Date | Change", "2024 | Velora was restricted to gout", "2023 | New"),
            id="a history",
        ),
        pytest.param(
            ("Drug | PDL status | Use", "Velora | Preferred | Prevention"),
            id="a list of preferred drugs says of no use that it is covered",
        ),
        pytest.param(
            ("Drug | Criteria", "Velora | See section 4", "Tarsa | n/a"),
            id="what is asked for stands elsewhere",
        ),
    ],
)
def test_tables_that_restrict_nothing(lines: tuple[str, ...]) -> None:
    assert positions(said(POLICY, f"{HEAD}## Part\n\n{table(*lines)}\n")) == []


def test_a_guideline_has_no_such_tables() -> None:
    lines = ("Drug | Restricted to", "Velora | Gout")
    assert positions(said(GUIDELINE, f"# Gout\n\n{table(*lines)}\n", subject="gout")) == []


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        pytest.param(
            (
                "Drug | Status | Approved uses | Not approved",
                "Velora (osteolimab) | R | Gout and rheumatology consult; pseudogout | Septic "
                "arthritis; prophylaxis of gout",
            ),
            [
                (FOR, "Velora (osteolimab)", "Gout", ["rheumatology consult"]),
                (FOR, "Velora (osteolimab)", "pseudogout", []),
                (AGAINST, "Velora (osteolimab)", "Septic arthritis", []),
                (AGAINST, "Velora (osteolimab)", "Prophylaxis of gout", []),
            ],
            id="a column for each",
        ),
        pytest.param(
            (
                "Medication | Restricted to",
                "Tarsa | Cellulitis with MRSA on culture; C. jejuni infection. Not for: "
                "impetigo, acne",
            ),
            [
                (FOR, "Tarsa", "Cellulitis", ["with MRSA on culture"]),
                (FOR, "Tarsa", "C. jejuni infection", []),
                (AGAINST, "Tarsa", "impetigo", []),
                (AGAINST, "Tarsa", "acne", []),
            ],
            id="both in one cell",
        ),
        pytest.param(
            (
                "Agent | Criteria for use | Exclusions",
                "Nivra | Unable to swallow and no feeding tube | Delirium",
            ),
            [
                (FOR, "Nivra", "", ["Unable to swallow", "no feeding tube"]),
                (AGAINST, "Nivra", "Delirium", []),
            ],
            id="criteria that name no condition",
        ),
    ],
)
def test_restrictions_of_a_formulary(
    lines: tuple[str, ...], told: list[tuple[object, str, str, list[str]]]
) -> None:
    found = said(POLICY, f"{HEAD}## Table 1. Anti-infectives\n\n{table(*lines)}\n")
    made = [(*row, leaves(s.criteria)) for row, s in zip(rows(found), found, strict=True)]
    assert [(d, i, c.lower(), t) for d, i, c, t in made] == [
        (d, i, c.lower(), t) for d, i, c, t in told
    ]


@pytest.mark.parametrize(
    ("status", "legend"),
    [("NF", ""), ("Non-formulary", ""), ("X", "| Status | Meaning |\n|---|---|\n| X | Excluded |")],
)
def test_what_is_not_on_the_formulary_is_refused(status: str, legend: str) -> None:
    lines = ("Drug | Status | Criteria", f"Velora | {status} | Use Tarsa", "Nivra | R | Gout")
    found = said(POLICY, f"{HEAD}## Key\n\n{legend}\n\n## Table 2\n\n{table(*lines)}\n")
    assert rows(found) == [(AGAINST, "Velora", ""), (FOR, "Nivra", "Gout")]


@pytest.mark.parametrize(
    ("lines", "condition", "asked"),
    [
        pytest.param(
            (
                "Indication | Age | Prescriber | Required prior therapy | Maximum dose",
                "Gout, moderate to severe | 18 and over | Rheumatologist | Allopurinol for 3 "
                "months | 5 mg",
            ),
            "Gout",
            ["age 18 years and over", "moderate to severe", "Prescriber Rheumatologist"],
            id="indication, age, prescriber, prior therapy",
        ),
        pytest.param(
            (
                "Diagnosis | Approval criteria | Approval duration",
                "Gout | Allopurinol for 3 months | 6 months",
            ),
            "Gout",
            [],
            id="diagnosis, criteria, duration",
        ),
        pytest.param(
            ("Condition | Approve if", "Gout | Allopurinol for 3 months"),
            "Gout",
            [],
            id="condition, approve if",
        ),
    ],
)
def test_indications_of_one_drug(lines: tuple[str, ...], condition: str, asked: list[str]) -> None:
    text = f"# Velora\n\n## Covered indications\n\n{table(*lines)}\n"
    (one,) = said(POLICY, text, subject="Velora (osteolimab)")
    assert (one.direction, one.conditions) == (FOR, (condition,))
    assert "Velora" in one.interventions
    assert leaves(one.criteria) == [*asked, "Allopurinol for 3 months"]


def test_a_device_for_a_condition_with_criteria_and_its_codes() -> None:
    lines = (
        "Device | Condition | Criteria",
        "E0999, with alarm | Enuresis | Failed 3 months of training",
        "E0998 | Sleep walking | Evidence insufficient; not covered",
    )
    found = said(POLICY, f"# Alarms\n\n## Bed alarm systems\n\n{table(*lines)}\n", subject="Alarms")
    assert [(s.direction, s.codes, s.conditions) for s in found] == [
        (FOR, ("E0999",), ("Enuresis",)),
        (AGAINST, ("E0998",), ("Sleep walking",)),
    ]
    assert "Bed alarm systems" in found[0].interventions


def test_a_test_with_its_setting_and_position() -> None:
    lines = (
        "Test | Drug / setting | Position",
        "ABC1 genotype (81999) | Before velora | Medically necessary, once per lifetime",
        "ABC2 (81998) | Tarsa in gout | Investigational",
        "ABC3 | Gout | The evidence is insufficient to determine the effects on health outcomes",
    )
    found = said(POLICY, f"# Genes\n\n## Drug tests\n\n{table(*lines)}\n", subject="Genes")
    assert [(s.direction, s.codes, s.conditions, leaves(s.criteria)) for s in found] == [
        (FOR, ("81999",), (), ["Before velora"]),
        (AGAINST, ("81998",), ("gout",), []),
        (INSUFFICIENT, (), ("Gout",), []),
    ]


LIGHTS = table(
    "Indication | Formulary status | Conditions and dose",
    "Septic shock | AMBER - approved if 30 mL/kg of fluid has been given | 4.5%",
    "Malnutrition | BLACK - do not use | Treat the cause",
    "Nephrotic syndrome | No status | Reviewed in 2025; insufficient to recommend for or against",
    "Peritonitis | GREEN: approved | 1.5 g/kg",
)


def test_lights_of_a_formulary_and_what_they_are_bound_to() -> None:
    found = said(POLICY, f"# Albumin\n\n## Table\n\n{LIGHTS}\n", subject="Albumin solution")
    assert [(s.direction, s.conditions) for s in found] == [
        (FOR, ("Septic shock",)),
        (AGAINST, ("Malnutrition",)),
        (INSUFFICIENT, ("Nephrotic syndrome",)),
        (FOR, ("Peritonitis",)),
    ]
    assert leaves(found[0].criteria) == ["30 mL/kg of fluid has been given"]
    assert found[3].criteria is None


def test_a_refusal_behind_the_first_sentence_of_a_cell_refuses_not_the_row() -> None:
    lines = (
        "Indication | Criteria",
        "Myasthenia gravis | Exacerbation or crisis. Maintenance use is not medically necessary.",
        "Lupus | Not medically necessary. See the list of codes.",
    )
    found = said(POLICY, f"# Globulin\n\n## Part\n\n{table(*lines)}\n", subject="Globulin")
    assert [s.direction for s in found] == [FOR, AGAINST]


@pytest.mark.parametrize(
    ("cell", "asked"),
    [
        ("Failure, intolerance, or contraindication of a gel", True),
        ("Trial of a gel for 4 weeks", True),
        ("Heart failure", False),
    ],
)
def test_a_failure_is_asked_for_and_no_disease(cell: str, *, asked: bool) -> None:
    lines = ("Treatment | Sites | Criteria", f"Velora pump | Axillary | {cell}")
    (one,) = positions(said(POLICY, f"{HEAD}## Part\n\n{table(*lines)}\n"))
    assert (leaves(one.criteria) == [cell]) is asked
