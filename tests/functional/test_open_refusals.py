"""A refusal in a case that the question leaves open is no coverage (DESIGN.md section 5, rule 4).

Drugs and illnesses are invented, as in `test_rules.py`.
"""

from typing import Any

import pytest

from app.models import SectionName
from tests.functional.test_rules import PLAIN, page

REFUSED = page(
    "Nortaxine is considered not medically necessary for Marlow syndrome when the patient has an "
    "implanted pump."
)


def test_what_only_refuses_is_no_coverage(corpus: Any) -> None:
    corpus.policy("nortaxine", REFUSED)
    asked = corpus.ask(PLAIN)
    answer = asked.answer
    assert asked.verdict == "conditional"
    assert asked.rule == "refused-if"
    assert "only if" not in answer.headline
    assert "not medically necessary" in answer.headline
    assert "not settled here" in answer.headline
    assert {row.join for row in answer.criteria} == {"none_of"}
    steps = [claim.text for claim in answer.claims if claim.section is SectionName.PATHWAY]
    assert not any("upported by" in step for step in steps)


@pytest.mark.parametrize(
    ("other", "verdict"),
    [
        ("We recommend nortaxine for Marlow syndrome (strong).", "necessary"),
        ("We recommend against nortaxine for Marlow syndrome (strong).", "not_necessary"),
        (
            "There is insufficient evidence to recommend for or against nortaxine for Marlow "
            "syndrome.",
            "insufficient_evidence",
        ),
    ],
)
def test_what_else_speaks_decides(corpus: Any, other: str, verdict: str) -> None:
    corpus.policy("nortaxine", REFUSED)
    corpus.guideline("marlow", page(other), title="Guideline on Marlow syndrome")
    assert corpus.ask(PLAIN).verdict == verdict


def test_a_stated_refusal_refuses(corpus: Any) -> None:
    corpus.policy("nortaxine", REFUSED)
    question = f"{PLAIN} The patient has an implanted pump."
    assert corpus.ask(question).verdict == "not_necessary"
