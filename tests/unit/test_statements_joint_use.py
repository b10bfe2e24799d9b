"""Uses together that a payer refuses, verbs behind an aside, and whom a reason is not asked of."""

import pytest

from ingest.statements.models import Criterion, Join
from tests.said import AGAINST, GUIDELINE, POLICY, said


def leaves(node: Criterion | None) -> list[str]:
    if node is None:
        return []
    own = [node.text] if node.join is Join.LEAF else []
    return own + [text for child in node.children for text in leaves(child)]


@pytest.mark.parametrize(
    ("text", "drug", "criterion"),
    [
        (
            "Combined use of Humira and another biologic for arthritis is considered not medically "
            "necessary.",
            "Humira",
            "Combined use of Humira and another biologic",
        ),
        (
            "The concomitant use of Botox with a gepant is not covered.",
            "Botox",
            "concomitant use of Botox with a gepant",
        ),
    ],
)
def test_a_refused_use_together_is_a_criterion_of_the_first(
    text: str, drug: str, criterion: str
) -> None:
    (one,) = said(POLICY, f"# Policy\n\n{text}\n")
    assert (one.direction, one.interventions) == (AGAINST, (drug,))
    assert leaves(one.criteria) == [criterion]


def test_a_guideline_speaks_of_the_two_together() -> None:
    text = "# Guide\n\nCombined use of Humira and another biologic is not recommended.\n"
    assert all(one.interventions != ("Humira",) for one in said(GUIDELINE, text))


CONCURRENT = (
    "# Humira Policy\n\nHumira is medically necessary for arthritis.\n\n## Not "
    "Covered\n\nHumira for any "
    "other use is considered not medically necessary, including the following:\n\n1. Concurrent "
    "Use "
    "with a Biologic. Combination therapy is generally not recommended due to adverse events.\n"
)


def test_an_item_on_a_use_together_whose_reason_is_told() -> None:
    told = [leaves(one.criteria) for one in said(POLICY, CONCURRENT)]
    assert ["Concurrent Use with a Biologic"] in told


REASON = "A reason why tablets cannot be used, even when crushed, must be given"


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        (f"{REASON}.", [REASON]),
        (
            f"{REASON}. Members 6 years of age or younger need not give a reason.",
            [REASON, "Members 6 years of age or younger"],
        ),
        (
            "The dose is stable, and records must be submitted.",
            ["The dose is stable", "records must be submitted"],
        ),
    ],
)
def test_a_verb_behind_an_aside_is_no_criterion(item: str, expected: list[str]) -> None:
    text = (
        "# Policy\n\nFoobarin is covered for gout when all of the following are met:\n\n"
        f"- Age 18 years or older; and\n- {item}\n"
    )
    (one,) = said(POLICY, text)
    assert leaves(one.criteria)[1:] == expected


def test_what_does_not_meet_them_is_no_criterion() -> None:
    text = (
        "# Policy\n\nAll of the criteria below must be met. Surgery that does not meet them is not "
        "covered.\n\nFoobarin is covered for gout.\n"
    )
    assert [one.interventions for one in said(POLICY, text)] == [("Foobarin",)]


def test_the_bare_name_of_an_act_is_no_thing() -> None:
    text = (
        "# Policy\n\nReplacement of a foobar pump: when the battery is at its end, the plan "
        "covers the replacement.\n"
    )
    named = [name.lower() for one in said(POLICY, text) for name in one.interventions]
    assert named
    assert "replacement" not in named
