"""How a condition shows, and then its name."""

from typing import Any

import pytest

POLICY = """# Foobarin

Foobarin is considered medically necessary for blepharospasm.

Foobarin is considered investigational for all other indications.
"""


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        (
            "My aunt has an eyelid that keeps clamping shut, blepharospasm. Foobarin covered?",
            "necessary",
        ),
        ("She has an eye that squeezes closed (blepharospasm). Is foobarin covered?", "necessary"),
        ("She has wrinkles that bother her, no blepharospasm. Foobarin?", "not_necessary"),
    ],
)
def test_the_name_is_asked_about(corpus: Any, question: str, verdict: str) -> None:
    corpus.policy("foobarin", POLICY, title="Foobarin")
    assert corpus.ask(question).answer.verdict == verdict
