"""Who a population phrase is about, and what a question need not say of itself."""

import pytest

from app.facts import read_facts
from app.findings import population_finding
from app.populations import all_who_have_it, parts_of, restricts, told_population
from tests.small_corpus import shipped_terms


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("Should asymptomatic men be screened for glaucoma?", "adults"),
        ("Glaucoma screening at 50?", "adults"),
        ("Tonometry for a man of 50?", "asymptomatic adults"),
        ("Screening for glaucoma in a symptomatic man?", "asymptomatic adults"),
    ],
)
def test_who_is_screened_has_no_symptoms(question: str, told: str) -> None:
    assert told_population("asymptomatic adults", question) == told


def test_selected_patients_are_not_everybody() -> None:
    assert restricts("only in highly selected patients")
    assert not restricts("patients")


@pytest.mark.parametrize(
    ("population", "parts"),
    [
        ("aged 16 years and over", ["adults"]),
        ("people aged 18 years or older", ["adults"]),
        ("adults over 18", ["adults"]),
        ("adults and children", []),
        ("people of all ages", []),
        ("aged 65 years and over", ["aged 65 years and over"]),
        ("children and adolescents", ["children and adolescents"]),
        ("aged 16 to 18 years", ["aged 16 to 18 years"]),
        ("women over 16 weeks pregnant", ["women over 16 weeks pregnant"]),
        ("Children (0-17)", ["aged 0 to 17 years"]),
        ("Adults (21+)", ["21 years of age or older"]),
        ("Members (under 19)", ["under 19 years of age"]),
        ("Children (see page 7)", ["Children (see page 7)"]),
    ],
)
def test_adults_are_meant_where_nobody_speaks_of_a_child(population: str, parts: list[str]) -> None:
    assert parts_of(population) == parts


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("Is Velora advised to prevent gout in patients on Belora?", "adults"),
        ("Is Velora advised for those who are receiving Belora tablets?", "adults"),
        ("Is Velora advised in patients on Zelora?", "adults;receiving Belora"),
        ("Is Velora advised in patients not on Belora?", "adults;receiving Belora"),
    ],
)
def test_what_the_asked_people_are_given_is_told(question: str, told: str) -> None:
    assert told_population("adults;receiving Belora", question) == told


@pytest.mark.parametrize(
    ("population", "parts"),
    [
        ("under 21", ["under 21 years of age"]),
        ("members; 65 and over", ["members", " 65 and over years of age"]),
        ("12 months and older", ["12 months and older"]),
        ("over 50 % of members", ["over 50 % of members"]),
    ],
)
def test_a_bare_number_behind_people_is_an_age(population: str, parts: list[str]) -> None:
    assert parts_of(population) == parts


@pytest.mark.parametrize(
    ("population", "case", "state"),
    [
        ("infants and children", "a 3 year old", "met"),
        ("infants or children", "an infant with fever", "met"),
        ("children and adolescents", "a 40-year-old man", "not_met"),
        ("infants", "a 3 year old", "not_met"),
        ("under 4 years of age", "a 3 year old", "met"),
        ("under 4 years of age", "a 9 year old", "not_met"),
        ("children with asthma", "a 3 year old", "unknown"),
    ],
)
def test_either_group_of_ages_will_do(population: str, case: str, state: str) -> None:
    assert population_finding(population, read_facts(case), shipped_terms()).value == state


def test_years_alone_are_an_age() -> None:
    assert parts_of("children; under 4 years") == ["children", " under 4 years of age"]
    assert parts_of("for under 4 years") == ["for under 4 years"]


def test_whom_a_plan_insures_is_everybody_who_asks() -> None:
    assert parts_of("Covered Persons; under age 18") == [" under age 18"]
    assert parts_of("pregnant members") == ["pregnant members"]


@pytest.mark.parametrize(
    ("people", "disease", "all_of_them"),
    [
        ("infants or children", "bronchiolitis", True),
        ("infants and young children", "croup", True),
        ("infants", "acute viral bronchiolitis", True),
        ("infants", "bronchiolitis obliterans", False),
        ("children", "asthma", False),
        ("otherwise healthy infants", "bronchiolitis", False),
        ("infants; children hospitalized", "bronchiolitis", False),
        ("", "bronchiolitis", False),
    ],
)
def test_children_are_all_who_have_a_disease_of_early_life(people, disease, all_of_them) -> None:
    assert all_who_have_it(people, [disease]) is all_of_them


@pytest.mark.parametrize(
    ("question", "left"),
    [
        ("Velora for gout while he's on antibiotics?", ""),
        ("Velora for gout when she is taking antibiotics?", ""),
        ("Velora for gout while he's off work?", "taking antibiotics"),
        ("Velora for gout, antibiotics failed?", "taking antibiotics"),
    ],
)
def test_what_somebody_takes_meanwhile(question, left):
    assert told_population("taking antibiotics", question) == left
