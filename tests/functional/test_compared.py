"""A question for one treatment over another, of which a guideline prefers the other."""

from typing import Any

import pytest

TEXT = """
# Recommendations

1. Allopurinol is recommended over febuxostat for gout (strong).

2. We suggest febuxostat for gout (weak).

3. Colchicine is recommended over prednisone for gout flares (strong).
"""


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        ("Is allopurinol recommended over febuxostat for gout?", "necessary"),
        ("Is febuxostat recommended for gout?", "necessary"),
        ("Is colchicine recommended over prednisone for gout flares?", "necessary"),
        ("Is prednisone recommended over colchicine for gout flares?", "not_addressed"),
    ],
)
def test_what_is_liked_less_is_not_advised_over_it(
    corpus: Any, question: str, verdict: str
) -> None:
    corpus.guideline("gout", TEXT, title="Guideline on gout")
    assert corpus.ask(question).verdict == verdict
