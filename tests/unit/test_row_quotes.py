"""A criterion's row quotes every fact that settles it."""

from app.facts import read_facts
from app.findings import evaluate
from app.row_quotes import quote_of
from tests.unit.test_findings import TERMS, leaf


def quoted(criterion: str, case: str) -> str:
    facts = evaluate(leaf(criterion), read_facts(case), TERMS).facts
    quote = quote_of(facts, case)
    assert quote in case
    return quote


def test_two_facts_that_stand_near_are_one_quote() -> None:
    said = quoted("AHI of 5 to 14 with hypertension", "45-year-old, AHI 9, and hypertension. CPAP?")
    assert said == "AHI 9, and hypertension"


def test_the_order_of_the_case_is_kept() -> None:
    said = quoted("AHI of 5 to 14 with hypertension", "Hypertension, 45 years old, AHI 9 on PSG")
    assert said == "Hypertension, 45 years old, AHI 9"


def test_facts_that_lie_far_apart_are_not_bridged() -> None:
    filler = "He likes to walk by the river with his two old dogs in the cool evenings. " * 4
    said = quoted("AHI of 5 to 14 with hypertension", f"AHI 9. {filler}Hypertension.")
    assert said == "AHI 9"


def test_words_that_are_read_otherwise_are_quoted_as_they_stand() -> None:
    said = quoted("Weight has been stable for at least 6 months", "weight steady for a year, ok")
    assert said == "weight steady for a year"


def test_no_space_or_comma_stands_at_the_edge() -> None:
    said = quoted("Failure of metformin", "Adult, metformin failed, asks for more")
    assert said == said.strip(" ,")
