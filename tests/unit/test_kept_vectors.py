"""Vectors that lie in the repository: taken where they fit, never where they do not."""

from collections.abc import Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import numpy as np
import pytest

from evals.corpora import Corpus
from evals.indexes import build_index, index_folder
from evals.kept_vectors import KeptEncoder, read_kept, worst_sampled, write_kept
from ingest.embed import FloatArray, unit_rows
from ingest.errors import CaseFileError
from ingest.index.folder import IndexFolder
from ingest.settings import Settings
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


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-200])


def _shorten(path: Path) -> None:
    with np.load(path) as file:
        columns = {**file, "sizes": file["sizes"][:-1]}
    np.savez(path, **columns)


@pytest.mark.parametrize(
    "damage",
    [
        pytest.param(lambda path: path.write_bytes(b""), id="empty"),
        pytest.param(lambda path: path.write_bytes(b"garbage"), id="garbage"),
        pytest.param(lambda path: path.write_bytes(b"PK\x03\x04garbage"), id="half a zip"),
        pytest.param(lambda path: np.savez(path, other=np.zeros(3)), id="another npz"),
        pytest.param(_cut, id="cut"),
        pytest.param(_shorten, id="columns"),
    ],
)
def test_a_damaged_file_is_one_line_that_says_how_to_mend_it(tmp_path: Path, damage: Any) -> None:
    path = _kept(tmp_path, _snapshot(TEXTS))
    damage(path)
    with pytest.raises(CaseFileError, match="take it from git again") as caught:
        KeptEncoder(_Encoder(), path)
    assert "\n" not in str(caught.value)


def test_an_index_is_built_anew_where_the_kept_vectors_are_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pointers = []
    corpus = Corpus(name="small", folder=tmp_path, names={})
    pointer = IndexFolder(index_folder("small", tmp_path)).pointer
    pointer.parent.mkdir(parents=True)

    def fake_build(*_arguments: object, **_options: object) -> None:
        pointers.append(pointer.is_file())
        pointer.write_text("s", encoding="utf-8")

    monkeypatch.setattr("ingest.build.build", fake_build)
    for kept in ("one", "one", "none", "none"):
        monkeypatch.setattr("evals.kept_vectors.kept_hash", lambda kept=kept: kept)
        build_index(corpus, tmp_path, Settings())
    assert pointers == [False, True, False, True]


def test_a_wrong_vector_shows_in_a_sample() -> None:
    vectors = _Encoder().encode(TEXTS)
    assert worst_sampled(TEXTS, vectors, _Encoder()) < 1e-6
    vectors[1] = -vectors[1]
    assert worst_sampled(TEXTS, vectors, _Encoder()) > 0.1
