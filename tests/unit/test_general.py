"""Which questions speak of nobody: only their answers may be kept for others to see."""

import pytest

from app.general import Names, general_question, is_general
from app.models import Understood
from app.payer_names import Named
from ingest.terms import Concept, Terms


def concept(concept_id, kind, *names):
    return Concept(concept_id=concept_id, kind=kind, name=names[0], names=names)


NAMES = Names(
    Terms(
        {
            "x": concept("x", "intervention", "nortaxine", "Nortax"),
            "m": concept("m", "condition", "Marlow syndrome"),
            "d": concept("d", "condition", "diabetes"),
            "p": concept("p", "condition", "pregnancy"),
        }
    ),
    (Named("Example Health", "Example Health", is_payer=True),),
)
PAIR = Understood(interventions=("nortaxine",), conditions=("Marlow syndrome",))


@pytest.mark.parametrize(
    "text",
    [
        "Is nortaxine medically necessary for Marlow syndrome?",
        "Does Example Health cover nortaxine for Marlow syndrome?",
        "nortaxine for Marlow syndrome",
        "Is nortaxine covered by Medicare for a patient with Marlow syndrome?",
        "What does Example Health's policy say about nortaxine for Marlow syndrome?",
    ],
)
def test_treatments_conditions_and_payers_are_general(text) -> None:
    assert is_general(text, PAIR, NAMES)


def test_a_code_is_general() -> None:
    asked = Understood(interventions=("nortaxine",), conditions=("R53.82",), codes=("R53.82",))
    assert is_general("Is nortaxine covered for R53.82?", asked, NAMES)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Is nortaxine covered for John Smith with Marlow syndrome?", id="a name"),
        pytest.param("Is nortaxine covered for marlow syndrome, smith?", id="a name in small"),
        pytest.param("Is nortaxine covered for a 45-year-old with Marlow syndrome?", id="an age"),
        pytest.param("Is nortaxine covered for Marlow syndrome in a woman?", id="a sex"),
        pytest.param("Can my mother get nortaxine for Marlow syndrome?", id="a relative"),
        pytest.param("Can she get nortaxine for Marlow syndrome?", id="a pronoun"),
        pytest.param("Nortaxine for Marlow syndrome after steroids failed?", id="a history"),
        pytest.param("Nortaxine for Marlow syndrome, MRN 4711?", id="a record number"),
        pytest.param("Nortaxine for Marlow syndrome and IgG 4 g/L?", id="a result"),
        pytest.param("Nortaxine for Marlow syndrome seen on 3 May 2026?", id="a date"),
        pytest.param("Nortaxine for Marlow syndrome in a patient with diabetes?", id="comorbidity"),
        pytest.param("Nortaxine for Marlow syndrome in pregnancy?", id="pregnancy"),
        pytest.param("Nortaxine for Marlow syndrome without steroids?", id="a change of sense"),
        pytest.param("Nortaxine for Marlow syndrome in Springfield?", id="a place"),
        pytest.param("Is Quuxumab covered for Marlow syndrome?", id="a word that nobody knows"),
    ],
)
def test_what_may_speak_of_somebody_is_not(text) -> None:
    assert not is_general(text, PAIR, NAMES)


@pytest.mark.parametrize(
    ("interventions", "conditions", "question"),
    [
        pytest.param(
            ("nortaxine",),
            ("John Smith with Marlow syndrome",),
            "Is nortaxine medically necessary for Marlow syndrome?",
            id="a name is left out",
        ),
        pytest.param(
            ("nortaxine",), ("John Smith",), "When is nortaxine necessary?", id="nothing else"
        ),
        pytest.param(
            (), ("Marlow syndrome",), "What is recommended for Marlow syndrome?", id="no treatment"
        ),
        pytest.param(("Mr Smith",), ("his pain",), "", id="nothing known"),
    ],
)
def test_a_question_without_the_case_is_made_of_known_names(
    interventions, conditions, question
) -> None:
    understood = Understood(interventions=interventions, conditions=conditions)
    assert general_question(understood, NAMES) == question
    if question.startswith("Is "):
        assert is_general(question, PAIR, NAMES)
