"""Texts to vectors. Owner of sentence-transformers and torch; importing it loads neither.

encoder    the shipped weights, or any sentence-transformers model that is on this machine
reranker   an optional cross-encoder that puts the first hits in another order
"""

from ingest.embed.encoder import (
    DEFAULT_ENCODER,
    WEIGHTS_SHA256,
    Encoder,
    FloatArray,
    SentenceEncoder,
    check_weights,
    common_words,
    open_encoder,
    resolve_precision,
    unit_rows,
    wheel_folder,
)
from ingest.embed.reranker import Reranker, open_reranker

__all__ = [
    "DEFAULT_ENCODER",
    "WEIGHTS_SHA256",
    "Encoder",
    "FloatArray",
    "Reranker",
    "SentenceEncoder",
    "check_weights",
    "common_words",
    "open_encoder",
    "open_reranker",
    "resolve_precision",
    "unit_rows",
    "wheel_folder",
]
