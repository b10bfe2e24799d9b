"""Who a population phrase is about, and what a question need not say of itself."""

import pytest

from app.populations import restricts, told_population


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("Should asymptomatic men be screened for glaucoma?", "adults"),
        ("Glaucoma screening at 50?", "adults"),
        ("Tonometry for a man of 50?", "asymptomatic adults"),
        ("Screening for glaucoma in a symptomatic man?", "asymptomatic adults"),
    ],
)
def test_who_is_screened_has_no_symptoms(question: str, told: str) -> None:
    assert told_population("asymptomatic adults", question) == told


def test_selected_patients_are_not_everybody() -> None:
    assert restricts("only in highly selected patients")
    assert not restricts("patients")
