"""The words of the passages: BM25 as memory maps, written by `lexical_writer`.

bm25/terms.npy     hash of every term, sorted                           [n_terms]
bm25/starts.npy    where the postings of a term begin                   [n_terms + 1]
bm25/rows.npy      rows of the passages that hold it, ascending         [n_postings]
bm25/scores.npy    its BM25 score in each of them                       [n_postings]
bm25/held.npy      the same by passage: hashes of its terms,            [n_postings]
bm25/counts.npy    how often each stands there,                         [n_postings]
bm25/ends.npy      and where the terms of a passage end                 [n_passages]

Terms are kept as hashes because a dictionary of them would have to be read at every start and be
held in memory: pairs of words make 160,000 terms of 5,400 passages. Of a million terms two share a
hash of 64 bits with a probability of 3e-8.
"""

import hashlib
import re
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from ingest.embed import FloatArray
from ingest.errors import IndexDamagedError

HashArray = npt.NDArray[np.uint64]

FILES = ("terms", "starts", "rows", "scores", "held", "counts", "ends")
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

    The sum over words is done here, over arrays like those that bm25s makes, because a pair weighs
    less than a word and because the bound of each word is needed.
    """

    def __init__(self, arrays: dict[str, npt.NDArray[Any]]) -> None:
        self._terms: HashArray = arrays["terms"]
        self._starts: npt.NDArray[np.int64] = arrays["starts"]
        self._rows: npt.NDArray[np.int32] = arrays["rows"]
        self._scores: FloatArray = arrays["scores"]
        self.held: HashArray = arrays["held"]
        self.counts: npt.NDArray[np.uint16] = arrays["counts"]
        self.ends: npt.NDArray[np.int64] = arrays["ends"]

    @property
    def n_passages(self) -> int:
        return len(self.ends)

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
                part = self._scores[start:end] * np.float32(weight)
                # A passage stands once among the postings of a term.
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
        wanted = np.uint64(hash_of(term))
        place = int(np.searchsorted(self._terms, wanted))
        if place == len(self._terms) or self._terms[place] != wanted:
            return 0, 0
        return int(self._starts[place]), int(self._starts[place + 1])


def hash_of(term: str) -> int:
    """The 64 bits under which a term is kept."""
    return int.from_bytes(hashlib.blake2b(term.encode(), digest_size=8).digest(), "little")


def open_lexical(folder: Path, n_passages: int) -> LexicalIndex:
    """The index in a folder, as memory maps.

    Raises:
        IndexDamagedError: A file is missing, cut short or does not fit.
    """
    try:
        arrays = {name: _array(folder / f"{name}.npy") for name in FILES}
    except (OSError, ValueError) as error:
        raise IndexDamagedError(f"{folder} cannot be read ({error}): build again") from error
    if len(arrays["ends"]) != n_passages:
        raise IndexDamagedError(f"{folder} holds another number of passages: build again")
    return LexicalIndex(arrays)


def _array(path: Path) -> npt.NDArray[Any]:
    """A memory map; an empty array, which cannot be mapped, is read."""
    try:
        mapped: npt.NDArray[Any] = np.load(path, mmap_mode="r")
    except ValueError:
        mapped = np.load(path)
    return mapped
