"""A length behind two adjectives is the length of either of them."""

from pathlib import Path

import pytest

from app.models import Verdict
from tests.small_corpus import SmallCorpus

POLICY = """# Foobarin

Foobarin is considered medically necessary for neuropathy when all of the following are met:

- The course is progressive or relapsing for 2 months or longer
- The member is an adult
"""


@pytest.mark.parametrize(
    ("course", "verdict"),
    [
        ("progressive course for 5 weeks", Verdict.NOT_NECESSARY),
        ("progressive course", Verdict.CONDITIONAL),
        ("progressive course for 5 months", Verdict.NECESSARY),
    ],
)
def test_the_first_adjective_is_not_met_without_the_length(
    tmp_path: Path, course: str, verdict: Verdict
) -> None:
    corpus = SmallCorpus(tmp_path)
    corpus.policy("doc", POLICY, title="Foobarin")
    answer = corpus.ask(f"Neuropathy in an adult, {course}: foobarin?").answer
    assert answer.verdict == verdict


def test_alternatives_without_a_length_stay_as_they_are(tmp_path: Path) -> None:
    corpus = SmallCorpus(tmp_path)
    text = POLICY.replace("relapsing for 2 months or longer", "relapsing")
    corpus.policy("doc", text, title="Foobarin")
    answer = corpus.ask("Neuropathy in an adult, progressive course: foobarin?").answer
    assert answer.verdict == Verdict.NECESSARY
