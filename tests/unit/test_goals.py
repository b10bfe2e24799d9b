"""Targets of treatment: which measure is to reach which numbers."""

from math import inf

import pytest

from app.goals import by_goal, goals_in
from app.phrase_models import Relation, Spoken

LDL = """## Recommendations

1. We suggest a target LDL cholesterol range of 40-70 mg/dL for patients with stroke. (Weak for)

2. We recommend against targeting blood glucose levels <100 mg/dL in patients with stroke. (Strong against)
"""  # noqa: E501 - a sentence stands on one line


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("aiming for a ferritin between 50 and 100", [("ferritin", 50, 100)]),
        ("let her TSH sit at 1 to 2.5", [("tsh", 1, 2.5)]),
        ("keep the top number under 140", [("systolic", -inf, 140)]),
        ("get the BP down to 120/75", [("systolic", -inf, 120), ("diastolic", -inf, 75)]),
        ("hold sats above 92", [("saturation", 92, inf)]),
        ("LDL 152, statin?", []),  # what somebody has
        ("keep him on 20 to 40 mg", []),  # a dose
        ("target INR", []),
    ],
)
def test_a_target_is_a_measure_and_its_numbers(text, found) -> None:
    assert [(g.measure, g.low, g.high) for g in goals_in(text)] == found


@pytest.mark.parametrize(
    ("asked", "spoken", "relation"),
    [
        ("keep INR at 2 to 3", "target INR range of 2.0-3.0", Relation.SAME),
        ("keep INR at 2 to 2.5", "target INR range of 2.0-3.0", Relation.BROADER),
        ("keep INR at 3 to 4", "target INR range of 2.0-3.0", Relation.NONE),
        ("push urate below 5", "urate goal of <6 mg/dL", Relation.NONE),
        ("push urate below 6", "urate goal of <6 mg/dL", Relation.SAME),
        ("keep ferritin below 100", "hemoglobin target below 100", Relation.NONE),
    ],
)
def test_two_targets_are_one_by_their_numbers(asked, spoken, relation) -> None:
    phrases = [Spoken(text, frozenset(), "") for text in (asked, spoken)]
    found = by_goal(*phrases)
    assert found is not None
    assert found.relation is relation


def test_what_is_no_target_is_left_to_names_and_words() -> None:
    assert (
        by_goal(Spoken("warfarin", frozenset(), ""), Spoken("INR of 2-3", frozenset(), "")) is None
    )


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        ("Stroke last year. Should we let the LDL sit between 40 and 70?", "necessary"),
        ("Stroke last year. Should we let the LDL sit between 70 and 100?", "not_addressed"),
        ("Had a stroke. Push the sugars below 100?", "not_necessary"),
        ("Had a stroke. Push the sugars below 180?", "not_addressed"),
    ],
)
def test_a_question_for_a_target_is_answered_by_the_one_with_its_numbers(
    corpus, question, verdict
) -> None:
    corpus.guideline("stroke", LDL, title="Management of stroke")
    assert corpus.ask(question).verdict == verdict


def test_a_drug_beside_a_target_is_what_is_asked_about(corpus) -> None:
    corpus.guideline("stroke", LDL, title="Management of stroke")
    asked = corpus.ask("Should we give ezetimibe to keep the LDL between 40 and 70 after stroke?")
    assert [p.text for p in asked.question.interventions] == ["ezetimibe"]
    assert asked.verdict == "not_addressed"
