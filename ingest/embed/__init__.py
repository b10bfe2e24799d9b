"""Texts to vectors. Owner of sentence-transformers and torch, of which importing it loads neither.

wheel      the shipped weights, as they are installed
forward    the shipped weights by onnxruntime, for questions
graph      their operations, as onnxruntime reads them
threads    in how many threads matrices are multiplied
encoder    the shipped weights, or any sentence-transformers model that is on this machine
remote     a server for embeddings, where one is configured
entailment an optional model that tells whether a sentence follows from a text
reranker   an optional cross-encoder that puts the first hits in another order
"""

from typing import TYPE_CHECKING

from ingest.embed.encoder import (
    DEFAULT_ENCODER,
    Encoder,
    FloatArray,
    SentenceEncoder,
    open_encoder,
    resolve_precision,
    unit_rows,
)
from ingest.embed.entailment import Entailment, open_entailment
from ingest.embed.reranker import Reranker, open_reranker
from ingest.embed.threads import numpy_in_one_thread
from ingest.embed.wheel import (
    WEIGHTS_SHA256,
    check_weights,
    common_words,
    vocabulary_file,
    wheel_folder,
)

if TYPE_CHECKING:
    from ingest.settings import Settings

__all__ = [
    "DEFAULT_ENCODER",
    "WEIGHTS_SHA256",
    "Encoder",
    "Entailment",
    "FloatArray",
    "Reranker",
    "SentenceEncoder",
    "check_weights",
    "common_words",
    "encoder_of",
    "numpy_in_one_thread",
    "open_encoder",
    "open_entailment",
    "open_reranker",
    "resolve_precision",
    "unit_rows",
    "vocabulary_file",
    "wheel_folder",
]


def encoder_of(settings: "Settings") -> Encoder:
    """The encoder of the settings: local, or on a server where that is configured.

    Raises:
        EgressError: The server's host is not allowed by name.
    """
    if settings.embed_base_url is None:
        return open_encoder(settings.encoder_name, settings.embed_precision)
    from ingest.egress import Egress  # noqa: PLC0415 - few need a network
    from ingest.embed.remote import RemoteEncoder  # noqa: PLC0415

    key = settings.embed_api_key.get_secret_value() if settings.embed_api_key else ""
    return RemoteEncoder(
        settings.encoder_name,
        settings.embed_base_url,
        Egress.of(settings),
        key=key,
        timeout_s=settings.embed_timeout_s,
    )
