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


SCREENING = """
# Screening for gout

## Recommendations

### Pregnancy

1. We recommend that pregnant women be screened for gout (strong).

### Frail older people

2. We recommend against screening and treatment (strong).

### Surgery

3. Before elective surgery, we recommend against screening for gout (strong).
4. We recommend that gout be neither looked for nor treated in children (strong).
"""
SURGERY = """
# Hypertension

1. For the treatment of hypertension, we suggest against gastric bypass in patients with obesity.
"""
DEGREE = """
# Low back pain

1. For patients with chronic low back pain, we suggest duloxetine (weak).
2. For patients with acute low back pain, we suggest against duloxetine (weak).
"""


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        ("She is at her antenatal visit. Is screening for gout recommended?", "necessary"),
        ("Is screening for gout recommended in a healthy 40-year-old man?", "not_addressed"),
        ("Is screening for gout recommended in a 5-year-old child?", "not_necessary"),
        ("Is screening for psoriasis recommended in a pregnant woman?", "not_addressed"),
    ],
)
def test_each_group_has_its_own_recommendation(corpus, question, verdict) -> None:
    corpus.guideline("guide", SCREENING, subject="gout")
    assert corpus.ask(question).verdict == verdict


def test_advice_for_another_disease_in_the_same_people_decides_nothing(corpus) -> None:
    corpus.guideline("guide", SURGERY, subject="hypertension")
    assert corpus.ask("Is gastric bypass recommended for obesity?").verdict == "not_addressed"
    both = "Is gastric bypass recommended for hypertension in a patient with obesity?"
    assert corpus.ask(both).verdict == "not_necessary"


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        ("Duloxetine for low back pain since 2019?", "necessary"),
        ("Duloxetine for low back pain that began two days ago?", "not_necessary"),
        ("Duloxetine for low back pain for six weeks?", "conditional"),
    ],
)
def test_how_long_a_complaint_lasts_tells_which_advice_is_meant(corpus, question, verdict) -> None:
    corpus.guideline("guide", DEGREE, subject="low back pain")
    assert corpus.ask(question).verdict == verdict
