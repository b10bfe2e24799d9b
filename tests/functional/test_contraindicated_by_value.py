"""A contraindication that tells its threshold in brackets, with a unit that holds points."""

import pytest

GUIDE = """
# Foobarin for gout

We recommend foobarin for adults with gout.

Foobarin is contraindicated in severe renal impairment (eGFR <30 mL/min/1.73/m2).
"""


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        ("Is foobarin recommended for gout? eGFR 22.", "not_necessary"),
        ("Is foobarin recommended for gout in severe renal impairment?", "not_necessary"),
        ("Is foobarin recommended for gout? eGFR 80.", "necessary"),
    ],
)
def test_the_threshold_is_held_against_the_case(corpus, question, verdict) -> None:  # type: ignore[no-untyped-def]
    corpus.guideline("gout", GUIDE, title="Foobarin for gout")
    assert corpus.ask(question).verdict == verdict
