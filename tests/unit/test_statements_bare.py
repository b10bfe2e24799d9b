"""Positions that name no thing: the heading above, the pronoun's sentence or a title does."""

import pytest

from tests.said import AGAINST, FOR, GUIDELINE, INSUFFICIENT, POLICY, Row, positions, rows, said

_CRITERIA = "- Age 18 years or older\n- Failure of at least 6 weeks of exercise\n"


def policy(text: str, subject: str = "Joint Procedures and Imaging") -> list[Row]:
    return rows(said(POLICY, f"# A\n\n## Coverage\n\n{text}", subject=subject))


@pytest.mark.parametrize(
    ("text", "row"),
    [
        pytest.param(
            f"### B. Shoulder joint lavage\n\nMay be considered medically necessary when ALL are "
            f"met:\n\n{_CRITERIA}",
            (FOR, "Shoulder joint lavage", ""),
            id="a service heads its criteria",
        ),
        pytest.param(
            f"### Ankle Fusion\n\nProven and medically necessary for ankle arthritis when all of "
            f"the following are present:\n\n{_CRITERIA}",
            (FOR, "Ankle Fusion", "ankle arthritis"),
            id="without a verb",
        ),
        pytest.param(
            "### Wrist MRI - Diagnostic\n\nNot covered for sprains.\n",
            (AGAINST, "Diagnostic Wrist MRI | Wrist MRI - Diagnostic", "sprains"),
            id="refused",
        ),
        pytest.param(
            "### Thermal imaging / DITI (CPT 93799)\n\nNot covered.\n",
            (AGAINST, "Thermal imaging | DITI", ""),
            id="nothing but a verdict",
        ),
    ],
)
def test_a_heading_names_the_service(text: str, row: Row) -> None:
    assert policy(text) == [row]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            "### Codes\n\nCovered if selection criteria are met:\n", id="a caption of codes"
        ),
        pytest.param("### General\n\nNot covered.\n", id="a heading that names nothing"),
        pytest.param(
            "The following are proven and medically necessary when the listed criteria are met:\n\n"
            "### Ankle Fusion\n\nA procedure.\n",
            id="what only opens the sections below",
        ),
        pytest.param(
            "### Unproven\n\n[1] Cupping for gout follows another policy.\n", id="a footnote"
        ),
    ],
)
def test_no_position(text: str) -> None:
    assert policy(text) == []


DRUGS = "Drugs for the Bowel"


@pytest.mark.parametrize(
    ("text", "row"),
    [
        pytest.param(
            f"### I. COLUMIX (columab)\n\nApprove one course when ALL are met:\n\n{_CRITERIA}",
            (FOR, "COLUMIX | columab", ""),
            id="a brand and what it is",
        ),
        pytest.param(
            "### I. COLUMIX (columab)\n\nA. Traveler's colitis due to S. enterica (20 mg): Approve "
            "9 tablets if zinc has failed.\n",
            (
                FOR,
                "COLUMIX | columab",
                "Traveler's colitis due to S. enterica (20 mg) | "
                "Traveler's colitis due to S. enterica",
            ),
            id="a title before the approval",
        ),
        pytest.param(
            "### I. COLUMIX (columab)\n\nNOT COVERED: gastritis, rosacea.\n",
            (AGAINST, "COLUMIX | columab", "gastritis | rosacea"),
            id="a run-in refusal",
        ),
        pytest.param(
            "### I. COLUMIX (columab)\n\nShort bowel: NOT COVERED.\n",
            (AGAINST, "COLUMIX | columab", "Short bowel"),
            id="the verdict behind a name",
        ),
    ],
)
def test_a_heading_names_the_drug(text: str, row: Row) -> None:
    (found,) = policy(text, DRUGS)
    assert (found[0], found[1]) == (row[0], row[1])
    assert found[2].startswith(row[2].split(" | ")[0])


def test_an_abbreviation_in_front_of_its_words_is_no_drug() -> None:
    text = "### IBS (irritable bowel syndrome)\n\nNot covered in children.\n"
    assert all("IBS" not in things for _, things, _ in policy(text, "Zinc"))


def test_people_below_the_heading_of_a_disease() -> None:
    text = (
        "# A\n\n## Criteria for Initial Approval\n\n### F. Gouty nodules\n\nFor adults with at "
        "least 20 nodules and pain lasting at least 6 weeks.\n"
    )
    (found,) = positions(said(POLICY, text, subject="Zincumab"))
    assert (found.direction, found.interventions[0]) == (FOR, "Zincumab")
    assert found.conditions == ("Gouty nodules",)
    assert found.criteria is not None


@pytest.mark.parametrize(
    ("text", "told"),
    [
        pytest.param(
            "1. Zinc may be offered for gout. It should not be given in pregnancy.",
            [(FOR, "Zinc", "gout"), (AGAINST, "Zinc", "pregnancy")],
            id="the sentence before",
        ),
        pytest.param(
            "1. Copper taping is recommended for wrist sprain.\n"
            "2. It is not recommended in patients with fracture.",
            [(FOR, "Copper taping", "wrist sprain"), (AGAINST, "Copper taping", "fracture")],
            id="the item before",
        ),
        pytest.param(
            "1. It is not recommended to use zinc for gout.",
            [(AGAINST, "zinc", "gout")],
            id="a pronoun that stands for nothing",
        ),
    ],
)
def test_a_pronoun_stands_for_the_thing_before(text: str, told: list[Row]) -> None:
    assert rows(said(GUIDELINE, f"# A\n\n## Recommendations\n\n{text}\n", subject="gout")) == told


@pytest.mark.parametrize(
    ("text", "row"),
    [
        (
            "Zinc lavage: there is insufficient evidence to make a recommendation for or against "
            "its use in sprains.",
            (INSUFFICIENT, "Zinc lavage", "gout"),
        ),
        (
            "Copper taping: insufficient evidence for or against.",
            (INSUFFICIENT, "Copper taping", "gout"),
        ),
        (
            "Practice Point 3.6: Zinc in tophi: published data were judged insufficient.",
            (INSUFFICIENT, "Zinc", "tophi"),
        ),
        (
            "Evidence is conflicting or inadequate to support or refute the use of zinc for gout.",
            (INSUFFICIENT, "zinc", "gout"),
        ),
    ],
)
def test_a_topic_in_front_of_too_little_evidence(text: str, row: Row) -> None:
    found = said(GUIDELINE, f"# A\n\n## Recommendations\n\n{text}\n", subject="gout")
    told = [(s.direction, s.interventions[0], s.conditions[0]) for s in found]
    assert told == [row]


def test_the_column_of_interventions_says_what_a_row_is_on() -> None:
    text = (
        "# A\n\n## Devices\n\n| Intervention | Recommendation | Level |\n|---|---|---|\n"
        "| Copper band (Cubrix) | Should be offered for acute treatment of gout | B |\n"
        "| Zinc bath | Data inadequate to support or refute use for acute gout | U |\n"
    )
    found = said(GUIDELINE, text, subject="gout")
    assert [(s.direction, s.interventions[0]) for s in found] == [
        (FOR, "Copper band"),
        (INSUFFICIENT, "Zinc bath"),
    ]
    assert "Cubrix" in found[0].interventions


def test_items_that_are_services_are_what_is_refused() -> None:
    text = (
        "# A\n\n## Limitations\n\nMembers may not be eligible under the plan for surgical "
        "treatment of bunions for any indications other than those listed above, including the "
        "following:\n\n"
        "- Toe implants\n- Laser bunionectomy\n- Bunion embolization procedure\n"
    )
    found = said(POLICY, text, subject="Surgical Treatments for Bunions")
    named = [s.interventions[0] for s in found]
    assert {"Toe implants", "Laser bunionectomy"} <= set(named)
    assert "Toe implants" not in {c for s in found for c in s.conditions}


def test_items_that_speak_for_themselves_are_no_criteria() -> None:
    text = (
        "# A\n\n## Medically Necessary\n\nI. Compression pumps\n"
        "   1. A plain pump is considered medically necessary for lymphedema.\n"
        "   2. A graded pump is considered medically necessary for venous ulcer.\n"
    )
    told = rows(said(POLICY, text, subject="Pumps"))
    assert (FOR, "plain pump", "lymphedema") in told
    assert (FOR, "graded pump", "venous ulcer") in told


def test_contraindicated_in_a_criterion_is_no_refusal() -> None:
    text = "# A\n\n## Coverage\n\nYoung adults may be eligible when surgery is contraindicated.\n"
    assert said(POLICY, text, subject="Zinc") == ()


def test_what_a_document_calls_its_verdict_is_no_condition() -> None:
    made = said(
        POLICY,
        "# Toe lasers\n\n## Toe laser\n\nPosition statement: investigational and not medically "
        "necessary\n",
        subject="Toe laser",
    )
    assert [(s.direction, s.conditions) for s in positions(made)] == [(AGAINST, ())]
