"""The words of the passages: BM25 by bm25s, loaded as a memory map.

Owner of bm25s and PyStemmer.
"""

import re
import threading
from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from ingest.embed import FloatArray
from ingest.errors import IndexDamagedError

if TYPE_CHECKING:
    import bm25s

# Robertson and Zaragoza 2009, section 3.4: the usual k1 and b; Lucene's idf, which is never
# negative.
_K1, _B, _METHOD = 1.5, 0.75, "lucene"
# A code keeps its dot ("R53.82", "1.2.3"); else runs of letters and digits.
_TOKEN = re.compile(r"[a-z]?\d+(?:\.[\da-z]+)+|\w+", re.UNICODE)
# The stop list of Lucene's English analyzer (33 words), which bm25s also uses by default, without
# "no" and "not": "not medically necessary" is what half of our questions turn on.
_STOP_WORDS = frozenset(
    (  # noqa: SIM905 - a list of quoted words is harder to read
        "a an and are as at be but by for if in into is it of on or such that the their then "
        "there these they this to was will with"
    ).split()
)
_local = threading.local()


def words(text: str) -> list[str]:
    """Stemmed words of a text without stop words, codes kept whole."""
    found = [word for word in _TOKEN.findall(text.lower()) if word not in _STOP_WORDS]
    stems: list[str] = _stemmer().stemWords(found)
    return stems


def _stemmer() -> Any:  # noqa: ANN401 - PyStemmer has no types
    """One stemmer a thread: PyStemmer's own cache is not safe in threads."""
    if not hasattr(_local, "stemmer"):
        import Stemmer  # noqa: PLC0415 - only where words are needed

        _local.stemmer = Stemmer.Stemmer("english")
    return _local.stemmer


class LexicalIndex:
    """BM25 scores of every passage for the words of a question; safe in threads."""

    def __init__(self, index: "bm25s.BM25", n_passages: int) -> None:
        self._index = index
        self.n_passages = n_passages

    def scores(self, text: str) -> FloatArray:
        """BM25 score of every passage, in row order; 0 where no word is shared."""
        return self.scores_of_words(words(text))

    def scores_of_words(self, asked: Sequence[str]) -> FloatArray:
        """As `scores`, for words that are stemmed already; a word said twice counts twice."""
        known = [word for word in asked if word in self._index.vocab_dict]
        if not known:
            return np.zeros(self.n_passages, dtype=np.float32)
        scores: FloatArray = np.asarray(self._index.get_scores(known), dtype=np.float32)
        return scores


def write_lexical(texts: Iterable[str], folder: Path) -> None:
    """Index the texts, in row order."""
    bm25s = _bm25s()
    index = bm25s.BM25(k1=_K1, b=_B, method=_METHOD)
    # A passage without a word keeps its row.
    tokens = [words(text) or [""] for text in texts]
    index.index(tokens, show_progress=False)
    index.save(folder, show_progress=False)


def open_lexical(folder: Path, n_passages: int) -> LexicalIndex:
    """The index in a folder, as a memory map.

    Raises:
        IndexDamagedError: A file is missing, cut short or does not fit.
    """
    try:
        index = _bm25s().BM25.load(folder, load_corpus=False, mmap=True, load_vocab=True)
    except (OSError, ValueError, KeyError) as error:
        raise IndexDamagedError(f"{folder} cannot be read ({error}): build again") from error
    if index.scores["num_docs"] != n_passages:
        raise IndexDamagedError(f"{folder} holds another number of passages: build again")
    return LexicalIndex(index, n_passages)


@lru_cache(1)
def _bm25s() -> Any:  # noqa: ANN401 - bm25s has no types
    import bm25s  # noqa: PLC0415 - 0.3 s: a build with nothing to do does not wait for it

    return bm25s
