"""How long somebody is told to live."""

from datetime import date

import pytest

from app.facts import read_facts
from app.findings import population_finding
from app.models import FindingState
from tests.small_corpus import shipped_terms

MET, NOT_MET, UNKNOWN = FindingState.MET, FindingState.NOT_MET, FindingState.UNKNOWN


@pytest.mark.parametrize(
    ("story", "wanted", "state"),
    [
        ("maybe 7 years left", "life expectancy of 5-10 years", MET),
        ("about six years to live", "life expectancy of 5-10 years", MET),
        ("should live 20+ more years", "life expectancy greater than 10 years", MET),
        ("doctors give her two or three years", "life expectancy <5 years", MET),
        ("prognosis under five years", "life expectancy <5 years", MET),
        ("prognosis of 8 months", "life expectancy greater than 1 year", NOT_MET),
        ("has smoked for 7 years", "life expectancy of 5-10 years", UNKNOWN),
        ("two years left on the lease of her flat", "life expectancy >5 years", UNKNOWN),
        ("lived in Texas for 20 years", "life expectancy greater than 10 years", UNKNOWN),
    ],
)
def test_the_time_left_is_the_life_expectancy(story, wanted, state) -> None:
    facts = read_facts(f"COPD, {story}. Is foobar recommended?", (), (), date(2026, 11, 23))
    assert population_finding(wanted, facts, shipped_terms()) is state
