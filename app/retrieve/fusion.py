"""Three signals to one order: cosines, shares of words, codes; weighted for each question."""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import numpy.typing as npt

from ingest.embed import FloatArray

# Scores that differ by less are equal, and the earlier passage goes first: the order of results
# must not hang on the last bit of a sum.
_DECIMALS = 6
# Codes are one of three signals, where the question names any.
_CODE_WEIGHT = 1 / 3
# Results that a reader looks at: the first page.
_PAGE = 10
# Passages that are scored again in double precision, beyond the `k` that are wanted: what a matrix
# product gives differs in the last bits between machines, numbers of threads, and a server.
_SPARE = 100

IntArray = npt.NDArray[np.intp]


class Mode(StrEnum):
    """Which side ranks: both, or one alone to compare with."""

    HYBRID = "hybrid"
    DENSE = "dense"
    BM25 = "bm25"


@dataclass(frozen=True, slots=True, kw_only=True)
class Scores:
    """The three signals of some passages; each in [0, 1] but the cosines, in [-1, 1]."""

    cosines: FloatArray
    shares: FloatArray
    codes: FloatArray

    def fused(self, mode: Mode) -> FloatArray:
        """One score a passage."""
        combined = fuse(self.cosines, self.shares, mode)
        if not self.codes.any():
            return combined
        with_codes: FloatArray = (1 - _CODE_WEIGHT) * combined + _CODE_WEIGHT * self.codes
        return with_codes

    def shortlist(self, mode: Mode, k: int) -> IntArray:
        """Places of those that can be among the first `k`, or on which the weights rest."""
        parts = (self.fused(mode), self.cosines, self.shares)
        counts = (k + _SPARE, _SPARE, _SPARE)
        firsts = [top_rows(part, n) for part, n in zip(parts, counts, strict=True)]
        found: IntArray = np.unique(np.concatenate(firsts))
        return found

    def at(self, places: IntArray, cosines: FloatArray) -> "Scores":
        """Those at some places, with other cosines."""
        return Scores(cosines=cosines, shares=self.shares[places], codes=self.codes[places])


def fuse(cosines: FloatArray, shares: FloatArray, mode: Mode = Mode.HYBRID) -> FloatArray:
    """Convex combination of cosines and lexical shares, weighted for this question.

    Each side weighs as much as its best passage stands out from the tenth: a question whose words
    gather in few passages is answered by words, one whose words are everywhere by meaning. Nothing
    in it was fitted to a data set (docs/adr/0004-retrieval.md).

    Args:
        cosines: In [-1, 1], one a passage.
        shares: In [0, 1], one a passage.
        mode: DENSE gives the cosines, BM25 the shares.
    """
    fixed = {Mode.DENSE: np.float32(1), Mode.BM25: np.float32(0)}
    weight = fixed[mode] if mode in fixed else dense_weight(cosines, shares)
    combined: FloatArray = weight * np.clip(cosines, 0, 1) + (1 - weight) * shares
    return combined


def dense_weight(cosines: FloatArray, shares: FloatArray) -> np.float32:
    """Weight of the cosines in the combination, in [0, 1]; a half where neither side stands out."""
    meaning, wording = _stands_out(cosines), _stands_out(shares)
    return np.float32(meaning / (meaning + wording) if meaning + wording > 0 else 0.5)


def _stands_out(scores: FloatArray) -> float:
    """How far the best score lies above the last one of the first page of results."""
    if not len(scores):
        return 0.0
    best = np.sort(np.partition(scores, -min(_PAGE, len(scores)))[-_PAGE:])
    return float(best[-1] - best[0])


def top_rows(scores: FloatArray, k: int) -> IntArray:
    """Places of the `k` highest scores, highest first; equal ones in their own order."""
    rounded = np.round(scores, _DECIMALS)
    if k < len(rounded):
        cut = np.partition(rounded, len(rounded) - k)[len(rounded) - k]
        places = np.flatnonzero(rounded >= cut)
    else:
        places = np.arange(len(rounded))
    order = np.argsort(-rounded[places], kind="stable")
    return places[order][:k]
