"""Marks that cut a known name, and editions of one policy."""

from datetime import date

import pytest

from app.heard import Heard
from app.marked_names import by_gloss, is_ill, is_test, told_beside, whole_names, with_listed
from ingest.embed.tagger import Span
from ingest.terms_file import with_phrases
from tests.small_corpus import shipped_terms


@pytest.mark.parametrize(
    ("text", "marks", "expected"),
    [
        ("Upper lid bleph ok?", [("Upper lid", "I"), ("bleph", "C")], [("Upper lid bleph", "I")]),
        ("for breast cancer", [("breast", "I"), ("cancer", "C")], [("breast cancer", "C")]),
        # with words between them they stay two, and so do marks that say more than the name
        (
            "screening for osteoporosis",
            [("screening", "I"), ("osteoporosis", "C")],
            [("screening", "I"), ("osteoporosis", "C")],
        ),
        (
            "cervical cancer screening",
            [("cervical cancer", "C"), ("screening", "I")],
            [("cervical cancer", "C"), ("screening", "I")],
        ),
        ("severe breast cancer", [("severe breast", "C")], [("severe breast", "C")]),
        ("has breast cancer", [("cancer", "H")], [("cancer", "H")]),
    ],
)
def test_marks_inside_one_name_are_one_mark(text, marks, expected) -> None:
    terms = shipped_terms()
    heard = Heard(text, text, text, (), terms, terms)
    spans = [Span(text.index(t), text.index(t) + len(t), kind) for t, kind in marks]
    found = [(text[s.start : s.end], s.kind) for s in whole_names(heard, spans)]
    assert found == expected


def test_a_name_that_says_what_a_mark_is_treated_for_does_not_take_it_in() -> None:
    text = "nerve block for acute treatment of migraine"
    terms = shipped_terms()
    lexicon = with_phrases(terms, [("condition", "acute treatment of migraine")], "corpus:")
    heard = Heard(text, text, text, (), terms, lexicon)
    mark = Span(text.index("migraine"), len(text), "C")
    assert whole_names(heard, [mark]) == [mark]


COVERED = "## Policy\n\nCochlear implantation is medically necessary for hearing loss.\n"
REFUSED = "## Policy\n\nCochlear implantation is not medically necessary for hearing loss.\n"


@pytest.mark.parametrize(
    ("new", "as_of", "verdict"),
    [
        ("2026T0388C", date(2026, 7, 1), "necessary"),
        ("2026T0388C", date(2026, 1, 1), "not_necessary"),  # before the new edition
        ("2026T0399C", date(2026, 7, 1), "conflicting"),  # another policy
    ],
)
def test_year_and_letter_are_the_edition_of_a_policy_number(corpus, new, as_of, verdict) -> None:
    corpus.policy("old", REFUSED, policy_number="2023T0388A", effective_date="2023-07-01")
    corpus.policy("new", COVERED, policy_number=new, effective_date="2026-06-01")
    question = "Is cochlear implantation medically necessary for hearing loss?"
    assert corpus.ask(question, as_of=as_of).verdict == verdict


def test_a_condition_of_women_tells_that_women_are_meant(corpus) -> None:
    corpus.guideline(
        "bleeding",
        "## Recommendations\n\nDo not carry out thyroid hormone testing for women with heavy "
        "periods.\n",
    )
    assert corpus.ask("Thyroid function test for heavy periods?").verdict == "not_necessary"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("VNS implant", True),
        ("ketamine infusion", True),
        ("breast cancer", False),
        ("infusion reaction", False),
    ],
)
def test_a_treatment_and_how_it_is_given_is_no_condition(text, expected) -> None:
    terms = shipped_terms()
    heard = Heard(text, text, text, (), terms, terms)
    assert is_test(heard, Span(0, len(text), "C")) is expected


@pytest.mark.parametrize(
    ("text", "mark", "expected"),
    [
        ("Alendronate had to be stopped for reflux", ("Alendronate", "I"), "H"),
        ("Alendronate was stopped", ("Alendronate", "I"), "H"),
        ("Alendronate requested", ("Alendronate", "H"), "I"),
        ("Alendronate be stopped before surgery", ("Alendronate", "I"), ""),
        ("Alendronate tried", ("Alendronate", "H"), ""),
        ("was stopped for reflux", ("reflux", "C"), "F"),
        ("drugs for reflux", ("reflux", "C"), ""),
    ],
)
def test_what_stands_beside_a_mark_tells_its_kind(text, mark, expected) -> None:
    start = text.index(mark[0])
    assert told_beside(text, Span(start, start + len(mark[0]), mark[1])) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("breast cancer", True), ("no breast cancer", False), ("the outer upper left", False)],
)
def test_what_is_denied_is_no_illness(text, expected) -> None:
    terms = shipped_terms()
    heard = Heard(text, text, text, (), terms, terms)
    assert is_ill(heard, Span(0, len(text), "P")) is expected


@pytest.mark.parametrize(
    ("text", "first", "second", "kinds"),
    [
        ("a woman with gout and psoriasis", "gout", "psoriasis", "CC"),
        ("who has gout and psoriasis", "gout", "psoriasis", "CC"),
        ("a woman with gout: psoriasis", "gout", "psoriasis", "PC"),
        ("no gout and psoriasis", "gout", "psoriasis", "PC"),
        ("with a shunt and psoriasis", "a shunt", "psoriasis", "PC"),
    ],
)
def test_both_that_somebody_has_are_asked_about(text, first, second, kinds) -> None:
    terms = shipped_terms()
    heard = Heard(text, text, text, (), terms, terms)
    spans = [
        Span(at := text.index(name), at + len(name), kind)
        for name, kind in ((first, "P"), (second, "C"))
    ]
    assert "".join(s.kind for s in with_listed(heard, spans)) == kinds


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("belly scan (AAA screening)", "AAA screening"),
        ("the blood thing (warfarin)", "warfarin"),
        ("warfarin (tablets)", "warfarin (tablets)"),
        ("warfarin (aspirin)", "warfarin (aspirin)"),
        ("blood thing (the new one)", "blood thing (the new one)"),
    ],
)
def test_the_name_in_brackets_behind_own_words_is_asked_for(text, named) -> None:
    terms = shipped_terms()
    assert by_gloss(Heard(text, text, text, (), terms, terms), text) == named
