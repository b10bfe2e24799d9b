"""An optional cross-encoder, which reads question and passage together; if named, it must load."""

from collections.abc import Sequence
from typing import Protocol

import numpy as np

from ingest.embed.encoder import FloatArray, local_folder, stay_offline
from ingest.errors import SettingsError


class Reranker(Protocol):
    """What scores passages for a question."""

    def scores(self, question: str, texts: Sequence[str]) -> FloatArray:
        """One score a text, the higher the better; comparable for this question alone."""
        ...


class CrossReranker:
    """A cross-encoder of sentence-transformers."""

    def __init__(self, name: str) -> None:
        """Load it.

        Raises:
            SettingsError: It is not on this machine, or is no cross-encoder.
        """
        folder = local_folder(name, "cross-encoder")
        stay_offline()
        from sentence_transformers import CrossEncoder  # noqa: PLC0415 - 7 s

        try:
            self._model = CrossEncoder(str(folder), device="cpu", local_files_only=True)
        except (OSError, ValueError, KeyError) as error:
            raise SettingsError(f"reranker {name!r} cannot be loaded: {error}") from error

    def scores(self, question: str, texts: Sequence[str]) -> FloatArray:
        if not texts:
            return np.zeros(0, dtype=np.float32)
        found = self._model.predict([(question, text) for text in texts], show_progress_bar=False)
        return np.asarray(found, dtype=np.float32)


def open_reranker(name: str | None) -> Reranker | None:
    """The reranker of that name; None where none is configured.

    Raises:
        SettingsError: It is configured and does not load; it is never left out in silence.
    """
    return CrossReranker(name) if name else None
