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


def told(text: str, subject: str = "Gout drugs") -> list[Statement]:
    document, source = as_document(POLICY, text)
    found = said(POLICY, text, subject=subject)
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


CLASSES = """## Gout Agents

| Preferred, clinical PA required | Non-preferred |
|---|---|
| Velora (veloramab) | Toran (toranib) |

A preferred uricase inhibitor is covered when the toe is red.

**Non-Preferred Criteria:**

- Trial of at least 90 days of one preferred agent

## Asthma Agents

| Preferred, no PA | Non-preferred |
|---|---|
| Nebu (nebulast) | Zeph (zephrast) |

**Non-Preferred Criteria:**

- An eosinophil count of at least 300 cells/mcL
"""


def _first_leaf(statement: Statement) -> str:
    assert statement.criteria is not None
    return next(iter(statement.criteria.leaves())).text


def test_columns_name_the_members_of_the_groups_under_their_heading() -> None:
    asked = {s.interventions: s for s in told(CLASSES, subject="") if s.criteria}
    velora = asked["Velora", "veloramab"]
    assert "the toe is red" in _first_leaf(velora)
    assert "preferred agent" in _first_leaf(asked["Toran", "toranib"])
    assert "eosinophil" in _first_leaf(asked["Zeph", "zephrast"])
    assert ("preferred uricase inhibitor",) not in asked


def test_target_agents_are_those_that_stand_below_the_title() -> None:
    text = (
        "TARGET AGENTS\n  Velora (veloramab)\n  Toran (toranib)\n\nCRITERIA FOR APPROVAL\n\n"
        "Target Agent(s) will be approved for gout when the toe is red.\n"
    )
    document, source = as_document(POLICY, text, suffix=".txt")
    found = said(POLICY, text, suffix=".txt")
    made = with_members(Context(document, source, chunk_document(document)), found)
    named = [s.interventions for s in made]
    assert ("Velora", "veloramab") in named
    assert ("Toran", "toranib") in named


def test_target_agents_in_the_columns_of_a_table() -> None:
    text = (
        "## Criteria\n\n| Target Brand Agent(s) | Target Generic Agent(s) | Strength |\n|---|---|"
        "---|"
        "\n| Velora | veloramab | 6 MG |\n\nTarget Agent(s) will be approved for gout when the toe "
        "is red.\n"
    )
    assert ("Velora", "veloramab") in [s.interventions for s in told(text)]


HEADINGS = """# Zedro inhibitors

**Preferred Drug** - Velora™ (velorinumab) [Acme and Company]

**Nonpreferred Drugs** - Zandrix (zandrilumab) [Bolt Inc.]
Brandol (brandolumab) [Core USA, Inc.]

## Initial approval criteria for preferred drug

- Patient has a diagnosis of migraine AND
- Patient has at least 4 migraine days per month

## Initial approval criteria for nonpreferred drugs

- Patient must meet all initial approval criteria for preferred drug AND
- Patient has tried and failed the preferred drug

## Renewal criteria for preferred drug and nonpreferred drugs

- Patient demonstrated a decrease in the number of headaches AND
- Absence of unacceptable toxicity
"""


def test_headings_of_criteria_for_groups_speak_of_each_drug():
    found = [
        (s.phase, " ".join(s.interventions).replace("™", ""), s.conditions)
        for s in told(HEADINGS, "zedro inhibitors")
    ]
    first, other = "Velora velorinumab", "Zandrix zandrilumab Brandol brandolumab"
    assert found == [
        ("initial", first, ("migraine",)),
        ("initial", other, ("migraine",)),
        ("continued", first, ("migraine",)),
        ("continued", other, ("migraine",)),
    ]


def test_whose_approval_is_meant_joins_no_list():
    (one,) = told(
        "# Aids\n\nImplantation of a U.S. Food and Drug Administration (FDA)-approved velora plate "
        "is considered medically necessary in patients with deafness.\n",
    )
    assert "Implantation of a velora plate" in one.interventions
    assert not any("Food" in name for name in one.interventions)


def test_a_refusal_for_any_condition_of_the_policy_hangs_on_none():
    text = "# Iron\n\nZandrix is {} for the treatment of any diagnosis listed in this policy.\n"
    (refused,) = told(text.format("not medically necessary"))
    (granted,) = told(text.format("medically necessary"))
    assert refused.conditions == ()
    assert granted.conditions
