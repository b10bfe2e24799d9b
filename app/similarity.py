"""Likeness of two phrases under the Snapshot's encoder, which loads at the first comparison."""

import threading
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from app.tools import Tools
    from ingest.embed import Encoder, FloatArray
    from ingest.index import Snapshot

_MAX_ASKED = 4096  # asked phrases remembered; about 6 MB


class PhraseSimilarity:
    """Cosine of an asked phrase and one of a Statement; 0 for one that was not embedded."""

    def __init__(self, snapshot: "Snapshot", tools: "Tools") -> None:
        self._snapshot = snapshot
        self._tools = tools
        self._asked: dict[str, FloatArray] = {}
        self._lock = threading.Lock()

    @cached_property
    def encoder(self) -> "Encoder":
        """The encoder of the settings, checked against the Snapshot's."""
        return self._tools.encoder_for(self._snapshot)

    @cached_property
    def _rows(self) -> dict[str, int]:
        return {text: row for row, text in enumerate(self._snapshot.phrases())}

    def __call__(self, asked: str, spoken: str) -> float:
        """Cosine in [-1, 1]."""
        row = self._rows.get(spoken)
        if row is None:
            return 0.0
        scores = self._scores(asked)
        return float(scores[row])

    def _scores(self, asked: str) -> "FloatArray":
        with self._lock:
            if asked not in self._asked:
                if len(self._asked) >= _MAX_ASKED:
                    self._asked.clear()
                vector = self.encoder.encode([asked])[0]
                self._asked[asked] = np.asarray(
                    self._snapshot.phrase_vectors() @ vector, dtype=np.float32
                )
            return self._asked[asked]
