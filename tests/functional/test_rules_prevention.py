"""Advice on a class of drugs, asked of one of them: to prevent, together, beside a disease."""

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
    "We recommend avoiding any combination of an ACE inhibitor, an ARB and a direct renin "
    "inhibitor in people with Marlow syndrome.",
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


PAIR = page("Offer combination therapy with a triptan and an NSAID for acute Marlow syndrome.")


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        ("Is sumatriptan with naproxen recommended for acute Marlow syndrome?", "necessary"),
        ("Is rizatriptan plus ibuprofen recommended for acute Marlow syndrome?", "necessary"),
        ("Is sumatriptan with morphine recommended for acute Marlow syndrome?", "not_addressed"),
    ],
)
def test_a_pair_of_drugs_of_two_classes(corpus, question, verdict) -> None:
    corpus.guideline("marlow", PAIR)
    assert corpus.ask(question).verdict == verdict


BESIDE = page(
    "In patients with Marlow syndrome without a mechanical valve, apixaban is recommended.",
    "In patients with Marlow syndrome and a mechanical heart valve, DOACs should not be used.",
)


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        (
            "Is apixaban recommended in Marlow syndrome with a mechanical heart valve?",
            "not_necessary",
        ),
        ("Is apixaban recommended in Marlow syndrome, no mechanical heart valve?", "necessary"),
    ],
)
def test_a_class_that_is_refused_to_who_has_one_disease_more(corpus, question, verdict) -> None:
    corpus.guideline("marlow", BESIDE)
    assert corpus.ask(question).verdict == verdict
