"""Groups of drugs that a policy names itself; what is no such group comes first."""

import pytest

from ingest.chunk import chunk_document
from ingest.statements.context import Context
from ingest.statements.models import Statement
from ingest.statements.own_groups import with_members
from tests.said import POLICY, as_document, said

TABLE = """## Preferred agents

| Drug | Brand | PDL status | Limit |
|---|---|---|---|
| veloramab | Velora | Preferred | 2 vials |
| toranib (Toran) | | Preferred | |
| nebulast | Nebu | Non-preferred | 1 vial |

"""
ASKED = """## Criteria

A preferred agent will be approved for gout when the toe is red.
"""


def told(text: str) -> list[Statement]:
    document, source = as_document(POLICY, text)
    found = said(POLICY, text, subject="Gout drugs")
    return with_members(Context(document, source, chunk_document(document)), found)


def members(text: str) -> list[tuple[str, ...]]:
    return [s.interventions for s in told(text) if s.lead_quotes]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(TABLE + ASKED.replace("preferred agent", "gout drug"), id="no group"),
        pytest.param(
            TABLE + ASKED.replace("A preferred", "A third-line"), id="a group that is not named"
        ),
        pytest.param(
            "## Preferred agents\n\n- The toe is red and sore; and\n- Age of 18 or older\n\n"
            + ASKED,
            id="criteria under such a heading",
        ),
        pytest.param(
            "Preferred agents: those which the committee has chosen.\n\n" + ASKED, id="no names"
        ),
        pytest.param(
            "| Question | Answer |\n|---|---|\n| Which visit do members like? | Preferred |\n\n"
            + ASKED.replace("preferred agent", "non-preferred agent"),
            id="another group",
        ),
    ],
)
def test_nothing_is_made_of(text: str) -> None:
    assert members(text) == []


def test_what_is_said_of_a_group_is_said_of_each_row_of_its_members() -> None:
    assert members(TABLE + ASKED) == [("veloramab", "Velora"), ("toranib", "Toran")]
    first = next(s for s in told(TABLE + ASKED) if "Velora" in s.interventions)
    assert [q.text for q in first.lead_quotes] == ["veloramab | Velora | Preferred | 2 vials"]
    assert first.quote.text == "A preferred agent will be approved for gout when the toe is red."


def test_the_other_group_has_its_own_members() -> None:
    text = TABLE + ASKED.replace("A preferred", "A non-preferred")
    assert members(text) == [("nebulast", "Nebu")]


@pytest.mark.parametrize(
    "text",
    [
        "## Preferred products\n\n- veloramab (Velora)\n- toranib\n\n",
        "Preferred agents: veloramab (Velora) and toranib.\n\n",
        "The preferred products are veloramab (Velora), toranib.\n\n",
    ],
)
def test_members_in_lists_and_sentences(text: str) -> None:
    found = [name for names in members(text + ASKED) for name in names]
    assert sorted(found) == ["Velora", "toranib", "veloramab"]
