"""What a document itself writes out for its short names: "cognitive behavioral therapy (CBT)".

Found by the letters alone, in the text of the one document: the program's tables of names are what
is judged with it, and take no part. A table of abbreviations ("CBT | cognitive behavioral
therapy") counts like brackets.

Source: A. S. Schwartz and M. A. Hearst, A simple algorithm for identifying abbreviation
definitions in biomedical text, Pac. Symp. Biocomput. (2003) 451-462.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

_SHORT = re.compile(r"\b(?=\w*[A-Z])[A-Za-z]\w{0,9}(?:-[A-Z0-9]{1,3})?\b")
_N_CAPITALS = 2  # capitals and digits; fewer are a name or the first word of a sentence
_SMALL = 3  # letters: "of", "and", "the"
_MOST_CHARS = 120  # before a bracket
_LINE_OR_SENTENCE = re.compile(r"[\n|;]|[.?!]\s")


def short_forms(text: str) -> frozenset[str]:
    """Words of a text that may stand for longer names."""
    found = (word.removesuffix("s") for word in _SHORT.findall(text))
    return frozenset(w for w in found if sum(c.isupper() or c.isdigit() for c in w) >= _N_CAPITALS)


@lru_cache(4_096)
def written_out(short: str, text: str) -> frozenset[str]:
    """All that a document gives as the long form of a short one; none where it gives none."""
    longs = (_fitting(short, before) for before in _before(short, text))
    return frozenset(long for long in longs if long)


def _before(short: str, text: str) -> Iterator[str]:
    """What may end in a long form: the words before brackets, and the cell beside."""
    name = re.escape(short)
    for match in re.finditer(rf"\({name}s?\)", text):
        before = text[max(0, match.start() - _MOST_CHARS) : match.start()].rstrip()
        yield _LINE_OR_SENTENCE.split(before)[-1].strip()
    for match in re.finditer(rf"(?m)^\W*{name}s? \| ([^|\n]+)", text):
        yield match.group(1).strip()


def _fitting(short: str, words: str) -> str:
    """The end of some words that holds the letters of a short form in order; "" if there is none.

    The first letter begins a word; there are two words or more, at most twice as many as letters.
    """
    letters = [c for c in short.casefold() if c.isalnum()]
    lower, place, places = words.casefold(), len(words), list[int]()
    for number, letter in zip(range(len(letters), 0, -1), reversed(letters), strict=True):
        place = lower.rfind(letter, 0, place)
        while number == 1 and place > 0 and lower[place - 1].isalnum():
            place = lower.rfind(letter, 0, place)
        if place < 0:
            return ""
        places.append(place)
    long = words[place:]
    # each word of content gives a letter, or its first: others were only passed over
    content = [w for w in re.finditer(r"[a-z]+", long.casefold()) if len(w[0]) > _SMALL]
    given = all(any(w.start() <= at - place < w.end() for at in places) for w in content)
    if not given and [w[0][0] for w in content] != letters:
        return ""
    return long if 1 < len(long.split()) <= min(len(letters) + 5, 2 * len(letters)) else ""
