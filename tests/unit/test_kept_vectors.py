"""Vectors that lie in the repository: taken where they fit, never where they do not."""

from collections.abc import Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import numpy as np
import pytest

from evals.kept_vectors import KeptEncoder, read_kept, write_kept
from ingest.embed import FloatArray, unit_rows
from ingest.store_writer import content_hash

TEXTS = ("Offer a trial of exercise.", "Coverage is limited to one device.", "Not covered.")


class _Encoder:
    """Counts what it is asked."""

    name = "toy"
    dim = 3

    def __init__(self, revision: str = "1") -> None:
        self.revision = revision
        self.asked: list[str] = []

    def encode(self, texts: Sequence[str]) -> FloatArray:
        self.asked += texts
        rows = [[len(text), text.count("e"), 1] for text in texts]
        return unit_rows(np.array(rows, dtype=np.float32).reshape(len(texts), 3))


def _snapshot(texts: Sequence[str], revision: str = "1") -> Any:
    content = np.frombuffer(b"".join(map(content_hash, texts)), dtype=np.uint8)
    return SimpleNamespace(
        manifest=SimpleNamespace(encoder=SimpleNamespace(name="toy", revision=revision)),
        content=content.reshape(len(texts), -1),
        vectors=_Encoder().encode(texts),
    )


def _kept(folder: Path, *snapshots: Any) -> Path:
    path = folder / "deep" / "passages.npz"
    write_kept(cast("Any", snapshots), path)
    return path


def test_what_is_kept_is_not_encoded_again_and_the_order_stays(tmp_path: Path) -> None:
    path = _kept(tmp_path, _snapshot(TEXTS[:2]))
    inner = _Encoder()
    asked = (TEXTS[2], TEXTS[1], TEXTS[0])
    got = KeptEncoder(inner, path).encode(asked)
    assert inner.asked == [TEXTS[2]]
    assert np.abs(got - _Encoder().encode(asked)).max() < 2e-5  # three numbers a row, so large ones


def test_another_revision_of_the_encoder_takes_nothing(tmp_path: Path) -> None:
    path = _kept(tmp_path, _snapshot(TEXTS))
    inner = _Encoder(revision="2")
    KeptEncoder(inner, path).encode(TEXTS)
    assert inner.asked == list(TEXTS)


def test_a_changed_text_is_encoded(tmp_path: Path) -> None:
    path = _kept(tmp_path, _snapshot(TEXTS))
    inner = _Encoder()
    KeptEncoder(inner, path).encode([TEXTS[0] + " "])
    assert inner.asked == [TEXTS[0] + " "]


def test_no_file_no_text_and_a_folder_that_is_not_there(tmp_path: Path) -> None:
    inner = _Encoder()
    encoder = KeptEncoder(inner, tmp_path / "none.npz")
    assert encoder.encode([]).shape == (0, 3)
    assert encoder.encode(TEXTS).shape == (3, 3)
    assert inner.asked == list(TEXTS)


def test_a_text_of_two_snapshots_is_kept_once_and_the_file_is_the_same(tmp_path: Path) -> None:
    first = _kept(tmp_path / "a", _snapshot(TEXTS[:2]), _snapshot(TEXTS[1:]))
    second = _kept(tmp_path / "b", _snapshot(TEXTS[1:]), _snapshot(TEXTS[:2]))
    kept, again = read_kept(first), read_kept(second)
    assert kept is not None
    assert again is not None
    assert len(kept.rows) == 3
    assert kept.rows == again.rows
    assert (kept.steps == again.steps).all()


def test_vectors_of_two_encoders_are_not_mixed(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="one encoder"):
        _kept(tmp_path, _snapshot(TEXTS), _snapshot(TEXTS, revision="2"))
