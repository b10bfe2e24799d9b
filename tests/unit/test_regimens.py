"""Doses and times beside a name: no part of what a thing is; two that differ are two questions."""

import pytest

from app.phrase_models import Relation
from app.phrase_relation import PhraseMatcher
from app.regimens import without_regimen
from tests.small_corpus import shipped_terms


@pytest.mark.parametrize(
    ("phrase", "bare"),
    [
        ("prednisone 40 mg daily for 5 days", "prednisone"),
        ("pioglitazone 30–45 mg/day", "pioglitazone"),
        ("vitamin E (800 IU/day)", "vitamin E"),
        ("colchicine 0.6 mg once or twice daily", "colchicine"),
        ("IV hydrocortisone at a dose of 200 mg per day", "IV hydrocortisone"),
        ("colonoscopy every 10 years", "colonoscopy"),
        ("atorvastatin 80", "atorvastatin"),
        ("low-dose aspirin", "low-dose aspirin"),
        ("40 mg daily", "40 mg daily"),
    ],
)
def test_what_is_left_of_a_phrase(phrase: str, bare: str) -> None:
    assert without_regimen(phrase) == bare


@pytest.mark.parametrize(
    ("asked", "spoken", "relation"),
    [
        ("prednisone", "prednisone 40 mg daily for 5 days", Relation.SAME),
        ("prednisone 10 mg", "prednisone 40 mg daily for 5 days", Relation.NONE),
        ("pioglitazone 30 mg", "pioglitazone 30-45 mg/day", Relation.SAME),
        ("colonoscopy every 5 years", "colonoscopy every 10 years", Relation.NONE),
        ("Pneumovax 23", "pneumococcal vaccine", Relation.BROADER),
    ],
)
def test_a_dose_of_the_same_thing(asked: str, spoken: str, relation: Relation) -> None:
    matcher = PhraseMatcher(shipped_terms())
    ours, theirs = (matcher.prepare(text, "intervention") for text in (asked, spoken))
    assert matcher.match(ours, theirs).relation is relation
