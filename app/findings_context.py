"""The words around a wanted number, held against the sentence of the stated one."""

from collections.abc import Sequence

from app.fact_models import Fact
from app.findings_base import Desk
from app.findings_phrases import without_own_words
from app.phrase_places import Asked, places_of
from app.phrase_words import EMPTY
from app.word_families import FRAMES


def share_in_context(piece: str, facts: Sequence[Fact], desk: Desk) -> float | None:
    """How much of the words around a wanted number stands in the sentence of the stated one.

    From 0 to 1; None where the words name nothing of their own.
    """
    phrase = without_own_words(desk.index.phrase(piece), desk)
    wanted = [a for a in phrase.atoms if not a.parts <= desk.condition_words | EMPTY | FRAMES]
    if not wanted:
        return None
    best = 0.0
    for fact in facts:
        item = next((i for i in desk.index.texts if i.reading.source == fact.source), None)
        if item is None:
            continue
        tokens = [t for t in item.reading.tokens if t.start <= fact.char_end]
        sentence = tokens[-1].sentence if tokens else -1
        there = [
            any(
                item.reading.tokens[place.first].sentence == sentence
                and place.denied is atom.denied
                for place in places_of(item, atom, phrase, Asked(of_use=True))
            )
            for atom in wanted
        ]
        best = max(best, sum(there) / len(there))
    return best
