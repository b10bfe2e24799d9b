"""The recommendation that a question means as a whole, where no part of it is found."""

from collections.abc import Mapping

import pytest

from app.analysis import Knowledge
from app.gist import spokes_by_gist
from tests.small_corpus import shipped_terms

GOUT = """## Recommendations

1. We recommend performing a comprehensive joint risk assessment annually. (Strong for)

2. We suggest against wearing a copper ring. (Weak against)
"""
ASKED = "Is a full check of the toes recommended for gout?"
THING = "full check of the toes"


def found(corpus, question: str, cosines: Mapping[str, float]) -> list[str]:
    """The sentences meant, where a text is as like the first recommendation as `cosines` says.

    "other" is how like the question is to the second one; what is not named is 0.45 like.
    """
    corpus.guideline("gout", GOUT, title="Management of gout")
    asked = corpus.ask(question).question

    def similarity(one: str, other: str) -> float:
        if "copper" in other:
            return cosines.get("other", 0.2)
        return cosines.get(one, 0.45)

    knowledge = Knowledge(
        tuple(corpus.statements), corpus.sources, shipped_terms(), similarity=similarity
    )
    return [s.statement.quote.text for s in spokes_by_gist(knowledge, asked)]


def test_a_question_is_answered_by_the_recommendation_that_it_is_likest_to(corpus) -> None:
    told = found(corpus, ASKED, {ASKED: 0.6, THING: 0.5})
    assert len(told) == 1
    assert "joint risk assessment" in told[0]


@pytest.mark.parametrize(
    "cosines",
    [
        {ASKED: 0.48, THING: 0.7},  # the whole is not like it
        {ASKED: 0.6, THING: 0.3},  # what is asked for is not like what it is on
        {ASKED: 0.52, THING: 0.4},  # the condition alone makes it alike
        {ASKED: 0.6, THING: 0.5, "other": 0.58},  # one that points another way is as like
    ],
)
def test_what_may_be_another_thing_is_not_taken(corpus, cosines) -> None:
    assert found(corpus, ASKED, cosines) == []


@pytest.mark.parametrize(
    "question",
    [
        "Is toebathing recommended for gout?",
        "Is colchicine recommended for gout?",  # a name is that and no other
        "Is screening for cancer recommended for gout?",
        "Is a full check of the toes recommended for asthma?",
    ],
)
def test_a_named_treatment_a_screening_and_another_disease_are_no_gist(corpus, question) -> None:
    assert found(corpus, question, {question: 0.9, THING: 0.9}) == []
