"""A criterion in its own words, and what an asker says of criteria line by line."""

from datetime import date

import pytest

from app.facts import CaseText, read_facts
from app.findings import evaluate
from app.findings_base import Desk
from app.findings_verbatim import settle_verbatim
from app.models import FindingState
from app.phrase_match import CaseIndex
from app.question import understand
from app.stated import stated_facts
from app.told import split_told, with_told, with_words
from ingest.statements.models import Criterion, Join
from tests.unit.test_findings import TERMS

MET, NOT_MET = FindingState.MET, FindingState.NOT_MET
COURSE = "Member has completed the structured flummet course with a certified trainer"


def finding(criterion, question, case=()):
    tree = Criterion(join=Join.LEAF, text=criterion, quote=None, children=())
    return evaluate(tree, read_facts(question, case), TERMS)


def verbatim(criterion, question):
    facts = read_facts(question)
    desk = Desk(facts, CaseIndex.of(facts, TERMS), TERMS, (), frozenset(), frozenset(), None)
    return settle_verbatim(criterion, desk)


@pytest.mark.parametrize(
    "question",
    [
        f"Is it required that the {COURSE.lower()}?",
        f"It is not true that {COURSE.lower()}.",
        f"His brother says the {COURSE.lower()}.",
        f"Covered if {COURSE.lower()}?",
        f"{COURSE} next year.",
        "Member has completed the structured flummet course.",
        f"Is Met: {COURSE} what they want?",
    ],
)
def test_words_of_a_criterion_in_a_sentence_that_says_something_else_settle_nothing(
    question,
) -> None:
    assert verbatim(COURSE, question) is None


@pytest.mark.parametrize(
    ("question", "state", "quote"),
    [
        (f"Is zorbinib covered? {COURSE}.", MET, COURSE),
        (f"Is zorbinib covered? The {COURSE.lower()}, BMI 31.", MET, COURSE.lower()),
        (f"Is zorbinib covered?\nMet: {COURSE}", MET, COURSE),
        (f"Is zorbinib covered?\nNot met: {COURSE}", NOT_MET, f"Not met: {COURSE}"),
    ],
)
def test_a_criterion_in_its_own_words_is_settled_with_its_quote(question, state, quote) -> None:
    found = finding(COURSE, question)
    assert found.state is state
    assert [fact.quote for fact in found.facts] == [quote]
    assert quote in question


def test_a_short_criterion_is_taken_at_its_word_on_a_line_of_its_own_alone() -> None:
    assert verbatim("Flummet grade", "Is zorbinib covered? Flummet grade.") is None
    assert finding("Flummet grade", "Is zorbinib covered?\nMet: Flummet grade").state is MET


def test_case_materials_settle_it_on_their_page() -> None:
    text = f"Letter.\fPage two. {COURSE}."
    case = (CaseText(name="letter.pdf", text=text, page_starts=(0, text.index("Page"))),)
    (fact,) = finding(COURSE, "Is zorbinib covered?", case).facts
    assert (fact.source, fact.page) == ("case:letter.pdf", 2)


def test_what_is_told_of_criteria_is_no_part_of_what_is_asked() -> None:
    question = "Is zorbinib covered for gout?"
    whole = with_told(question, {"Failed\n two drugs": True, "Pregnancy": False})
    assert whole == f"{question}\nMet: Failed two drugs\nNot met: Pregnancy"
    asked, told = split_told(whole)
    assert (asked, asked + told) == (question, whole)
    assert split_told(question) == (question, "")
    assert split_told("Criteria met: all of them. Covered?")[1] == ""


def test_answers_are_added_to_those_given_before() -> None:
    once = with_told("Is zorbinib covered?", {"First criterion here": True})
    assert with_told(once, {"Second one": False}).endswith(
        "\nMet: First criterion here\nNot met: Second one"
    )


def test_what_is_told_of_criteria_is_shown_beside_them_and_is_no_stated_fact() -> None:
    asked = understand(
        "Is zorbinib covered for gout? 54 year old.", TERMS, as_of=date(2026, 11, 28)
    )
    told = with_words(asked, "\nNot met: Severe joint swelling")
    assert stated_facts(read_facts(told.text), told) == ("54 year old",)
