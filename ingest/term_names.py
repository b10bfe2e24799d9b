"""Under which key a name is found, and the table of all names of the terms by their keys."""

import re
from collections.abc import Iterable, Mapping, Sequence

from ingest.lexis import stem, words

MAX_ABBREVIATION = 4  # letters of an abbreviation that counts only in capitals
_MIN_INFLECTED = 4  # letters of a word whose last "s" may be a plural
_WORD = re.compile(r"[A-Za-z0-9]+")

# By key the concepts of that name, each with whether it counts in capitals alone.
NameTable = Mapping[str, Sequence[tuple[str, bool]]]


def key_of(text: str) -> str:
    """Under what a name is found: stems of several words, of one word the singular alone.

    By its stem "stimulation" would be a stimulant. "" for a text without words.
    """
    parts = [part for word in words(text) for part in _WORD.findall(word)]
    if len(parts) == 1:
        return singular(parts[0])
    return " ".join(stem(part) for part in parts)


def adjective_stem(word: str) -> str:
    """Stem under which a noun and its adjective meet: osteoarthritis and osteoarthritic.

    An inflammation never meets the adjective of its organ: gastritis is not gastric.
    """
    low = word.lower()
    for ending in ("itis", "itic", "itics"):
        if low.endswith(ending):
            return f"{low.removesuffix(ending)}it"
    return stem(low).removesuffix("ic")


def singular(word: str) -> str:
    """A word in lower case without the ending of a plural."""
    if len(word) > MAX_ABBREVIATION - 2 and word.endswith("s") and word[:-1].isupper():
        word = word[:-1]  # "SSRIs"
    low = word.lower()
    capitals = len(low) <= MAX_ABBREVIATION and word.isupper()
    if capitals or len(low) < _MIN_INFLECTED:
        return low
    for ending, instead in (("ies", "y"), ("sses", "ss"), ("xes", "x"), ("s", "")):
        if low.endswith(ending) and not low.endswith(("ss", "us", "is")):
            return low.removesuffix(ending) + instead
    return low


def name_table(
    concepts: Iterable[tuple[str, Iterable[str]]], table: NameTable | None = None
) -> NameTable:
    """The names of concepts by their keys.

    Args:
        concepts: Id and names of each; without names that mean something else elsewhere.
        table: Of other concepts, which come first; it stays as it is.
    """
    known: NameTable = table or {}
    found: dict[str, list[tuple[str, bool]]] = {}
    for concept_id, names in concepts:
        for name in names:
            row = concept_id, name.isupper() and name.isalpha() and len(name) <= MAX_ABBREVIATION
            if not (key := key_of(name)):
                continue
            if key not in found:
                found[key] = list(known.get(key, ()))
            if row not in found[key]:
                found[key].append(row)
    return {**known, **found}


def widths_of(table: NameTable) -> dict[str, list[int]]:
    """By the first stem of names of several words, how many words they have, most first."""
    found: dict[str, set[int]] = {}
    for key in table:
        first, *rest = key.split(" ")
        if rest:
            found.setdefault(first, set()).add(len(rest) + 1)
    return {first: sorted(widths, reverse=True) for first, widths in found.items()}
