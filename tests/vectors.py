"""Whether an index holds the encoder's vectors, by a sample."""

from collections.abc import Sequence

import numpy as np

from ingest.embed import FloatArray, open_encoder

_N_SAMPLED = 24


def worst_sampled(texts: Sequence[str], vectors: FloatArray) -> float:
    """Largest difference of any number of a vector, over texts spread evenly over an index."""
    rows = np.linspace(0, len(texts) - 1, min(_N_SAMPLED, len(texts)), dtype=int).tolist()
    fresh = open_encoder().encode([texts[row] for row in rows])
    return float(np.abs(fresh - vectors[rows]).max())
