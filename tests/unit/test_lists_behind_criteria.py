"""What a line behind a list of criteria asks for as well, and exclusions that are things."""

import pytest

from ingest.statements.models import Criterion, Direction, Join
from tests.said import POLICY, said

TEXT = """# Prairie Health Medical Policy: Foobarin

Foobarin is medically necessary for adults with Marlow disease when ONE of the following is met:

- Failure of prednisone
- Fistulizing disease

{behind}

- heart failure
- hepatitis B
"""


def leaves(tree: Criterion | None, join: Join) -> list[str]:
    """The leaves below the nodes of one join."""
    if tree is None:
        return []
    own = [leaf.text for leaf in tree.leaves()] if tree.join is join else []
    return own or [text for child in tree.children for text in leaves(child, join)]


@pytest.mark.parametrize(
    "behind",
    [
        "AND has none of the following contraindications:",
        "And none of the following is present:",
        "In addition, the member must not have any of the following:",
    ],
)
def test_none_of_what_stands_behind_and(behind: str) -> None:
    found = next(s for s in said(POLICY, TEXT.format(behind=behind)) if s.criteria)
    assert leaves(found.criteria, Join.NONE_OF) == ["heart failure", "hepatitis B"]
    assert leaves(found.criteria, Join.ANY_OF) == ["Failure of prednisone", "Fistulizing disease"]


def test_several_lists_one_behind_the_other() -> None:
    behind = "AND ALL of the following are met:\n\n- Negative TB\n\nAND none of the following:"
    found = next(s for s in said(POLICY, TEXT.format(behind=behind)) if s.criteria)
    assert leaves(found.criteria, Join.NONE_OF) == ["heart failure", "hepatitis B"]


def test_an_exclusion_that_is_a_thing_is_refused_itself() -> None:
    text = (
        "# Prairie Health Medical Policy: Knee Arthroscopy\n\n"
        "Knee arthroscopy is medically necessary for meniscal tears.\n\n## Exclusions\n\n"
        "- Meniscal allograft transplantation in members over age 50\n"
    )
    refused = [s for s in said(POLICY, text) if s.direction is Direction.AGAINST]
    assert refused[0].interventions == ("Meniscal allograft transplantation",)
