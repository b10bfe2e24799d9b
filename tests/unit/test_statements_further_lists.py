"""Criteria in a list with a lead-in of its own, and circumstances as items of a list."""

import pytest

from ingest.statements.criteria_split import split_clause
from ingest.statements.models import Criterion, Join, Statement
from tests.said import AGAINST, FOR, POLICY, positions, said

COVERED = "# Nerve Stimulation\n\nNerve stimulation is considered medically necessary for epilepsy"
AGE_AND_DRUGS = "\n\n- Age 4 or older\n- Failure of two drugs\n"


def tree(node: Criterion | None) -> str:
    """A criteria tree in one line."""
    if node is None:
        return ""
    if node.join is Join.LEAF:
        return node.text
    return f"{node.join.value}({' | '.join(tree(child) for child in node.children)})"


def policy(text: str) -> tuple[Statement, ...]:
    return said(POLICY, text, subject="Nerve Stimulation")


def criteria(text: str) -> list[str]:
    return [tree(s.criteria) for s in policy(text) if s.direction is FOR]


@pytest.mark.parametrize(
    "told",
    [
        pytest.param(".\n\nCoding is listed below:", id="codes and no criteria"),
        pytest.param(".\n\nThe following are not covered:", id="a position of its own"),
        pytest.param(".\n\nMembers must bring the following documents:", id="what to bring"),
        pytest.param(".\n\nOther text.\n\nAll of the following criteria must be met:", id="apart"),
    ],
)
def test_a_list_that_is_of_something_else_is_no_criterion(told: str) -> None:
    assert criteria(f"{COVERED}{told}{AGE_AND_DRUGS}") == [""]


@pytest.mark.parametrize(
    "told",
    [
        ".\n\nAll of the following criteria must be met:",
        ". Patients must meet all of the following criteria:",
        ".\n\nThe following requirements must be met:",
        ".\n\nIn addition, the member must meet all of the following:",
    ],
)
def test_a_list_asked_for_in_a_sentence_of_its_own(told: str) -> None:
    assert criteria(f"{COVERED}{told}{AGE_AND_DRUGS}") == [
        "all_of(Age 4 or older | Failure of two drugs)"
    ]


@pytest.mark.parametrize(
    "told", ["Absence of the following contraindications:", "AND\n\nNone of the following:"]
)
def test_a_second_list_of_what_must_be_absent(told: str) -> None:
    text = f"{COVERED} when all of the following are met:{AGE_AND_DRUGS}\n{told}\n\n- Vagotomy\n"
    assert criteria(text) == ["all_of(Age 4 or older | Failure of two drugs | none_of(Vagotomy))"]


@pytest.mark.parametrize(
    "told", ["and when both of the following apply:", "and all of the following:"]
)
def test_a_list_that_only_goes_on_with_the_sentence_before(told: str) -> None:
    text = f"{COVERED} when any one of the following applies:{AGE_AND_DRUGS}\n{told}\n\n"
    assert criteria(f"{text}- No vagotomy\n- Seen by a neurologist\n") == [
        "all_of(any_of(Age 4 or older | Failure of two drugs) | No vagotomy | "
        "Seen by a neurologist)"
    ]


def test_a_sentence_that_goes_on_behind_its_list() -> None:
    text = f"{COVERED} when any one of the following applies:{AGE_AND_DRUGS}\nand when it is "
    assert criteria(f"{text}ordered by a neurologist.\n") == [
        "all_of(any_of(Age 4 or older | Failure of two drugs) | it is ordered by a neurologist)"
    ]
    assert criteria(f"{text}not covered for any other use.\n") == [
        "any_of(Age 4 or older | Failure of two drugs)"
    ]


LIMITS = "\n\n| {0} | {1} |\n|---|---|\n| Age | 4 years or older |\n| Prior vagotomy | None |\n"


def test_rows_of_thresholds_are_the_criteria_of_the_sentence_above() -> None:
    text = f"{COVERED} when all of the following are met:"
    for head in (("Criterion", "Threshold"), ("Parameter", "Required value")):
        assert criteria(text + LIMITS.format(*head)) == [
            "all_of(Age 4 years or older | no Prior vagotomy)"
        ]


def test_rows_of_what_else_are_no_thresholds() -> None:
    text = f"{COVERED} when all of the following are met:"
    assert criteria(text + LIMITS.format("Code", "Description")) != [
        "all_of(Age 4 years or older | no Prior vagotomy)"
    ]
    assert criteria(f"{COVERED}.{LIMITS.format('Finding', 'Value')}") == [""]


def test_or_on_a_line_of_its_own_adds_no_list() -> None:
    text = f"{COVERED} when all of the following are met:{AGE_AND_DRUGS}\nOR\n\nNone of these:\n"
    assert criteria(text) == ["all_of(Age 4 or older | Failure of two drugs)"]


def test_circumstances_in_a_list_are_no_interventions() -> None:
    found = policy(
        f"{COVERED}.\n\nNerve stimulation is considered not medically necessary in the following "
        "situations:\n\n- When performed to relieve neck pain\n- In conjunction with resection\n"
        "- For migraine\n"
    )
    told = [
        (s.interventions, s.conditions, tree(s.criteria)) for s in found if s.direction is AGAINST
    ]
    name = ("Nerve stimulation",)
    assert told == [
        (name, (), "performed to relieve neck pain"),
        (name, (), "In conjunction with resection"),
        (name, ("migraine",), ""),
    ]


def test_a_catch_all_with_its_examples_inside_the_sentence() -> None:
    found = policy(
        f"{COVERED}.\n\nNerve stimulation for any other indication, including the following, is "
        "considered investigational:\n\n- Heart failure\n- Chronic pain of longer than one year\n"
    )
    against = [s for s in found if s.direction is AGAINST]
    assert [(s.catch_all, s.conditions) for s in against] == [
        (True, ()),
        (False, ("Heart failure",)),
        (False, ("Chronic pain of longer than one year",)),
    ]


def test_humana_says_who_is_eligible() -> None:
    found = policy(
        "# Field Therapy\n\nHumana members may be eligible under the Plan for field therapy for "
        "glioma when the following criteria are met:\n\n- Age 22 or older\n\nHumana members may "
        "NOT be eligible under the Plan for field therapy for any indications other than those "
        "listed above including, but may not be limited to:\n\n- Mesothelioma\n\nThese are deemed "
        "experimental as they are not generally accepted.\n"
    )
    assert [(s.direction, s.conditions, s.catch_all) for s in found] == [
        (FOR, ("glioma",), False),
        (AGAINST, (), True),
        (AGAINST, ("Mesothelioma",), False),
    ]


def test_lists_under_the_scope_of_a_policy_are_read_and_its_paragraphs_are_not() -> None:
    found = policy(
        "# Nerve Stimulation\n\n## Scope of Policy\n\nNerve stimulation for pain is not covered by "
        "this bulletin.\n\n1. Northfield considers the following medically necessary:\n    - Nerve "
        "stimulation for epilepsy\n"
    )
    assert [(s.direction, s.conditions) for s in positions(found)] == [(FOR, ("epilepsy",))]


@pytest.mark.parametrize(
    ("text", "n"),
    [
        ("Improvement in signs and symptoms from baseline", 1),
        ("The surgery is expected to restore or improve the functional deficit", 1),
        ("Member is unable to swallow and diagnosis of stroke is confirmed", 2),
        ("Member has signs of infection and fever is above 38 degrees", 2),
    ],
)
def test_verbs_of_one_object_are_one_criterion(text: str, n: int) -> None:
    assert max(1, len(split_clause(text).children)) == n


@pytest.mark.parametrize(
    ("item", "told"),
    [
        ("Member has tried methotrexate, if not contraindicated", None),
        ("Only if the patient has failed two drugs", None),
        ("Diagnosis is confirmed by biopsy if available", None),
        ("Women have had symptoms for a year", None),
        ("Women aged 18 or older with a BMI over 30", None),
        (
            "Women 40 years of age or older have had a negative mammogram",
            "any_of(have had a negative mammogram | none_of(Women 40 years of age or older))",
        ),
        (
            "Women 40 years of age or older have had a negative mammogram; and",
            "any_of(have had a negative mammogram | none_of(Women 40 years of age or older))",
        ),
        (
            "Females of childbearing potential must use contraception",
            "any_of(must use contraception | none_of(Females of childbearing potential))",
        ),
        (
            "A mammogram is negative, if the member is 40 or older",
            "any_of(A mammogram is negative | none_of(the member is 40 or older))",
        ),
        (
            "If the member is 40 or older, a mammogram is negative",
            "any_of(a mammogram is negative | none_of(the member is 40 or older))",
        ),
        (
            "A course of antibiotics if an infection of the nose is suspected",
            "any_of(A course of antibiotics | none_of(an infection of the nose is suspected))",
        ),
    ],
)
def test_a_criterion_asked_of_some_is_met_by_the_others(item: str, told: str | None) -> None:
    (one,) = criteria(
        f"{COVERED} when all of the following are met:\n\n- Age 4 or older\n- {item}\n"
    )
    assert (f"| {told})" in one) if told else "none_of" not in one


def test_criteria_below_an_indication_below_a_thing_are_that_indication_s() -> None:
    found = said(
        POLICY,
        "# Pumps\n\nThe following are medically necessary:\n\n"
        "- A. Foobar pump for any of the following indications:\n"
        "  - 1. Acute gout.\n"
        "  - 2. Chronic wounds when all of the following are met:\n"
        "    - a. the wound is 3 cm or less\n"
        "    - b. no infection\n",
        subject="Pumps",
    )
    wounds = next(s for s in found if "Chronic wounds" in s.conditions)
    assert wounds.criteria is not None
    assert [leaf.text for leaf in wounds.criteria.leaves()] == [
        "the wound is 3 cm or less",
        "no infection",
    ]


def test_what_a_thing_is_done_for_is_no_thing() -> None:
    found = said(
        POLICY,
        "# Imaging\n\nFoobar imaging is medically necessary for the following:\n\n"
        "- Screening of individuals with dense tissue for breast cancer\n"
        "- Detection of implant rupture in individuals with implants\n",
        subject="Imaging",
    )
    assert all(s.interventions[0].startswith("Foobar imaging") for s in found)


def test_a_refused_repetition_says_by_its_criterion_that_the_first_was_done() -> None:
    text = "# Nerve Stimulation\n\nRepeat nerve stimulation is not medically necessary "
    told = policy(f"{text}when a stimulation trial has already been performed.\n")
    assert [s.phase for s in told if s.direction is AGAINST] == [""]
    other = policy(f"{text}for migraine.\n")
    assert [s.phase for s in other if s.direction is AGAINST] == ["continued"]
