"""How often something was done, as a criterion wants it and a case tells it."""

from typing import Any

import pytest


@pytest.fixture
def told(corpus: Any) -> Any:
    lines = "- At least 3 insulin injections per day\n- Recurrent hypoglycemia\n"
    lead = "Velora is medically necessary for type 1 diabetes when all of the following are met:"
    corpus.policy("doc", f"# Velora\n\n{lead}\n\n{lines}", title="Velora")
    return corpus


@pytest.mark.parametrize(
    ("count", "verdict"),
    [
        ("4 insulin injections per day", "necessary"),
        ("1 insulin injection per day", "not_necessary"),
    ],
)
def test_the_number_of_a_kind_counts_nothing(told: Any, count: str, verdict: str) -> None:
    question = f"Is Velora medically necessary for type 1 diabetes with {count} and recurrent "
    assert told.ask(f"{question}hypoglycemia?").answer.verdict == verdict
