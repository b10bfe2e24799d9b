"""Two verdicts on one thing in one sentence; what is only one comes first."""

import pytest

from tests.said import AGAINST, FOR, GUIDELINE, POLICY, Row, rows, said

MIGRAINE = (FOR, "Topiramate", "migraine prevention")
PREGNANCY = (AGAINST, "Topiramate", "pregnancy")


def told(text: str, kind=GUIDELINE) -> list[Row]:  # type: ignore[no-untyped-def]
    return rows(said(kind, f"# Guide\n\n{text}\n"))


@pytest.mark.parametrize(
    "text",
    [
        "Topiramate is recommended for patients who cannot take valproate and should not receive "
        "propranolol.",
        "Topiramate is recommended for migraine when propranolol has failed and is not tolerated.",
        "Topiramate is recommended for migraine prevention and is well tolerated.",
        "Topiramate is recommended for migraine prevention but is not free of adverse effects.",
    ],
)
def test_what_follows_is_said_of_somebody_or_is_no_refusal(text: str) -> None:
    assert [row[0] for row in told(text)] == [FOR]


@pytest.mark.parametrize(
    "text",
    [
        "Topiramate is suggested for migraine prevention; do not offer it during pregnancy.",
        "Topiramate is recommended for migraine prevention but should not be used in pregnancy.",
        "Topiramate is recommended for migraine prevention; it should not be used in pregnancy.",
        "Topiramate is recommended for migraine prevention, but it should be avoided in pregnancy.",
        "Topiramate is recommended for migraine prevention; avoid in pregnancy.",
        "Topiramate is recommended for migraine prevention and should be avoided in pregnancy.",
        "Topiramate is recommended for migraine prevention but is contraindicated in pregnancy.",
    ],
)
def test_a_second_verdict_refuses_what_the_first_is_about(text: str) -> None:
    assert told(text) == [MIGRAINE, PREGNANCY]


def test_advice_for_and_against() -> None:
    text = "We suggest topiramate for migraine prevention and advise against its use in pregnancy."
    assert told(text) == [
        (FOR, "topiramate", "migraine prevention"),
        (AGAINST, "topiramate", "pregnancy"),
    ]


def test_a_policy_that_covers_one_use_and_not_another() -> None:
    text = "Topiramate is covered for migraine prevention but is not covered for weight loss."
    assert told(text, POLICY) == [MIGRAINE, (AGAINST, "Topiramate", "weight loss")]


@pytest.mark.parametrize(
    "second",
    [
        "Avoid in pregnancy.",
        "Avoid its use in pregnancy.",
        "Do not offer it during pregnancy.",
        "We recommend against its use in pregnancy.",
        "Its use in pregnancy is not recommended.",
    ],
)
def test_the_next_sentence_on_its_use(second: str) -> None:
    assert told(f"Topiramate is suggested for migraine prevention. {second}") == [
        MIGRAINE,
        PREGNANCY,
    ]


NEXT = "Topiramate is suggested for migraine prevention"


@pytest.mark.parametrize(
    "text",
    [
        f"{NEXT}. Contraindicated in pregnancy.",
        f"{NEXT} (not in pregnancy).",
        f"{NEXT} (avoid in pregnancy).",
        f"{NEXT}. Not recommended in pregnancy.",
    ],
)
def test_a_refusal_without_subject_and_verb(text: str) -> None:
    assert told(text) == [MIGRAINE, PREGNANCY]


@pytest.mark.parametrize(
    "text",
    [
        "It is reasonable to withhold topiramate during surgery.",
        "Not in this guideline: topiramate.",
        "Contraindicated in:",
    ],
)
def test_what_is_said_of_nothing_before(text: str) -> None:
    assert told(f"{NEXT}. {text}")[1:] == []


def test_what_is_refused_is_allowed_in_others() -> None:
    text = (
        "Topiramate is not recommended for tension headache but may be considered for migraine "
        "prevention."
    )
    assert told(text) == [
        (AGAINST, "Topiramate", "tension headache"),
        (FOR, "Topiramate", "migraine prevention"),
    ]


def test_two_refusals_of_one_thing() -> None:
    text = "Topiramate should be avoided in gout, and must not be used in kidney stones."
    assert told(text) == [
        (AGAINST, "Topiramate", "gout"),
        (AGAINST, "Topiramate", "kidney stones"),
    ]


def test_an_exception_behind_a_grade() -> None:
    text = "We recommend topiramate for migraine [1B], but not in patients with gout [2C]."
    assert told(text) == [(FOR, "topiramate", "migraine"), (AGAINST, "topiramate", "gout")]


def test_people_in_front_are_those_of_both_clauses() -> None:
    text = (
        "In pregnant women with gout, we recommend colchicine [1A] and we recommend against "
        "allopurinol and against febuxostat [1B]."
    )
    found = said(GUIDELINE, f"# Guide\n\n{text}\n")
    assert [(s.direction, s.interventions[0]) for s in found] == [
        (FOR, "colchicine"),
        (AGAINST, "allopurinol"),
        (AGAINST, "febuxostat"),
    ]
    assert all(s.population == "pregnant women" for s in found)


@pytest.mark.parametrize(
    "text",
    [
        "For adults with acute back pain, we recommend that NSAIDs be used and bed rest not be "
        "used.",
        "We recommend that NSAIDs be used for acute back pain and bed rest not be used.",
    ],
)
def test_what_is_not_to_be_done_beside_what_is(text: str) -> None:
    assert told(text) == [
        (FOR, "NSAIDs", "acute back pain"),
        (AGAINST, "bed rest", "acute back pain"),
    ]


def test_though_not_for_others() -> None:
    assert told("We recommend topiramate for migraine, though not for people with glaucoma.") == [
        (FOR, "topiramate", "migraine"),
        (AGAINST, "topiramate", "glaucoma"),
    ]
