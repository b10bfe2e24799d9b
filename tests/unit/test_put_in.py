"""A device put in, grades in front of sentences, people with one thing and one of two."""

import pytest

from app.phrase_models import Relation
from app.phrase_parts import named_thing
from app.phrase_relation import PhraseMatcher
from ingest.statements.grades import grade_in_front
from tests.said import AGAINST, FOR, GUIDELINE, rows, said
from tests.small_corpus import shipped_terms


@pytest.mark.parametrize(
    ("asked", "printed", "relation"),
    [
        ("feeding tube", "feeding tube placement", Relation.SAME),
        ("IVC filter", "placement of an IVC filter", Relation.SAME),
        ("IVC filter", "IVC filter removal", Relation.NONE),
    ],
)
def test_a_device_put_in_is_the_device(asked: str, printed: str, relation: Relation) -> None:
    matcher = PhraseMatcher(shipped_terms())
    told = matcher.match(
        matcher.prepare(asked, "intervention"), matcher.prepare(printed, "intervention")
    )
    assert told.relation is relation


def test_an_act_that_is_part_of_a_name_stays() -> None:
    terms = shipped_terms()
    assert named_thing("cochlear implantation", "intervention", terms) == "cochlear implantation"
    assert named_thing("implantation of a port", "intervention", terms) == "port"
    assert named_thing("failure of implantation", "condition", terms) == "failure of implantation"


@pytest.mark.parametrize(
    ("front", "label"),
    [
        ("COR 1, LOE B-NR. ", "COR 1, LOE B-NR"),
        ("Class IIb, Level of Evidence C. We give X. Class III: Harm. ", "Class III: Harm"),
        ("We give X. COR 2a, LOE A. ", None),  # behind what it grades
        ("COR 1, LOE A. We give X. ", None),  # the grade of another sentence
        ("", None),
    ],
)
def test_a_grade_that_is_the_sentence_before(front: str, label: str | None) -> None:
    found = grade_in_front(front)
    assert (found.label if found else None) == label


def test_grades_as_sentences_give_what_they_stand_before_its_direction() -> None:
    text = (
        "COR 1, LOE B-NR. In patients with gout, testing of uric acid is beneficial. COR 3: Harm, "
        "LOE C-LD. In patients with gout, zinc is potentially harmful."
    )
    found = rows(said(GUIDELINE, f"# Gout\n\n{text}\n"))
    assert found == [(FOR, "testing of uric acid", "gout"), (AGAINST, "zinc", "gout")]


@pytest.mark.parametrize(
    ("people", "groups"),
    [
        ("COPD and hypercapnia or cor pulmonale", "COPD & hypercapnia | cor pulmonale"),
        ("asthma and eczema or hay fever", "asthma & eczema | hay fever"),
        ("COPD, asthma or bronchiectasis", "COPD | asthma | bronchiectasis"),
    ],
)
def test_people_who_have_one_thing_and_one_of_two(people: str, groups: str) -> None:
    (row,) = rows(said(GUIDELINE, f"# A\n\nIn patients with {people}, zinc is recommended.\n"))
    assert row[2] == groups
