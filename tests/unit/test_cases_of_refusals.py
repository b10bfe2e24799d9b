"""Refusals with two cases, once in a time, and what a lead-in asks for beside its list."""

import pytest

from app.facts import read_facts
from app.findings import evaluate
from app.such_patients import is_of_such
from ingest.describe import describe
from ingest.models import SourceKind
from ingest.statements.models import Basis, Criterion, Direction, Join, Statement
from tests.leaves import MET, NOT_MET, OPEN, FindingState
from tests.said import AGAINST, FOR, POLICY, as_document, said
from tests.small_corpus import shipped_terms


def policy(text: str) -> tuple[Statement, ...]:
    return said(POLICY, text, subject="Velorab")


def refusals(text: str) -> list[str]:
    """What each refusal of a text asks for: its conditions, population and criteria."""
    return [
        " | ".join([*s.conditions, *([s.population] if s.population else []), *_told(s.criteria)])
        for s in policy(text)
        if s.direction is AGAINST and s.basis is Basis.COVERAGE
    ]


def _told(tree: Criterion | None) -> list[str]:
    return [leaf.text for leaf in tree.leaves()] if tree else []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "Velorab is not covered in members with gout, or in combination with toranib.",
            ["gout", "take toranib"],
            id="people or a combination",
        ),
        pytest.param(
            "Coverage of Velorab is denied when it is given with toranib, and in members with "
            "severe asthma.",
            ["it is given with toranib", "severe asthma"],
            id="a use and people",
        ),
        pytest.param(
            "Velorab is not covered for members with active gout or with hepatitis that is not "
            "treated.",
            ["active gout", "hepatitis that is not treated"],
            id="or with",
        ),
        pytest.param(
            "Velorab must not be given together with another biologic or a JAK inhibitor.",
            ["given together with another biologic or a JAK inhibitor"],
            id="must not be given with",
        ),
        pytest.param(
            "Replacement of Velorab because of misuse is not covered.",
            ["because of misuse"],
            id="a reason",
        ),
        pytest.param(
            "Velorab is not covered for members with gout or asthma.",
            ["gout | asthma | gout or asthma"],
            id="one case with two diseases",
        ),
        pytest.param(
            "Velorab is not covered for gout.\n\nIt may be given with toranib.",
            ["gout"],
            id="no refusal beside",
        ),
    ],
)
def test_each_case_of_a_refusal_refuses(text: str, expected: list[str]) -> None:
    assert refusals(f"# Velorab\n\n{text}\n") == expected


def test_people_under_a_refusal_are_no_disease() -> None:
    text = "# Velorab\n\nVelorab is not covered:\n\n- for members who are pregnant\n- for warts\n"
    assert refusals(text) == ["are pregnant", "warts"]


def test_people_with_something_under_a_refusal_are_its_exclusion() -> None:
    text = "# Velorab\n\nVelorab will not be approved for:\n\n1. warts\n2. members with hay fever\n"
    told = [is_of_such(s) for s in policy(text) if s.direction is AGAINST]
    assert told == [False, True]


def test_what_a_policy_calls_contraindicated_is_refused() -> None:
    found = policy("# Velorab\n\nVelorab is contraindicated in members with hay fever.\n")
    assert [(s.direction, s.basis) for s in found] == [(AGAINST, Basis.COVERAGE)]
    (reported,) = policy("# Velorab\n\nThe society recommends against Velorab in hay fever.\n")
    assert reported.basis is Basis.FINDING


@pytest.mark.parametrize(
    ("lead", "own"),
    [
        ("if the member has a high risk and one of the following:", ["the member has a high risk"]),
        ("when toranib has failed and one of the following is met:", ["toranib has failed"]),
        ("in adults with a urate above 8 when any of the following is met:", ["urate above 8"]),
        ("when the member meets one of the following:", []),
        ("when documentation shows one of the following:", []),
        ("as an initial course of 12 weekly sessions when one of the following is met:", []),
    ],
)
def test_what_a_lead_in_asks_for_stands_beside_its_list(lead: str, own: list[str]) -> None:
    (found,) = policy(f"# Velorab\n\nVelorab is covered for gout {lead}\n\n- tophi\n- flares\n")
    assert _told(found.criteria) == [*own, "tophi", "flares"]


def test_what_is_approved_when_is_covered() -> None:
    text = "# Velorab\n\nToranib is approved for gout if one of the following applies:\n\n- tophi\n"
    (found,) = policy(text)
    assert (found.direction, found.interventions, _told(found.criteria)) == (
        FOR,
        ("Toranib",),
        ["tophi"],
    )
    assert policy("# Velorab\n\nToranib is FDA approved for gout when patients are old.\n") == ()


def refused_sooner(text: str) -> Statement | None:
    found = [s for s in policy(f"# Chairs\n\n{text}\n") if s.direction is Direction.AGAINST]
    return found[0] if found else None


CHAIR = "Replacement of a lift chair is covered once every 5 years."


@pytest.mark.parametrize(
    ("text", "case", "expected"),
    [
        (CHAIR, "replacement of a lift chair after 3 years", MET),
        (CHAIR, "replacement of her 2-year-old lift chair", MET),
        (CHAIR, "replacement of a lift chair after 6 years", NOT_MET),
        (CHAIR, "replacement of a lift chair", OPEN),
        (CHAIR, "replacement of a lift chair for a 2-year-old boy", OPEN),
        (
            f"{CHAIR[:-1]}, or earlier if it was stolen.",
            "replacement of a lift chair after 3 years, it was stolen",
            NOT_MET,
        ),
        (
            f"{CHAIR} Replacement sooner than 5 years is covered only if the chair was stolen.",
            "replacement of a lift chair after 3 years, the chair was stolen",
            NOT_MET,
        ),
        ("Lift chairs are limited to one per calendar year.", "new lift chair after 3 months", MET),
    ],
)
def test_once_in_a_time(text: str, case: str, expected: FindingState) -> None:
    refused = refused_sooner(text)
    assert refused is not None
    assert refused.criteria is not None
    asked = ("replacement of a lift chair", "lift chair")
    terms = shipped_terms()
    node = evaluate(refused.criteria, read_facts(case), terms, asked_interventions=asked)
    assert node.state is expected


def test_what_is_covered_at_any_time_is_not_refused_sooner() -> None:
    assert refused_sooner("A lift chair is covered when one is ordered.") is None
    assert refused_sooner("A lift chair is covered for one of 5 reasons.") is None


def test_a_heading_that_names_the_thing_is_no_condition() -> None:
    text = "# Equipment\n\n## Home suction pumps\n\nA home suction pump is covered when ordered.\n"
    assert [s.conditions for s in said(POLICY, text)] == [()]
    text = "# Equipment\n\n## Asthma\n\nA home suction pump is covered when ordered.\n"
    assert [s.conditions for s in said(POLICY, text)] == [("Asthma",)]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (
            "# DME Coverage Guideline: Pumps\n\nPayer: Acme\n\nA pump is covered when ordered.",
            SourceKind.COVERAGE_POLICY,
        ),
        (
            "# Guideline on pumps\n\nWe recommend pumps for asthma. We suggest masks.",
            SourceKind.GUIDELINE,
        ),
    ],
)
def test_who_names_a_payer_and_covers_is_one(text: str, kind: SourceKind) -> None:
    document, _ = as_document(POLICY, text)
    assert describe(document).kind is kind


def test_refused_requests_over_a_limit_refuse_nothing_else() -> None:
    text = "# Velorab\n\nRequests over the quantity limit will be denied.\n"
    assert refusals(text) == ["over the quantity limit"]
    assert Join.LEAF is next(s.criteria.join for s in policy(text) if s.criteria)
