"""Advice on preventing with a class of drugs, asked of one of them; joint uses; invented diseases."""

import pytest

from tests.functional.test_rules import page

PROPHYLAXIS = page(
    "We recommend doxycycline for Marlow syndrome when a culture is positive.",
    "Do not give prophylactic antibiotics to reduce flares of Marlow syndrome.",
)


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        ("Is daily prophylactic doxycycline recommended for Marlow syndrome?", "not_necessary"),
        ("Should she take doxycycline to prevent flares of Marlow syndrome?", "not_necessary"),
        ("Is doxycycline prophylaxis recommended in Marlow syndrome?", "not_necessary"),
        ("Are prophylactic antibiotics recommended for Marlow syndrome?", "not_necessary"),
        ("Is doxycycline recommended for Marlow syndrome, culture positive?", "necessary"),
        ("Is doxycycline recommended for Marlow syndrome?", "conditional"),
        ("Is prophylactic aspirin recommended for Marlow syndrome?", "not_addressed"),
    ],
)
def test_a_class_that_is_given_to_prevent(corpus, question, verdict) -> None:
    corpus.guideline("marlow", PROPHYLAXIS)
    assert corpus.ask(question).verdict == verdict


ANY_TWO = page(
    "We recommend lisinopril or losartan for Marlow syndrome.",
    "We recommend dapagliflozin for Marlow syndrome.",
    "We recommend avoiding any combination of an ACE inhibitor, an ARB and a direct renin inhibitor "
    "in people with Marlow syndrome.",
)


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        ("Is adding losartan to her lisinopril recommended for Marlow syndrome?", "not_necessary"),
        ("Is lisinopril together with losartan recommended in Marlow syndrome?", "not_necessary"),
        ("Is losartan recommended for Marlow syndrome?", "necessary"),
        ("Is adding dapagliflozin to losartan recommended for Marlow syndrome?", "necessary"),
    ],
)
def test_any_two_of_several_are_refused_together(corpus, question, verdict) -> None:
    corpus.guideline("marlow", ANY_TWO)
    assert corpus.ask(question).verdict == verdict
