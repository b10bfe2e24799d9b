"""Prior authorisation criteria, captions of codes, columns without a marked header."""

import pytest

from ingest.statements.models import Basis, Criterion, Join, Statement
from tests.said import AGAINST, FOR, POLICY, positions, rows, said


def policy(text: str, subject: str = "Velora") -> tuple[Statement, ...]:
    return said(POLICY, text, subject=subject)


def tree(node: Criterion | None) -> str:
    """A criteria tree in one line."""
    if node is None:
        return ""
    if node.join is Join.LEAF:
        return node.text
    return f"{node.join.value}({' | '.join(tree(child) for child in node.children)})"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Authorization may be granted by the plan's pharmacist.", id="by whom"),
        pytest.param("No authorization may be granted by telephone.", id="none"),
        pytest.param("Future coverage is provided when rules change.", id="no word on a drug yet"),
        pytest.param("Claims require the following:\n\n- A code\n- A date", id="what claims need"),
    ],
)
def test_procedure_covers_nothing(text: str) -> None:
    found = positions(policy(f"# Velora\n\n{text}\n"))
    assert [s for s in found if s.conditions] == []


@pytest.mark.parametrize(
    ("text", "row"),
    [
        (
            "Authorization of 12 months may be granted for treatment of gout when urate is high.",
            (FOR, "Velora", "gout"),
        ),
        ("Approval will be granted for 6 months for members with gout.", (FOR, "Velora", "gout")),
        ("Authorization will not be granted for members with gout.", (AGAINST, "Velora", "gout")),
        ("Authorization may not be granted for treatment of gout.", (AGAINST, "Velora", "gout")),
    ],
)
def test_an_authorization_is_of_the_documents_drug(text: str, row: tuple[object, ...]) -> None:
    assert rows(policy(f"# Velora\n\n{text}\n")) == [row]


def test_renewal_and_improvement_are_criteria_of_continued_use() -> None:
    found = policy(
        "# Velora\n\nRenewal may be granted for 12 months if pain has improved.\n\nAuthorization "
        "may be granted for continued treatment in members with improvement in function.\n"
    )
    assert [(s.phase, s.conditions) for s in found] == [("continued", ()), ("continued", ())]
    assert tree(found[0].criteria) == "pain has improved"
    assert "improvement in function" in tree(found[1].criteria)


def test_a_criteria_title_run_into_the_sentence_is_no_drug() -> None:
    (one,) = policy(
        "# Velora\n\nInitial criteria Authorization of 6 months may be granted for treatment of "
        "gout when urate is high.\n"
    )
    assert one.interventions == ("Velora",)


def test_what_requests_are_denied_for_is_refused_of_the_drug() -> None:
    found = policy("# Velora\n\nRequests will be denied for the following:\n\n- Gout\n- Asthma\n")
    assert rows(found) == [(AGAINST, "Velora", "Gout"), (AGAINST, "Velora", "Asthma")]


def test_a_trial_unless_inappropriate_has_no_exclusion() -> None:
    (one,) = policy(
        "# Velora\n\nVelora is covered for gout when allopurinol was tried, unless clinically "
        "inappropriate.\n"
    )
    assert "none_of" not in tree(one.criteria)


def test_a_caption_of_codes_is_a_list_and_no_position() -> None:
    found = policy(
        "# Velora Pump\n\nVelora pump is considered medically necessary for gout.\n\nWhen services "
        "are also Not Medically Necessary: HCPCS E0617 External device with integrated pump\n",
        "Velora Pump",
    )
    assert [(s.direction, s.basis, s.codes) for s in found] == [
        (FOR, Basis.COVERAGE, ()),
        (AGAINST, Basis.CODE_LIST, ("E0617",)),
    ]


def test_unmet_criteria_beside_all_other_uses_are_no_criterion() -> None:
    found = policy(
        "# Velora\n\nVelora is considered medically necessary for gout when urate is high.\n\n"
        "Velora is considered not medically necessary when the criteria above are not met and for "
        "all other indications, including as a substitute for rest.\n"
    )
    assert [(s.direction, s.catch_all, tree(s.criteria)) for s in found] == [
        (FOR, False, "urate is high"),
        (AGAINST, True, ""),
    ]


def test_scenarios_under_the_heading_of_a_condition_are_criteria() -> None:
    text = (
        "Imaging is considered medically necessary in ANY of the following scenarios:\n\n"
        "- Following ultrasound when enzymes are elevated\n- After surgery\n"
    )
    (one,) = policy(f"# Imaging\n\n## Choledocholithiasis\n\n### ADULT\n\n{text}", "Imaging")
    assert "Choledocholithiasis" in one.conditions
    assert tree(one.criteria).startswith("any_of(")
    assert len(policy(f"# Imaging\n\n{text}", "Imaging")) > 1  # there they are indications


def test_what_is_not_indicated_is_refused_by_a_policy() -> None:
    (one,) = policy("# Imaging\n\nCT is not indicated for sprain.\n", "Imaging")
    assert (one.direction, one.basis, one.conditions) == (AGAINST, Basis.COVERAGE, ("sprain",))


def test_the_first_row_of_a_table_without_a_header_names_its_columns() -> None:
    html = (
        "<h1>Lung</h1><table><tr><td>Service</td><td>Coverage</td><td>Criteria</td></tr><tr>"
        "<td>Valve</td><td>Covered</td><td>Smoking has stopped</td></tr><tr><td>Coil</td>"
        "<td>Not covered</td><td></td></tr></table>"
    )
    found = said(POLICY, html, subject="Lung Services", suffix=".html")
    assert [(s.direction, s.interventions[0], tree(s.criteria)) for s in found] == [
        (FOR, "Valve", "Smoking has stopped"),
        (AGAINST, "Coil", ""),
    ]


def test_unmet_criteria_in_an_item_that_closes_the_list_are_no_criterion() -> None:
    found = policy(
        "# Velora\n\nVelora is covered for gout.\n\nThe following are considered investigational:"
        "\n\n- Belora for gout\n- Velora when the criteria above are not met, and for all other "
        "indications.\n"
    )
    assert [(s.direction, s.catch_all, tree(s.criteria)) for s in found] == [
        (FOR, False, ""),
        (AGAINST, False, ""),
        (AGAINST, True, ""),
    ]


@pytest.mark.parametrize(
    ("text", "interventions"),
    [
        ("Drainage and rinsing", ("Drainage", "rinsing", "Drainage and rinsing")),
        ("Incision and drainage", ("Incision and drainage",)),
        ("Cross-linking using drops and light", ("Cross-linking using drops and light",)),
    ],
)
def test_what_holds_together_is_one_service(text: str, interventions: tuple[str, ...]) -> None:
    (one,) = policy(f"# Velora\n\n{text} is covered for gout.\n")
    assert one.interventions == interventions


def test_mineral_and_bone_disorder_is_one_condition() -> None:
    (one,) = policy("# Velora\n\nVelora is covered for CKD - Mineral and Bone Disorder.\n")
    assert one.conditions == ("CKD - Mineral and Bone Disorder",)


def test_a_drug_behind_a_dash_in_a_heading_leaves_the_condition() -> None:
    found = policy(
        "# Velora\n\n## Approval criteria\n\n### A. Lichen planus - dupilumab\n\nDupilumab is "
        "approved for 6 months when all of the following are true:\n\n1. Age 6 or older\n2. IGA "
        "of 3\n",
        subject="dupilumab",
    )
    assert [s.condition_groups for s in found] == [(("Lichen planus",),)]


def test_a_dash_before_another_word_leaves_the_heading_whole() -> None:
    found = policy(
        "# Velora\n\n## Approval criteria\n\n### Lichen planus - adults\n\nVelora is approved when "
        "all of the following are met:\n\n- age 18 or older\n- itch\n"
    )
    assert [s.condition_groups for s in found] == [(("Lichen planus - adults",),)]


BELOW = """# Prior Authorization Criteria: Velora

Drug class: velorins (Velora, Velorix)

Adopted by the Drug Utilization Review Board: 3/12/2019

Velora is approved for the diagnoses below when prescribed by an endocrinologist and the listed
criteria are met.

1. Growth failure: height below the 3rd percentile.
2. Gout: acute or chronic.
"""


def test_a_field_of_the_cover_is_no_coverage() -> None:
    assert not [s for s in policy(BELOW) if "class" in s.quote.text or "Adopted" in s.quote.text]


def test_diagnoses_below_a_sentence_are_its_list_with_what_each_asks_for() -> None:
    growth, gout = policy(BELOW)
    assert (growth.conditions, gout.conditions) == (("Growth failure",), ("Gout",))
    assert tree(growth.criteria) == (
        "all_of(height below the 3rd percentile | prescribed by an endocrinologist)"
    )
    assert tree(gout.criteria) == "prescribed by an endocrinologist"
