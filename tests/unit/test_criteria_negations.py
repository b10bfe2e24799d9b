"""One "not" over several criteria, and one number of two measures."""

import pytest

from ingest.statements.criteria_split import split_clause
from ingest.statements.models import Join


def parts(text: str) -> list[str]:
    return [text[child.start : child.end] for child in split_clause(text).children]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            "The patient has asthma or a history of eczema", id="nothing is denied of the first"
        ),
        pytest.param(
            "The patient does not have asthma or has tried an inhaler", id="a verb of its own"
        ),
    ],
)
def test_alternatives_without_a_common_not_stay_alternatives(text) -> None:
    assert split_clause(text).join is not Join.NONE_OF


def test_what_is_denied_together_may_neither_be_there() -> None:
    text = "Member must not have severe hepatic impairment (Child-Pugh C) or a history of bleeding"
    assert split_clause(text).join is Join.NONE_OF
    assert parts(text) == ["severe hepatic impairment (Child-Pugh C)", "a history of bleeding"]


def test_one_number_of_two_measures_is_not_taken_apart() -> None:
    text = "Sleep apnea confirmed on polysomnography with an AHI or RDI of 30 or more"
    assert split_clause(text).join is Join.LEAF


def test_two_measures_with_their_own_numbers_are_alternatives() -> None:
    assert split_clause("An AHI of 15 or more, or an RDI of 30 or more").join is Join.ANY_OF
