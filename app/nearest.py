"""The part of a question that comes nearest to a criterion: to be looked at, it settles nothing."""

import re

from app.measures import norm
from app.told import split_told
from ingest.lexis import GENERIC_WORDS, STOP_WORDS, words

_CLAUSE = re.compile(r"[^.;,\n?!]+(?:[.,](?=\d)[^.;,\n?!]+)*")  # "8.5 %" and "1,000" are no ends
_ENOUGH = 2  # words in common; or one that is as long as
_TELLING = 5  # letters of a normal form: a shorter one is in many sentences
_LONGEST = 120  # characters: a longer one says no more than the question above it
_FEWEST = 2  # words of a clause that can be read by itself


def nearest_words(criterion: str, question: str) -> str:
    """The clause of a question that shares most words with a criterion, as printed; "" for none."""
    wanted = _telling(criterion)
    best, n_best = "", 0
    for match in _CLAUSE.finditer(split_told(question)[0]):
        clause = match.group().strip()
        shared = wanted & _telling(clause)
        enough = len(shared) >= _ENOUGH or any(len(word) >= _TELLING for word in shared)
        readable = len(clause.split()) >= _FEWEST and len(clause) <= _LONGEST
        if enough and readable and len(shared) > n_best:
            best, n_best = clause, len(shared)
    return best


def _telling(text: str) -> frozenset[str]:
    told = (word for word in words(text) if word.lower() not in STOP_WORDS | GENERIC_WORDS)
    return frozenset(norm(word) for word in told)
