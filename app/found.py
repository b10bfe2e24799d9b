"""Why a search has found a conversation: the words around what was searched for."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from app.models import Answer

N_EXCERPTS = 3
AROUND = 70  # characters on each side of a word


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Some words of a text.

    Attributes:
        where: "Question", "Verdict", "Answer" or "Source".
        pieces: (words, whether they are what was searched for), in order.
    """

    where: str
    pieces: tuple[tuple[str, bool], ...]


def texts_of(answer: Answer) -> tuple[tuple[str, str], ...]:
    """What a search looks through, each with what it is."""
    return (
        ("Question", answer.question),
        ("Verdict", answer.headline),
        *(("Answer", claim.text) for claim in answer.claims),
        *(("Source", entry.title) for entry in answer.references),
        *(("Source", entry.publisher) for entry in answer.references),
    )


def excerpts(texts: Iterable[tuple[str, str]], search: str) -> tuple[Excerpt, ...]:
    """For each word the first text that holds it, the words around it; each text once."""
    rows = tuple(texts)
    found: dict[tuple[str, str], Excerpt] = {}
    for word in search.split():
        held = next((row for row in rows if _pattern([word]).search(row[1])), None)
        if held is not None and held not in found:
            found[held] = Excerpt(held[0], marked(_around(held[1], word), search))
    return tuple(found.values())[:N_EXCERPTS]


def marked(text: str, search: str) -> tuple[tuple[str, bool], ...]:
    """The text in pieces, those that are one of the words searched for told apart."""
    if not (wanted := search.split()):
        return ((text, False),)
    pieces = _pattern(wanted).split(text)  # what matches stands at every second place
    return tuple((piece, bool(n % 2)) for n, piece in enumerate(pieces) if piece)


def _pattern(wanted: Sequence[str]) -> re.Pattern[str]:
    longest_first = sorted(wanted, key=len, reverse=True)
    return re.compile(f"({'|'.join(re.escape(word) for word in longest_first)})", re.IGNORECASE)


def _around(text: str, word: str) -> str:
    """The words around the first place of a word, with dots where something is left out."""
    flat = " ".join(text.split())
    place = _pattern([word]).search(flat)
    if place is None:
        return flat[: 2 * AROUND]
    start, end = max(0, place.start() - AROUND), min(len(flat), place.end() + AROUND)
    start = flat.rfind(" ", 0, start) + 1 if start else 0
    stop = flat.find(" ", end) if end < len(flat) else -1
    end = stop if stop >= 0 else len(flat)
    return f"{'… ' if start else ''}{flat[start:end]}{' …' if end < len(flat) else ''}"
