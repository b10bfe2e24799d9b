"""Criteria for every indication of a policy, and the words of pathways; others come first."""

import pytest

from ingest.statements.models import Criterion
from tests.said import AGAINST, FOR, POLICY, positions, rows, said

INDICATIONS = (
    "\n\n## Covered indications\n\n### Gout\n\nVelora is covered for gout when the member has "
    "failed allopurinol.\n\nVelora is not covered for sprains.\n"
)


def leaves(tree: Criterion | None) -> list[str]:
    """Texts of the leaves of a tree."""
    return [leaf.text for leaf in tree.leaves()] if tree else []


def policy(section: str) -> list[list[str]]:
    """Criteria of what a policy covers, and of what it does not."""
    found = positions(said(POLICY, f"# Velora\n\n{section}{INDICATIONS}", subject="Velora"))
    assert [s.direction for s in found] == [FOR, AGAINST]
    return [leaves(s.criteria) for s in found]


@pytest.mark.parametrize(
    "section",
    [
        "## General information\n\n- Store all products cold",
        "## Criteria for gout\n\n- No other injection",
        "## General requirements\n\n- Fax the form",
    ],
)
def test_lists_that_do_not_hold_for_all(section: str) -> None:
    assert policy(section) == [["the member has failed allopurinol"], []]


@pytest.mark.parametrize(
    "heading",
    [
        "II. General criteria (apply to every indication)",
        "Universal Criteria for All Indications",
        "Criteria that apply to all requests",
    ],
)
def test_criteria_that_hold_for_every_indication(heading: str) -> None:
    section = f"## {heading}\n\nA. Tuberculosis test done; and\n\nB. Not used with a biologic."
    told = ["Tuberculosis test done", "Not used with a biologic"]
    assert policy(section) == [[*told, "the member has failed allopurinol"], []]


@pytest.mark.parametrize(
    ("sentence", "row"),
    [
        ("Nivra in gout is on-pathway.", (FOR, "Nivra", "gout")),
        ("Nivra is a preferred regimen for gout.", (FOR, "Nivra", "gout")),
        ("Nivra in gout is not supported.", (AGAINST, "Nivra", "gout")),
    ],
)
def test_verdicts_of_pathways(sentence: str, row: tuple[object, str, str]) -> None:
    assert rows(said(POLICY, f"# Pathway\n\n{sentence}\n", subject="Pathway")) == [row]


def test_what_data_do_not_support_is_no_verdict_of_a_pathway() -> None:
    text = "# Pathway\n\nThe theory is not supported by trials.\n"
    assert positions(said(POLICY, text, subject="Pathway")) == []
