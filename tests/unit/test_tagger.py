"""The learned reader: labels, chain, the lines that it learned from, and what it marks."""

import numpy as np
import pytest

from ingest.embed.tagger import Tagger, open_tagger
from ingest.embed.tagger.heads import Chain
from ingest.embed.tagger.labels import (
    MARKS,
    QUESTION_KINDS,
    SENTENCE_KINDS,
    Span,
    labels_of,
    parse_line,
    read_annotated,
    shape_of,
    to_labels,
    to_spans,
    word_spans,
)
from ingest.embed.tagger.train import exchanged
from tests.conftest import TESTS

DATA = TESTS.parent / "ingest" / "embed" / "tagger" / "data"


def test_a_marked_line_is_a_text_and_its_spans() -> None:
    line = parse_line("Is {I:ear tubes} fit for {C:otitis}?", "+")
    assert line.text == "Is ear tubes fit for otitis?"
    assert line.spans == (Span(3, 12, "I"), Span(21, 27, "C"))
    assert line.mark == "+"


@pytest.mark.parametrize("what", ["questions", "sentences"])
def test_labels_and_spans_are_two_views_of_one_thing(what) -> None:
    lines = list(read_annotated(DATA, what))[::10]
    odd = [line.text for line in lines if _through_labels(line) != _bare(line.text, line.spans)]
    assert len(odd) <= 0.01 * len(lines), odd  # a mark inside a word ("{F:34}F") takes all of it


def _through_labels(line) -> set[tuple[str, str]]:
    words = word_spans(line.text)
    return _bare(line.text, to_spans(words, to_labels(words, line.spans)))


def _bare(text, spans) -> set[tuple[str, str]]:
    return {(text[s.start : s.end].strip(" .,;:%()'\"-"), s.kind) for s in spans}


@pytest.mark.parametrize(
    ("what", "kinds"), [("questions", QUESTION_KINDS), ("sentences", SENTENCE_KINDS)]
)
def test_every_line_keeps_the_rules_of_its_marks(what, kinds) -> None:
    lines = list(read_annotated(DATA, what))
    assert len(lines) > 3000
    for line in lines:
        assert {span.kind for span in line.spans} <= set(kinds), line.text
        assert "{" not in line.text, line.text
        assert what == "questions" or line.mark in MARKS, line.text


def test_no_line_is_a_question_of_the_evals() -> None:
    asked = set()
    for path in (TESTS.parent / "evals" / "cases").glob("*.toml"):
        asked |= {" ".join(row.split()).lower() for row in path.read_text("utf-8").split('"')}
    assert not [q.text for q in read_annotated(DATA, "questions") if q.text.lower() in asked]


def test_an_inside_without_a_beginning_begins_a_span() -> None:
    words = [(0, 2), (3, 5), (6, 8)]
    assert to_spans(words, ["I-I", "I-I", "I-C"]) == (Span(0, 5, "I"), Span(6, 8, "C"))


def test_the_chain_takes_the_best_way_and_not_the_best_steps() -> None:
    labels = labels_of("I")
    step = np.zeros((3, 3), dtype=np.float32)
    step[0, 2] = -100  # nothing goes on inside that did not begin
    chain = Chain(
        labels,
        np.eye(3, dtype=np.float32),
        *(np.zeros(3, np.float32),),
        step,
        *(np.zeros(3, np.float32),) * 2,
    )
    states = np.array([[1.0, 0.9, 0.0], [0.0, 0.0, 1.0]], dtype=np.float32)
    assert chain.read(states) == ["B-I", "I-I"]
    assert chain.read(np.zeros((0, 3), dtype=np.float32)) == []


def test_exchanged_spans_keep_their_places() -> None:
    class Always:
        def random(self) -> float:
            return 0.0

        def choice(self, options):
            return options[0]

    line = parse_line("Is {I:ear tubes} fit for {C:otitis} at {F:3 years}?")
    other = exchanged(line, {"I": ["a vest"], "C": ["cystic fibrosis"], "H": ["x"]}, Always())
    assert other.text == "Is a vest fit for cystic fibrosis at 3 years?"
    assert [other.text[s.start : s.end] for s in other.spans] == [
        "a vest",
        "cystic fibrosis",
        "3 years",
    ]


@pytest.mark.parametrize(
    ("word", "shape"),
    [("for", 0), ("Is", 1), ("CPAP", 2), ("mRNA", 3), ("J1459", 4), ("2.5", 5), ("?", 5)],
)
def test_shapes_tell_what_the_encoder_does_not_see(word, shape) -> None:
    assert shape_of(word) == shape


# --- what it marks; phrasings and names that are in no line of data/ ------------------------------


def marked(text: str, kind: str) -> list[str]:
    return [text[s.start : s.end] for s in open_tagger().question(text) if s.kind == kind]


@pytest.mark.parametrize(
    ("question", "intervention", "condition"),
    [
        (
            "Would velotrexin help my aunt, who has had Brannock syndrome for ages?",
            "velotrexin",
            "Brannock syndrome",
        ),
        (
            "Is it reasonable to offer quintaphase therapy to adults with Marlow syndrome?",
            "quintaphase therapy",
            "Marlow syndrome",
        ),
        (
            "Velotrexin for Marlow syndrome, failed nortaxine. Medically necessary?",
            "Velotrexin",
            "Marlow syndrome",
        ),
    ],
)
def test_unknown_names_are_marked_by_their_place(question, intervention, condition) -> None:
    assert marked(question, "I") == [intervention]
    assert marked(question, "C") == [condition]


def test_what_was_tried_is_not_what_is_asked() -> None:
    question = (
        "After six weeks of nortaxine without success, is velotrexin covered for Marlow syndrome?"
    )
    assert marked(question, "I") == ["velotrexin"]
    assert any("nortaxine" in text for text in marked(question, "H"))


@pytest.mark.parametrize(
    ("sentence", "mark"),
    [
        ("We suggest velotrexin for adults with Marlow syndrome.", "+"),
        ("Velotrexin is considered investigational for Marlow syndrome.", "-"),
        ("Evidence is insufficient to recommend for or against velotrexin.", "?"),
        ("Marlow syndrome was first described in 1921 and affects about 3 in 10,000 people.", "0"),
    ],
)
def test_a_sentence_has_its_direction(sentence, mark) -> None:
    marks = open_tagger().sentences([sentence])[0].marks
    assert max(marks, key=marks.__getitem__) == mark
    assert sum(marks.values()) == pytest.approx(1)


def test_many_sentences_are_read_as_one_by_one() -> None:
    texts = [
        "We suggest velotrexin for Marlow syndrome.",
        "Not covered.",
        "We recommend a vest " * 30,
    ]
    together = open_tagger().sentences(texts)
    alone = [open_tagger().sentences([text])[0] for text in texts]
    assert [r.spans for r in together] == [r.spans for r in alone]
    assert open_tagger().sentences([]) == []


def test_a_sentence_that_comes_again_is_read_once(monkeypatch) -> None:
    tagger, read = Tagger(), []
    states = tagger._states  # noqa: SLF001 - what goes through the network
    monkeypatch.setattr(tagger, "_states", lambda own: read.append(len(own)) or states(own))
    texts = [
        "We recommend aspirin for stroke.",
        "Nothing was found.",
        "We recommend aspirin for stroke.",
    ]
    first, _, again = tagger.sentences(texts)
    assert first == again
    assert read == [2]


def test_more_sentences_than_are_read_at_a_time_come_back_in_their_order(monkeypatch) -> None:
    texts = [f"We {'suggest' if n % 2 else 'recommend'} drug {n} for gout." for n in range(7)]
    whole = Tagger().sentences(texts)
    monkeypatch.setattr("ingest.embed.tagger._AT_A_TIME", 3)
    assert Tagger().sentences(texts) == whole
