"""Whether an index holds the encoder's vectors, by a sample."""

from collections.abc import Sequence

from evals import kept_vectors
from ingest.embed import FloatArray, open_encoder


def worst_sampled(texts: Sequence[str], vectors: FloatArray) -> float:
    """Largest difference of any number of a vector, over texts spread evenly over an index."""
    return kept_vectors.worst_sampled(texts, vectors, open_encoder())
