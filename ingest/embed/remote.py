"""An encoder on an OpenAI-compatible embeddings server; questions and documents go to it.

Case materials do not: nothing of them is ever embedded for a search, and the checks that compare a
sentence with its quote use a local encoder or leave case text out.
"""

from collections.abc import Sequence
from functools import cached_property

import numpy as np
from pydantic import BaseModel, ValidationError

from ingest.egress import Egress, host_of
from ingest.embed.encoder import FloatArray, unit_rows
from ingest.errors import ModelError

_BATCH = 64  # texts in one request; servers refuse several hundred


class _Row(BaseModel):
    index: int
    embedding: list[float]


class _Reply(BaseModel):
    data: list[_Row]


class RemoteEncoder:
    """Asks a server for vectors; its host must be allowed by name."""

    def __init__(
        self, model: str, base_url: str, egress: Egress, *, key: str = "", timeout_s: float = 30.0
    ) -> None:
        """Set the server; nothing is asked yet.

        Raises:
            EgressError: Its host is not allowed.
        """
        egress.check(base_url)
        self._model = model
        self._url = f"{base_url.rstrip('/')}/embeddings"
        self._egress = egress
        self._key = key
        self._timeout_s = timeout_s

    @property
    def name(self) -> str:
        return self._model

    @property
    def revision(self) -> str:
        """The server, since it tells no revision: another server makes another index."""
        return f"at {host_of(self._url)}"

    @cached_property
    def dim(self) -> int:
        return int(self._rows(["dimension"]).shape[1])

    def encode(self, texts: Sequence[str]) -> FloatArray:
        """Rows of length 1, [n, dim].

        Raises:
            ModelError: The server does not answer, or replies something else.
        """
        if not texts:
            return np.zeros((0, self.dim), dtype=np.float32)
        parts = [self._rows(texts[at : at + _BATCH]) for at in range(0, len(texts), _BATCH)]
        if len({part.shape[1] for part in parts}) != 1:
            raise ModelError("the embeddings server replies vectors of different lengths")
        return unit_rows(np.concatenate(parts))

    def _rows(self, texts: Sequence[str]) -> FloatArray:
        body = {"model": self._model, "input": list(texts)}
        raw = self._egress.post_json(self._url, body, key=self._key, timeout_s=self._timeout_s)
        try:
            rows = sorted(_Reply.model_validate(raw).data, key=lambda row: row.index)
            found = np.asarray([row.embedding for row in rows], dtype=np.float32)
        except (ValidationError, ValueError) as error:
            raise ModelError("the embeddings server replies no vectors: check its URL") from error
        if len(rows) != len(texts) or found.ndim != 2 or not found.shape[1]:  # noqa: PLR2004
            raise ModelError("the embeddings server does not reply one vector for each text")
        return found
