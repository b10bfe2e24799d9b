"""Age groups in the plural, as guidelines and questions name them."""

import pytest

from app.facts import read_facts
from app.findings import population_finding
from tests.leaves import MET, NOT_MET
from tests.small_corpus import shipped_terms


@pytest.mark.parametrize(
    ("people", "case", "state"),
    [
        ("infants or children", "albuterol for bronchiolitis in infants", MET),
        ("children", "for toddlers", MET),
        ("children", "in teenagers", MET),
        ("adults", "in babies", NOT_MET),
        ("women", "in girls and women", MET),
    ],
)
def test_groups_in_the_plural(people, case, state) -> None:
    assert population_finding(people, read_facts(case), shipped_terms()) is state
