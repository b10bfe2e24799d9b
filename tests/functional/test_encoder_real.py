"""The shipped encoder itself: order, length, meaning, precision; numpy and torch give the same."""

import numpy as np
import pytest

from ingest.embed import open_encoder
from ingest.embed.forward import MAX_PIECES, open_network, open_tokenizer
from ingest.embed.tagger import open_bulk_tagger, open_tagger
from ingest.embed.tagger.labels import read_annotated
from tests.conftest import TESTS

TEXTS = [
    "Intravenous immune globulin is not recommended for chronic fatigue syndrome, it is said here.",
    "IVIG in ME/CFS",
    "The parking lot is closed on Sundays.",
    "",
]
# So many texts go through torch, one alone through numpy.
MANY = [f"{text} {number}" for number in range(10) for text in TEXTS[:2]]
DATA = TESTS.parent / "ingest" / "embed" / "tagger" / "data"


@pytest.fixture(scope="module")
def encoder():
    return open_encoder()


def test_rows_come_in_the_order_of_the_texts(encoder) -> None:
    together = encoder.encode(TEXTS)
    alone = np.vstack([encoder.encode([text]) for text in TEXTS])
    assert together.shape == (4, encoder.dim)
    assert together.dtype == np.float32
    assert np.abs(together - alone).max() < 1e-3


def test_many_texts_of_many_lengths_come_back_in_their_order(encoder) -> None:
    texts = [f"{TEXTS[n % 3]} {'and so on ' * (n * 7 % 40)}{n}" for n in range(40)]
    together = encoder.encode(texts)
    for row in (0, 1, 17, 39):
        assert np.abs(together[row] - encoder.encode([texts[row]])[0]).max() < 1e-3


def test_rows_have_length_one(encoder) -> None:
    assert np.abs(np.linalg.norm(encoder.encode(TEXTS), axis=1) - 1).max() < 1e-5


def test_what_means_the_same_is_near(encoder) -> None:
    vectors = encoder.encode(TEXTS)
    assert vectors[0] @ vectors[1] > vectors[0] @ vectors[2] + 0.3


def test_half_precision_gives_nearly_the_same_vectors() -> None:
    full = open_encoder(precision="float32").encode(MANY)
    half = open_encoder(precision="bfloat16").encode(MANY)
    assert np.abs(full - half).max() > 1e-5
    assert (full * half).sum(axis=1).min() > 0.999


# --- one model, two ways through it ---------------------------------------------------------------


def test_numpy_and_torch_give_the_same_vectors() -> None:
    encoder = open_encoder(precision="float32")
    texts = [line.text for line in read_annotated(DATA, "questions")][::40]
    texts += ["", "IVIG", "α-synuclein µg/dL ≥ 2 – naïve", "and so on " * 400]
    by_torch = encoder.encode(texts)
    by_numpy = np.vstack([encoder.encode([text]) for text in texts])
    assert np.abs(by_torch - by_numpy).max() < 1e-5


def test_texts_that_go_together_do_not_see_each_other() -> None:
    texts = ["IVIG", "Is rituximab covered for pemphigus?", "word " * 120, "a", "CIDP " * 9]
    ids = [open_tokenizer().encode(text).ids for text in texts]
    network = open_network()
    for own, together in zip(ids, network.states(ids), strict=True):
        assert together.shape == (len(own), 384)
        assert np.abs(together - network.states([own])[0]).max() < 1e-4


def test_a_long_text_is_cut_where_the_model_ends() -> None:
    encoder = open_encoder()
    assert len(open_tokenizer().encode("word " * 999).ids) == MAX_PIECES
    same = encoder.encode(["word " * 999, "word " * 999 + "other"])
    assert np.abs(same[0] - same[1]).max() == 0


@pytest.mark.parametrize("what", ["questions", "sentences"])
def test_numpy_and_torch_mark_the_same(what) -> None:
    texts = [line.text for line in read_annotated(DATA, what)][::20]
    assert len(texts) > 150
    quick, bulk = open_tagger().sentences(texts), open_bulk_tagger().sentences(texts)
    assert [r.spans for r in quick] == [r.spans for r in bulk]
    for one, other in zip(quick, bulk, strict=True):
        assert one.marks == pytest.approx(other.marks, abs=1e-5)
    if what == "questions":
        for text in texts[:60]:
            assert open_tagger().question(text) == open_bulk_tagger().question(text), text
