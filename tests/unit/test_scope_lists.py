"""Lists behind a denial: a hostile one must not be read for ever."""

import pytest

from tests.leaves import MET, NOT_MET, state_of


@pytest.mark.parametrize("text", ["a" * 3900, "a, " * 1300, "a " * 1900, "a-'/" * 900])
def test_a_long_word_or_list_is_read_in_time(text: str) -> None:
    # It takes hours where a word can be parted in many ways: the cube of its length.
    assert state_of("heart failure", f"Has heart failure. Denies {text}!") is MET


def test_a_bare_list_is_denied_to_its_end() -> None:
    assert state_of("heart failure", "Denies asthma, heart failure.") is NOT_MET
