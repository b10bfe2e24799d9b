"""Advice for "A without B" over "A with B" is advice against B; "over X" names no disease."""

import pytest

from tests.said import AGAINST, FOR, GUIDELINE, rows, said


def told(text: str):  # type: ignore[no-untyped-def]
    return said(GUIDELINE, f"# Guide\n\n{text}\n")


@pytest.mark.parametrize(
    "text",
    [
        "Starting colchicine without long-term prednisone is strongly recommended over starting "
        "colchicine with long-term prednisone for gout.",
        "Initiation of colchicine without long-term prednisone is recommended over initiation "
        "with long-term prednisone for gout.",
        "We recommend colchicine without long-term prednisone rather than colchicine with "
        "long-term prednisone for gout.",
    ],
)
def test_the_companion_is_advised_against(text: str) -> None:
    assert rows(told(text)) == [(AGAINST, "long-term prednisone", "gout")]


@pytest.mark.parametrize(
    ("text", "thing"),
    [
        (
            "We suggest hernia repair without mesh for inguinal hernia.",
            "hernia repair without mesh",
        ),
        (
            "We suggest injection without image guidance over surgery for inguinal hernia.",
            "injection without image guidance",
        ),
        ("We recommend mesh over stitches for inguinal hernia.", "mesh"),
    ],
)
def test_what_goes_without_something_is_advised(text: str, thing: str) -> None:
    assert rows(told(text)) == [(FOR, thing, "inguinal hernia")]


@pytest.mark.parametrize("over", ["over", "rather than", "instead of"])
def test_what_it_is_compared_with_may_stand_behind_the_people(over: str) -> None:
    (found,) = told(
        f"Allopurinol is recommended for patients with gout, {over} febuxostat and probenecid."
    )
    assert found.comparator == "febuxostat and probenecid"
    assert found.conditions == ("gout",)


def test_a_time_is_no_comparison() -> None:
    (found,) = told("Allopurinol is recommended for patients with gout, over the next months.")
    assert not found.comparator
