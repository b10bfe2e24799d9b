"""Criteria that are for some patients only, and case materials with wrapped lines."""

import pytest

from app.facts import CaseText, read_facts
from app.findings import evaluate
from app.leaf_brackets import front_of_addition
from app.models import FindingState
from app.stretches import unwrapped
from ingest.statements.models import Criterion, Join
from tests.unit.test_findings import TERMS

MET, NOT_MET, UNKNOWN = FindingState.MET, FindingState.NOT_MET, FindingState.UNKNOWN


def leaf(text: str) -> Criterion:
    return Criterion(join=Join.LEAF, text=text, quote=None, children=())


def all_of(*children: Criterion, text: str = "") -> Criterion:
    return Criterion(join=Join.ALL_OF, text=text, quote=None, children=children)


def any_of(*children: Criterion, text: str = "") -> Criterion:
    return Criterion(join=Join.ANY_OF, text=text, quote=None, children=children)


AFTER_LOSS = all_of(
    leaf("BMI of less than 30"),
    all_of(
        leaf("If the individual has had significant weight loss"),
        leaf("weight has been stable for at least 6 months"),
    ),
)
BY_AGE = all_of(
    any_of(leaf("BMI of 40 or greater"), leaf("type 2 diabetes"), text="For adults, any of these:"),
    all_of(leaf("For adolescents who have completed bone growth"), leaf("BMI of 50 or greater")),
)


MAMMOGRAM = all_of(
    leaf("Women 40 years of age or older have had a mammogram within the last year"),
    leaf("BMI of less than 35"),
)


@pytest.mark.parametrize(
    ("case", "expected"),
    [
        ("30-year-old woman, BMI 27", MET),
        ("52-year-old woman, BMI 27", UNKNOWN),
        ("woman, BMI 27", UNKNOWN),
        ("52-year-old woman, BMI 27, no mammogram", NOT_MET),
        ("52-year-old woman, BMI 27, mammogram three months ago", MET),
        ("30-year-old woman, BMI 41", NOT_MET),
    ],
)
def test_what_is_asked_of_an_age_is_not_asked_of_another(case, expected) -> None:
    assert evaluate(MAMMOGRAM, read_facts(case), TERMS).state is expected


def test_those_of_an_age_who_have_something_are_who_is_meant() -> None:
    tree = all_of(leaf("Women 40 years of age or older with dense breasts"), leaf("BMI below 35"))
    assert evaluate(tree, read_facts("30-year-old woman, BMI 27"), TERMS).state is NOT_MET


@pytest.mark.parametrize(
    ("tree", "case", "expected"),
    [
        (AFTER_LOSS, "BMI 27, significant weight loss", UNKNOWN),
        (AFTER_LOSS, "BMI 27, significant weight loss, weight stable for 2 months", NOT_MET),
        (AFTER_LOSS, "BMI 27", UNKNOWN),
        (AFTER_LOSS, "BMI 33, no significant weight loss", NOT_MET),
        (AFTER_LOSS, "BMI 27, no significant weight loss", MET),
        (AFTER_LOSS, "BMI 27, significant weight loss, weight stable for 8 months", MET),
        (BY_AGE, "34-year-old with BMI of 36 and no type 2 diabetes", NOT_MET),
        (BY_AGE, "34-year-old with BMI of 43", MET),
        (BY_AGE, "8-year-old with BMI of 51, bone growth not completed", NOT_MET),
        (any_of(BY_AGE.children[1], leaf("type 2 diabetes")), "34-year-old, BMI of 36", UNKNOWN),
    ],
)
def test_what_is_for_other_patients_asks_nothing_of_this_one(tree, case, expected) -> None:
    assert evaluate(tree, read_facts(case), TERMS).state is expected


LETTER = """He is a 52-year-old man with chronic migraine. He was treated with
propranolol for 12 weeks without adequate effect.
BMI: 31
Plan
continue as before"""


def test_a_sentence_goes_on_in_the_next_line_and_is_quoted_as_it_stands() -> None:
    node = evaluate(
        leaf("Inadequate response to propranolol for at least 8 weeks"),
        read_facts("erenumab?", [CaseText(name="letter.txt", text=LETTER)]),
        TERMS,
        asked_interventions=["erenumab"],
    )
    assert node.state is MET
    assert all(fact.quote in LETTER for fact in node.facts)


def test_labels_short_lines_and_lists_stay_lines() -> None:
    joined = unwrapped(LETTER)
    assert len(joined) == len(LETTER)
    assert joined.count("\n") == LETTER.count("\n") - 1
    listed = "The patient meets each of the following according to the notes\n- fever\n1. cough"
    assert unwrapped(listed) == listed


@pytest.mark.parametrize(
    ("case", "expected"),
    [
        ("no ear infection, the cochlear lumen is accessible", MET),
        ("active ear infection, accessible cochlear lumen", NOT_MET),
        ("no ear infection", UNKNOWN),
    ],
)
def test_a_denial_ends_where_something_of_its_own_is_asked_for(case, expected) -> None:
    tree = leaf("No active ear infection and an accessible cochlear lumen")
    assert evaluate(tree, read_facts(case), TERMS).state is expected


@pytest.mark.parametrize(
    ("criterion", "case", "expected"),
    [
        ("treated with insulin (any type, at least one injection daily)", "no insulin", NOT_MET),
        ("diameter of 5.5 mm or more, measured below the junction", "diameter 4 mm", NOT_MET),
        ("diameter of 5.5 mm or more, measured below the junction", "diameter 6 mm", MET),
        ("There is no deep vein thrombosis", "no PAD no DVT", MET),
        ("There is no deep vein thrombosis", "no PAD now DVT", NOT_MET),
    ],
)  # fmt: skip
def test_what_is_added_behind_a_criterion_and_denials_without_a_comma(
    criterion, case, expected
) -> None:
    assert evaluate(leaf(criterion), read_facts(case), TERMS).state is expected


def test_an_addition_in_brackets_is_no_alternative_and_no_example() -> None:
    assert front_of_addition("on insulin (at least daily).") == "on insulin"
    for text in ("on insulin", "on insulin (or a pump)", "on insulin (e.g., glargine)", "(a) b"):
        assert not front_of_addition(text)


@pytest.mark.parametrize(
    ("criterion", "case", "expected"),
    [
        ("impaired cognition, mood disorder, insomnia, or hypertension", "hypertension", MET),
        ("documented excessive fatigue, mood disorder, insomnia or gout", "he has gout", MET),
        ("severe joint pain, muscle pain, insomnia or itching", "itching", UNKNOWN),
        ("impaired cognition, mood or sleep", "mood is normal, sleep is normal", UNKNOWN),
    ],
)
def test_members_of_a_long_list_have_words_of_their_own(criterion, case, expected) -> None:
    assert evaluate(leaf(criterion), read_facts(case), TERMS).state is expected


FOR_ADULTS = leaf("For members 18 years and older: a fracture is documented")
FOR_CHILDREN = leaf("For members under 12 years: rickets is documented")


@pytest.mark.parametrize(
    ("case", "state"),
    [
        ("6-year-old with pain", MET),  # nothing is asked of a child
        ("40-year-old, no fracture", NOT_MET),
        ("40-year-old with a fracture", MET),
        ("40-year-old", UNKNOWN),
        ("pain", UNKNOWN),
    ],
)
def test_a_criterion_that_names_first_whom_it_is_for(case: str, state: FindingState) -> None:
    tree = all_of(leaf("pain"), FOR_ADULTS)
    node = evaluate(tree, read_facts(f"{case}, pain"), TERMS)
    assert node.state is state


def test_who_is_in_none_of_several_groups_is_left_open() -> None:
    node = evaluate(all_of(FOR_ADULTS, FOR_CHILDREN), read_facts("14-year-old"), TERMS)
    assert node.state is UNKNOWN
