"""Doses that a failed treatment must have had, what a drug is given with, what is over."""

import pytest

from tests.leaves import MET, NOT_MET, OPEN, FindingState, state_of

FLOOR = "Failure of leflunomide at 20 mg a day or more for at least 3 months"
TOGETHER = "used in combination with a gliptin, exenatide or liraglutide"


@pytest.mark.parametrize(
    ("criterion", "case", "expected"),
    [
        pytest.param(FLOOR, "failed leflunomide 20 mg daily for 5 months", MET, id="enough"),
        pytest.param(FLOOR, "failed leflunomide 10 mg daily for 5 months", NOT_MET, id="too low"),
        pytest.param(FLOOR, "failed leflunomide 20 mg daily for 5 weeks", NOT_MET, id="too short"),
        pytest.param(FLOOR, "failed leflunomide for 5 months", OPEN, id="no dose is told"),
        pytest.param(
            FLOOR, "failed leflunomide 100 mg weekly for 5 months", OPEN, id="another rate"
        ),
        pytest.param(
            "Inadequate response to metformin at 1500 mg daily or more for 90 days",
            "metformin 850 mg twice daily for 6 months did not control her sugars",
            MET,
            id="twice a day is double",
        ),
        pytest.param(
            "failed methotrexate for 12 weeks",
            "failed methotrexate 15 mg a week for 16 weeks",
            MET,
            id="a week is no length",
        ),
        pytest.param(
            "A cardiac evaluation that documents no contraindication to exercise",
            "cardiac evaluation found no contraindication",
            MET,
            id="what the evaluation denies",
        ),
        pytest.param(
            "A cardiac evaluation that documents no contraindication to exercise",
            "no cardiac evaluation was done",
            NOT_MET,
            id="no evaluation",
        ),
    ],
)
def test_a_treatment_is_had_at_its_dose(criterion: str, case: str, expected: FindingState) -> None:
    assert state_of(criterion, case) is expected


@pytest.mark.parametrize(
    ("case", "expected"),
    [
        pytest.param("also takes liraglutide", MET, id="one of the list"),
        pytest.param("will be taken with sitagliptin", MET, id="a member of the class"),
        pytest.param("she failed exenatide in 2020", OPEN, id="was had before"),
        pytest.param("also takes metformin", OPEN, id="another drug"),
    ],
)
def test_what_a_drug_is_given_with(case: str, expected: FindingState) -> None:
    assert state_of(TOGETHER, case) is expected


@pytest.mark.parametrize(
    ("case", "expected"),
    [
        pytest.param("active bladder cancer on chemotherapy", MET, id="is there now"),
        pytest.param("history of melanoma, now has lung cancer", MET, id="another one now"),
        pytest.param("history of bladder cancer", OPEN, id="a history alone"),
        pytest.param("bladder cancer, in remission for 10 years", OPEN, id="is over"),
        pytest.param("prior bladder cancer treated in 2012", OPEN, id="was long ago"),
        pytest.param("no cancer", NOT_MET, id="denied"),
    ],
)
def test_only_what_is_there_now_is_active(case: str, expected: FindingState) -> None:
    assert state_of("active malignancy", case) is expected
