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
