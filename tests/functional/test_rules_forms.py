"""Forms of a thing that a policy refuses, beside the thing itself. Drugs are invented."""

import pytest

from tests.functional.test_rules import criteria, page

BLIND = page(
    "Velar injection with ultrasound guidance is considered medically necessary for Marlow "
    "syndrome.",
    "Velar injection without ultrasound guidance is considered not medically necessary for Marlow "
    "syndrome.",
    title="Velar injection",
)


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        ("Is velar injection with ultrasound guidance covered for Marlow syndrome?", "necessary"),
        ("Is velar injection without ultrasound guidance covered for Marlow syndrome?", "not"),
    ],
)
def test_a_refusal_of_what_lacks_guidance_refuses_no_other(corpus, question, verdict) -> None:
    corpus.policy("velar", BLIND)
    assert corpus.ask(question).verdict == {"not": "not_necessary"}.get(verdict, verdict)


def test_what_is_asked_for_plainly_is_not_refused_for_lack_of_guidance(corpus) -> None:
    corpus.policy("velar", BLIND)
    assert corpus.ask("Is velar injection covered for Marlow syndrome?").verdict != "not_necessary"


CLOSED = page(
    criteria(
        "Velar is considered medically necessary for Marlow syndrome when ALL are met:",
        "Age 18 years or older",
    ),
    "Concurrent use of velar with another biologic is considered not medically necessary.",
    "Velar is considered not medically necessary for all other indications.",
    title="Velar",
)


def test_a_refused_use_together_leaves_nothing_open_that_the_policy_closes(corpus) -> None:
    corpus.policy("velar", CLOSED)
    assert corpus.ask("Is velar covered for Trent disease?").verdict == "not_necessary"
    assert corpus.ask("Is velar covered for Marlow syndrome?").verdict == "conditional"
