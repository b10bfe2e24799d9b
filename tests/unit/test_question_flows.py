"""Criteria printed as questions that lead from one to the next."""

import pytest

from ingest.statements.models import Criterion, Join
from tests.said import FOR, POLICY, said

LIST = """# Zoledrin

## {heading}

1. Is the request for an FDA approved indication?
   - Yes: Go to #2
   - No: Pass to RPh. Deny; medical appropriateness
2. Has the member failed methotrexate?
   - {yes}
   - {no}
3. Is the member pregnant, breastfeeding, or unable to use contraception?
   - If yes, deny. Contraindicated
   - If no or not applicable, approve for 6 months
"""


def told(yes: str, no: str, heading: str = "Approval criteria") -> tuple[Criterion | None, str]:
    text = LIST.format(yes=yes, no=no, heading=heading)
    (made,) = said(POLICY, text, subject="Zoledrin")
    assert made.direction is FOR
    return made.criteria, made.phase


def shape(tree: Criterion) -> object:
    if tree.join is Join.LEAF:
        return tree.text
    return (tree.join.value, *(shape(child) for child in tree.children))


NOT_PREGNANT = ("none_of", ("any_of", "pregnant", "breastfeeding", "unable to use contraception"))


def test_who_comes_to_an_approval_is_approved() -> None:
    tree, phase = told("Yes: Go to #3", "No: Deny")
    assert tree is not None
    assert shape(tree) == (
        "all_of",
        "the request for an FDA approved indication",
        "failed methotrexate",
        NOT_PREGNANT,
    )
    assert phase == ""


def test_an_answer_may_approve_at_once() -> None:
    tree, _ = told("Yes: Approve for 12 months", "No: Go to #3")
    assert tree is not None
    assert shape(tree) == (
        "all_of",
        "the request for an FDA approved indication",
        ("any_of", "failed methotrexate", NOT_PREGNANT),
    )


def test_questions_under_renewal_are_of_going_on() -> None:
    assert told("Yes: Go to #3", "No: Deny", "Renewal criteria")[1] == "continued"


@pytest.mark.parametrize("no", ["No: Go to #1", "No: Go to #9"])
def test_a_flow_that_leads_nowhere_is_no_tree_of_questions(no: str) -> None:
    text = LIST.format(yes="Yes: Go to #3", no=no, heading="Approval criteria")
    found = said(POLICY, text, subject="Zoledrin")
    assert found
    assert all(s.criteria is None or NOT_PREGNANT[0] not in str(shape(s.criteria)) for s in found)
