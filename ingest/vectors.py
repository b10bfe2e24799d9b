"""Which texts of a new Snapshot the encoder has to see: those whose vector is not known yet."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path

import numpy as np
import numpy.typing as npt

from ingest.embed import Encoder, FloatArray

KeyArray = npt.NDArray[np.uint8]
KEY_BYTES = 16

# Texts that are sorted by length together: few enough that a progress bar moves, enough for even
# batches. Padding over 5,446 passages of guidelines: 3.7 % for 256, 2.0 % for 512, 1.1 % for 1,024.
_WINDOW = 512


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
            known: Row in `old` by the text's key; none by default.
            old: Vectors of the previous Snapshot.
        """
        self._encoder = encoder
        self._dim = dim
        self._known = known if known is not None and old is not None else {}
        self._old = old
        self._rows: list[bytes | range] = []
        self._waiting: dict[bytes, str] = {}
        self._fresh: dict[bytes, FloatArray] = {}
        self.n_encoded = 0

    def add(self, key: bytes, text: str) -> None:
        """The next row: a text, and the key that no other text has (a hash, or the text itself)."""
        self._rows.append(key)
        if key in self._known or key in self._fresh:
            return
        self._waiting[key] = text
        if len(self._waiting) >= _WINDOW:
            self._encode()

    def keep(self, first: int, last: int) -> None:
        """The next rows: those of `old` from `first` to before `last`."""
        self._rows.append(range(first, last))

    def finish(self) -> FloatArray:
        """All vectors, in row order, [n_rows, dim]."""
        return np.concatenate([np.zeros((0, self._dim), dtype=np.float32), *self._parts()])

    def write(self, path: Path) -> FloatArray:
        """All vectors into a file; returned as a memory map of it."""
        self._encode()
        n_rows = sum(len(item) if isinstance(item, range) else 1 for item in self._rows)
        # Written as a file and not through the map: a full disk ends the one with an error, the
        # other with a signal.
        with path.open("wb") as file:
            np.lib.format.write_array_header_1_0(
                file, {"descr": "<f4", "fortran_order": False, "shape": (n_rows, self._dim)}
            )
            for part in self._parts():
                file.write(np.ascontiguousarray(part, dtype="<f4").data)
        mapped: FloatArray = np.load(path, mmap_mode="r" if n_rows else None)
        return mapped

    def keys(self, old: KeyArray | None = None) -> KeyArray:
        """Keys of all rows, where they are hashes, [n_rows, 16]; `old` are those of `keep`."""
        parts = [np.zeros((0, KEY_BYTES), dtype=np.uint8)]
        for item in self._rows:
            if isinstance(item, bytes):
                parts.append(np.frombuffer(item, dtype=np.uint8)[None])
            elif old is not None:
                parts.append(old[item.start : item.stop])
        return np.concatenate(parts)

    def _parts(self) -> Iterator[FloatArray]:
        """Runs of vectors, in row order."""
        self._encode()
        for is_run, items in groupby(self._rows, key=lambda item: isinstance(item, range)):
            for item in items if is_run else ():
                if isinstance(item, range) and self._old is not None:
                    yield self._old[item.start : item.stop]
            if not is_run:
                yield self._gathered([key for key in items if isinstance(key, bytes)])

    def _gathered(self, keys: Sequence[bytes]) -> FloatArray:
        """Vectors of some keys; those of the previous Snapshot at one go, not row by row."""
        rows = np.empty((len(keys), self._dim), dtype=np.float32)
        taken = [place for place, key in enumerate(keys) if key not in self._fresh]
        if taken and self._old is None:
            raise KeyError(keys[taken[0]])
        if taken and self._old is not None:
            rows[taken] = self._old[[self._known[keys[place]] for place in taken]]
        for place, key in enumerate(keys):
            if (fresh := self._fresh.get(key)) is not None:
                rows[place] = fresh
        return rows

    def _encode(self) -> None:
        if not self._waiting:
            return
        rows = self._encoder.encode(list(self._waiting.values()))
        self._fresh.update(zip(self._waiting, rows, strict=True))
        self.n_encoded += len(self._waiting)
        self._waiting.clear()
