"""Screenings by their means: two kinds of one class are two means, a kind and its class are one."""

from pathlib import Path
from typing import Any

import pytest

from app.phrase_models import Relation
from app.phrase_relation import PhraseMatcher
from ingest.terms_file import load_terms

TERMS = load_terms(Path(__file__).resolve().parents[2] / "corpus" / "terms")
MATCHER = PhraseMatcher(TERMS)


def relation(asked: str, spoken: str) -> Relation:
    left, right = (MATCHER.prepare(text, "intervention") for text in (asked, spoken))
    return MATCHER.match(left, right).relation


@pytest.mark.parametrize(
    ("asked", "spoken"),
    [
        ("chest x-ray screening for lung cancer", "screening for lung cancer with low-dose CT"),
        ("molecular breast imaging screening", "Annual screening MRI"),
        ("whole breast ultrasound screening", "screening mammography"),
    ],
)
def test_two_kinds_of_imaging_are_two_means(asked: str, spoken: str) -> None:
    assert relation(asked, spoken) is Relation.NONE


@pytest.mark.parametrize(
    ("asked", "spoken"),
    [
        ("screening mammograms", "biennial screening mammography"),
        ("breast MRI screening", "Annual screening MRI"),
        ("low-dose CT screening", "annual screening for lung cancer with low-dose CT"),
    ],
)
def test_one_means_under_two_wordings(asked: str, spoken: str) -> None:
    assert relation(asked, spoken) is Relation.SAME


@pytest.mark.parametrize(
    ("asked", "spoken", "expected"),
    [
        (
            "AAA ultrasound",
            "screening for abdominal aortic aneurysm with ultrasonography",
            Relation.SAME,
        ),
        ("AAA ultrasound", "screening for carotid stenosis with ultrasonography", Relation.NONE),
        (
            "aaa screening",
            "screening for abdominal aortic aneurysm with ultrasonography",
            Relation.SAME,
        ),
        ("aaa screening", "screening for carotid stenosis with ultrasonography", Relation.NONE),
    ],
)
def test_a_test_that_only_screens_is_compared_as_one(
    asked: str, spoken: str, expected: Relation
) -> None:
    assert relation(asked, spoken) is expected


def test_what_is_looked_for_is_no_means_even_where_no_term_knows_it() -> None:
    assert relation("urine culture screening", "screening for QXZ") is Relation.BROADER
    assert relation("chest x-ray screening", "screening for QXZ with low-dose CT") is Relation.NONE


def test_the_test_that_screens_names_the_place_of_what_it_looks_for(corpus: Any) -> None:
    corpus.guideline(
        "screening",
        "# Recommendations\n\n1. We recommend screening for popliteal artery aneurysm with "
        "ultrasound in adults (strong).\n\n2. We recommend screening for thoracic aneurysm with "
        "CT in adults (strong).\n",
        title="Screening for aneurysms",
    )
    asked = "Popliteal ultrasound to screen for an aneurysm in an adult?"
    assert corpus.ask(asked).answer.verdict == "necessary"
    other = corpus.ask("Carotid ultrasound to screen for an aneurysm in an adult?").answer
    assert other.verdict != "necessary"
