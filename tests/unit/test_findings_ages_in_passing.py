"""Ages in passing ("I'm 41", "my wife (39, ...", "63 yr,"), and criteria whose age is another's."""

import pytest

from app.ages_in_passing import age_alone, ages_said
from app.fact_models import FactKind
from app.facts import read_facts
from app.findings import evaluate
from app.models import FindingState
from tests.unit.test_findings import TERMS, tree_of

MET, NOT_MET, UNKNOWN = FindingState.MET, FindingState.NOT_MET, FindingState.UNKNOWN


def ages(text):
    return [fact.value for fact in read_facts(text).of(FactKind.AGE)]


def state(criterion, text):
    return evaluate(tree_of(criterion), read_facts(text), TERMS).state


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("I'm 31 weeks pregnant", id="weeks"),
        pytest.param("she's 12 hours post op", id="hours"),
        pytest.param("he's 92 at rest without oxygen", id="a saturation"),
        pytest.param("I'm 5'4\" tall", id="a height"),
        pytest.param("I am 100% sure", id="a share"),
        pytest.param("PT 24 visits", id="physical therapy is no patient"),
        pytest.param("a relative has MEN 2", id="a syndrome is no man"),
        pytest.param("has been your member ten years", id="how long"),
        pytest.param("his son is 45 and a match", id="the patient's son"),
        pytest.param("mom breast ca at 47", id="the age of an event"),
        pytest.param("bone age 11", id="the age of the bones"),
        pytest.param("Child A cirrhosis", id="a class of cirrhosis"),
        pytest.param("34 weeks pregnant, the baby moves", id="an unborn child"),
        pytest.param("K 5.9, 57, 60", id="one of a row of numbers"),
        pytest.param("PHQ-9, 21, no suicidality", id="the number of a measure"),
        pytest.param("seen on Oct 30, 31, twice", id="dates"),
        pytest.param("left, 44, right, 52, both worse", id="two numbers alone"),
        pytest.param("on the drug, 12m, stopped", id="twelve months"),
    ],
)
def test_no_age(text) -> None:
    assert not ages(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("I'm 41 w 88 kilo. Doctor is a family doc", 41),
        ("hi i am 52 and my BMI is 31", 52),
        ("she's 90, in bed all day", 90),
        ("my wife (39, MS since 2020, relapsing) was on Copaxone", 39),
        ("I care for my wife (MS, secondary progressive, 59)", 59),
        ("my father, Walter B., 76, whose request", 76),
        ("Our daughter, eleven, has arthritis", 11),
        ("mother 69 macular wet right eye", 69),
        ("Mr B 71, myeloma", 71),
        ("Mrs Hughes, 29, Crohns", 29),
        ("a young man of 14 is heterozygous", 14),
        ("allergic boy, 7. ER last week", 7),
        ("Patient, 34, TB contact", 34),
        ("pt 35 wants surgery", 35),
        ("Barrett's? Pt 60m. EGD done", 60),
        ("72 y M CKD4", 72),
        ("29 y f severe IBS-C", 29),
        ("Prostate: 63 yr, IPSS 21", 63),
        ("diabetes since age 9, now 27. On a sensor", 27),
        ("a nineteen month old girl", 19 * 28 / 365),
        ("baby girl 4 mo, flat head", 4 * 28 / 365),
        ("hernia. 55F. pain", 55),
        ("sister has TED, 51, both eyes", 51),
        ("uae for fibroid? 47, largest 8 cm", 47),
        ("steroid creams failed. allergist. 35m. not asthma", 35),
        ('CF, 4 years old. You say "age 5"', 4),
    ],
)
def test_age_in_passing(text, expected) -> None:
    assert ages(text) == [pytest.approx(expected)]


def test_an_age_in_full_comes_before_a_number_alone() -> None:
    assert ages("67 yo, healed, 74, walks") == [67]


def test_who_tells_of_own_illness_is_the_patient() -> None:
    assert not list(ages_said("mother 69 had breast cancer, I have a lump"))
    assert not list(ages_said("My father is 80 and had an aneurysm. Should I be screened?"))
    assert list(ages_said("My father is 80 and had an aneurysm. Should I bring him in?"))


def test_a_long_record_has_no_number_alone() -> None:
    assert list(age_alone("healed. 74. walks"))
    assert not list(age_alone("x " * 800 + "healed. 74. walks"))


@pytest.mark.parametrize(
    ("criterion", "text", "expected"),
    [
        ("Male relative with breast cancer", "42 yo woman", UNKNOWN),
        ("Women who have no family history of breast cancer", "42 yo man", NOT_MET),
        ("Premature heart disease in a first-degree male relative (before 55)", "51F", UNKNOWN),
        ("Gestational age of more than 10 weeks", "24 yr old", UNKNOWN),
        ("Age younger than 12 years at time of first prophylaxis", "19M", UNKNOWN),
        ("No catch-up by age 2", "9 yr old boy", UNKNOWN),
        ("Mammogram for members 40 and older", "pt 35 wants surgery", UNKNOWN),
        ("Members 40 and older", "pt 35 wants surgery", NOT_MET),
        ("Infant under 2 years", "kid 6, eczema", NOT_MET),
        ("Diabetes was diagnosed after 18 years of age", "12 yo boy with diabetes", NOT_MET),
        ("Age 18 years or older", "I'm 41, BMI 37.2", MET),
    ],
)
def test_whose_age_and_of_when(criterion, text, expected) -> None:
    assert state(criterion, text) is expected
