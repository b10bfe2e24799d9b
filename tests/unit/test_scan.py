"""The exact scan over runs of rows: the same cosines as a product with every row."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.retrieve import scan
from app.retrieve.scan import cosines_of, joined_runs

VECTORS = np.random.default_rng(3).normal(size=(300, 16)).astype(np.float32)
QUERY = VECTORS[7].copy()


def rows_in(runs: list[range]) -> list[int]:
    return [row for run in runs for row in run]


@pytest.mark.parametrize(
    "runs",
    [
        pytest.param([], id="nothing passes"),
        pytest.param([range(300)], id="everything"),
        pytest.param([range(5), range(280, 300)], id="few, in pieces"),
        pytest.param([range(1, 150), range(151, 300)], id="nearly all: scanned as a whole"),
        pytest.param([range(n, n + 1) for n in range(0, 300, 2)], id="many pieces"),
    ],
)
@pytest.mark.parametrize("max_pieces", [2_000, 10])
def test_every_run_has_its_cosines_and_nothing_else(monkeypatch, runs, max_pieces) -> None:
    monkeypatch.setattr(scan, "_MAX_PIECES", max_pieces)
    expected = (VECTORS @ QUERY)[rows_in(runs)] if runs else np.zeros(0)
    np.testing.assert_allclose(cosines_of(VECTORS, QUERY, runs), expected, rtol=1e-5, atol=1e-5)


@given(st.lists(st.integers(0, 6), max_size=30), st.lists(st.booleans(), min_size=30, max_size=30))
def test_joined_runs_are_the_same_rows_in_fewer_pieces(lengths, passes) -> None:
    runs, start = [], 0
    for length, passing in zip(lengths, passes, strict=False):
        if passing:
            runs.append(range(start, start + length))
        start += length
    joined = joined_runs(runs)
    assert rows_in(joined) == rows_in(runs)
    assert all(left.stop < right.start for left, right in pairwise(joined))
