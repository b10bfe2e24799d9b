"""The tagger's network: the encoder of the wheel with small learned corrections, and its heads.

The corrections are low-rank (Hu et al., LoRA, arXiv 2106.09685): to each weight of the encoder a
product of two thin matrices is added. They are added to the weights when the network is opened,
so that reading costs what one pass of the encoder costs. Reading goes by onnxruntime, learning in
torch.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
import numpy.typing as npt

from ingest.embed.encoder import stay_offline
from ingest.embed.forward import Network, open_network, open_tokenizer
from ingest.embed.tagger.labels import N_SHAPES, shape_of, word_spans
from ingest.embed.wheel import check_weights, wheel_folder

if TYPE_CHECKING:
    import torch

Array = npt.NDArray[np.float32]
# What transformers opens; its own types tell nothing of the layers inside.
Model: TypeAlias = Any

RANK = 16
SCALE = 2.0


@dataclass(frozen=True, slots=True)
class States:
    """What the network sees of one text: [words, dim + shapes], and the mean of its pieces."""

    words: Array
    pooled: Array


def open_model() -> Model:
    """The encoder of the wheel in torch.

    Raises:
        SettingsError: The weights are not those that were pinned.
    """
    folder = wheel_folder()
    check_weights(folder)
    stay_offline()
    from transformers import AutoModel  # noqa: PLC0415 - seconds
    from transformers.utils import logging as hf_logging  # noqa: PLC0415

    hf_logging.disable_progress_bar()  # type: ignore[no-untyped-call]  # not annotated there
    return AutoModel.from_pretrained(str(folder), local_files_only=True).eval()


def corrected(model: Model) -> dict[str, Model]:
    """The linear layers that are corrected, by a name that stays."""
    layers = {}
    for number, layer in enumerate(model.encoder.layer):
        own = layer.attention.self
        layers[f"{number}.query"] = own.query
        layers[f"{number}.key"] = own.key
        layers[f"{number}.value"] = own.value
        layers[f"{number}.mixed"] = layer.attention.output.dense
        layers[f"{number}.wide"] = layer.intermediate.dense
        layers[f"{number}.narrow"] = layer.output.dense
    return layers


def correction(weights: Mapping[str, Array], name: str) -> Array:
    """What is added to the weights of a layer, [out, in]."""
    up: Array = weights[f"{name}.up"] * np.float32(SCALE)
    product: Array = up @ weights[f"{name}.down"]
    return product


def open_quick(weights: Mapping[str, Array]) -> Network:
    """The corrected encoder.

    Raises:
        SettingsError: The encoder's weights are not those that were pinned.
    """
    return open_network(lambda name: correction(weights, name) if f"{name}.up" in weights else None)


def start_of_down(rank: int, dim: int, rng: np.random.Generator) -> Array:
    """The first value of a thin matrix."""
    drawn: Array = (rng.standard_normal((rank, dim)) / math.sqrt(dim)).astype(np.float32)
    return drawn


@dataclass(frozen=True, slots=True)
class Pieces:
    """One text as the encoder reads it: ids of its pieces, and the pieces of each word."""

    ids: list[int]
    of_word: list[list[int]]
    shapes: list[int]
    words: list[tuple[int, int]]


def to_pieces(text: str) -> Pieces:
    """A text in pieces; words behind `forward.MAX_PIECES` are left out."""
    encoded = open_tokenizer().encode(text)
    places = encoded.offsets
    words, of_word, shapes = [], [], []
    first = 0
    for start, end in word_spans(text):
        while first < len(places) and places[first][1] <= start:
            first += 1
        own = []
        at = first
        while at < len(places) and (places[at][0] < end or places[at][1] == 0):
            if places[at][1] > start:
                own.append(at)
            at += 1
        if own:
            words.append((start, end))
            of_word.append(own)
            shapes.append(shape_of(text[start:end]))
    return Pieces(encoded.ids, of_word, shapes, words)


def batch_states(model: Model, batch: Sequence[Pieces]) -> "tuple[torch.Tensor, torch.Tensor]":
    """Word states [batch, words, dim + shapes] and pooled states [batch, dim], padded by zeros."""
    import torch  # noqa: PLC0415

    n_pieces = max(len(p.ids) for p in batch)
    n_words = max(1, *(len(p.of_word) for p in batch))
    ids = torch.zeros(len(batch), n_pieces, dtype=torch.long)
    seen = torch.zeros(len(batch), n_pieces)
    means = torch.zeros(len(batch), n_words, n_pieces)
    shapes = torch.zeros(len(batch), n_words, N_SHAPES)
    for row, pieces in enumerate(batch):
        ids[row, : len(pieces.ids)] = torch.tensor(pieces.ids)
        seen[row, : len(pieces.ids)] = 1
        for at, own in enumerate(pieces.of_word):
            means[row, at, own] = 1 / len(own)
            shapes[row, at, pieces.shapes[at]] = 1
    hidden = model(input_ids=ids, attention_mask=seen.long()).last_hidden_state
    pooled = (hidden * seen[..., None]).sum(1) / seen.sum(1, keepdim=True)
    return torch.cat([means @ hidden, shapes], dim=2), pooled


def quick_states(network: Network, pieces: Sequence[Pieces]) -> list[States]:
    """The states of texts, in their order, without torch."""
    states = network.states([p.ids for p in pieces])
    return [_text_states(own, hidden) for own, hidden in zip(pieces, states, strict=True)]


def _text_states(pieces: Pieces, hidden: Array) -> States:
    """From the pieces' states [pieces, dim] to those of the words, and to their mean."""
    words = np.zeros((len(pieces.of_word), hidden.shape[1] + N_SHAPES), dtype=np.float32)
    for at, own in enumerate(pieces.of_word):
        words[at, : hidden.shape[1]] = hidden[own].mean(axis=0)
        words[at, hidden.shape[1] + pieces.shapes[at]] = 1
    return States(words, hidden.mean(axis=0))
