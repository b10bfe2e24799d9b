"""Other treatments on which sources disagree: said with both sides quoted, or not at all."""

from typing import Any

import pytest

FOR = "".join(f"{n}. We recommend drug{n}in for gout (strong).\n\n" for n in range(1, 12))


@pytest.fixture
def told(corpus: Any) -> Any:
    corpus.guideline("one", f"# Recommendations\n\n{FOR}12. We suggest velorin for gout (weak).\n")
    against = "# Recommendations\n\n1. We recommend against velorin for gout (strong).\n"
    corpus.guideline("two", against)
    return corpus


def test_both_sides_of_what_is_disputed_are_quoted(told: Any) -> None:
    answer = told.ask("Is drug1in recommended for gout?").answer
    shown = " ".join(str(answer.model_dump()).split())
    assert "Sources disagree on velorin" in shown
    assert "We suggest velorin for gout" in shown
    assert "We recommend against velorin for gout" in shown


def test_nothing_is_disputed_where_one_side_speaks(corpus: Any) -> None:
    corpus.guideline("one", f"# Recommendations\n\n{FOR}")
    assert "Sources disagree" not in str(corpus.ask("Is drug1in recommended for gout?").answer)
