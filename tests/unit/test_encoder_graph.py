"""The encoder's graph: onnxruntime takes it, and asks for no weight that is not named."""

import numpy as np
import pytest

from ingest.embed.graph import DIM, INPUT, OUTPUT, encoder_graph, weight_shapes

ort = pytest.importorskip("onnxruntime")


def session(seed: int):
    rng = np.random.default_rng(seed)
    weights = {
        name: (rng.standard_normal(shape) * 0.05).astype(np.float32)
        for name, shape in weight_shapes().items()
    }
    options = ort.SessionOptions()
    options.log_severity_level = 3
    values = [ort.OrtValue.ortvalue_from_numpy(value) for value in weights.values()]
    options.add_external_initializers(list(weights), values)
    return ort.InferenceSession(encoder_graph(), options, providers=["CPUExecutionProvider"])


def test_it_takes_rows_of_any_number_and_gives_as_many_states() -> None:
    opened = session(0)
    assert [(i.name, i.shape) for i in opened.get_inputs()] == [(INPUT, [1, "n", DIM])]
    assert [o.name for o in opened.get_outputs()] == [OUTPUT]
    for n_pieces in (1, 7):
        rows = np.ones((1, n_pieces, DIM), dtype=np.float32)
        assert opened.run(None, {INPUT: rows})[0].shape == (1, n_pieces, DIM)


def test_its_states_hang_on_the_weights_that_it_is_given() -> None:
    rows = np.random.default_rng(2).standard_normal((1, 3, DIM)).astype(np.float32)
    first, again, other = (session(seed).run(None, {INPUT: rows})[0] for seed in (0, 0, 1))
    assert np.array_equal(first, again)
    assert np.abs(first - other).max() > 0.1
