"""The lexical index is bm25s's own, posting by posting, however it came about."""

import bm25s
import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.index.lexical import hash_of, open_lexical, terms
from ingest.index.lexical_writer import K1, METHOD, B, LexicalWriter

WORDS = ("ivig", "rituximab", "pain", "not", "the", "R53.82", "chronic", "fatigue", "1.2.3")
TEXTS = st.lists(st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join), min_size=1)


def postings(folder) -> dict[tuple[int, int], float]:
    """Score by (term, row)."""
    names = ("terms", "starts", "rows", "scores")
    found, starts, rows, scores = (np.load(folder / f"{name}.npy") for name in names)
    return {
        (int(term), int(rows[at])): float(scores[at])
        for place, term in enumerate(found)
        for at in range(starts[place], starts[place + 1])
    }


@settings(max_examples=60, deadline=None)
@given(texts=TEXTS, data=st.data())
def test_scores_are_those_of_bm25s(texts, data, tmp_path_factory) -> None:
    folder = tmp_path_factory.mktemp("bm25")
    # A part of the texts is taken over from an earlier index, in runs.
    cut = data.draw(st.integers(0, len(texts)))
    first = LexicalWriter()
    for text in ["something else", *texts[:cut]]:
        first.add(text)
    first.write(folder / "first")
    second = LexicalWriter(open_lexical(folder / "first", cut + 1))
    middle = data.draw(st.integers(0, cut))
    second.keep(1, middle + 1)
    second.keep(middle + 1, cut + 1)
    for text in texts[cut:]:
        second.add(text)
    second.write(folder / "second")
    ours = postings(folder / "second")
    assert open_lexical(folder / "second", len(texts)).n_passages == len(texts)

    tokens = [terms(text) for text in texts]
    if not any(tokens):
        assert ours == {}
        return
    theirs = bm25s.BM25(k1=K1, b=B, method=METHOD)
    # bm25s wants every passage to have a word; an unknown one would change the mean length.
    theirs.index(tokens, create_empty_token=False, show_progress=False)
    expected = {
        (hash_of(term), row): score
        for term in {term for found in tokens for term in found}
        for row, score in enumerate(theirs.get_scores([term]).tolist())
        if score > 0
    }
    assert ours.keys() == expected.keys()
    assert all(abs(ours[key] - expected[key]) < 1e-5 for key in expected)


def test_an_index_of_nothing_is_written_and_read(tmp_path) -> None:
    LexicalWriter().write(tmp_path / "none")
    assert open_lexical(tmp_path / "none", 0).match("ivig").bound == 0


def test_a_word_said_very_often_does_not_overflow(tmp_path) -> None:
    writer = LexicalWriter()
    writer.add("pain " * 70_000)
    writer.add("ivig")
    writer.write(tmp_path / "often")
    scores = open_lexical(tmp_path / "often", 2).match("pain").scores
    assert scores[0] > 0
    assert scores[1] == 0
