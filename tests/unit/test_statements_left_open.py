"""What a body leaves open, forbids by "shall", or said in an earlier edition."""

import pytest

from ingest.statements.draft import direction_of_grade
from ingest.statements.may_speak import may_speak
from tests.said import AGAINST, FOR, GUIDELINE, INSUFFICIENT, rows, said

GRADED = "".join(f"{n}. We recommend drug {n} for gout (1B).\n\n" for n in range(1, 5))


def directions(text: str) -> list[object]:
    """Directions of what a guideline says of Velora, beside four graded recommendations."""
    found = rows(said(GUIDELINE, f"# Gout\n\n{GRADED}{text}\n", subject="gout"))
    return [way for way, thing, _ in found if "Velora" in thing]


@pytest.mark.parametrize(
    "text",
    [
        "Practice Point 3.2: Velora: we are unable to recommend for or against Velora in gout.",
        "The panel concluded that evidence on Velora is insufficient to recommend for or against "
        "its use.",
        "Velora: the evidence is not sufficient to give a recommendation for or against its use "
        "in gout.",
        "There is not enough evidence to recommend for or against Velora.",
        "## Rationale\n\nFor Velora there was insufficient evidence, so the committee was unable "
        "to make a recommendation for or against it and made a recommendation for research.",
    ],
)
def test_advice_neither_way_is_a_position_though_it_has_no_grade(text: str) -> None:
    assert directions(text) == [INSUFFICIENT]


@pytest.mark.parametrize(
    "text",
    [
        "There is insufficient evidence to support Velora.",
        "## Rationale\n\nThe committee was unable to find trials of Velora.",
        "## Rationale\n\nVelora is recommended by some authors.",
    ],
)
def test_a_discussion_beside_graded_advice_stays_one(text: str) -> None:
    assert directions(text) == []


def test_a_practice_point_is_a_recommendation_by_its_number() -> None:
    text = "Practice Point 3.4: Velora should not be used in gout."
    assert directions(text) == [AGAINST]
    assert directions(text.removeprefix("Practice Point 3.4: ")) == []


def test_shall_and_shall_not() -> None:
    found = said(GUIDELINE, "Velora shall not be used in gout. Belora shall be offered in gout.\n")
    assert rows(found) == [(AGAINST, "Velora", "gout"), (FOR, "Belora", "gout")]


@pytest.mark.parametrize(
    ("label", "way"),
    [("A ⇑⇑", FOR), ("B ⇓", AGAINST), ("A ⇓⇓", AGAINST), ("0 ⇔", None), ("B", None)],
)
def test_arrows_of_a_grade_point(label: str, way: object) -> None:
    assert direction_of_grade(label) is way


def test_a_row_that_shall_not_is_against_whatever_stands_beside() -> None:
    table = (
        "| No. | Recommendation | Grade |\n|---|---|---|\n"
        "| 4-5 | Velora shall not be used in gout beyond 4 weeks. | A ⇓⇓ |\n"
        "| 4-6 | Belora: the evidence is not sufficient to give a recommendation for or against "
        "its use in gout. | ST |\n"
    )
    assert [s.direction for s in said(GUIDELINE, table)] == [AGAINST, INSUFFICIENT]


def test_what_was_advised_in_an_earlier_year_is_no_position() -> None:
    once = "In 2019, injection of Velora was not recommended."
    assert directions(once) == []
    assert not may_speak(once)
    now = "In 2019 trials were few. Injection of Velora is not recommended for gout."
    assert rows(said(GUIDELINE, now))[0][0] is AGAINST


def test_what_holds_above_all_for_some_holds_for_the_others_too() -> None:
    above = said(GUIDELINE, "Velora is recommended in gout, above all where there is pain.\n")
    where = said(GUIDELINE, "Velora is recommended in gout where there is pain at night.\n")
    assert above[0].criteria is None
    assert where[0].criteria is not None


def test_posture_and_wearing_are_no_criteria_and_people_are() -> None:
    worn = said(
        GUIDELINE,
        "Offer a knee brace in the extended position, worn at night for 6 weeks, to adults with "
        "mild sprain.\n",
    )
    assert rows(worn) == [(FOR, "knee brace", "mild sprain")]
    assert worn[0].criteria is None
    used = said(GUIDELINE, "Offer Velora, used in people with gout, to lower pain.\n")
    assert "gout" in " ".join(used[0].conditions + used[0].interventions)


def test_too_little_evidence_for_its_use_is_on_what_a_label_in_front_names() -> None:
    text = (
        "# A\n\n**8.** Willow juice: the trials are small and of short duration. There is "
        "insufficient evidence to make a recommendation for or against its use in gout.\n\n"
        "**9.** There is insufficient evidence to make recommendations regarding the use of zinc "
        "or gold in gout.\n"
    )
    assert rows(said(GUIDELINE, text, subject="gout")) == [
        (INSUFFICIENT, "Willow juice", "gout"),
        (INSUFFICIENT, "zinc | gold", "gout"),
    ]


@pytest.mark.parametrize(
    ("who", "asked"),
    [
        (
            "diagnosed with gout who have contraindications to or experience adverse effects of "
            "allopurinol",
            "have contraindications to or experience adverse effects of allopurinol",
        ),
        (
            "with gout who have contraindications to allopurinol",
            "have contraindications to allopurinol",
        ),
        (
            "with gout who have a contraindication or intolerance to allopurinol",
            "have a contraindication or intolerance to allopurinol",
        ),
    ],
)
def test_who_cannot_be_given_another_drug_is_no_disease(who: str, asked: str) -> None:
    (found,) = said(
        GUIDELINE, f"# Guide\n\nWe suggest Velora as a second-line drug in adults {who}.\n"
    )
    assert found.condition_groups == (("gout",),)
    assert found.criteria is not None
    assert found.criteria.text == asked


def test_an_individualized_approach_on_whether_to_start_is_advice() -> None:
    text = (
        "Clinicians should take an individualized approach to deciding whether to start Velora in"
    )
    (found,) = said(GUIDELINE, f"# Guide\n\n{text} adults with gout.\n")
    assert (found.interventions, found.condition_groups) == (("Velora",), (("gout",),))
    assert found.grade == "may"
