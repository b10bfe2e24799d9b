"""Weeks of pregnancy, and blood pressures that a criterion writes without their name."""

import pytest

from app.facts import read_facts
from app.findings import evaluate, population_finding
from app.models import FindingState
from tests.unit.test_findings import TERMS, leaf

MET, NOT_MET, UNKNOWN = FindingState.MET, FindingState.NOT_MET, FindingState.UNKNOWN


def state(criterion, text):
    return evaluate(leaf(criterion), read_facts(text), TERMS).state


@pytest.mark.parametrize(
    ("criterion", "text"),
    [
        ("Gestational age of more than 10 weeks", "24 yr old woman"),
        ("Gestational age of more than 10 weeks", "12 weeks of physical therapy"),
        ("Gestational age of more than 10 weeks", "baby born at 30 weeks gestation"),
        ("Gestational age of more than 10 weeks", "her sister is 12 weeks pregnant"),
        ("Gestational age below 24 weeks", "G1 at 9 weeks, later 26 weeks pregnant"),
        ("Above 180/110", "bp unknown, 150/95 is the limit of the plan"),
        ("Visual acuity below 20/80", "bp 128/70"),
    ],
)
def test_what_does_not_settle(criterion, text) -> None:
    assert state(criterion, text) is UNKNOWN


@pytest.mark.parametrize(
    ("criterion", "text", "expected"),
    [
        ("Gestational age of more than 10 weeks", "a G1 at 9 weeks, vomiting", NOT_MET),
        ("Gestational age of at least 10 weeks", "29 yr, 11w4d, G2P1", MET),
        ("Gestational age less than 32 weeks", "34w pregnant twins", NOT_MET),
        ("Gestational age below 24 weeks", "14 wks pregnant", MET),
        ("At least 20 weeks of gestation", "28 wk preg, DVT", MET),
        ("Gestational age of 24 to 34 weeks", "G3P1, 29 wk, diabetes", MET),
        ("Still pregnant at 20 weeks or beyond", "28 wks pregnant", MET),
        ("Above 180/110", "bp 128/70", NOT_MET),
        ("Above 180/110 mm Hg", "blood pressure was 192/104", MET),
    ],
)
def test_weeks_and_pressures(criterion, text, expected) -> None:
    assert state(criterion, text) is expected


@pytest.mark.parametrize(
    ("population", "text", "expected"),
    [
        ("pregnant women", "at the first prenatal visit", MET),
        ("pregnant women", "takes prenatal vitamins, 34F", UNKNOWN),
        ("pregnant women", "68 yo male, 25 pack-years", NOT_MET),
        ("During the first trimester", "12 weeks pregnant", MET),
        ("During the first trimester", "third trimester", NOT_MET),
        ("During the first trimester", "first trimester loss last year", UNKNOWN),
        ("From 24 weeks of gestation on", "27 wks gestation", MET),
        ("pregnant persons at 24 weeks of gestation or after", "27 wks gestation", MET),
        ("pregnant persons at 24 weeks of gestation or after", "12 weeks pregnant", NOT_MET),
        ("pregnant persons at 24 weeks of gestation or after", "man with 25 pack-years", NOT_MET),
        ("Men, 65 to 75 years", "68 yo male", MET),
        ("Men, 65 to 75 years", "woman 67", NOT_MET),
        ("Women, 65 to 75 years", "woman 60", NOT_MET),
        ("Women, 65 to 75 years", "a woman", UNKNOWN),
    ],
)
def test_populations(population, text, expected) -> None:
    assert population_finding(population, read_facts(text), TERMS) is expected


def test_who_is_with_child_is_not_among_those_who_are_not() -> None:
    assert state("not pregnant, before or after the menopause", "first antenatal visit") is NOT_MET
    assert state("not pregnant or taking two contraceptives", "first antenatal visit") is UNKNOWN
