"""The names that a title tells: each member of its list, the whole, and what its brackets hold."""

import re

from ingest.lexis import words
from ingest.statements.cleaning import short_names
from ingest.statements.phrases import clean, parenthetical, split_list


def named_members(phrase: str) -> tuple[str, ...]:
    """Names of a phrase: each member of its list, the whole, and what its brackets hold."""
    bare, inner = parenthetical(clean(phrase))[0], short_names(clean(phrase))
    bare = re.sub(r"\s+(?=[,;])", "", bare)  # what the brackets leave: "A (a), B (b)"
    pieces = [] if any(_abbreviates(short, bare) for short in inner) else split_list(bare)
    named = [*(_lettered(pieces) if len(pieces) > 1 else []), bare, *inner]
    return tuple(dict.fromkeys(name for name in named if words(name)))


def _lettered(pieces: list[str]) -> list[str]:
    """Pieces of a list with the noun before a letter that stands alone: "hepatitis B", and "C"."""
    front = pieces[0].rpartition(" ")[0]
    return [f"{front} {p}" if re.fullmatch(r"[A-E]", p) and front else p for p in pieces]


def _abbreviates(short: str, phrase: str) -> bool:
    """Whether an abbreviation goes over an "and": "Mineral and Bone Disorder (MBD)" is one name."""
    front, joint, behind = phrase.rpartition(" and ")
    told = [*words(front)[-1:], *words(behind)]
    initials = "".join(word[0] for word in told).upper()
    several = len(told) > len((front, behind))
    return bool(joint and words(front)) and several and short.upper().endswith(initials)
