"""Stages of one disease: within, beside and across a range."""

import pytest

from app.phrase_models import Relation
from app.phrase_relation import PhraseMatcher
from tests.small_corpus import shipped_terms


@pytest.fixture(scope="module")
def matcher() -> PhraseMatcher:
    return PhraseMatcher(shipped_terms())


@pytest.mark.parametrize(
    ("asked", "spoken", "relation"),
    [
        ("CKD 4", "CKD G3a-G5D", Relation.BROADER),
        ("stage 4 chronic kidney disease", "CKD G3a to G5", Relation.BROADER),
        ("CKD G3b", "CKD stage 3 or worse", Relation.BROADER),
        ("hemodialysis patient", "CKD G5D", Relation.BROADER),
        ("heart failure NYHA III", "heart failure, NYHA class II to IV", Relation.BROADER),
        ("CKD stage 3", "CKD G3b-G5", Relation.NARROWER),
        ("CKD 2", "CKD G3a-G5D", Relation.NONE),
        ("CKD not on dialysis", "CKD G5D", Relation.NONE),
        ("stage II melanoma", "stage III or IV melanoma", Relation.NONE),
        ("stage III melanoma", "stage III or IV breast cancer", Relation.NONE),
        ("type 2 diabetes", "stage 2 hypertension", Relation.NONE),
    ],
)
def test_a_stage_lies_within_a_range_or_does_not(matcher, asked, spoken, relation) -> None:
    found = matcher.match(matcher.prepare(asked, "condition"), matcher.prepare(spoken, "condition"))
    assert found.relation is relation
