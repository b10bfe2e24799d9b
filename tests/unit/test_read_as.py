"""A text with its typing errors mended, and where its places are printed."""

import pytest

from app.facts import FactKind, read_facts
from app.read_as import read_as


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        pytest.param("sertrlaine", "sertraline", id="as long"),
        pytest.param("sertrline", "sertraline", id="a letter lost"),
        pytest.param("sertralline", "sertraline", id="a letter twice"),
    ],
)
def test_a_fact_is_quoted_as_it_is_printed(typed: str, read: str) -> None:
    text = f"failed {typed} and fluoxetine, age 31"
    facts = read_facts(text, changes=[(typed, read)]).of(FactKind.TREATMENT)
    assert [f.name for f in facts if read in f.name]
    assert all(fact.quote in text for fact in facts)


def test_a_place_behind_the_change_is_shifted() -> None:
    read = read_as("on sertrline, aged 31", [("sertrline", "sertraline")])
    assert read.text == "on sertraline, aged 31"
    at = read.text.index("aged")
    assert "on sertrline, aged 31"[read.printed_at(at) :] == "aged 31"


def test_no_change_no_shift() -> None:
    read = read_as("on sertraline", [])
    assert (read.text, read.printed_at(5)) == ("on sertraline", 5)


def test_only_whole_words_are_read_otherwise() -> None:
    assert read_as("ironic iron", [("iron", "steel")]).text == "ironic steel"
