"""Statements that are for others: another service's code, the other sex, or nobody left out."""

import pytest

CODES = """
# Bone Growth Stimulators

Electrical bone growth stimulators for the limbs (E0747) are considered medically necessary for
nonunion of a fracture when all of the following criteria are met:

- The fracture gap is 1 cm or less

Electrical bone growth stimulators for the spine (E0748) are considered medically necessary for
failed fusion when all of the following criteria are met:

- At least 9 months have passed since the last surgery
"""
INCLUDING = """
# Gout guideline

1. We recommend allopurinol for patients with gout, including those with CKD stage 3 or worse
   (strong).
"""
WOMEN = """
# Romosozumab

Romosozumab is considered medically necessary for postmenopausal osteoporosis when the T-score is
-2.5 or below.
"""


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        ("E0747 for a nonunion of the tibia, fracture gap 1.8 cm?", "not_necessary"),
        ("E0747 for a nonunion of the tibia, fracture gap 4 mm?", "necessary"),
        ("E0747 for a nonunion of the tibia?", "conditional"),
    ],
)
def test_a_sentence_with_the_code_of_another_service_is_silent(corpus, question, verdict) -> None:
    corpus.policy("policy", CODES)
    assert corpus.ask(question).verdict == verdict


def test_people_who_are_included_too_leave_nobody_out(corpus) -> None:
    corpus.guideline("guide", INCLUDING)
    assert corpus.ask("Is allopurinol recommended for gout?").verdict == "necessary"


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        ("Romosozumab for a 70-year-old woman with osteoporosis, T-score -3.1?", "necessary"),
        ("Romosozumab for a 70-year-old man with osteoporosis, T-score -3.1?", "not_addressed"),
    ],
)
def test_a_condition_of_women_says_nothing_of_a_man(corpus, question, verdict) -> None:
    corpus.policy("policy", WOMEN)
    assert corpus.ask(question).verdict == verdict
