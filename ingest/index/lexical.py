"""The words of the passages: BM25 by bm25s, loaded as a memory map.

Owner of bm25s and PyStemmer.
"""

import logging
import re
import threading
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

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
# A pair weighs half a word: it repeats what its words say, and adds that they stand together.
# Measured on two sets (docs/adr/0004-retrieval.md); anything from a quarter to one is better than
# none on both.
PAIR_WEIGHT = 0.5
_local = threading.local()


def words(text: str) -> list[str]:
    """Stemmed words of a text without stop words, codes kept whole."""
    found = [word for word in _TOKEN.findall(text.lower()) if word not in _STOP_WORDS]
    stems: list[str] = _stemmer().stemWords(found)
    return stems


def pairs(stems: Sequence[str]) -> list[str]:
    """Neighbouring words as one term: "immun globulin"."""
    return [f"{first} {second}" for first, second in pairwise(stems)]


def terms(text: str) -> list[str]:
    """What is indexed of a text."""
    stems = words(text)
    return [*stems, *pairs(stems)]


def _stemmer() -> Any:  # noqa: ANN401 - PyStemmer has no types
    """One stemmer a thread: PyStemmer's own cache is not safe in threads."""
    if not hasattr(_local, "stemmer"):
        import Stemmer  # noqa: PLC0415 - only where words are needed

        _local.stemmer = Stemmer.Stemmer("english")
    return _local.stemmer


@dataclass(frozen=True, slots=True)
class LexicalMatch:
    """How well the words of a question stand in every passage.

    Attributes:
        scores: BM25 score of every passage, in row order; 0 where no word is shared.
        bound: The score of a passage that held every word as well as the best passage for that
            word does; 0 where no passage holds any.
    """

    scores: FloatArray
    bound: float

    @property
    def shares(self) -> FloatArray:
        """Scores as shares of the bound, in [0, 1]: comparable between questions."""
        return self.scores / np.float32(self.bound) if self.bound else self.scores


class LexicalIndex:
    """BM25 over words and pairs of neighbouring words; safe in threads.

    The sum over words is done here, over the arrays that bm25s made, because a pair weighs less
    than a word and because the bound of each word is needed.
    """

    def __init__(self, index: "bm25s.BM25", n_passages: int) -> None:
        self._vocabulary: dict[str, int] = index.vocab_dict
        self._data = index.scores["data"]
        self._rows = index.scores["indices"]
        self._starts = index.scores["indptr"]
        self.n_passages = n_passages

    def match(self, text: str) -> LexicalMatch:
        """Scores of every passage for a text; a word said twice counts twice."""
        scores = np.zeros(self.n_passages, dtype=np.float32)
        asked = words(text)
        bound = 0.0
        for term, weight in [(word, 1.0) for word in asked] + [
            (pair, PAIR_WEIGHT) for pair in pairs(asked)
        ]:
            start, end = self._span(term)
            if start < end:
                part = self._data[start:end] * np.float32(weight)
                scores[self._rows[start:end]] += part
                bound += float(part.max())
        return LexicalMatch(scores, bound)

    def rows_with(self, word: str) -> npt.NDArray[np.int32]:
        """Rows of the passages that hold a word or a code; none if it is more than one word."""
        stems = words(word)
        start, end = self._span(stems[0]) if len(stems) == 1 else (0, 0)
        rows: npt.NDArray[np.int32] = np.asarray(self._rows[start:end], dtype=np.int32)
        return rows

    def _span(self, term: str) -> tuple[int, int]:
        """Where the passages of a term lie in the arrays; empty for an unknown term."""
        number = self._vocabulary.get(term)
        if number is None:
            return 0, 0
        return int(self._starts[number]), int(self._starts[number + 1])


def write_lexical(texts: Iterable[str], folder: Path) -> None:
    """Index the texts, in row order."""
    bm25s = _bm25s()
    index = bm25s.BM25(k1=_K1, b=_B, method=_METHOD)
    # A passage without a word keeps its row.
    tokens = [terms(text) or [""] for text in texts]
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

    # It sets its own logger to DEBUG; ours says what there is to say.
    logging.getLogger("bm25s").setLevel(logging.WARNING)
    return bm25s
