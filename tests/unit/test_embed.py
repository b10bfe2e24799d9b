"""The encoder's edges: what it refuses, and that importing it costs nothing."""

import hashlib
import subprocess
import sys

import numpy as np
import pytest

from ingest.embed import (
    DEFAULT_ENCODER,
    WEIGHTS_SHA256,
    check_weights,
    open_encoder,
    resolve_precision,
    unit_rows,
    wheel_folder,
)
from ingest.errors import SettingsError


def test_the_wheel_holds_the_published_weights() -> None:
    # DESIGN.md section 8 gives both ends of the published hash.
    assert WEIGHTS_SHA256.startswith("53aa5117")
    assert WEIGHTS_SHA256.endswith("d9db")
    path = wheel_folder() / "model.safetensors"
    assert hashlib.sha256(path.read_bytes()).hexdigest() == WEIGHTS_SHA256


def test_other_weights_are_refused(tmp_path) -> None:
    (tmp_path / "model.safetensors").write_bytes(b"other weights")
    with pytest.raises(SettingsError, match="not the published ones"):
        check_weights(tmp_path)


def test_missing_weights_are_refused(tmp_path) -> None:
    with pytest.raises(SettingsError, match="missing"):
        check_weights(tmp_path)


def test_name_revision_and_width_are_known_without_loading() -> None:
    program = (
        "import sys; from ingest.embed import open_encoder; e = open_encoder();"
        "print(e.name, e.revision, e.dim, len(e.encode([])));"
        "print([m for m in ('torch', 'sentence_transformers', 'transformers') if m in sys.modules])"
    )
    done = subprocess.run(  # noqa: S603
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines() == [f"{DEFAULT_ENCODER} {WEIGHTS_SHA256[:12]} 384 0", "[]"]


def test_a_model_that_is_not_here_is_not_downloaded() -> None:
    with pytest.raises(SettingsError, match="nothing is downloaded"):
        _ = open_encoder("nobody/no-such-model").revision


def test_a_stated_precision_is_taken_as_it_is() -> None:
    assert resolve_precision("bfloat16") == "bfloat16"
    assert resolve_precision("float32") == "float32"


@pytest.mark.parametrize(
    ("flags", "precision"),
    [("fpu amx_bf16 amx_tile", "bfloat16"), ("fpu avx512_bf16", "float32"), (None, "float32")],
)
def test_half_precision_is_chosen_where_the_processor_has_tiles_for_it(
    tmp_path, monkeypatch, flags, precision
) -> None:
    told = tmp_path / "cpuinfo"
    if flags is not None:
        told.write_text(f"processor : 0\nflags : {flags}\n")
    monkeypatch.setattr("ingest.embed.encoder._PROCESSORS", told)
    assert resolve_precision("auto") == precision


def test_rows_are_scaled_to_length_one_and_zeros_stay() -> None:
    rows = unit_rows(np.array([[3, 4], [0, 0]], dtype=np.float32))
    assert rows.tolist() == [[pytest.approx(0.6), pytest.approx(0.8)], [0, 0]]


def test_threads_of_torch_are_told_to_sleep_before_it_is_imported() -> None:
    # Its library reads the setting once, when it is loaded; spinning triples a build's time.
    program = (
        "import os, sys; os.environ.pop('OMP_WAIT_POLICY', None)\n"
        "class Torch:\n"
        "    def find_spec(self, name, *_):\n"
        "        if name == 'torch':\n"
        "            print(os.environ.get('OMP_WAIT_POLICY'), flush=True)\n"
        "            os._exit(0)\n"
        "sys.meta_path.insert(0, Torch())\n"
        "from ingest.embed import open_encoder\n"
        "open_encoder(precision='bfloat16').encode([f'drug {n}' for n in range(40)])\n"
    )
    command = [sys.executable, "-c", program]
    done = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603
    assert done.stdout.strip() == "PASSIVE"
