"""The people of a whole guideline, and age groups in the plural."""

import pytest

from app.facts import read_facts
from app.findings import population_finding
from ingest.statements.models import COMMON_PEOPLE
from tests.leaves import MET, NOT_MET
from tests.said import GUIDELINE, said
from tests.small_corpus import shipped_terms

ITEMS = (
    "Clinicians should not administer albuterol to infants and children with bronchiolitis.",
    "Clinicians should not administer epinephrine to infants and children with bronchiolitis.",
    "Clinicians should not administer systemic steroids to infants with bronchiolitis.",
    "Clinicians should administer fluids to infants with bronchiolitis.",
    "Clinicians should counsel smokers at home.",
)


def marked(items: tuple[str, ...]) -> list[bool]:
    text = "# Nordland guideline: bronchiolitis\n\n" + "\n\n".join(items)
    return [COMMON_PEOPLE in s.flags for s in said(GUIDELINE, text)]


def test_what_nearly_every_recommendation_names_is_of_the_whole() -> None:
    assert marked(ITEMS).count(True) == 4


def test_what_one_chapter_names_is_not() -> None:
    adults = tuple(f"Clinicians should offer drug{c}in to adults with asthma." for c in "abcdef")
    assert not any(marked((*ITEMS[:3], *adults)))


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
