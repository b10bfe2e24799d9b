"""Vectors of the evals' passages that lie in the repository: the gate need not make them again.

A first gate in a fresh clone spent two thirds of its processor time on the encoder, whose texts
are the same in every clone (docs/adr/0020). What is not in the file is encoded, as ever.
"""

import hashlib
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from zipfile import BadZipFile

import numpy as np
import numpy.typing as npt

from evals.wrapped_encoder import WrappedEncoder
from ingest.embed import Encoder, FloatArray, unit_rows
from ingest.errors import CaseFileError
from ingest.index.manifest import EncoderEntry
from ingest.index.snapshot import Snapshot
from ingest.store_writer import content_hash

KEPT_VECTORS = Path(__file__).parent / "vectors" / "passages.npz"
# Sixteen bits a number: half the size of what an index holds, and no cosine moves by 1e-5.
_STEPS = 32767
_N_SAMPLED = 24


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptRows:
    """Vectors by the content of their texts.

    Attributes:
        encoder: Name and revision of what made them.
        rows: Row by content hash.
        steps: Each row's vector as whole numbers of its step, [n, dim].
        sizes: Each row's step, [n].
    """

    encoder: str
    rows: dict[bytes, int]
    steps: npt.NDArray[np.int16]
    sizes: FloatArray

    def vector(self, row: int) -> FloatArray:
        """One vector, of length 1 but for rounding, [dim]."""
        scaled: FloatArray = self.steps[row].astype(np.float32) * self.sizes[row]
        return scaled


class KeptEncoder(WrappedEncoder):
    """An encoder that takes from a file what was encoded before, and asks another for the rest.

    A file that is absent, or made by another encoder, holds nothing for it.
    """

    def __init__(self, encoder: Encoder, path: Path = KEPT_VECTORS) -> None:
        super().__init__(encoder)
        kept = read_kept(path)
        self._kept = kept if kept and kept.encoder == encoder_id(encoder) else None

    def encode(self, texts: Sequence[str]) -> FloatArray:
        """Rows of length 1, [n, dim], in the order of `texts`."""
        found = [self._row(text) for text in texts]
        fresh = self._encoder.encode(
            [text for text, row in zip(texts, found, strict=True) if row is None]
        )
        vectors = np.empty((len(texts), self.dim), dtype=np.float32)
        vectors[[place for place, row in enumerate(found) if row is None]] = fresh
        for place, row in enumerate(found):
            if row is not None and self._kept is not None:
                vectors[place] = self._kept.vector(row)
        return unit_rows(vectors)

    def _row(self, text: str) -> int | None:
        return self._kept.rows.get(content_hash(text)) if self._kept else None


def encoder_id(encoder: Encoder | EncoderEntry) -> str:
    """What tells one encoder's vectors from another's."""
    return f"{encoder.name} {encoder.revision}"


def read_kept(path: Path) -> KeptRows | None:
    """The file's vectors; None where there is no file.

    Raises:
        CaseFileError: It is no such file, or is cut short.
    """
    if not path.is_file():
        return None
    try:
        return _read(path)
    # What numpy and zip raise for a file that is empty, cut or of another kind.
    except (OSError, EOFError, ValueError, KeyError, TypeError, BadZipFile, zlib.error) as error:
        raise CaseFileError(
            f"{path.name} holds no vectors ({' '.join(str(error).split()) or 'it is empty'}): "
            "take it from git again, or delete it and run `guideline-evals vectors`"
        ) from error


def _read(path: Path) -> KeptRows:
    # Opened here: numpy leaves a file open that it cannot read.
    with path.open("rb") as data, np.load(data, allow_pickle=False) as file:
        keys: npt.NDArray[np.uint8] = file["keys"]
        kept = KeptRows(
            encoder=str(file["encoder"]),
            rows={key.tobytes(): row for row, key in enumerate(keys)},
            steps=file["steps"],
            sizes=file["sizes"],
        )
    if not len(kept.rows) == len(kept.steps) == len(kept.sizes):
        raise ValueError("its columns are not of one length")
    return kept


def kept_hash(path: Path = KEPT_VECTORS) -> str:
    """Hash of the file; "none" where there is none."""
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else "none"


def worst_sampled(texts: Sequence[str], vectors: FloatArray, encoder: Encoder) -> float:
    """Largest difference of any number of a vector, over texts spread evenly over an index."""
    rows = np.linspace(0, len(texts) - 1, min(_N_SAMPLED, len(texts)), dtype=int).tolist()
    fresh = encoder.encode([texts[row] for row in rows])
    return float(np.abs(fresh - vectors[rows]).max())


def write_kept(snapshots: Iterable[Snapshot], path: Path = KEPT_VECTORS) -> int:
    """Keep the vectors of all passages of some Snapshots; returns how many.

    In the order of their keys, so that the same passages make the same file.

    Raises:
        ValueError: The Snapshots are of several encoders.
    """
    rows: dict[bytes, FloatArray] = {}
    encoders: set[str] = set()
    for snapshot in snapshots:
        encoders.add(encoder_id(snapshot.manifest.encoder))
        hashes = (content.tobytes() for content in snapshot.content)
        rows |= dict(zip(hashes, snapshot.vectors, strict=True))
    if len(encoders) != 1:
        raise ValueError(f"vectors of one encoder are kept, not of {sorted(encoders)}")
    keys = sorted(rows)
    vectors = np.stack([rows[key] for key in keys])
    sizes = np.abs(vectors).max(axis=1) / _STEPS
    path.parent.mkdir(parents=True, exist_ok=True)
    np.savez(
        path,
        encoder=np.array(encoders.pop()),
        keys=np.frombuffer(b"".join(keys), dtype=np.uint8).reshape(len(keys), -1),
        steps=np.rint(vectors / sizes[:, None]).astype(np.int16),
        sizes=sizes.astype(np.float32),
    )
    return len(keys)
