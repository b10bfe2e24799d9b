"""The shipped encoder itself: order, length, meaning, precision."""

import numpy as np
import pytest

from ingest.embed import open_encoder

TEXTS = [
    "Intravenous immune globulin is not recommended for chronic fatigue syndrome, it is said here.",
    "IVIG in ME/CFS",
    "The parking lot is closed on Sundays.",
    "",
]


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
    full = open_encoder(precision="float32").encode(TEXTS[:3])
    half = open_encoder(precision="bfloat16").encode(TEXTS[:3])
    assert (full * half).sum(axis=1).min() > 0.999
