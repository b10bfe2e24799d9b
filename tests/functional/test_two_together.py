"""Two treatments asked for together: neither what is said for one of them nor for another pair."""

from typing import Any

import pytest

TEXT = """
# Recommendations

1. In patients with claudication, aspirin alone is recommended to reduce the risk of MACE (strong).

2. In patients with claudication, rivaroxaban combined with aspirin is recommended to reduce the
risk of MACE and MALE (strong).
"""


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        ("Is Xarelto plus aspirin recommended for claudication?", "necessary"),
        ("Is rivaroxaban combined with aspirin recommended for claudication?", "necessary"),
        ("Is aspirin recommended for claudication?", "necessary"),
        ("Is apixaban plus aspirin recommended for claudication?", "not_addressed"),
        ("Is warfarin combined with aspirin recommended for claudication?", "not_addressed"),
    ],
)
def test_a_pair_is_answered_by_what_is_said_of_that_pair(
    corpus: Any, question: str, verdict: str
) -> None:
    corpus.guideline("pad", TEXT, title="Guideline on claudication")
    assert corpus.ask(question).verdict == verdict


STRONG = """
# Recommendations

1. Full-intensity anticoagulation should not be used for claudication (strong).
"""


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        ("Is full-intensity anticoagulation recommended for claudication?", "not_necessary"),
        ("Is full-dose apixaban recommended for claudication?", "not_necessary"),
        ("Is rivaroxaban 2.5 mg recommended for claudication?", "not_addressed"),
    ],
)
def test_what_is_refused_in_full_strength_is_not_refused_at_large(
    corpus: Any, question: str, verdict: str
) -> None:
    corpus.guideline("pad", STRONG, title="Guideline on claudication")
    assert corpus.ask(question).verdict == verdict
