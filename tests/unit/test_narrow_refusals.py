"""Forms of a condition: those that exclude the asked one, and those whose criteria fail."""

import pytest

WOUNDS = """## Policy

Maggot therapy is considered medically necessary for non-healing diabetic foot wounds when ALL of
the following are met:

1. The wound is classified as Wagner grade III or higher
2. Standard wound care has failed for 30 days
"""


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        # a number behind a comma is a time and no second grade
        (
            "Maggot therapy for a diabetic foot wound, Wagner grade II, 6 weeks of offloading?",
            "not_necessary",
        ),
        # the form is not told, and its criteria fail: nothing supports
        ("Maggot therapy, diabetic foot wound, Wagner grade I. Covered?", "not_necessary"),
        ("Is maggot therapy medically necessary for a diabetic foot wound?", "conditional"),
    ],
)
def test_what_is_covered_in_a_form_alone_is_refused_where_its_criteria_fail(
    corpus, question, verdict
) -> None:
    corpus.policy("maggots", WOUNDS)
    assert corpus.ask(question).verdict == verdict


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        ("Is carotid angiography medically necessary for pulsatile tinnitus?", "necessary"),
        ("Is carotid angiography medically necessary for non-pulsatile tinnitus?", "not_addressed"),
    ],
)
def test_a_prefix_denies_a_form(corpus, question, verdict) -> None:
    corpus.guideline("tinnitus", "We recommend carotid angiography for pulsatile tinnitus.")
    assert corpus.ask(question).verdict == verdict


FRAME = """## Populations, interventions, comparators, outcomes

| Populations | Interventions | Comparators | Outcomes |
|---|---|---|---|
| Individuals with depression | Gastric pacing | Standard therapy | Symptoms, quality of life |

## Policy

Gastric pacing is considered investigational for all indications.
"""


def test_the_frame_of_a_review_takes_no_position(corpus) -> None:
    corpus.policy("pacing", FRAME)
    asked = corpus.ask("Is gastric pacing medically necessary for depression?")
    assert asked.verdict == "not_necessary"
    assert all("Comparators" not in row.quote for row in asked.answer.positions)


BENEFIT = """## General

Home phototherapy is covered under the durable medical equipment benefit.

## Nationally non-covered indications

- Vitiligo of the lips
"""


def test_under_which_benefit_a_thing_falls_is_no_position(corpus) -> None:
    corpus.policy("light", BENEFIT)
    assert (
        corpus.ask("Is home phototherapy medically necessary for psoriasis?").verdict
        == "not_addressed"
    )


CODES = """## Policy

Cold laser is considered medically necessary for oral mucositis and for hearing loss when the
diagnosis is confirmed.

## Codes covered if selection criteria are met

| Code | Description |
|---|---|
| K12.31 | Oral mucositis due to therapy |
| F84.0 | Autistic disorder (not covered) |
| H91.20 | Sudden hearing loss |
"""


def test_not_covered_beside_a_code_is_said_of_that_row_alone(corpus) -> None:
    corpus.policy("laser", CODES)
    assert corpus.ask("Is cold laser covered for H91.20?").verdict != "not_necessary"
    assert corpus.ask("Is cold laser covered for F84.0?").verdict == "not_necessary"
