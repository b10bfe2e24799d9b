"""A question inside a letter: the sentence that asks tells what is asked."""

from collections.abc import Callable

import pytest

from app.furniture import furniture, without_letter_lines
from app.letters import asked_part
from ingest.embed.tagger import Span

HISTORY = "The appendix was taken out as a child and hay fever comes every spring."
AROUND = f"{HISTORY} " * 5
KNOWN = {"velotrexin", "flu shot"}
WORDS = {
    "appendix": "I",
    "hay fever": "C",
    "velotrexin": "I",
    "gout": "C",
    "flu shot": "I",
    "garden walks": "I",
    "screening for gout": "I",
}


def marks(text: str) -> tuple[Span, ...]:
    found = [(text.index(w), w, kind) for w, kind in WORDS.items() if w in text]
    return tuple(Span(at, at + len(w), kind) for at, w, kind in sorted(found))


def is_thing(phrase: str) -> bool:
    return phrase in KNOWN


@pytest.mark.parametrize(
    ("letter", "asking"),
    [
        pytest.param(
            f"{AROUND}Is velotrexin covered for gout? With kind regards.",
            "Is velotrexin covered for gout?",
            id="a question",
        ),
        pytest.param(
            f"{AROUND}Velotrexin: velotrexin for gout, 2 attacks a year. With kind regards.",
            "Velotrexin: velotrexin for gout, 2 attacks a year.",
            id="a note without a verb",
        ),
        pytest.param(
            f"{AROUND}Plan: flu shot given, next visit soon. velotrexin for gout\nCopy to desk.",
            "velotrexin for gout",
            id="a line in lower case behind a full stop",
        ),
        pytest.param(
            f"{AROUND}velotrexin for gout. He likes garden walks.",
            "velotrexin for gout.",
            id="a known treatment before an unknown one",
        ),
        pytest.param(
            f"{AROUND}Is velotrexin covered for gout? Could you let me know soon?",
            "Is velotrexin covered for gout?",
            id="a courtesy asks for nothing",
        ),
    ],
)
def test_the_sentence_that_names_what_it_is_for_is_asked_alone(letter: str, asking: str) -> None:
    asked = asked_part(letter, marks, is_thing)
    assert asked.sentence == asked.part == asking
    assert letter[asked.start :].startswith(asking)
    assert asked.marks == marks(asking)


def test_where_the_sentence_does_not_say_for_what_the_letter_does() -> None:
    letter = f"{AROUND}His gout is back. Is velotrexin covered for him?"
    asked = asked_part(letter, marks, is_thing)
    assert asked.part == letter
    kinds = {(s.kind, letter[s.start : s.end]) for s in asked.marks}
    assert ("I", "velotrexin") in kinds
    assert ("C", "gout") in kinds
    assert ("I", "appendix") not in kinds


def test_a_screening_says_for_what() -> None:
    letter = f"{AROUND}A man of 68: screening for gout?"
    assert asked_part(letter, marks, is_thing).part == "A man of 68: screening for gout?"


def test_a_diagnosis_code_says_for_what() -> None:
    letter = f"{AROUND}Does M10.9 support velotrexin?"
    assert asked_part(letter, marks, is_thing).part == "Does M10.9 support velotrexin?"


@pytest.mark.parametrize(
    ("text", "read"),
    [
        pytest.param("Gout for years. Is velotrexin covered?", marks, id="a short question"),
        pytest.param(f"{AROUND}Is it covered?", lambda _: (), id="a letter without a mark"),
    ],
)
def test_otherwise_the_whole_text_is_read(
    text: str, read: Callable[[str], tuple[Span, ...]]
) -> None:
    asked = asked_part(text, read, is_thing)
    assert (asked.part, asked.start) == (text, 0)
    assert asked.marks == read(text)


NOTICE = """Example Health Plan
Utilization Management Department
PO Box 1234, Springfield, IL 62701

Member ID: XYZ123456789
Dear Dr. Sample:

The member has failed velotrexin for 6 weeks. You have the right to appeal this decision within 180 days. Please call us at the number on your card.

Is velotrexin covered for gout?

Sincerely,
Martha Medical, MD
Medical Director
"""  # noqa: E501 - as a letter is pasted


def test_the_furniture_of_a_letter_is_told_from_what_it_says() -> None:
    left = "".join(
        ch for n, ch in enumerate(NOTICE) if not any(a <= n < b for a, b in furniture(NOTICE))
    )
    assert " ".join(left.split()) == (
        "The member has failed velotrexin for 6 weeks. Is velotrexin covered for gout?"
    )


def test_what_is_read_keeps_every_sentence_and_its_place() -> None:
    read = without_letter_lines(NOTICE)
    assert len(read) == len(NOTICE)
    for gone in ("Springfield", "Utilization", "XYZ123456789", "Sample", "Martha", "Director"):
        assert gone not in read
    for kept in ("You have the right to appeal", "Is velotrexin covered for gout?"):
        assert read.index(kept) == NOTICE.index(kept)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Dear all: is velotrexin covered for gout in a 54 year old?", id="one line"),
        pytest.param("hi can you tell if velotrexin is covered", id="a greeting that goes on"),
        pytest.param("Age: 54\nDiagnosis: gout\nRequest: velotrexin 5 mg", id="labels of a note"),
        pytest.param("Re: velotrexin for gout\nSex: F", id="what it is about is asked"),
        pytest.param("BP 150/90 on 12/03/2025, GFR 55", id="values and a date"),
        pytest.param(
            "Thanks to velotrexin he walks. Regards gout as cured.", id="words of closings"
        ),
    ],
)
def test_a_text_that_is_no_letter_is_read_whole(text) -> None:
    assert without_letter_lines(text) == text
