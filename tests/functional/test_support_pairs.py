"""The support check on the hand-read pairs, with the real encoder."""

import pytest

from evals.support import load_pairs, score_check, whole_check, words_alone
from ingest.embed import open_encoder
from ingest.settings import PROJECT_ROOT
from ingest.terms_file import load_terms


@pytest.fixture(scope="module")
def check():
    return whole_check(load_terms(PROJECT_ROOT / "corpus" / "terms"), open_encoder().encode)


def test_the_sample_is_large_enough_and_says_who_has_read_it() -> None:
    pairs = load_pairs()
    assert len(pairs) >= 200
    assert [pair.pair_id for pair in pairs] == list(range(1, len(pairs) + 1))
    assert {pair.labelled_by for pair in pairs} == {"read by the developing agent"}
    assert {pair.batch for pair in pairs} == {"first", "fresh", "model"}


def test_the_check_is_right_where_it_lets_pass_and_lets_most_of_the_right_ones_pass(check) -> None:
    pairs = load_pairs()
    found = score_check("all", pairs, check)
    assert found.precision.value >= 0.97
    assert found.recall.value >= 0.90
    words = score_check("words", pairs, words_alone)
    assert found.precision.value > words.precision.value + 0.2


def test_on_pairs_that_it_was_not_mended_by(check) -> None:
    fresh = score_check("fresh", [p for p in load_pairs() if p.batch == "fresh"], check)
    assert fresh.precision.value >= 0.94
    assert fresh.recall.value >= 0.85
