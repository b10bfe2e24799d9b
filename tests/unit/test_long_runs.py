"""What repeats takes no longer than its length: the question and the asker's files alike."""

import time

import pytest

from app.facts import CaseText, read_text
from app.phrase_parts import named_part
from app.question import check_length
from app.scope import tokens_of
from app.told import split_told
from ingest.safety import find_instructions
from ingest.sentences import sentence_spans

BOUND_S = 1.5  # each takes some hundredths; before, each took many seconds


@pytest.fixture
def soon():
    started = time.process_time()
    yield
    assert time.process_time() - started < BOUND_S


@pytest.mark.usefixtures("soon")
@pytest.mark.parametrize("text", ["Covered?" + "." * 100_000, "." * 100_000 + ' "', ".)" * 50_000])
def test_sentences_of_a_dot_leader(text) -> None:
    assert sentence_spans(text)


def test_a_sentence_ends_where_it_did() -> None:
    text = 'Is it covered?! "Yes..." (see p. 4). It is.[2] And so on... Done'
    said = [text[a:b] for a, b in sentence_spans(text)]
    assert said == [
        "Is it covered?!",
        '"Yes..."',
        "(see p. 4).",
        "It is.[2]",
        "And so on...",
        "Done",
    ]


@pytest.mark.usefixtures("soon")
@pytest.mark.parametrize("text", ["gout " + "(" * 40_000, "gout" + " " * 40_000 + "x"])
def test_parts_of_a_phrase(text) -> None:
    assert named_part(text).startswith("gout")


@pytest.mark.usefixtures("soon")
def test_blank_lines() -> None:
    text = "Is it covered?" + "\n" * 40_000 + "Yes"
    assert split_told(text) == (text, "")
    assert find_instructions(text) == ()


@pytest.mark.usefixtures("soon")
def test_numbers_that_measure_nothing() -> None:
    assert read_text(CaseText(name="a.txt", text="1 " * 5_000)).reading.quantities == ()


@pytest.mark.usefixtures("soon")
@pytest.mark.parametrize("text", ["no " * 1_500, "or not " * 800, "a " * 3_000])
def test_words_that_deny_again_and_again(text) -> None:
    assert tokens_of(f"Is it covered for gout {text}?", is_question=True)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("Is IVIG covered" + "." * 5_000, "Is IVIG covered..."),
        ("Is IVIG covered" + " " * 5_000 + "for CIDP?", "Is IVIG covered for CIDP?"),
        ("Is IVIG\n" + " \n" * 90 + "covered?", "Is IVIG\n\ncovered?"),
        ("Is IVIG covered -- for CIDP...?", "Is IVIG covered -- for CIDP...?"),
    ],
)
def test_long_runs_of_a_question_are_cut_short(typed, read) -> None:
    assert check_length(typed) == read
