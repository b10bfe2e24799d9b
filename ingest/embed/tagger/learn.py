"""The tagger's network as it is learned: corrections on the encoder's layers, chains, marks."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import nn

from ingest.embed.tagger.labels import MARKS, N_SHAPES, QUESTION_KINDS, SENTENCE_KINDS, labels_of
from ingest.embed.tagger.net import (
    RANK,
    SCALE,
    Array,
    Model,
    Pieces,
    batch_states,
    corrected,
    start_of_down,
)

KINDS = {"questions": QUESTION_KINDS, "sentences": SENTENCE_KINDS}
SEED = 0
_DIM = 384
_MARK_WEIGHT = 3.0


@dataclass(frozen=True, slots=True)
class Line:
    """One annotated line as the network reads it: pieces, label of each word, its mark."""

    pieces: Pieces
    labels: list[int]
    mark: int


class _Corrected(nn.Module):
    """A linear layer of the encoder with its correction."""

    def __init__(self, layer: nn.Linear, rng: np.random.Generator) -> None:
        super().__init__()
        self.layer = layer
        down = start_of_down(RANK, layer.in_features, rng)
        self.down = nn.Parameter(torch.from_numpy(down))
        self.up = nn.Parameter(torch.zeros(layer.out_features, RANK))

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        added: torch.Tensor = self.layer(x) + SCALE * (x @ self.down.T) @ self.up.T
        return added


class _Chain(nn.Module):
    """A head as it is learned; `heads.Chain` reads with what it learned."""

    def __init__(self, kinds: str) -> None:
        super().__init__()
        n = len(labels_of(kinds))
        self.emit = nn.Linear(_DIM + N_SHAPES, n)
        self.step = nn.Parameter(torch.zeros(n, n))
        self.first = nn.Parameter(torch.zeros(n))
        self.last = nn.Parameter(torch.zeros(n))

    def loss(
        self, states: torch.Tensor, wanted: torch.Tensor, n_words: torch.Tensor
    ) -> torch.Tensor:
        """Mean over the batch of minus the logarithm of the wanted labels' likelihood."""
        emitted = self.emit(states)
        inside = torch.arange(states.shape[1])[None] < n_words[:, None]
        score = self.first + emitted[:, 0]
        for at in range(1, emitted.shape[1]):
            moved = torch.logsumexp(score[:, :, None] + self.step, 1) + emitted[:, at]
            score = torch.where(inside[:, at, None], moved, score)
        every = torch.logsumexp(score + self.last, 1)
        own = emitted.gather(2, wanted[..., None])[..., 0]
        steps = self.step[wanted[:, :-1], wanted[:, 1:]] * inside[:, 1:]
        ends = wanted.gather(1, (n_words - 1)[:, None])[:, 0]
        said = self.first[wanted[:, 0]] + (own * inside).sum(1) + steps.sum(1) + self.last[ends]
        mean: torch.Tensor = (every - said).mean()
        return mean

    def stored(self, name: str) -> dict[str, torch.Tensor]:
        return {
            f"{name}.weight": self.emit.weight,
            f"{name}.bias": self.emit.bias,
            f"{name}.step": self.step,
            f"{name}.first": self.first,
            f"{name}.last": self.last,
        }


class Net(nn.Module):
    """The encoder with its corrections, the chains of questions and sentences, the marks."""

    def __init__(self, model: Model) -> None:
        super().__init__()
        rng = np.random.default_rng(SEED)
        for parameter in model.parameters():
            parameter.requires_grad = False
        self.layers = nn.ModuleDict()
        for name, layer in corrected(model).items():
            self.layers[name.replace(".", "_")] = _Corrected(layer, rng)
        _put(model, self.layers)
        self.model = model
        self.drop = nn.Dropout(0.15)
        self.chains = nn.ModuleDict({k: _Chain(kinds) for k, kinds in KINDS.items()})
        self.mark = nn.Linear(_DIM, len(MARKS))

    def loss(self, batch: Sequence[Line], what: str) -> torch.Tensor:
        """What is to be made smaller, for a batch of questions or of sentences."""
        states, pooled = batch_states(self.model, [line.pieces for line in batch])
        wanted = torch.zeros(states.shape[:2], dtype=torch.long)
        for row, line in enumerate(batch):
            wanted[row, : len(line.labels)] = torch.tensor(line.labels)
        n_words = torch.tensor([len(line.labels) for line in batch])
        loss: torch.Tensor = self.chains[what].loss(  # type: ignore[operator]
            self.drop(states), wanted, n_words
        )
        if what == "sentences":
            marks = torch.tensor([line.mark for line in batch])
            loss = loss + _MARK_WEIGHT * nn.functional.cross_entropy(
                self.mark(self.drop(pooled)), marks
            )
        return loss

    def stored(self) -> dict[str, torch.Tensor]:
        """All that is learned, by the names under which it is kept."""
        kept: dict[str, torch.Tensor] = {
            "mark.weight": self.mark.weight,
            "mark.bias": self.mark.bias,
        }
        for name, layer in self.layers.items():
            kept[f"{name.replace('_', '.')}.up"] = layer.up  # type: ignore[assignment]
            kept[f"{name.replace('_', '.')}.down"] = layer.down  # type: ignore[assignment]
        for what, chain in self.chains.items():
            kept.update(chain.stored(what.removesuffix("s")))  # type: ignore[operator]
        return kept

    def weights(self) -> dict[str, Array]:
        """What is learned, in half precision."""
        return {
            name: value.detach().numpy().astype(np.float16) for name, value in self.stored().items()
        }

    def take(self, path: Path) -> None:
        """Go on from stored weights."""
        with np.load(path) as stored, torch.no_grad():
            for name, value in self.stored().items():
                value.copy_(torch.from_numpy(stored[name].astype(np.float32)))


def _put(model: Model, layers: nn.ModuleDict) -> None:
    """Set the corrected layers into the encoder."""
    for number, layer in enumerate(model.encoder.layer):
        own = layer.attention.self
        own.query, own.key = layers[f"{number}_query"], layers[f"{number}_key"]
        own.value, layer.attention.output.dense = (
            layers[f"{number}_value"],
            layers[f"{number}_mixed"],
        )
        layer.intermediate.dense = layers[f"{number}_wide"]
        layer.output.dense = layers[f"{number}_narrow"]
