"""Repeats, and in which form a thing is asked for: advice on one form is none on another."""

import pytest

from app.asked_forms import is_repeat
from tests.small_corpus import SmallCorpus

SCREENING = """
# Recommendations

In pregnant women, we recommend screening for asymptomatic bacteriuria.

There is insufficient evidence for or against repeat screening for asymptomatic bacteriuria in
pregnant women with a negative first culture.
"""


@pytest.mark.parametrize(
    ("phrase", "again"),
    [("repeat MRI", True), ("second opinion", True), ("MRI", False), ("repeats of MRI", False)],
)
def test_is_repeat(phrase: str, again: object) -> None:
    assert is_repeat(phrase) is again


def test_a_repeat_is_answered_by_what_is_said_of_repeats(corpus: SmallCorpus) -> None:
    corpus.guideline("bacteriuria", SCREENING)
    asked = corpus.ask(
        "Pregnant, first culture negative. Is repeat screening for asymptomatic bacteriuria "
        "recommended?"
    )
    assert asked.verdict in {"insufficient_evidence", "not_addressed"}


def test_a_document_that_tells_no_repeats_apart_answers_for_both(corpus: SmallCorpus) -> None:
    corpus.guideline("velora", "# Advice\n\nWe recommend MRI in adults with severe gout.\n")
    assert corpus.ask("Is repeat MRI recommended for severe gout?").verdict == "necessary"
