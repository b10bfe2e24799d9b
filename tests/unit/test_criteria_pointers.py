"""Criteria that point to others, and criteria that are waived; what must stay comes first."""

import pytest

from tests.said import POLICY, said
from tests.unit.test_statements_policies import tree

LIST = """# Velora

I. Velora is considered medically necessary for gout when criteria A, B and C below are met:

A. Very high risk
B. Step therapy: one of
   1. diet
   2. two drugs
C. No toe surgery

"""
OF_LIST = "all_of(Very high risk | any_of(diet | two drugs) | No toe surgery)"


def trees(text: str) -> list[str]:
    return [tree(s.criteria) for s in said(POLICY, text, subject="Velora")]


@pytest.mark.parametrize(
    "note",
    [
        pytest.param(
            "Note: Step therapy (B) is explained elsewhere.", id="a note that waives nothing"
        ),
        pytest.param("Exception: Where the dose is high, the record must say so.", id="a duty"),
        pytest.param("Where the toe is red, hair need not be cut.", id="nothing of the list"),
    ],
)
def test_a_list_stays_as_it_is(note: str) -> None:
    assert trees(f"{LIST}{note}\n") == [OF_LIST]


def test_a_note_waives_the_criterion_that_it_marks() -> None:
    (one,) = trees(f"{LIST}Note: Step therapy (B) is waived if the urate is 12 or above.\n")
    assert one == (
        "all_of(Very high risk | any_of(any_of(diet | two drugs) | the urate is 12 or above) "
        "| No toe surgery)"
    )


def test_a_waiver_by_a_decimal_number_is_not_cut_at_its_point() -> None:
    (one,) = trees(f"{LIST}Note: Step therapy (B) is waived if the urate is 12.5 or above.\n")
    assert "the urate is 12.5 or above" in one


def test_an_exception_waives_the_criterion_that_it_names() -> None:
    (one,) = trees(
        "# Velora\n\nVelora is covered when all of the following are met:\n\n- The toe is red\n"
        "- The planned dose is above the line of the Toe Sliding Scale\n\n"
        "Exception: Where the planned dose is 1,000 mg or more, the Toe Sliding Scale need not be "
        "consulted.\n"
    )
    assert one == (
        "all_of(The toe is red | any_of(The planned dose is above the line of the Toe Sliding Scale"
        " | the planned dose is 1,000 mg or more))"
    )


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        (
            "Pain has lasted 4 weeks. Exception: acute toe pain, for which no waiting period "
            "applies.",
            "any_of(Pain has lasted 4 weeks | acute toe pain)",
        ),
        (
            "The nail is loose; this criterion does not apply to members under 18, who heal well.",
            "any_of(The nail is loose | members under 18)",
        ),
        ("Two drugs have failed (gout also qualifies).", "any_of(Two drugs have failed | gout)"),
        (
            "A trial of strict diet has failed. The trial is not required for kidney stones.",
            "any_of(A trial of strict diet has failed | kidney stones)",
        ),
        (
            "The nail is loose. An X-ray is not required for healthy toes.",
            "The nail is loose. An X-ray is not required for healthy toes",
        ),
        (
            "The toe has not healed yet and, if a bunion is present, taping.",
            "all_of(The toe has not healed yet | any_of(taping | none_of(a bunion is present)))",
        ),
        ("The toe is red (see the picture).", "The toe is red (see the picture)"),
    ],
)
def test_waivers_inside_a_criterion(item: str, expected: str) -> None:
    (one,) = trees(
        f"# Velora\n\nVelora is covered when all of the following are met:\n\n1. {item}\n"
        "2. The toe is sore.\n"
    )
    assert one == f"all_of({expected} | The toe is sore)"


def test_what_is_pointed_to_is_put_in_its_place() -> None:
    _, again, high = trees(
        f"{LIST}Repeat Velora is considered medically necessary when healing is shown and "
        f"criteria A "
        "through C above are again met.\n\nHigh-dose Velora is covered when A and C above are "
        "met.\n"
    )
    assert again == f"all_of(healing is shown | {OF_LIST})"
    assert high == "all_of(Very high risk | No toe surgery)"


def test_a_part_that_is_met_is_another_statement() -> None:
    _, electric = trees(
        "# Beds\n\n(A) A fixed bed is covered if the member meets one or more of these:\n\n"
        "1. Needs positioning\n2. Needs traction\n\n(B) An electric bed is covered if the member "
        "meets (A) and requires changes in position.\n"
    )
    assert (
        electric
        == "all_of(any_of(Needs positioning | Needs traction) | requires changes in position)"
    )


def test_a_pointer_to_nothing_stays_a_leaf() -> None:
    (one,) = trees("# Velora\n\nVelora is covered when criteria X and Y above are met.\n")
    assert one == "criteria X and Y above are met"


def test_criteria_behind_a_list_of_conditions() -> None:
    found = said(
        POLICY,
        "# Velora\n\nVelora is considered medically necessary for:\n\n1. Gout, or\n2. Toe rot\n\n"
        "when ALL of the following are met:\n\na. The member is 10 years or older\nb. No surgery\n",
        subject="Velora",
    )
    assert [s.conditions for s in found] == [("Gout",), ("Toe rot",)]
    assert {tree(s.criteria) for s in found} == {
        "all_of(The member is 10 years or older | No surgery)"
    }


def test_what_lasts_in_two_things_is_one_criterion() -> None:
    (one,) = trees(
        "# Velora\n\nVelora is covered when the injection gave 50% relief in pain or function "
        "for at "
        "least 3 months.\n"
    )
    assert one == "the injection gave 50% relief in pain or function for at least 3 months"


REFUSED = """## III. Contraindications

Velora is not medically necessary in a member with any of these:

- toe surgery
- high urate
"""
ASKED = """# Velora

Velora is considered medically necessary for gout when ALL of the following are met:

1. Age 18 or older
2. {item}

"""


@pytest.mark.parametrize(
    "item",
    [
        "None of the contraindications in section III",
        "The member has no contraindication (section III)",
        "Contraindications under section III are ruled out",
    ],
)
def test_none_of_a_section_s_exclusions_may_be_there(item: str) -> None:
    first = trees(ASKED.format(item=item) + REFUSED)[0]
    assert first == "all_of(Age 18 or older | none_of(toe surgery | high urate))"


@pytest.mark.parametrize("item", ["Contraindications in section III", "Review of section III"])
def test_an_exclusion_that_is_pointed_to_is_never_asked_for(item: str) -> None:
    assert "any_of" not in trees(ASKED.format(item=item) + REFUSED)[0]


@pytest.mark.parametrize(
    ("item", "inner"),
    [
        ("One of the treatments in section 3", "any_of(diet | two drugs)"),
        ("No response to those in section 3", "No response to those in section 3"),
        ("None of the conditions in section 3", "none_of(diet | two drugs)"),
    ],
)
def test_a_section_that_does_not_refuse_is_asked_as_the_criterion_says(
    item: str, inner: str
) -> None:
    section = "## 3. Treatments\n\nAny of the following:\n\n- diet\n- two drugs\n"
    assert trees(ASKED.format(item=item) + section)[0] == f"all_of(Age 18 or older | {inner})"


def test_what_is_covered_under_another_s_criteria_has_these() -> None:
    text = "## Chronic gout\n\nOnly Velora is covered for it, under the criteria of section I.\n"
    assert trees(LIST + text)[-1] == OF_LIST


def test_criteria_that_are_nowhere_stay_open() -> None:
    text = "## Chronic gout\n\nOnly Velora is covered for it, under the criteria of section IX.\n"
    assert trees(LIST + text)[-1] == "under the criteria of section IX"
