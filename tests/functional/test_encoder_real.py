"""The shipped encoder itself: order, length, meaning, precision; without torch as with it."""

import numpy as np
import pytest
import torch

from ingest.embed import open_encoder
from ingest.embed.forward import MAX_PIECES, open_network, open_tokenizer
from ingest.embed.tagger.labels import read_annotated
from ingest.embed.tagger.learn import Net
from ingest.embed.tagger.net import batch_states, open_model, open_quick, quick_states, to_pieces
from tests.conftest import TESTS

TEXTS = [
    "Intravenous immune globulin is not recommended for chronic fatigue syndrome, it is said here.",
    "IVIG in ME/CFS",
    "The parking lot is closed on Sundays.",
    "",
]
MANY = [f"{text} {number}" for number in range(10) for text in TEXTS[:2]]
TAGGER = TESTS.parent / "ingest" / "embed" / "tagger"
DATA = TAGGER / "data"


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


def test_many_threads_one_and_torch_give_the_same_vectors() -> None:
    encoder = open_encoder(precision="float32")
    texts = [line.text for line in read_annotated(DATA, "questions")][::40]
    texts += ["", "IVIG", "α-synuclein µg/dL ≥ 2 – naïve", "and so on " * 400]
    together = encoder.encode(texts)
    assert np.array_equal(together, np.vstack([encoder.encode([text]) for text in texts]))
    by_torch = encoder._by_torch(texts)  # noqa: SLF001 - the other way through the same weights
    assert np.abs(together - by_torch).max() < 1e-5


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
def test_the_tagger_sees_without_torch_what_it_learned_with_it(what) -> None:
    pieces = [to_pieces(line.text) for line in list(read_annotated(DATA, what))[::80]]
    assert len(pieces) > 40
    weights = TAGGER / "weights.npz"
    net = Net(open_model())
    net.take(weights)
    net.eval()
    with np.load(weights) as stored:
        corrected = open_quick({name: stored[name].astype(np.float32) for name in stored.files})
    states = quick_states(corrected, pieces)
    for own, state in zip(pieces, states, strict=True):
        with torch.inference_mode():
            words, pooled = batch_states(net.model, [own])
        assert np.abs(words[0].numpy() - state.words).max() < 1e-4
        assert np.abs(pooled[0].numpy() - state.pooled).max() < 1e-5
