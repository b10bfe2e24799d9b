"""Writes the lexical index. Owner of bm25s, whose formula gives the scores.

bm25s makes an index from lists of words, in Python, over the whole corpus. After an edit nearly all
of these lists are those of the previous Snapshot, so here the counts of words are kept by passage
and taken over, and the formula is applied to all of them at once.
"""

import logging
from collections import Counter
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from ingest.embed import FloatArray
from ingest.index.lexical import HashArray, LexicalIndex, hash_of, terms

# Robertson and Zaragoza 2009, section 3.4: the usual k1 and b; Lucene's idf, which is never
# negative.
K1, B, METHOD = 1.5, 0.75, "lucene"
_MAX_COUNT = np.iinfo(np.uint16).max

CountArray = npt.NDArray[np.uint16]
Rows = npt.NDArray[np.int64]


class LexicalWriter:
    """Collects the words of passages, row by row, and writes the index at the end."""

    def __init__(self, previous: LexicalIndex | None = None) -> None:
        """Begin with no row; rows of `previous` can be taken over."""
        self._previous = previous
        self._held: list[HashArray] = []
        self._counts: list[CountArray] = []
        self._lengths: list[Rows] = []

    def add(self, text: str) -> None:
        """The next row: a text."""
        # Sorted, so that the same text gives the same bytes.
        found = sorted((hash_of(term), n) for term, n in Counter(terms(text)).items())
        self._held.append(np.array([item[0] for item in found], dtype=np.uint64))
        self._counts.append(np.array([min(item[1], _MAX_COUNT) for item in found], dtype=np.uint16))
        self._lengths.append(np.array([len(found)], dtype=np.int64))

    def keep(self, first: int, last: int) -> None:
        """The next rows: those of the previous index from `first` to before `last`."""
        old = self._previous
        if old is None or first == last:
            return
        start = int(old.ends[first - 1]) if first else 0
        ends = np.asarray(old.ends[first:last])
        self._held.append(old.held[start : int(ends[-1])])
        self._counts.append(old.counts[start : int(ends[-1])])
        self._lengths.append(np.diff(ends, prepend=start))

    def write(self, folder: Path) -> None:
        """Write the files; see `ingest.index.lexical` for what they hold."""
        folder.mkdir()
        held = _joined(self._held, np.uint64)
        counts = _joined(self._counts, np.uint16)
        lengths = _joined(self._lengths, np.int64)
        order = np.argsort(held, kind="stable")
        rows = np.repeat(np.arange(len(lengths), dtype=np.int32), lengths)
        in_order = held[order]
        # Sorted already: a term begins where it differs from the one before.
        starts = np.flatnonzero(np.diff(in_order, prepend=in_order[:1] ^ np.uint64(1)))
        found = in_order[starts]
        starts = np.append(starts, len(held)).astype(np.int64)
        arrays = {
            "terms": found,
            "starts": starts,
            "rows": rows[order],
            "scores": _scores(starts, rows[order], counts[order], _words_in(counts, lengths)),
            "held": held,
            "counts": counts,
            "ends": np.cumsum(lengths),
        }
        for name, array in arrays.items():
            np.save(folder / f"{name}.npy", array, allow_pickle=False)


def _scores(
    starts: Rows, rows: npt.NDArray[np.int32], counts: CountArray, n_words: Rows
) -> FloatArray:
    """BM25 score of every posting.

    Args:
        starts: Where the postings of a term begin, [n_terms + 1].
        rows: Passage of a posting.
        counts: How often the term stands in it.
        n_words: Terms of a passage, each as often as it stands there, [n_passages].
    """
    if not len(rows):
        return np.zeros(0, dtype=np.float32)
    tf_part, idf_of = _formula()
    n_holding = np.diff(starts)
    seen, place = np.unique(n_holding, return_inverse=True)
    idf = np.array([idf_of(int(df), len(n_words)) for df in seen], dtype=np.float32)[place]
    scores: FloatArray = tf_part(
        counts.astype(np.float32),
        n_words[rows].astype(np.float32),
        np.float32(n_words.mean()),
        np.float32(K1),
        np.float32(B),
    )
    return scores * np.repeat(idf, n_holding)


def _words_in(counts: CountArray, lengths: Rows) -> Rows:
    """Terms of each passage, repetitions included; a passage without a word has none."""
    totals = np.concatenate([[0], np.cumsum(counts, dtype=np.int64)])
    ends = np.cumsum(lengths)
    n_words: Rows = totals[ends] - totals[ends - lengths]
    return n_words


def _joined(parts: list[Any], kind: type[np.generic]) -> npt.NDArray[Any]:
    return np.concatenate(parts) if parts else np.zeros(0, dtype=kind)


@lru_cache(1)
def _formula() -> tuple[Callable[..., FloatArray], Callable[[int, int], float]]:
    """The two factors of a BM25 score as bm25s computes them: of the count, and of the term."""
    import bm25s.scoring  # noqa: PLC0415 - 0.3 s: a build with nothing to do does not wait for it

    # It sets its own logger to DEBUG; ours says what there is to say.
    logging.getLogger("bm25s").setLevel(logging.WARNING)
    parts = vars(bm25s.scoring)
    return parts["_select_tfc_scorer"](METHOD), parts["_select_idf_scorer"](METHOD)
