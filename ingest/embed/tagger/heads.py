"""From states to labels: a linear layer and a chain over its labels, in numpy."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from ingest.embed.tagger.labels import MARKS, labels_of
from ingest.embed.tagger.net import Array


@dataclass(frozen=True, slots=True)
class Chain:
    """A head that labels words one after another.

    Attributes:
        labels: n of them.
        weight: [n, dim]. bias: [n].
        step: [n, n], score of going from the row's label to the column's.
        first: [n]. last: [n].
    """

    labels: tuple[str, ...]
    weight: Array
    bias: Array
    step: Array
    first: Array
    last: Array

    def read(self, states: Array) -> list[str]:
        """The best labels of one text's words (Viterbi), states [words, dim]."""
        if not len(states):
            return []
        emitted = states @ self.weight.T + self.bias
        score = self.first + emitted[0]
        back = []
        for row in emitted[1:]:
            options = score[:, None] + self.step
            back.append(options.argmax(axis=0))
            score = options.max(axis=0) + row
        best = [int((score + self.last).argmax())]
        for places in reversed(back):
            best.append(int(places[best[-1]]))
        return [self.labels[i] for i in reversed(best)]


def chain_of(weights: Mapping[str, Array], name: str, kinds: str) -> Chain:
    """The chain that the weights hold under a name."""
    return Chain(
        labels_of(kinds),
        *(weights[f"{name}.{part}"] for part in ("weight", "bias", "step", "first", "last")),
    )


def mark_shares(weights: Mapping[str, Array], pooled: Array) -> dict[str, float]:
    """How sure each mark of a sentence is, sums to 1."""
    score = weights["mark.weight"] @ pooled + weights["mark.bias"]
    shares = np.exp(score - score.max())
    shares /= shares.sum()
    return {mark: float(share) for mark, share in zip(MARKS, shares, strict=True)}
