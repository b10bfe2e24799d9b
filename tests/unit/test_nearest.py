"""The words of a question that come near to a criterion."""

import pytest

from app.nearest import nearest_words

CRITERION = "The disease course is progressive or relapsing and remitting for 2 months or longer"


@pytest.mark.parametrize(
    ("question", "near"),
    [
        ("Is IVIG covered for CIDP?", ""),
        ("Is IVIG covered? Patient, 54, the disease is rare.", ""),
        ("Is it covered?\nMet: The course is progressive for months", ""),
        ("CIDP, 54 y, progressive weakness for 4 months, INR 1.5. Covered?",
         "progressive weakness for 4 months"),
        ("Covered? Slowly progressive, then relapsing and remitting since May",
         "then relapsing and remitting since May"),
    ],
)  # fmt: skip
def test_the_clause_with_most_telling_words_is_nearest(question, near) -> None:
    assert nearest_words(CRITERION, question) == near


def test_a_decimal_ends_no_clause() -> None:
    question = "He asks again. HbA1c was 8.5 % in May, BMI 31"
    assert nearest_words("HbA1c of 8 % or above", question) == "HbA1c was 8.5 % in May"
