"""Acts that took place, asked doses, daily activities and other criteria that payers often print.

The negatives stand first: what is only planned, another drug's, a relative's, or denied.
"""

import pytest

from app.models import FindingState
from ingest.statements.models import Criterion, Join
from tests.unit.test_findings import finding, leaf

MET, NOT_MET, UNKNOWN = FindingState.MET, FindingState.NOT_MET, FindingState.UNKNOWN
PSYCH = "Psychosocial evaluation with clearance for surgery by a licensed professional"
DIET = "Nutritional evaluation by a registered dietitian"
TEAM = "Evaluation by a multidisciplinary team, who agree on the suitability of the procedure"
DOSE = "Dose does not exceed 300 mg every 4 weeks"
LIVING = "Pain that significantly interferes with activities of daily living"
RESULT = "The test results will be used to guide treatment decisions"
NO_USE = "No active alcohol or substance use disorder"
CAUSES = "Other causes of neuropathy have been excluded"
AGAIN = "No concurrent use of another TNF inhibitor"


@pytest.mark.parametrize(
    ("criterion", "case"),
    [
        (PSYCH, "psychologist appointment pending"),
        (PSYCH, "had psych admission in 2019"),
        (DIET, "dietitian visit next week"),
        (DIET, "refer to dietitian for evaluation"),
        (TEAM, "multidisciplinary team meeting is scheduled"),
        (DOSE, "Zylumab ordered; she takes gabapentin 300 mg every 4 weeks"),
        (DOSE, "Zylumab 75 mg weekly"),
        (LIVING, "knee pain, no trouble walking"),
        (LIVING, "her mother cannot walk"),
        (NO_USE, "no drug allergies"),
        (CAUSES, "other causes not yet excluded"),
        (RESULT, "no plan yet"),
        ("Failure of physical therapy", "physical therapy for 3 months with significant relief"),
        ("Failure of physical therapy", "physical therapy gave relief"),
        ("Given in combination with chemotherapy", "Zylumab after carboplatin"),
    ],
)
def test_what_does_not_say_it_settles_nothing(criterion: str, case: str) -> None:
    assert finding(leaf(criterion), case, asked_interventions=["Zylumab"]).state is UNKNOWN


@pytest.mark.parametrize(
    ("criterion", "case"),
    [
        (PSYCH, "psychologist did not clear him for surgery"),
        (TEAM, "the multidisciplinary team declined her"),
        (DOSE, "Zylumab 450 mg every 4 weeks"),
        (NO_USE, "he is still drinking"),
        (LIVING, "knee pain does not limit his daily activities"),
        (RESULT, "the result will not change her treatment"),
    ],
)
def test_what_says_the_contrary_fails_it(criterion: str, case: str) -> None:
    assert finding(leaf(criterion), case, asked_interventions=["Zylumab"]).state is NOT_MET


@pytest.mark.parametrize(
    ("criterion", "case"),
    [
        (PSYCH, "psychosocial assessment done, cleared by LCSW"),
        (DIET, "nutritionist evaluated her in May"),
        (TEAM, "MDT recommends surgery"),
        (DOSE, "Zylumab 300 mg q4w"),
        (LIVING, "can no longer climb stairs"),
        (LIVING, "needs help with dressing"),
        (RESULT, "result decides between surgery and watchful waiting"),
        (NO_USE, "denies alcohol or drug use"),
        (CAUSES, "work-up negative for other causes"),
        ("Failure of physical therapy", "physical therapy with no real improvement"),
        ("Failure of physical therapy", "physical therapy unsuccessful"),
        ("No signs or symptoms of lung cancer", "no symptoms of lung cancer"),
    ],
)
def test_what_says_it_in_other_words_meets_it(criterion: str, case: str) -> None:
    assert finding(leaf(criterion), case, asked_interventions=["Zylumab"]).state is MET


def test_a_window_and_an_impartial_evaluator_are_asked_for() -> None:
    exam = "A face-to-face examination was completed by the treating physician within 6 months"
    assert finding(leaf(exam), "face-to-face exam 2 months ago").state is MET
    assert finding(leaf(exam), "face-to-face exam 2 years ago").state is UNKNOWN
    seat = (
        "A specialty evaluation was performed by a physical or occupational therapist who has no "
        "financial relationship with the supplier"
    )
    assert finding(leaf(seat), "OT did the evaluation, no ties to the supplier").state is MET
    assert finding(leaf(seat), "OT did the evaluation").state is UNKNOWN


def test_distances_below_a_mean_are_negative() -> None:
    short = "Height more than 2 standard deviations below the mean for age and sex"
    assert finding(leaf(short), "height -2.7 SD").state is MET
    assert finding(leaf(short), "height 2.4 SD below the mean").state is MET
    assert finding(leaf(short), "height -1.2 SD").state is NOT_MET
    assert finding(leaf(short), "height 2.4 SD above the mean").state is NOT_MET


def test_freedom_from_a_disease_is_not_failed_by_having_none() -> None:
    free = "Relapse-free interval of at least 2 years"
    assert finding(leaf(free), "no relapse").state is not NOT_MET


def test_what_is_given_right_beside_the_asked_drug_is_combined_with_it() -> None:
    told = finding(
        leaf("Given in combination with chemotherapy"),
        "nivolumab 240 mg q2w + carboplatin",
        asked_interventions=["nivolumab"],
    )
    assert told.state is MET
    again = finding(
        leaf(AGAIN), "adalimumab; no other TNF inhibitor", asked_interventions=["adalimumab"]
    )
    assert again.state is MET


def test_criteria_for_another_form_or_for_some_alone_ask_nothing() -> None:
    asked = Criterion(
        join=Join.ALL_OF,
        text="all of the following:",
        children=(leaf("For venous ulcers, compression has been applied"), leaf("Age 18 or older")),
    )
    foot = {"asked_conditions": ["diabetic foot ulcer"], "asked_interventions": ["Zylumab"]}
    assert finding(asked, "60 yo with a diabetic foot ulcer", **foot).state is MET
    legs = {"asked_conditions": ["venous leg ulcer"], "asked_interventions": ["Zylumab"]}
    assert finding(asked, "60 yo with a venous leg ulcer", **legs).state is UNKNOWN
    some = Criterion(
        join=Join.ALL_OF,
        text="all of the following:",
        children=(leaf("Normal mammogram for women aged 40 or older"), leaf("Age 18 or older")),
    )
    assert finding(some, "38F").state is MET
    assert finding(some, "47F").state is UNKNOWN


def test_a_skin_test_tells_of_tuberculosis() -> None:
    asked = leaf("Negative screening for latent tuberculosis")
    assert finding(asked, "TB skin test negative").state is MET
    assert finding(asked, "TB blood test positive").state is NOT_MET
    assert finding(asked, "TB skin test ordered").state is UNKNOWN
