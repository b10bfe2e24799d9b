"""The words around what was searched for."""

import pytest

from app.found import Excerpt, excerpts, marked

LONG = "Alpha " * 40 + "the zebra stands here " + "omega " * 40


def test_each_word_is_shown_once_in_the_first_text_that_holds_it() -> None:
    rows = [("Question", "Is it covered?"), ("Answer", "A zebra (a+b) is."), ("Answer", "Zebra.")]
    assert excerpts(rows, "ZEBRA a+b covered lion") == (
        Excerpt("Answer", (("A ", False), ("zebra", True), (" (", False), ("a+b", True),
                           (") is.", False))),
        Excerpt("Question", (("Is it ", False), ("covered", True), ("?", False))),
    )  # fmt: skip


def test_of_a_long_text_the_words_around_are_shown() -> None:
    (found,) = excerpts([("Answer", LONG)], "zebra")
    text = "".join(words for words, _ in found.pieces)
    assert text.startswith("… Alpha ")
    assert text.endswith(" omega …")
    assert "the zebra stands here" in text
    assert len(text) < 180


@pytest.mark.parametrize(
    ("search", "pieces"),
    [
        pytest.param("", (("Über A", False),), id="nothing searched for"),
        pytest.param("über a", (("Über", True), (" ", False), ("A", True)), id="any case"),
        pytest.param("be ber", (("Ü", False), ("ber", True), (" A", False)), id="the longer word"),
        pytest.param(".*", (("Über A", False),), id="no pattern"),
    ],
)
def test_what_was_searched_for_is_marked(search, pieces) -> None:
    assert marked("Über A", search) == pieces
