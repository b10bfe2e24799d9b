"""Whom a refusal names one after the other; what refuses one kind of people comes first."""

import pytest

from ingest.statements.models import Basis, Statement
from tests.said import AGAINST, FOR, GUIDELINE, said


def refused(text: str) -> list[tuple[str, str, str]]:
    """Conditions, population and criteria of each refusal."""
    found = said(GUIDELINE, f"# Guide on gout\n\n{text}\n")
    return [_whom(s) for s in found if s.direction is AGAINST]


def _whom(statement: Statement) -> tuple[str, str, str]:
    named = () if statement.subject_stands_in else statement.conditions
    leaves = statement.criteria.leaves() if statement.criteria else ()
    return " | ".join(named), statement.population, " & ".join(leaf.text for leaf in leaves)


@pytest.mark.parametrize(
    "text",
    [
        "Velora should not be used in patients with heart failure who have an eGFR below 30.",
        "Velora should not be used in patients with heart failure and a heart rate below 50.",
        "Do not offer velora to adults with gout or hyperuricaemia.",
        "Velora should not be used in adults with gout, unless it is severe.",
        "Velora should not be used with caution in gout.",
    ],
)
def test_one_kind_of_people_is_one_refusal(text: str) -> None:
    assert len(refused(text)) == 1


def test_each_kind_of_people_is_refused_on_its_own() -> None:
    text = (
        "Velora should not be used in adults aged 80 years or older, in patients with heart "
        "failure or in people who take lithium."
    )
    assert refused(text) == [
        ("", "aged 80 years or older", ""),
        ("heart failure", "", ""),
        ("", "", "take lithium"),
    ]


@pytest.mark.parametrize(
    ("people", "first", "second"),
    [
        (
            "women over 65 or more than 10 years after menopause",
            "women; over 65",
            "women; more than 10 years after menopause",
        ),
        ("adults over 70 or living alone", "over 70", "living alone"),
    ],
)
def test_an_age_or_a_time_is_a_kind_of_its_own(people: str, first: str, second: str) -> None:
    told = refused(f"Velora should not be used for hot flushes in {people}.")
    assert [row[1] for row in told] == [first, second]


def test_a_range_of_age_is_one_kind() -> None:
    assert len(refused("Velora should not be used in adults aged 80 or over with gout.")) == 1


def test_a_measure_beside_diseases_is_a_kind_of_its_own() -> None:
    text = "Velora is contraindicated in patients with heart failure or a potassium above 5.5."
    assert refused(text) == [("heart failure", "", ""), ("", "", "potassium above 5.5")]


def test_people_of_the_same_noun() -> None:
    text = "Avoid velora in people who are pregnant, who have had a stroke or who take lithium."
    assert [row[2] for row in refused(text)] == [
        "are pregnant",
        "have had a stroke",
        "take lithium",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Velora should not be taken with lithium.",
        "Velora must not be given together with lithium.",
        "Velora should not be used in patients receiving lithium.",
        "Velora should not be combined with lithium.",
    ],
)
def test_what_is_not_to_be_given_with_it_is_asked_for(text: str) -> None:
    assert refused(text) == [("", "", "take lithium")]


def test_a_trimester_tells_who_is_meant() -> None:
    assert refused("Velora should be avoided in the second trimester.") == [
        ("", "", "in the second trimester")
    ]


def test_an_exception_holds_for_each_kind() -> None:
    text = "Avoid velora in patients with gout or during pregnancy, unless it is severe."
    found = said(GUIDELINE, f"# Guide\n\n{text}\n")
    assert [s.exceptions for s in found] == [("it is severe",), ("it is severe",)]


def test_advice_for_several_kinds_is_one() -> None:
    found = said(GUIDELINE, "# Guide\n\nVelora is recommended in adults or in children.\n")
    assert [s.direction for s in found] == [FOR]


GRADED = """
# Recommendations

1. We recommend velora for gout (strong, high).

2. We recommend belora for gout (strong, high).

3. We suggest colchicine for gout (weak, low).

4. We recommend against aspirin for gout (strong, low).

## Safety

"""


@pytest.mark.parametrize(
    ("sentence", "basis"),
    [
        ("Velora has not been studied in patients with heart failure.", None),
        ("Velora should not be used in gout.", Basis.FINDING),
        ("Velora should not be used in patients with heart failure.", Basis.RECOMMENDATION),
        ("Velora is contraindicated in heart failure.", Basis.RECOMMENDATION),
        ("Velora is not recommended for people with a low pulse.", Basis.RECOMMENDATION),
    ],
)
def test_in_whom_it_must_not_be_used_is_a_position(sentence: str, basis: Basis | None) -> None:
    found = said(GUIDELINE, f"{GRADED}{sentence}\n")
    told = [s.basis for s in found if sentence.rstrip(".") in s.quote.text]
    assert told == ([basis] if basis else [])
