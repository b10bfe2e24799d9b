"""How soon a treatment is given, and before what, is no part of what it is."""

import pytest

from app.pace import is_put_off, pace_of, without_occasion, without_pace
from app.phrase_models import Relation
from app.phrase_relation import PhraseMatcher
from tests.small_corpus import SmallCorpus, shipped_terms


@pytest.mark.parametrize(
    ("phrase", "bare", "pace"),
    [
        ("early ERCP within the first 24 hours", "ERCP", "soon"),
        ("same-admission cholecystectomy", "cholecystectomy", "soon"),
        ("appendectomy before discharge", "appendectomy", "soon"),
        ("delayed cholecystectomy", "delayed cholecystectomy", "late"),
        ("early intervention services", "early intervention services", ""),
        ("ERCP", "ERCP", ""),
    ],
)
def test_pace(phrase: str, bare: str, pace: str) -> None:
    assert without_pace(phrase) == bare
    assert pace_of(phrase) == pace


def test_the_treatment_before_which_a_test_is_done_is_not_asked_for() -> None:
    assert without_occasion("genetic testing needed before starting abacavir") == "genetic testing"
    assert without_occasion("indomethacin before ERCP") == "indomethacin before ERCP"


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("Is delayed ERCP recommended?", "delayed ERCP"),
        ("Is delayed ERCP recommended?", "ERCP"),
        ("Can ERCP be safely postponed?", "ERCP"),
    ],
)
def test_a_question_that_puts_the_treatment_off(question: str, name: str) -> None:
    assert is_put_off(question, name)


def test_what_else_is_delayed_puts_nothing_off() -> None:
    assert not is_put_off("Is ERCP recommended for delayed gastric emptying?", "ERCP")


@pytest.mark.parametrize(
    ("asked", "spoken", "relation"),
    [
        ("cholecystectomy", "early cholecystectomy", Relation.SAME),
        ("urgent cholecystectomy", "early cholecystectomy within 72 hours", Relation.SAME),
        ("delayed cholecystectomy", "early cholecystectomy", Relation.NONE),
        ("lap chole before she goes home", "same-admission cholecystectomy", Relation.SAME),
    ],
)
def test_relation(asked: str, spoken: str, relation: Relation) -> None:
    matcher = PhraseMatcher(shipped_terms())
    ours, theirs = (matcher.prepare(text, "intervention") for text in (asked, spoken))
    assert matcher.match(ours, theirs).relation is relation


@pytest.mark.parametrize(
    ("asked", "spoken", "relation"),
    [
        ("acute pancreatitis", "acute pancreatitis complicated by cholangitis", Relation.NARROWER),
        ("depression", "depression after stroke", Relation.NARROWER),
        ("gallstone pancreatitis", "biliary pancreatitis", Relation.SAME),
        ("heart failure with reduced EF", "HFrEF", Relation.SAME),
        ("RSV bronchiolitis", "bronchiolitis", Relation.BROADER),
    ],
)
def test_conditions(asked: str, spoken: str, relation: Relation) -> None:
    matcher = PhraseMatcher(shipped_terms())
    ours, theirs = (matcher.prepare(text, "condition") for text in (asked, spoken))
    assert matcher.match(ours, theirs).relation is relation


BILIARY = """
# Recommendations

We recommend early ERCP within 24 hours in patients with acute cholangitis.

We recommend against early cholecystectomy in patients with necrotizing pancreatitis.
"""


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        ("Is ERCP recommended in acute cholangitis?", "necessary"),
        ("Is urgent ERCP recommended in acute cholangitis?", "necessary"),
        ("Is delayed ERCP recommended in acute cholangitis?", "not_addressed"),
        ("Can ERCP be postponed in acute cholangitis?", "not_addressed"),
        ("Is early cholecystectomy recommended in necrotizing pancreatitis?", "not_necessary"),
        ("Is cholecystectomy recommended in necrotizing pancreatitis?", "not_addressed"),
    ],
)
def test_advice_on_early_treatment_answers_no_other_time(
    question: str, verdict: str, corpus: SmallCorpus
) -> None:
    corpus.guideline("biliary", BILIARY)
    assert corpus.ask(question).verdict == verdict
