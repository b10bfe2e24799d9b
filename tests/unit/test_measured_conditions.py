"""Laboratory values are facts of a case, and no conditions."""

import pytest

from app.measured_conditions import without_values
from app.question_models import Phrase, Reading, Target


@pytest.mark.parametrize(
    ("text", "condition", "kept"),
    [
        ("fibrate for triglycerides of 820", "triglycerides", False),
        ("statin for an LDL of 195?", "LDL", False),
        ("statin for LDL > 190", "LDL", False),
        ("fibrate for high triglycerides", "high triglycerides", True),
        ("fibrate for triglycerides", "triglycerides", True),
        ("metformin for type 2 diabetes", "type 2 diabetes", True),
    ],
)
def test_a_value_with_its_number_is_no_condition(text, condition, kept) -> None:
    reading = Reading((Phrase("drug"),), (Target(Phrase(condition)),))
    assert bool(without_values(reading, text).targets) is kept


def test_a_number_is_no_treatment() -> None:
    reading = Reading((Phrase("fibrate"), Phrase("of 820"), Phrase("820 mg/dL")), ())
    assert [p.text for p in without_values(reading, "").interventions] == ["fibrate"]
