"""The exact scan: cosines of a question with passages, over a memory map of their vectors."""

from collections.abc import Sequence

import numpy as np

from ingest.embed import FloatArray, numpy_in_one_thread

# More pieces than this, or more than this part of all rows, are quicker scanned as a whole.
_MAX_PIECES = 2_000
_WHOLE_SHARE = 0.7


def cosines_of(vectors: FloatArray, query: FloatArray, runs: Sequence[range]) -> FloatArray:
    """Cosine of every passage of some runs of rows, one behind the other.

    Args:
        vectors: Unit vectors, [n_passages, dim].
        query: Unit vector, [dim].
        runs: Ascending, none within another.
    """
    numpy_in_one_thread()
    n_rows = sum(len(run) for run in runs)
    if len(runs) > _MAX_PIECES or n_rows > _WHOLE_SHARE * len(vectors):
        every: FloatArray = vectors @ query
        if n_rows == len(vectors):
            return every
        return _joined([every[run.start : run.stop] for run in runs])
    return _joined([vectors[run.start : run.stop] @ query for run in runs])


def joined_runs(runs: Sequence[range]) -> list[range]:
    """The same rows in as few runs as may be."""
    found: list[range] = []
    for run in runs:
        if found and found[-1].stop == run.start:
            found[-1] = range(found[-1].start, run.stop)
        elif len(run):
            found.append(run)
    return found


def _joined(parts: Sequence[FloatArray]) -> FloatArray:
    return np.concatenate(parts) if parts else np.zeros(0, dtype=np.float32)
