"""Sentences that grant something before their verdict: "Although X is not ..., it is ..."."""

from pathlib import Path

import pytest

from ingest.statements.models import Direction
from tests.small_corpus import SmallCorpus

FOR, AGAINST = Direction.FOR, Direction.AGAINST


def said(folder: Path, sentence: str) -> list[tuple[Direction, str, str]]:
    corpus = SmallCorpus(folder)
    corpus.guideline("doc", f"# Gout\n\n{sentence}\n", title="Gout")
    return sorted(
        (s.direction, s.interventions[0], ", ".join(s.conditions[:1])) for s in corpus.statements
    )


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "Although foobarin is not recommended for mild gout, it is recommended for severe "
            "chronic gout.",
            [(AGAINST, "foobarin", "mild gout"), (FOR, "foobarin", "severe chronic gout")],
        ),
        (
            "While foobarin may be offered for gout flares, it should not be used in chronic gout.",
            [(AGAINST, "foobarin", "chronic gout"), (FOR, "foobarin", "gout flares")],
        ),
        (
            "Although bed rest is not recommended for gout, splints are recommended for gout.",
            [(AGAINST, "bed rest", "gout"), (FOR, "splints", "gout")],
        ),
        (
            "Although evidence is limited, foobarin is recommended for gout.",
            [(FOR, "foobarin", "gout")],
        ),
    ],
)
def test_what_is_granted_and_what_follows_are_statements_of_their_own(
    tmp_path: Path, sentence: str, expected: list[tuple[Direction, str, str]]
) -> None:
    assert said(tmp_path, sentence) == expected


def test_each_question_gets_its_own_half(tmp_path: Path) -> None:
    corpus = SmallCorpus(tmp_path)
    corpus.guideline(
        "doc",
        "# Gout\n\nAlthough foobarin is not recommended for mild gout, it is recommended for "
        "severe chronic gout.\n",
        title="Gout",
    )
    assert corpus.ask("Is foobarin recommended for severe chronic gout?").answer.verdict == (
        "necessary"
    )
    assert corpus.ask("Is foobarin recommended for mild gout?").answer.verdict == "not_necessary"


def test_a_sentence_that_grants_and_concludes_nothing_says_nothing(tmp_path: Path) -> None:
    assert said(tmp_path, "Although foobarin was studied in gout, it was rarely tolerated.") == []


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "Foobarin is recommended for gout, not for sciatica.",
            [(AGAINST, "Foobarin", "sciatica"), (FOR, "Foobarin", "gout")],
        ),
        (
            "Foobarin is recommended for gout, not fibromyalgia.",
            [(AGAINST, "Foobarin", "fibromyalgia"), (FOR, "Foobarin", "gout")],
        ),
        (
            "Offer foobarin to people with gout, but not to people with an eGFR below 10.",
            [(AGAINST, "foobarin", "gout"), (FOR, "foobarin", "gout")],
        ),
        (
            "Foobarin is recommended for gout, not more than twice a day.",
            [(FOR, "Foobarin", "gout")],
        ),
    ],
)
def test_what_stands_behind_not_is_refused(
    tmp_path: Path, sentence: str, expected: list[tuple[Direction, str, str]]
) -> None:
    assert said(tmp_path, sentence) == sorted(expected)


@pytest.mark.parametrize(
    ("sentence", "criterion"),
    [
        (
            "Foobarin is recommended for gout, not used in combination with another biologic.",
            "not used in combination with another biologic",
        ),
        (
            "Foobarin is recommended for gout with at least one of the following: tophi or stones.",
            "with at least one of the following:",
        ),
        (
            "Foobarin is recommended for gout when (1) urate is above 9; and (2) tophi are seen.",
            "(1)",
        ),
    ],
)
def test_what_is_asked_of_each_is_a_criterion(
    tmp_path: Path, sentence: str, criterion: str
) -> None:
    corpus = SmallCorpus(tmp_path)
    corpus.guideline("doc", f"# Gout\n\n{sentence}\n", title="Gout")
    (statement,) = corpus.statements
    assert statement.conditions == ("gout",)
    assert statement.criteria
    assert statement.criteria.text == criterion
    assert len(statement.criteria.children) in {0, 2}
