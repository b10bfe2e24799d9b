"""Which texts of a new Snapshot the encoder has to see: those whose vector is not known yet."""

from collections.abc import Mapping

import numpy as np

from ingest.embed import Encoder, FloatArray

# Texts that are sorted by length together. Enough for even batches, few enough that the processes
# which read documents are looked after in between.
_WINDOW = 256


class VectorBook:
    """Collects texts row by row and gives their vectors at the end.

    A vector is taken over where the previous Snapshot has one for the same content, and a text that
    comes twice is encoded once.
    """

    def __init__(
        self,
        encoder: Encoder,
        dim: int,
        known: Mapping[bytes, int] | None = None,
        old: FloatArray | None = None,
    ) -> None:
        """Begin with no row.

        Args:
            encoder: Asked for what is not known.
            dim: Width of the vectors.
            known: Row in `old` by content hash; none by default.
            old: Vectors of the previous Snapshot.
        """
        self._encoder = encoder
        self._dim = dim
        self._known = known if known is not None and old is not None else {}
        self._old = old
        self._keys: list[bytes] = []
        self._waiting: dict[bytes, str] = {}
        self._fresh: dict[bytes, FloatArray] = {}
        self.n_encoded = 0

    def add(self, key: bytes, text: str) -> None:
        """The next row: a text, and the hash of its content."""
        self._keys.append(key)
        if key in self._known or key in self._fresh:
            return
        self._waiting[key] = text
        if len(self._waiting) >= _WINDOW:
            self._encode()

    def finish(self) -> FloatArray:
        """All vectors, in row order, [n_rows, dim]."""
        self._encode()
        vectors = np.empty((len(self._keys), self._dim), dtype=np.float32)
        for row, key in enumerate(self._keys):
            fresh = self._fresh.get(key)
            if fresh is not None:
                vectors[row] = fresh
            elif self._old is not None:
                vectors[row] = self._old[self._known[key]]
        return vectors

    def _encode(self) -> None:
        if not self._waiting:
            return
        rows = self._encoder.encode(list(self._waiting.values()))
        self._fresh.update(zip(self._waiting, rows, strict=True))
        self.n_encoded += len(self._waiting)
        self._waiting.clear()
