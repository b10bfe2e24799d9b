"""Typing errors of a question, mended by the words of corpus and terms; every change is told."""

import re
from collections.abc import Mapping, Set

from app.short_words import SHORT, SHORT_WORD

# "lung ca": a note's cancer, behind the organ that has it.
_CANCER = re.compile(
    r"\b(lung|breast|colon|prostate|ovarian|cervical|pancreatic|bladder|kidney|renal|thyroid"
    r"|gastric|stomach|liver|endometrial|uterine|esophageal|skin|rectal|colorectal|brain|neck"
    r"|testicular|squamous cell|basal cell)\s+ca\b(?!\s*-?\d)",
    re.IGNORECASE,
)
_WORD = re.compile(r"[A-Za-z][A-Za-z-]{3,}")
_SHORT = 4  # letters of the shortest word that is mended
_LONG = 11  # letters from which two slips are mended; "intramural" is no "intraoral"


def mend(
    text: str, vocabulary: Mapping[str, int], plain: Set[str]
) -> tuple[str, tuple[tuple[str, str], ...]]:
    """`text` with unknown words replaced by the known word that is a slip away.

    Two slips in words of eleven letters or more.

    Args:
        text: The question as typed.
        vocabulary: Known words in lower case with how often they occur.
        plain: Further words that are right as they are.

    Returns:
        The mended text and the changes, each (as typed, as read).
    """
    changes: list[tuple[str, str]] = []

    def one(match: re.Match[str]) -> str:
        word = match.group()
        low = word.lower()
        name = word[0].isupper() and match.start() > 0
        if (
            name
            or word.isupper()
            or any(form in vocabulary or form in plain for form in _forms(low))
        ):
            return word
        best = _nearest(low, vocabulary)
        if best is None:
            return word
        changes.append((word, best))
        return best

    def cancer(match: re.Match[str]) -> str:
        read = f"{match.group(1)} cancer"
        changes.append((match.group(), read))
        return read

    def short(match: re.Match[str]) -> str:
        read = SHORT[match.group().lower()]
        changes.append((match.group(), read))
        return read

    text = SHORT_WORD.sub(short, _CANCER.sub(cancer, text))
    return _WORD.sub(one, text), tuple(changes)


def _forms(word: str) -> tuple[str, ...]:
    parts = word.split("-")
    return (
        word,
        word.removesuffix("s"),
        word.removesuffix("es"),
        word.removesuffix("ed"),
        word.removesuffix("ing"),
        word.removesuffix("ly"),
        f"{word}s",
        f"{word}e",
        *(parts if len(parts) > 1 else ()),
    )


# Beginnings that mean the contrary, or another place: what differs in them is another word, no slip
_APART = (
    ("macro", "micro"),
    ("hyper", "hypo"),
    ("inter", "intra"),
    ("intra", "infra"),
    ("supra", "infra"),
    ("poly", "oligo"),
    ("ante", "anti"),
    ("tachy", "brady"),
)


def _means_another(left: str, right: str) -> bool:
    """Whether two words differ in what they begin with, and in nothing else."""
    return any(
        a.startswith(one) and b.startswith(other) and a[len(one) :] == b[len(other) :]
        for one, other in _APART
        for a, b in ((left, right), (right, left))
    )


def _nearest(word: str, vocabulary: Mapping[str, int]) -> str | None:
    limit = 2 if len(word) >= _LONG else 1
    found: list[tuple[int, int, str]] = []
    for known, count in vocabulary.items():
        if known[0] != word[0] or abs(len(known) - len(word)) > limit or len(known) < _SHORT:
            continue
        if len(word) == _SHORT and sorted(word) != sorted(known):
            continue  # of four letters only a swap of two is read as a slip
        if _means_another(word, known):
            continue
        distance = slips(word, known, limit)
        if distance <= limit and (distance == 1 or known[:_SHORT] == word[:_SHORT]):
            found.append((distance, -count, known))
    return min(found)[2] if found else None


def slips(left: str, right: str, limit: int) -> int:
    """Edits between two words, a swap of neighbours counting as one; at most `limit` + 1.

    Source: optimal string alignment distance (Damerau 1964).
    """
    before: list[int] = []
    previous = list(range(len(right) + 1))
    for i, a in enumerate(left, start=1):
        current = [i]
        for j, b in enumerate(right, start=1):
            cost = min(previous[j] + 1, current[j - 1] + 1, previous[j - 1] + (a != b))
            if i > 1 and j > 1 and a == right[j - 2] and left[i - 2] == b:
                cost = min(cost, before[j - 2] + 1)
            current.append(cost)
        if min(current) > limit:
            return limit + 1
        before, previous = previous, current
    return previous[-1]
