"""A use beside something else that a payer refuses is a criterion, and no condition."""

from typing import Any

import pytest

from tests.said import AGAINST, POLICY, said

REFUSED = (
    "Dupilumab is not medically necessary in combination with another biologic (e.g., omalizumab) "
    "or with a Janus kinase inhibitor."
)
TEXT = f"""# Dupilumab

Dupilumab is considered medically necessary for asthma.

{REFUSED}
"""


def test_what_it_is_combined_with_is_a_criterion() -> None:
    (found,) = said(POLICY, f"# Dupilumab\n\n{REFUSED}\n")
    assert found.direction is AGAINST
    assert found.conditions == ()
    assert found.criteria is not None
    assert found.criteria.text.startswith("in combination with another biologic")


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        ("Dupilumab together with omalizumab in asthma?", "not_necessary"),
        ("Dupilumab for asthma?", "necessary"),
        ("Dupilumab for asthma, no other biologic, no JAK inhibitor?", "necessary"),
    ],
)
def test_who_takes_the_other_is_refused(corpus: Any, question: str, verdict: str) -> None:
    corpus.policy("dupilumab", TEXT, title="Dupilumab")
    assert corpus.ask(question).answer.verdict == verdict


def test_a_condition_that_the_payer_names_nowhere_stays_unaddressed(corpus: Any) -> None:
    corpus.policy("dupilumab", TEXT, title="Dupilumab")
    assert corpus.ask("Dupilumab for bullous pemphigoid?").answer.verdict == "not_addressed"
