"""A subject of two adjectives before one noun stays whole: what is said of both is of neither."""

import pytest

from ingest.statements.criteria_split import split_clause


@pytest.mark.parametrize(
    "clause",
    [
        "The events are mostly obstructive: central and mixed apneas make up less than 25% of all",
        "The loss is symmetrical: left and right thresholds are within 15 dB",
    ],
)
def test_a_subject_of_two_words_is_not_torn(clause) -> None:
    piece = split_clause(clause)
    assert all("and" in clause[p.start : p.end] for p in piece.children or (piece,))


def test_criteria_behind_a_colon_are_told_apart_as_before() -> None:
    clause = "Conservative care: physical therapy was tried for 6 weeks and NSAIDs have failed"
    assert split_clause(clause).children
