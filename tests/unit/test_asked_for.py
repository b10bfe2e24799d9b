"""Whom and what a question is about: relatives, bare codes, requests, treating and preventing."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from app.acts import ended_thing, with_act
from app.aims import treats
from app.fact_models import FactKind
from app.facts import read_facts
from app.findings import population_finding
from app.models import FindingState
from app.phrase_models import Relation
from app.phrase_relation import PhraseMatcher
from app.question import understand
from ingest.terms import Concept, Terms
from ingest.terms_file import load_terms

ON = date(2026, 11, 28)


@pytest.fixture(scope="module")
def terms() -> Terms:
    return load_terms(Path("corpus/terms"))


@pytest.mark.parametrize(
    ("question", "age", "sex"),
    [
        ("My husband is 69 and never smoked. Should he be screened?", 69, "male"),
        ("My mum is 71. Is a compression sleeve recommended?", 71, "female"),
        ("A woman of 66 who smoked: screening?", 66, "female"),
        ("76706, male 66, never smoked", 66, "male"),
    ],
)
def test_who_is_spoken_for(question: str, age: float, sex: str) -> None:
    facts = read_facts(question, ())
    assert [f.value for f in facts.of(FactKind.AGE)] == [age]
    assert [f.name for f in facts.of(FactKind.SEX)] == [sex]


def test_a_relative_of_who_asks_is_no_patient() -> None:
    facts = read_facts("My father is 80 and had an aneurysm. Should I be screened?", ())
    assert not facts.of(FactKind.AGE)


def test_five_digits_alone_are_a_code_where_it_is_known(terms: Terms) -> None:
    asked = understand("76706, male 66. necessary?", terms, as_of=ON)
    assert asked.interventions[0].codes == ("76706",)
    assert not understand("12345 for back pain?", terms, as_of=ON).codes
    assert not understand("Is 76706 mg too much?", terms, as_of=ON).codes


def test_thing_that_is_considered_is_no_payer(terms: Terms) -> None:
    asked = understand("Is SADI-S considered medically necessary for obesity?", terms, as_of=ON)
    assert (asked.payer, asked.publisher) == ("", "")
    asked = understand("Does Quillon Mutual consider TMS necessary?", terms, as_of=ON)
    assert asked.payer == "Quillon Mutual"


def test_treating_is_not_preventing() -> None:
    assert treats("to treat the mucositis")
    assert not treats("treatment to prevent mucositis")


@pytest.mark.parametrize(
    ("phrase", "ended"),
    [
        ("abrupt preoperative discontinuation of clonidine", "clonidine"),
        ("stopping losartan", "losartan"),
        ("stop Catapres cold turkey", "Catapres"),
        ("tapering off Velora", "Velora"),
        ("sleep medication withdrawal", "sleep medication"),
        ("withdrawal of Velora", "Velora"),
        ("treatment of alcohol withdrawal", ""),
        ("smoking cessation counseling", ""),
        ("valved holding chamber", ""),
        ("losartan", ""),
    ],
)
def test_what_a_phrase_would_end(phrase: str, ended: str) -> None:
    assert ended_thing(phrase) == ended


@pytest.mark.parametrize(
    ("asked", "said", "relation"),
    [
        ("stopping losartan", "losartan", Relation.NONE),
        ("losartan", "discontinuation of losartan", Relation.NONE),
        ("stopping losartan", "discontinuation of losartan", Relation.SAME),
        ("stop Catapres", "abrupt discontinuation of clonidine", Relation.NARROWER),
        ("stop Catapres cold turkey", "abrupt discontinuation of clonidine", Relation.SAME),
    ],
)
def test_ending_a_treatment_is_not_giving_it(
    terms: Terms, asked: str, said: str, relation: Relation
) -> None:
    matcher = PhraseMatcher(terms)
    ours, theirs = (matcher.prepare(text, "intervention") for text in (asked, said))
    assert matcher.match(ours, theirs).relation is relation


def test_act_that_a_question_asks_of_a_thing() -> None:
    text = "Should losartan be stopped before surgery?"
    assert with_act(text, 7, 15) == "stopping losartan"
    assert with_act("Should losartan be given?", 7, 15) == "losartan"


@pytest.mark.parametrize(
    "question",
    [
        "Is IVIG covered for ICD-10 code D81.4?",
        "Is IVIG covered for ICD10 D81.4?",
        "Is IVIG covered for ICD-10-CM D81.4?",
        "Is IVIG covered for ICD code D81.4?",
        "ICD 10: D81.4, is IVIG covered?",
    ],
)
def test_the_name_of_the_code_system_is_no_condition(terms: Terms, question: str) -> None:
    asked = understand(question, terms, as_of=ON, lexicon=_with_icd(terms))
    assert [t.condition.text for t in asked.targets] == ["D81.4"]


def test_a_defibrillator_is_still_one(terms: Terms) -> None:
    asked = understand("Is an ICD covered for heart failure?", terms, as_of=ON)
    assert "ICD" in asked.interventions[0].text


def _with_icd(terms: Terms) -> Terms:
    """As an index with a document on defibrillators knows it."""
    concept = Concept(concept_id="phrase:icd", kind="condition", name="ICD", names=("ICD",))
    return replace(terms, concepts={**terms.concepts, concept.concept_id: concept})


@pytest.mark.parametrize(
    ("population", "question", "condition", "state"),
    [
        ("women", "25-year-old", "cervical cancer", FindingState.MET),
        ("women", "25-year-old", "osteoporosis", FindingState.UNKNOWN),
        ("women", "25-year-old man", "osteoporosis", FindingState.NOT_MET),
        ("men; women", "72-year-old man", "atrial fibrillation", FindingState.MET),
        ("children or young people", "9-year-old child", "psoriasis", FindingState.MET),
        ("children", "40-year-old man", "psoriasis", FindingState.NOT_MET),
    ],
)
def test_population_of_a_statement(
    terms: Terms, population: str, question: str, condition: str, state: FindingState
) -> None:
    facts = read_facts(question, ())
    assert population_finding(population, facts, terms, asked_conditions=(condition,)) is state
