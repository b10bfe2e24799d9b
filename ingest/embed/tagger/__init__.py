"""A small learned reader: what a question asks for, and what a sentence of a document speaks of.

It marks stretches of a text (the intervention, the condition, a criterion ...) and how sure it is
of a sentence's direction. It decides nothing: the rules read its marks as they read words. It was
trained on lines that were written and marked by hand for it (data/), none of them from a document
or an eval case; `python -m ingest.embed.tagger.train` trains it anew.

labels   words, labels, spans, annotated lines
net      the encoder with its learned corrections
heads    from states to labels
learn    the network as it is learned
train    how the weights came about
"""

import threading
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

import numpy as np

from ingest.embed.forward import Network
from ingest.embed.tagger.heads import Chain, chain_of, mark_shares
from ingest.embed.tagger.labels import QUESTION_KINDS, SENTENCE_KINDS, Span, to_spans
from ingest.embed.tagger.net import (
    Array,
    Pieces,
    States,
    open_quick,
    quick_states,
    to_pieces,
)
from ingest.errors import GuidelineError

__all__ = ["SentenceReading", "Span", "Tagger", "open_tagger", "warm_tagger"]

# Sentences at a time: the states of all sentences of a long document are a hundred megabytes.
_AT_A_TIME = 64

_WEIGHTS = Path(__file__).with_name("weights.npz")


@dataclass(frozen=True, slots=True)
class SentenceReading:
    """What the tagger sees in a sentence: its spans, and a share for each mark (they sum to 1)."""

    spans: tuple[Span, ...]
    marks: dict[str, float]


class Tagger:
    """Reads texts; loads its network at the first one. Safe in threads."""

    def __init__(self, path: Path = _WEIGHTS) -> None:
        """Loads nothing yet.

        Args:
            path: What it learned.
        """
        self._path = path
        self._lock = threading.RLock()

    def question(self, text: str) -> tuple[Span, ...]:
        """The spans of a question: I, C, P, F, H, X, Y (labels.QUESTION_KINDS)."""
        pieces = to_pieces(text)
        ((_, state),) = self._states([pieces])
        return to_spans(pieces.words, self._questions.read(state.words))

    def sentences(self, texts: Sequence[str]) -> list[SentenceReading]:
        """Spans and marks of sentences, in their order; one that comes again is read once."""
        if not texts:
            return []
        distinct = list(dict.fromkeys(texts))
        pieces = [to_pieces(text) for text in distinct]
        readings = {
            distinct[row]: SentenceReading(
                to_spans(pieces[row].words, self._sentences.read(state.words)),
                mark_shares(self._weights, state.pooled),
            )
            for row, state in self._states(pieces)
        }
        return [readings[text] for text in texts]

    def warm(self) -> None:
        """Load the network now; what goes wrong is told where it is used."""
        with suppress(GuidelineError):
            self.question("warm")

    def _states(self, pieces: Sequence[Pieces]) -> Iterator[tuple[int, States]]:
        """The place of each text with its states."""
        with self._lock:
            network = self._network
        for start in range(0, len(pieces), _AT_A_TIME):
            part = pieces[start : start + _AT_A_TIME]
            yield from enumerate(quick_states(network, part), start)

    @cached_property
    def _weights(self) -> dict[str, Array]:
        with np.load(self._path) as stored:
            return {name: stored[name].astype(np.float32) for name in stored.files}

    @cached_property
    def _network(self) -> Network:
        return open_quick(self._weights)

    @cached_property
    def _questions(self) -> Chain:
        return chain_of(self._weights, "question", QUESTION_KINDS)

    @cached_property
    def _sentences(self) -> Chain:
        return chain_of(self._weights, "sentence", SENTENCE_KINDS)


@cache
def open_tagger() -> Tagger:
    """The one tagger of this process; loads nothing yet."""
    return Tagger()


def warm_tagger() -> None:
    """Begin to load the tagger, while the process imports and reads other things."""
    threading.Thread(target=open_tagger().warm, daemon=True, name="warm-tagger").start()
