"""One treatment together with another: what documents say of both answers, never of one alone."""

from typing import Any

import pytest

from app.asked_jointly import is_joint, names_held, without_other
from app.question_models import Phrase
from tests.unit.test_findings import TERMS

GUIDELINE = """
# Recommendations

1. We recommend colchicine for gout flares (strong).

2. Colchicine combined with anakinra should not be used for gout flares (weak).

3. We recommend allopurinol for gout (strong).

4. We suggest febuxostat for gout (weak).
"""


@pytest.fixture
def told(corpus: Any) -> Any:
    corpus.guideline("gout", GUIDELINE, title="Guideline on gout")
    return corpus


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        ("Should colchicine be combined with anakinra for a gout flare?", "not_necessary"),
        ("Is colchicine together with anakinra recommended for gout flares?", "not_necessary"),
        ("Colchicine in combination with anakinra for gout flares?", "not_necessary"),
        ("Is colchicine plus anakinra recommended for gout flares as of 2026?", "not_necessary"),
        ("Is colchicine recommended for a gout flare?", "necessary"),
        # nothing is said of the two together: what is said of one alone does not answer
        ("Should allopurinol be combined with febuxostat for gout?", "not_addressed"),
        ("Should allopurinol be added to febuxostat for gout?", "necessary"),
    ],
)
def test_two_together(told: Any, question: str, verdict: str) -> None:
    assert told.ask(question).answer.verdict == verdict


def test_the_first_is_the_one_asked_for() -> None:
    both = Phrase("colchicine combined with anakinra")
    assert is_joint(both.text)
    assert without_other(both).text == "colchicine"
    assert not is_joint("allopurinol")


def test_what_it_is_used_without_is_a_fact_of_the_case() -> None:
    pair = frozenset({"adalimumab", "methotrexate"})
    assert names_held(Phrase("adalimumab without methotrexate", pair), TERMS) == (
        "adalimumab",
        "adalimumab",
    )
    plain = Phrase("a walker without wheels", frozenset())
    assert names_held(plain, TERMS) == ("a walker without wheels",)
