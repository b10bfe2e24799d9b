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
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

import numpy as np

from ingest.embed.encoder import use_threads
from ingest.embed.tagger.heads import Chain, chain_of, mark_shares
from ingest.embed.tagger.labels import QUESTION_KINDS, SENTENCE_KINDS, Span, to_spans
from ingest.embed.tagger.net import (
    Array,
    Model,
    Pieces,
    States,
    Tokenizer,
    merge,
    open_parts,
    states_of,
    to_pieces,
)

__all__ = ["SentenceReading", "Span", "Tagger", "open_tagger"]

_WEIGHTS = Path(__file__).with_name("weights.npz")
_FEW = 4


@dataclass(frozen=True, slots=True)
class SentenceReading:
    """What the tagger sees in a sentence: its spans, and a share for each mark (they sum to 1)."""

    spans: tuple[Span, ...]
    marks: dict[str, float]


class Tagger:
    """Reads texts; loads its network at the first one. Safe in threads."""

    def __init__(self, path: Path = _WEIGHTS) -> None:
        self._path = path
        self._lock = threading.Lock()

    def question(self, text: str) -> tuple[Span, ...]:
        """The spans of a question: I, C, P, F, H, X, Y (labels.QUESTION_KINDS)."""
        pieces, states = self._states([text])
        return to_spans(pieces[0].words, self._questions.read(states[0].words))

    def sentences(self, texts: Sequence[str]) -> list[SentenceReading]:
        """Spans and marks of sentences, in their order."""
        if not texts:
            return []
        pieces, states = self._states(texts)
        return [
            SentenceReading(
                to_spans(own.words, self._sentences.read(state.words)),
                mark_shares(self._weights, state.pooled),
            )
            for own, state in zip(pieces, states, strict=True)
        ]

    def _states(self, texts: Sequence[str]) -> tuple[list[Pieces], list[States]]:
        with self._lock:
            tokenizer, model = self._parts
            use_threads(few=len(texts) <= _FEW)
            pieces = [to_pieces(tokenizer, text) for text in texts]
            return pieces, states_of(model, pieces)

    @cached_property
    def _weights(self) -> dict[str, Array]:
        with np.load(self._path) as stored:
            return {name: stored[name].astype(np.float32) for name in stored.files}

    @cached_property
    def _parts(self) -> tuple[Tokenizer, Model]:
        tokenizer, model = open_parts()
        merge(model, self._weights)
        return tokenizer, model

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
