"""Recommendations in the ways of their publishers; sentences that recommend nothing come first."""

import pytest

from tests.said import AGAINST, FOR, GUIDELINE, positions, rows, said


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            "Recommendation 1. We suggest ice. Baclofen remains an acceptable alternative.",
            id="an alternative",
        ),
        pytest.param("If baclofen is contraindicated, ask a colleague.", id="a condition alone"),
    ],
)
def test_nothing_is_said_of_baclofen(text: str) -> None:
    found = positions(said(GUIDELINE, f"# Toe tics\n\n{text}\n", subject="toe tics"))
    assert not any(s.direction is FOR and "aclofen" in s.interventions[0] for s in found)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "1.2.2 If baclofen is contraindicated or not tolerated, consider tizanidine.",
            [(FOR, "tizanidine", "toe tics")],
            id="a condition in front that holds words of a position",
        ),
        pytest.param(
            "Patients who are obese should be offered heat; ice is recommended for toe rot. (1A)",
            [(FOR, "heat", "toe tics"), (FOR, "ice", "toe rot")],
            id="a clause of people is no condition in front",
        ),
        pytest.param(
            "Heat should be used in patients with toe rot in whom ice is contraindicated. (1A)",
            [(FOR, "Heat", "toe rot")],
            id="what is contraindicated in those who get it",
        ),
        pytest.param(
            "In adults with toe rot, offer ice.",
            [(FOR, "ice", "toe rot")],
            id="an imperative behind its people",
        ),
        pytest.param(
            "1.2.6 Refer people for surgical review when symptoms persist for more than 3 months.",
            [(FOR, "surgical review", "toe tics")],
            id="who is referred, and for what",
        ),
        pytest.param(
            "9.1 Treat most adults with type 1 toe rot with continuous ice infusion.",
            [(FOR, "continuous ice infusion", "type 1 toe rot")],
            id="who is treated, and with what",
        ),
        pytest.param(
            "9.6 Screen for depression in people with toe rot at least annually.",
            [(FOR, "screening for depression", "depression & toe rot")],
            id="what is screened for, and in whom",
        ),
        pytest.param(
            "We suggest assessing patients who report toe pain with the Toe Severity Index. (2B)",
            [(FOR, "Toe Severity Index", "toe tics")],
            id="with what is assessed",
        ),
        pytest.param(
            "It is recommended to use ice in patients with toe rot. (Class I)",
            [(FOR, "ice", "toe rot")],
            id="it is recommended to",
        ),
        pytest.param(
            "It is not recommended to use quinine in patients with toe rot. (Class III)",
            [(AGAINST, "quinine", "toe rot")],
            id="it is not recommended to",
        ),
        pytest.param(
            "It may be reasonable to screen for gout in patients with toe rot. (Class 2b)",
            [(FOR, "screening for gout", "gout & toe rot")],
            id="it may be reasonable to screen",
        ),
        pytest.param(
            "1. Don't order MRI of the toe for plantar pain.",
            [(AGAINST, "MRI of the toe", "plantar pain")],
            id="Choosing Wisely",
        ),
        pytest.param(
            "We suggest against ice for those with toe rot who are at low risk of gangrene. (2C)",
            [(AGAINST, "ice", "toe rot")],
            id="a low risk is no condition",
        ),
        pytest.param(
            "Quinine should be considered with caution because of its abuse potential (Level B).",
            [(FOR, "Quinine", "toe tics")],
            id="caution is no condition",
        ),
        pytest.param(
            "Evidence was insufficient to recommend for or against quinine for toe rot; the group "
            "makes no graded statement.",
            "quinine",
            id="an aside behind a semicolon",
        ),
    ],
)
def test_what_is_recommended(text: str, expected: object) -> None:
    found = positions(said(GUIDELINE, f"# Toe tics\n\n{text}\n", subject="toe tics"))
    if isinstance(expected, str):
        assert [s.conditions for s in found] == [("toe rot",)]
    else:
        assert [(d, i.split(" | ")[0], c) for d, i, c in rows(found)] == expected


def test_only_as_part_of_a_trial() -> None:
    (one,) = said(
        GUIDELINE, "# Tics\n\n1.1 Only offer ice as part of a clinical trial.\n", subject="toe tics"
    )
    assert one.criteria is not None
    assert one.criteria.text == "as part of a clinical trial"


def test_not_routinely_is_a_qualifier() -> None:
    (one,) = said(
        GUIDELINE, "# Tics\n\n1.1 Do not routinely offer imaging for toe rot.\n", subject="toe tics"
    )
    assert (one.direction, one.qualifier) == (AGAINST, "routinely")


EXCEPTED = (
    "For patients with their first flare, we conditionally recommend against starting icing, with "
    "the exception of patients with toe rot or gangrene, for whom we conditionally recommend "
    "starting icing."
)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(EXCEPTED, id="in a paragraph"),
        pytest.param(
            f"| Recommendation | Certainty |\n|---|---|\n| {EXCEPTED} | High |", id="in a row"
        ),
    ],
)
def test_those_who_are_excepted_are_recommended_it(text: str) -> None:
    first, second = said(GUIDELINE, f"# Flares\n\n{text}\n", subject="flares")
    assert (first.direction, second.direction) == (AGAINST, FOR)
    assert first.conditions == ("flares",)
    assert first.interventions == second.interventions
    assert "toe rot" in second.conditions
    leaves = list(first.criteria.leaves()) if first.criteria else []
    assert "their first flare" in [leaf.text for leaf in leaves]  # how often it came is asked for
    assert not any("recommend" in leaf.text for leaf in leaves)


EULAR = """# Toe arthritis

|  | Recommendation | LoE | GoR |
|---|---|---|---|
| 1 | Topical ice should be considered as first-line treatment. | 1b | A |
| 2 | Surgery may be considered when other treatments have failed. | 5 | D |
"""


def test_grades_of_evidence_based_on_opinion_are_no_advice_against() -> None:
    found = said(GUIDELINE, EULAR, subject="toe arthritis")
    assert [(s.direction, s.grade, s.recommendation) for s in found] == [
        (FOR, "GoR A", "1"),
        (FOR, "GoR D", "2"),
    ]


RATED = """# Toe pain

## Variant 1: Chronic toe pain. Initial imaging.

| Procedure | Appropriateness Category | Relative Radiation Level |
|---|---|---|
| Radiography toe | Usually Appropriate | low |
| US toe | May Be Appropriate | none |
| MRI toe without contrast | Usually Not Appropriate | none |
"""


def test_rated_procedures() -> None:
    found = said(GUIDELINE, RATED, subject="toe pain")
    assert [(s.direction, s.interventions[0], s.grade) for s in found] == [
        (FOR, "Radiography toe", "Usually Appropriate"),
        (FOR, "US toe", "May Be Appropriate"),
        (AGAINST, "MRI toe without contrast", "Usually Not Appropriate"),
    ]
    assert {s.conditions for s in found} == {("Chronic toe pain",)}


def test_other_tables_rate_nothing() -> None:
    text = RATED.replace("Appropriateness Category", "Cost").replace("Usually", "often")
    assert said(GUIDELINE, text, subject="toe pain") == ()


def test_a_later_sentence_speaks_of_the_people_of_the_first() -> None:
    text = (
        "4.2.1: In adults with toe rot, the best temperature is not known. We suggest that quinine "
        "not be routinely used (2C)."
    )
    found = positions(said(GUIDELINE, f"# Toes\n\n{text}\n", subject="toe disease"))
    assert [(s.direction, s.interventions[0], s.conditions) for s in found] == [
        (AGAINST, "quinine", ("toe rot",))
    ]


def test_a_sentence_of_its_own_people_keeps_them() -> None:
    text = "4.2.1: In adults with toe rot, ice is suggested (2C). We suggest heat for warts (2C)."
    found = positions(said(GUIDELINE, f"# Toes\n\n{text}\n", subject="toe disease"))
    assert [s.conditions for s in found] == [("toe rot",), ("warts",)]
