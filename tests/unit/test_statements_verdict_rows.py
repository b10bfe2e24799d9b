"""Rows whose cells are verdicts alone, and legends, which hold no position."""

import pytest

from ingest.statements.legends import is_legend, is_legend_heading
from ingest.statements.models import Direction
from ingest.statements.verdict_rows import verdict_of
from tests.said import AGAINST, FOR, GUIDELINE, INSUFFICIENT, positions, rows, said
from tests.unit.test_statements_tables import table


@pytest.mark.parametrize(
    ("cell", "direction"),
    [
        ("Strongly recommended against", AGAINST),
        ("Conditionally recommended (image-guided)", FOR),
        ("should not be offered", AGAINST),
        ("may be considered", FOR),
        ("Not recommended", AGAINST),
        ("insufficient evidence to support or refute", INSUFFICIENT),
        ("No recommendation", INSUFFICIENT),
        ("Not applicable", None),
        ("Not reviewed", None),
        ("considered", None),
        ("Aspirin is recommended", None),
        ("", None),
    ],
)
def test_a_cell_that_is_a_verdict(cell: str, direction: Direction | None) -> None:
    assert verdict_of(cell) is direction


def test_a_column_of_verdicts_for_each_group() -> None:
    text = table(
        "Intervention | Knee | Hip",
        "Glucosamine | Strongly recommended against | Conditionally recommended",
        "Brace | Strongly recommended | Not applicable",
    )
    found = rows(said(GUIDELINE, f"# A\n\n{text}\n", subject="Osteoarthritis of the Knee and Hip"))
    assert found == [
        (AGAINST, "Glucosamine", "Osteoarthritis of the Knee"),
        (FOR, "Glucosamine", "Osteoarthritis of the Hip"),
        (FOR, "Brace", "Osteoarthritis of the Knee"),
    ]


def test_a_verdict_beside_what_it_is_of_and_for_what() -> None:
    text = table(
        "Region | Product | Recommendation | Level",
        "Lower limb, to reduce tone | Toxin X | should be offered | A",
        "Upper limb | Toxin Y | insufficient evidence | U",
    )
    found = said(GUIDELINE, f"# A\n\n## Spasticity\n\n{text}\n", subject="Spasticity")
    assert rows(found) == [
        (FOR, "Toxin X", "Lower limb & Spasticity"),
        (INSUFFICIENT, "Toxin Y", "Upper limb & Spasticity"),
    ]
    assert [s.grade for s in found] == ["A", "U"]


def test_outcomes_are_no_verdicts() -> None:
    text = table("Outcome | Drug A | Drug B", "Preferred | considered | used", "Pain | 1 | 2")
    assert positions(said(GUIDELINE, f"# A\n\n{text}\n", subject="pain")) == []


@pytest.mark.parametrize(
    "lines",
    [
        ("Class (Strength) | Suggested phrases", "2a | is reasonable; can be useful"),
        ("Grade | Definition", "D | The task force recommends against the service."),
        ("Strength | Meaning | Wording", "Strong | Clear | We recommend / We recommend against"),
    ],
)
def test_a_legend_holds_no_position(lines: tuple[str, ...]) -> None:
    text = f"# Angina\n\n{table(*lines)}\n"
    assert positions(said(GUIDELINE, text, subject="nitrates for angina")) == []


def test_what_legends_are_called() -> None:
    assert is_legend_heading("What the Grades Mean")
    assert is_legend_heading("Table 1. Applying Class of Recommendation and Level of Evidence")
    assert not is_legend_heading("Key recommendations")
    assert not is_legend_heading("Level of Evidence A")
    assert not is_legend_heading("Strength training")
    assert not is_legend(("COR", "LOE", "Recommendations"))


def test_a_chapter_on_one_of_the_documents_conditions() -> None:
    text = "# A\n\n## Dystonia\n\nToxin X may be considered (Level C).\n"
    found = rows(said(GUIDELINE, text, subject="Toxins for Dystonia, Spasticity, and Headache"))
    assert found == [(FOR, "Toxin X", "Dystonia")]


def test_a_sentence_beside_its_strength_is_no_row_of_verdicts() -> None:
    text = table("# | Recommendation | Strength", "3 | We suggest zinc for gout. | Weak for")
    (found,) = said(GUIDELINE, f"# A\n\n{text}\n", subject="gout")
    assert (found.interventions, found.conditions, found.grade) == (
        ("zinc",),
        ("gout",),
        "Weak for",
    )


DRUGS = (
    "Agent | Suggested usage | Remarks",
    "Drug A | Not recommended | Unless in crescentic disease",
    "Drug B, Japanese patients | May be used as a sparing agent | In those with CRP above 5 mg/l",
    "Drug B, other patients | Insufficient evidence | No recommendation for or against can be made",
    "Drug C, tablets | Not recommended | In general, trials were small",
)


# also below a first row that nothing marks as a header
@pytest.mark.parametrize("lines", [DRUGS, ("  |  |  ", *DRUGS)])
def test_for_whom_a_verdict_is_and_what_its_remark_limits_it_to(lines: tuple[str, ...]) -> None:
    found = positions(said(GUIDELINE, f"# A\n\n{table(*lines)}\n", subject="vasculitis"))
    assert [(s.direction, s.interventions[0], s.population) for s in found] == [
        (AGAINST, "Drug A", ""),
        (FOR, "Drug B", "Japanese patients"),
        (INSUFFICIENT, "Drug B", "other patients"),
        (AGAINST, "Drug C, tablets", ""),
    ]
    assert found[0].exceptions == ("in crescentic disease",)
    assert found[1].criteria is not None
    assert "CRP" in found[1].criteria.text
    assert found[1].grade == "May be used as a sparing agent"
    assert [s.exceptions for s in found[1:]] == [(), (), ()]


PHRASES = (
    "Topic | # | Recommendation | Strength",
    "Psychotherapy | 1 | For the treatment of panic disorder, individual methods: Foo Therapy, "
    "Bar Training, or Baz Exposure | Strong for",
    "Drugs | 2 | Amitriptyline or zinc for the treatment of panic disorder | Weak against",
    "Settings | 3 | Delivery by telephone when the method has been shown to work | Weak for",
    "Biologic | 4 | Nerve block for the treatment of dreams associated with panic disorder | "
    "Neither for nor against",
)


def test_what_is_recommended_is_the_cell_that_says_it_and_not_its_topic() -> None:
    found = rows(said(GUIDELINE, f"# A\n\n{table(*PHRASES)}\n", subject="Panic Disorder CPG"))
    assert [(way, things.split(" | ")[-1], group) for way, things, group in found] == [
        (FOR, "Baz Exposure", "panic disorder"),
        (AGAINST, "zinc", "panic disorder"),
        (FOR, "Delivery by telephone", "Panic Disorder CPG"),
        (INSUFFICIENT, "Nerve block", "dreams & panic disorder"),
    ]
    assert "individual methods | Foo Therapy | Bar Training" in found[0][1]


def test_a_column_of_treatments_stays_what_a_verdict_is_of() -> None:
    text = table("Treatment | Recommendation | Grade", "Zinc | as an add-on only | Strong against")
    assert rows(said(GUIDELINE, f"# A\n\n{text}\n", subject="gout")) == [(AGAINST, "Zinc", "gout")]


TOPICS = (
    "Topic | Population | Recommendation | Grade",
    "Foot ulcer: screening | Men aged 50 to 70 years | The panel recommends that clinicians offer "
    "screening. | B",
    "Bladder cancer: screening | Adult population | The panel recommends against dipstick testing. "
    "| D",
)


def test_each_row_of_a_compendium_is_about_its_own_topic() -> None:
    text = f"# A\n\n{table(*TOPICS)}\n"
    found = rows(said(GUIDELINE, text, subject="A to I: Recommendation Statements of the Board"))
    assert found == [
        (FOR, "screening for Foot ulcer | screening", "Foot ulcer"),
        (AGAINST, "dipstick testing for Bladder cancer | dipstick testing", "Bladder cancer"),
    ]
    of_one = rows(said(GUIDELINE, text, subject="diabetes"))
    assert {group for _, _, group in of_one} == {"diabetes"}


@pytest.mark.parametrize(
    ("cell", "direction"),
    [
        ("Recommended, 2 doses", FOR),
        ("Not recommended; delay until after pregnancy", AGAINST),
        ("Not recommended routinely", AGAINST),
        ("Shared clinical decision-making", FOR),
        ("Recommended, but only in trials", None),
        ("Recommended by the board", None),
    ],
)
def test_a_verdict_with_what_stands_behind_it(cell: str, direction: Direction | None) -> None:
    assert verdict_of(cell) is direction


def test_a_schedule_says_for_whom_and_alternatives_are_rows_of_their_own() -> None:
    text = table(
        "Vaccine | Who | Recommendation",
        "Dengue | Adults 50 years and older | Recommended, single dose",
        "Dengue | Pregnancy; severe asthma | Contraindicated",
    )
    found = said(GUIDELINE, f"# A\n\n{text}\n")
    assert [(s.direction, s.conditions, s.population) for s in found] == [
        (FOR, (), "Adults 50 years and older"),
        (AGAINST, ("Pregnancy",), ""),
        (AGAINST, ("severe asthma",), ""),
    ]
    assert "Dengue vaccine" in found[0].interventions


def test_a_vote_without_consensus_leaves_a_statement_open() -> None:
    text = table(
        "Statement | Agreement | Outcome",
        "Velora is beneficial for gout | 48 % | No consensus",
        "Belora may be applied in gout | 91 % | Consensus reached",
    )
    assert [s.direction for s in said(GUIDELINE, f"# A\n\n{text}\n")] == [INSUFFICIENT, FOR]
