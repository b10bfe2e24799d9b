"""A question without a condition: the criteria that its facts speak to tell which is meant."""

import pytest

POLICY = """
# Pegloticase

Pegloticase is considered medically necessary for chronic gout when all of the following criteria
are met:

- Serum urate of 8 mg/dL or more
- Failure of allopurinol for at least 3 months
"""


@pytest.fixture
def asked(corpus):
    corpus.policy("policy", POLICY)
    return corpus.ask


def test_facts_that_meet_the_criteria_tell_the_condition(asked) -> None:
    found = asked("Pegloticase? Serum urate 9.1 mg/dL, failed allopurinol for 6 months.")
    assert found.verdict == "necessary"
    assert any("names no condition" in note.text for note in found.answer.notes)


def test_a_fact_that_fails_a_criterion_refuses(asked) -> None:
    assert asked("Pegloticase? Serum urate 6.2 mg/dL.").verdict == "not_necessary"


def test_what_is_not_stated_stays_open(asked) -> None:
    assert asked("Pegloticase? Serum urate 9.1 mg/dL.").verdict == "conditional"


@pytest.mark.parametrize("question", ["Pegloticase?", "Pegloticase, 62F?"])
def test_without_a_fact_the_condition_is_asked_for(asked, question) -> None:
    assert asked(question).verdict is None


GUIDELINE = """
# Lipid management: guideline of the Nordland Heart Council (2024)

Nortaxine is recommended for adults aged 40 to 75 years.

In adults older than 75 years, the evidence is insufficient to recommend starting nortaxine.
"""


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        ("Should an 80 year old start nortaxine?", "insufficient_evidence"),
        ("Should my 60-year-old father start nortaxine?", "necessary"),
        ("Should a 30 year old start nortaxine?", None),
    ],
)
def test_people_of_a_document_on_one_subject_need_no_condition(corpus, question, verdict) -> None:
    corpus.guideline("guideline", GUIDELINE)
    assert corpus.ask(question).verdict == verdict
