"""Bulletins of societies: questions, levels in lead-ins, strengths behind sentences."""

import pytest

from ingest.statements.models import Statement
from tests.said import AGAINST, FOR, GUIDELINE, INSUFFICIENT, POLICY, positions, rows, said


def made(text: str) -> list[Statement]:
    return positions(said(GUIDELINE, f"# A\n\n{text}", subject="Management of gout"))


def test_a_question_is_no_position() -> None:
    assert made("Who should receive zinc for gout?\n") == []
    assert len(made("Zinc should be given for gout.\n")) == 1


def test_the_level_of_what_leads_recommendations_in() -> None:
    found = made(
        "The following recommendations are based on good evidence (Level A):\n\n- Zinc is "
        "recommended for gout.\n- Copper should not be used for gout.\n\nZinc in the morning is "
        "recommended for gout.\n"
    )
    assert [s.grade for s in found] == ["Level A", "Level A", ""]


def test_the_strength_behind_a_sentence() -> None:
    (found,) = made("We suggest zinc for gout. *Strength: Limited.*\n")
    assert found.grade == "Limited"
    (unable,) = made("We are unable to recommend for or against zinc. Strength: Inconclusive.\n")
    assert (unable.direction, unable.grade) == (INSUFFICIENT, "Inconclusive")


def test_a_first_predicate_is_no_part_of_the_thing() -> None:
    (found,) = made(
        "Bed rest and heat have not been shown to be effective for gout and should not be "
        "recommended.\n"
    )
    assert (found.direction, found.interventions[0]) == (AGAINST, "Bed rest and heat")


def test_a_later_predicate_is_no_part_of_the_condition() -> None:
    (found,) = made("Zinc is ineffective for preventing gout and is not recommended for this.\n")
    assert rows([found]) == [(AGAINST, "Zinc", "gout")]


def test_items_under_who_are_criteria() -> None:
    found = made("We recommend against zinc in men who:\n\n- plan a child in the near term;\n")
    (one,) = found
    assert one.criteria is not None
    assert (one.direction, one.criteria.text) == (AGAINST, "plan a child in the near term")


def test_a_state_is_no_condition() -> None:
    (found,) = made("We recommend zinc for neurologically intact patients.\n")
    assert (found.conditions, found.population) == (("gout",), "neurologically intact patients")


@pytest.mark.parametrize(
    "label", ["Summary of Recommendations and Conclusions", "Recommendations", "Conclusions"]
)
def test_a_section_that_is_only_a_line_ends_the_background(label: str) -> None:
    text = f"A\n\nBackground\n\nZinc is old.\n\n{label}\n\nZinc is recommended for gout.\n"
    (found,) = positions(said(GUIDELINE, text, subject="gout", suffix=".txt"))
    assert found.direction is FOR


def test_a_policys_question_is_none_either() -> None:
    assert said(POLICY, "# A\n\nWhen is zinc considered medically necessary?\n") == ()
