"""Abbreviations with several meanings: what stands beside them decides, else the asker is asked."""

import pytest

POLICY = """
# Policy

- Velotrexin is considered medically necessary for multiple sclerosis.
- Velotrexin is considered medically necessary for rheumatoid arthritis.
- Velotrexin is considered medically necessary for cerebral palsy.
- Velotrexin is considered unproven for chronic pancreatitis.
- Physical therapy is considered medically necessary for low back pain.
- Prothrombin time testing is considered unproven for gout.
"""


@pytest.fixture
def asked(corpus):
    corpus.policy("policy", POLICY)
    return corpus.ask


@pytest.mark.parametrize(
    ("question", "read_as", "verdict"),
    [
        ("Is velotrexin covered for MS?", "multiple sclerosis", "necessary"),
        ("Velotrexin for an adult with relapsing MS?", "multiple sclerosis", "necessary"),
        ("Is velotrexin covered for a patient with RA?", "rheumatoid arthritis", "necessary"),
        ("Is velotrexin covered for active RA?", "rheumatoid arthritis", "necessary"),
        ("Is PT covered for low back pain?", "physical therapy", "necessary"),
        ("Is the PT test covered for gout?", "coagulation test", "not_necessary"),
    ],
)
def test_what_stands_beside_it_decides_and_the_reading_is_said(
    asked, question, read_as, verdict
) -> None:
    found = asked(question)
    assert found.verdict == verdict
    assert any(read_as in reading for reading in found.answer.understood.readings)
    assert not found.answer.understood.doubts


def test_where_two_conditions_are_meant_by_it_the_asker_is_asked(asked) -> None:
    found = asked("Is velotrexin covered for CP?")
    (doubt,) = found.answer.understood.doubts
    assert "cerebral palsy or chronic pancreatitis" in doubt
    assert doubt.endswith("which is meant?")
    quotes = [quote.quote for claim in found.answer.claims for quote in claim.citations]
    assert any("cerebral palsy" in quote for quote in quotes)
    assert any("chronic pancreatitis" in quote for quote in quotes)


def test_the_name_in_full_is_not_asked_about(asked) -> None:
    found = asked("Is velotrexin covered for cerebral palsy?")
    assert found.verdict == "necessary"
    assert not found.answer.understood.doubts


def test_two_treatments_of_one_abbreviation_are_asked_about_too(asked) -> None:
    (doubt,) = asked("Is DBT covered for cerebral palsy?").answer.understood.doubts
    assert "dialectical behavior therapy or digital breast tomosynthesis" in doubt


@pytest.mark.parametrize("text", ["Is this covered for Ms Smith?", "What did the MA note of 5/2?"])
def test_a_title_is_no_disease(asked, text) -> None:
    assert not any("sclerosis" in r for r in asked(text).answer.understood.readings)
