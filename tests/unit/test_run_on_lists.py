"""Lists whose lines were joined to one text, and refusals of maintenance; others come first."""

import pytest

from app.models import FindingState
from ingest.statements.models import Statement
from tests.leaves import state_of
from tests.said import AGAINST, FOR, POLICY, said

LEAD = (
    "Northfield considers foobar pacing medically necessary for any of the following indications:"
)
REST = "Foobar pacing is considered investigational for all other indications."


def told(text: str) -> tuple[Statement, ...]:
    return said(POLICY, f"Foobar pacing\n\n{text}\n", subject="Foobar pacing", suffix=".txt")


def uses(found: tuple[Statement, ...]) -> list[str]:
    return [c for s in found if s.direction is FOR for c in s.conditions]


def test_marks_that_no_colon_leads_in_are_no_list() -> None:
    assert uses(told(f"Home ■ Policies ■ Pacing\n\n{LEAD}\n\n- Gout\n- Sciatica")) == [
        "Gout",
        "Sciatica",
    ]


@pytest.mark.parametrize(
    "rest",
    [f". {REST}", " Northfield considers foobar pacing unproven for all other indications."],
)
@pytest.mark.parametrize("mark", ["■", "•", "➢"])
def test_each_mark_opens_an_item_and_a_verdict_behind_the_last_stands_apart(
    mark: str, rest: str
) -> None:
    items = f"{mark} Gout; or {mark} Sciatica; or {mark} Migraine"
    found = told(f"Note: some plans limit it. {LEAD} {items}{rest}")
    assert uses(found) == ["Gout", "Sciatica", "Migraine"]
    assert [s.catch_all for s in found if s.direction is AGAINST] == [True]


@pytest.mark.parametrize("name", ["Sciatica", "Rosacea", "Port wine stain"])
def test_maintenance_is_refused_of_the_item_that_says_so(name: str) -> None:
    remark = "(Maintenance treatment, where pain neither improves or gets worse, is not covered.)"
    found = told(f"{LEAD} ■ {name}. {remark}; or ■ Gout")
    assert uses(found) == [name, "Gout"]
    (refused,) = [s for s in found if s.direction is AGAINST]
    assert (refused.phase, refused.conditions) == ("continued", (name,))
    assert "foobar pacing" in [phrase.lower() for phrase in refused.interventions]
    assert refused.criteria is not None
    assert [c.text for c in refused.criteria.leaves()] == ["pain neither improves or gets worse"]


def test_maintenance_without_a_definition_is_asked_for_by_its_name() -> None:
    found = told("Foobar pacing is covered for gout.\n\nMaintenance therapy is not covered.")
    (refused,) = [s for s in found if s.direction is AGAINST]
    assert refused.criteria is not None
    assert [c.text for c in refused.criteria.leaves()] == ["Maintenance therapy"]


def test_neither_this_or_that_is_one_fact() -> None:
    asked = "symptoms are neither regressing or improving"
    assert state_of(asked, "pain for a year, drugs failed") is FindingState.UNKNOWN
    assert state_of(asked, "symptoms neither regressing nor improving") is FindingState.MET


def test_a_catch_all_stands_though_its_examples_are_on_another_page() -> None:
    found = told(
        "Foobar pacing is covered for gout.\n\nFoobar pacing is considered investigational for all "
        "other indications, including but not limited to any of the following conditions, because "
        "there is inadequate research in them:\n\nhttp://northfield.example/pacing 03/25/2015"
    )
    (closed,) = [s for s in found if s.direction is AGAINST]
    assert closed.catch_all
    assert closed.conditions == ()
