"""A request that a treatment go on: told of what is asked for, and not of another thing."""

from pathlib import Path

import pytest

from app.models import Verdict
from tests.small_corpus import SmallCorpus

POLICY = """# Foobarin

Foobarin is considered medically necessary for eczema.

## Continuation

Continuation of foobarin is considered medically necessary when the skin has cleared.
"""


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        ("Acme: continue foobarin for eczema?", Verdict.CONDITIONAL),
        ("Acme: may we keep her on foobarin for eczema?", Verdict.CONDITIONAL),
        ("Acme: another 6 months of foobarin for eczema?", Verdict.CONDITIONAL),
        ("Acme: foobarin for eczema?", Verdict.NECESSARY),
        (
            "Acme: continue zinc cream twice a day. Foobarin for eczema?",
            Verdict.NECESSARY,
        ),
    ],
)
def test_what_is_to_go_on_is_held_to_what_is_said_of_going_on(
    tmp_path: Path, question: str, verdict: Verdict
) -> None:
    corpus = SmallCorpus(tmp_path)
    corpus.policy("doc", POLICY, title="Foobarin")
    assert corpus.ask(question).answer.verdict == verdict
