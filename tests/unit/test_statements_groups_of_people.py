"""Whom a recommendation speaks of where its own words are not the first to say it.

Also "neither A nor B", which refuses both.
"""

import pytest

from tests.said import AGAINST, FOR, GUIDELINE, INSUFFICIENT, POLICY, Row, rows, said

FRONT = "# Management of gout\n\n## Recommendations\n\n"


def of(text: str):
    return said(GUIDELINE, FRONT + text, subject="gout")


@pytest.mark.parametrize(
    ("text", "row"),
    [
        (
            "1. Neither zinc nor copper should be used in gout.",
            (AGAINST, "zinc | copper", "gout"),
        ),
        ("1. Neither zinc nor copper is recommended for gout.", (AGAINST, "zinc | copper", "gout")),
        (
            "1. We recommend neither zinc nor copper in people with gout.",
            (AGAINST, "zinc | copper", "gout"),
        ),
        (
            "1. Zinc should be neither started nor continued in gout.",
            (AGAINST, "Zinc", "gout"),
        ),
        (
            "1. We suggest that gout be neither looked for nor treated in children.",
            (AGAINST, "screening for gout", "gout"),
        ),
        ("1. We recommend neither for nor against zinc in men.", (INSUFFICIENT, "zinc", "gout")),
        (
            "1. In patients with neither a tophus nor a kidney stone, we recommend zinc.",
            (FOR, "zinc", "gout"),
        ),
    ],
)
def test_neither_refuses_where_it_goes_with_the_predicate(text: str, row: Row) -> None:
    (found,) = rows(of(text))
    assert (found[0], found[1]) == (row[0], row[1])


@pytest.mark.parametrize(
    ("text", "direction"),
    [
        ("1. No patient with gout should receive zinc.", AGAINST),
        ("1. No child should be given zinc for gout.", AGAINST),
        ("1. Hardly any adult with gout should be offered zinc.", AGAINST),
        ("1. No adult should have to wait, and we recommend zinc for gout.", FOR),
        ("1. Patients with no tophus should receive zinc for gout.", FOR),
        ("1. In adults with no other option, zinc may be offered for gout.", FOR),
    ],
)
def test_what_nobody_should_get_is_refused(text: str, direction) -> None:
    (found,) = rows(of(text))
    assert found[:2] == (direction, "zinc")


def test_what_is_named_only_to_be_refused_is_not_advised() -> None:
    (found,) = of("1. Only copper, not zinc, is recommended for gout.")
    assert found.direction is FOR
    assert not any("zinc" in name for name in found.interventions)


def test_a_policy_that_covers_neither() -> None:
    text = "# Zinc\n\nNeither zinc nor copper is considered medically necessary for gout.\n"
    assert rows(said(POLICY, text, subject="zinc"))[0][0] is AGAINST


def test_neither_is_experimental_covers_nothing() -> None:
    text = "# Zinc\n\nNeither zinc nor copper is considered experimental for gout.\n"
    assert not rows(said(POLICY, text, subject="zinc"))


@pytest.mark.parametrize(
    ("front", "population"),
    [
        ("Before elective surgery outside the foot", "Before elective surgery outside the foot"),
        ("Beyond the first month after transplantation", "Beyond the first month after transpla"),
        ("During the first trimester", "During the first trimester"),
        ("From 24 weeks of gestation on", "From 24 weeks of gestation on"),
    ],
)
def test_a_front_that_tells_when_tells_for_whom(front: str, population: str) -> None:
    (found,) = of(f"1. {front}, we recommend against screening for gout.")
    assert found.population.startswith(population)
    assert found.conditions == ("gout",)


def test_a_pregnancy_with_a_disease_is_no_time_of_a_course() -> None:
    (found,) = of("1. In pregnancy with CKD, we recommend zinc.")
    assert not found.population
    assert "CKD" in " ".join(found.conditions)


@pytest.mark.parametrize("front", ["Before 2015", "At present", "Following this review"])
def test_a_front_that_tells_no_time_of_a_course_limits_nobody(front: str) -> None:
    (found,) = of(f"1. {front}, we recommend zinc in people with gout.")
    assert not found.population


@pytest.mark.parametrize(
    ("heading", "population"),
    [
        ("Frail older people, at home or in care homes", "Frail older people, at home or in care"),
        ("VII. Children", "Children"),
        ("Pregnancy", "Pregnancy"),
        ("Statins in older adults", ""),
        ("Acute gout", ""),
    ],
)
def test_a_heading_of_people_is_the_population(heading: str, population: str) -> None:
    (found,) = of(f"### {heading}\n\n1. We recommend against zinc (strong).\n")
    assert found.population[: len(population) or None] == population


def test_the_population_of_a_sentence_goes_before_that_of_its_heading() -> None:
    (found,) = of("### Children\n\n1. In pregnant women, we recommend against zinc (strong).\n")
    assert "Children" not in found.population


@pytest.mark.parametrize(
    ("text", "row"),
    [
        (
            "1. We recommend that pregnant women be screened for gout, and treated if it is found.",
            (FOR, "screening for gout", "gout"),
        ),
        (
            "1. We recommend that adults with CKD not be tested for gout.",
            (AGAINST, "testing for gout", "gout & CKD"),
        ),
        (
            "1. We recommend that gout not be looked for in men.",
            (AGAINST, "screening for gout", "gout"),
        ),
        (
            "1. We recommend that clinicians screen asymptomatic adults for gout.",
            (FOR, "screening for gout", "gout"),
        ),
        (
            "1. We recommend against screening and treatment in people with diabetes.",
            (AGAINST, "screening for gout | screening and treatment", "gout & diabetes"),
        ),
        (
            "1. The panel finds the evidence insufficient to weigh the benefits and harms of "
            "screening for gout.",
            (INSUFFICIENT, "screening for gout", "gout"),
        ),
    ],
)
def test_a_screening_is_named_by_what_it_looks_for(text: str, row: Row) -> None:
    assert rows(of(text)) == [row]
