"""Faults, for real: killed builds, two writers, full disks, read-only mounts, damaged files."""

import hashlib
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import threading
import time
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from ingest.build import build
from ingest.errors import (
    IndexDamagedError,
    IndexError_,
    IndexLockedError,
    IndexMismatchError,
)
from ingest.index import LiveIndex, open_snapshot
from ingest.index.folder import IndexFolder, writer_lock
from ingest.index.verify import verify

TESTS = Path(__file__).resolve().parents[1]
BUILD_PROGRAM = f"""
import sys
sys.path[:0] = [{str(TESTS)!r}, {str(TESTS.parent)!r}]
from pathlib import Path
from fakes import HashingEncoder, plain_settings
from ingest.build import build

if __name__ == "__main__":
    corpus, index = Path(sys.argv[1]), Path(sys.argv[2])
    build([corpus], index, plain_settings(index.parent), encoder=HashingEncoder(),
          progress=lambda step: print(step.stage, step.n_done, flush=True))
"""


@pytest.fixture
def program(tmp_path):
    path = tmp_path / "program.py"
    path.write_text(BUILD_PROGRAM, encoding="utf-8")
    return path


@pytest.fixture
def corpus(fakes, tmp_path):
    for number in range(6):
        fakes.write_policy(tmp_path / "corpus", f"doc{number}", drug=f"drug{number}mab")
    return tmp_path / "corpus"


@pytest.fixture
def make(fakes, tmp_path, corpus):
    def run(index, **options):
        settings = fakes.plain_settings(tmp_path)
        return build([corpus], index, settings, encoder=fakes.HashingEncoder(), **options)

    return run


def test_a_build_killed_at_ten_random_points_is_completed_by_the_next(
    make, corpus, program, tmp_path
) -> None:
    undisturbed = make(tmp_path / "undisturbed")
    index = tmp_path / "index"
    start = time.monotonic()
    subprocess.run(  # noqa: S603
        [sys.executable, program, corpus, tmp_path / "timed"], check=True, stdout=subprocess.DEVNULL
    )
    whole = time.monotonic() - start
    chance = random.Random(20261123)  # noqa: S311 - the same points in every run
    for _ in range(10):
        process = subprocess.Popen(  # noqa: S603
            [sys.executable, program, corpus, index], stdout=subprocess.DEVNULL
        )
        time.sleep(chance.uniform(0.2, 1) * whole)
        process.send_signal(signal.SIGKILL)
        process.wait()
        if IndexFolder(index).published():
            # It came through before it was killed: whole, or not at all.
            assert verify(index / "snapshots" / open_snapshot(index).snapshot_id).faults == ()
            shutil.rmtree(index)
    report = make(index)
    assert report.fingerprint == undisturbed.fingerprint
    assert verify(index / "snapshots" / report.snapshot_id).faults == ()
    assert not (index / "staging").exists()
    assert IndexFolder(index).ids() == (report.snapshot_id,)


def test_a_second_build_ends_with_the_process_that_holds_the_lock(make, tmp_path) -> None:
    index = tmp_path / "index"
    ours = rf"process {os.getpid()}\b.*--wait"
    with writer_lock(IndexFolder(index)), pytest.raises(IndexLockedError, match=ours):
        make(index)
    assert make(index).published


def test_a_second_build_waits_if_told_to(make, tmp_path) -> None:
    index = tmp_path / "index"
    done = []
    with writer_lock(IndexFolder(index)):
        waiting = threading.Thread(target=lambda: done.append(make(index, wait=True)))
        waiting.start()
        time.sleep(0.5)
        assert not done
    waiting.join(60)
    assert done[0].published


def test_readers_in_a_loop_see_only_whole_snapshots_and_notice_new_ones(
    make, fakes, corpus, tmp_path
) -> None:
    index = tmp_path / "index"
    make(index)
    live = LiveIndex(index)
    seen: dict[str, int] = {}
    wrong: list[str] = []
    stop = threading.Event()

    def read() -> None:
        while not stop.is_set():
            snapshot = live.snapshot()
            n_drugs = sum("drug" in snapshot.document_text(name) for name in snapshot.documents)
            rows = len(snapshot.vectors), snapshot.lexical.n_passages, snapshot.manifest.n_passages
            if len(set(rows)) != 1 or n_drugs != len(snapshot.documents):
                wrong.append(f"{rows} {n_drugs}")
            seen[snapshot.snapshot_id] = len(snapshot.documents)

    readers = [threading.Thread(target=read) for _ in range(2)]
    for reader in readers:
        reader.start()
    for number in range(6, 10):
        fakes.write_policy(corpus, f"doc{number}", drug=f"drug{number}mab")
        make(index)
    time.sleep(0.3)
    stop.set()
    for reader in readers:
        reader.join()
    assert wrong == []
    assert max(seen.values()) == 10
    assert live.snapshot().snapshot_id in seen


@pytest.mark.parametrize(
    "name",
    [
        "store.sqlite",
        "vectors.npy",
        "phrase_vectors.npy",
        "manifest.json",
        "bm25/scores.npy",
    ],
)
def test_a_truncated_file_is_refused_at_once(make, tmp_path, name) -> None:
    index = tmp_path / "index"
    report = make(index)
    path = index / "snapshots" / report.snapshot_id / name
    os.truncate(path, path.stat().st_size // 2)
    with pytest.raises(IndexDamagedError):
        open_snapshot(index)
    repaired = make(index)
    assert repaired.snapshot_id != report.snapshot_id
    assert verify(index / "snapshots" / repaired.snapshot_id).faults == ()


@pytest.mark.parametrize("name", ["vectors.npy", "store.sqlite", "terms"])
def test_a_changed_byte_is_found_by_verify(make, tmp_path, name) -> None:
    index = tmp_path / "index"
    report = make(index)
    folder = index / "snapshots" / report.snapshot_id
    path = folder / name if name != "terms" else folder / "bm25" / "terms.npy"
    data = bytearray(path.read_bytes())
    data[-10] ^= 0xFF
    path.write_bytes(data)
    assert any(path.name in fault for fault in verify(folder).faults)


def test_a_passage_missing_from_chroma_is_found_by_verify(make, tmp_path) -> None:
    index = tmp_path / "index"
    folder = index / "snapshots" / make(index).snapshot_id
    database = folder / "chroma" / "chroma.sqlite3"
    os.truncate(database, database.stat().st_size // 2)
    assert any("chroma" in fault for fault in verify(folder).faults)


def test_a_manifest_of_another_format_is_a_mismatch(make, tmp_path) -> None:
    index = tmp_path / "index"
    report = make(index)
    path = index / "snapshots" / report.snapshot_id / "manifest.json"
    text = path.read_text(encoding="utf-8").splitlines()[0]
    newer = json.dumps({**json.loads(text), "schema_version": 99}, sort_keys=True)
    digest = hashlib.sha256(newer.encode()).hexdigest()
    path.write_text(f"{newer}\n{digest}\n", encoding="utf-8")
    with pytest.raises(IndexMismatchError, match="format 99"):
        open_snapshot(index)
    assert make(index).published


@contextmanager
def mounted(place: Path, size: str):
    """A small file system in memory; skips where mounting is not allowed."""
    place.mkdir()
    mount = shutil.which("mount")
    if mount is None or os.geteuid() != 0:
        pytest.skip("mounting a small file system needs root: the full disk was not tried")
    done = subprocess.run(  # noqa: S603
        [mount, "-t", "tmpfs", "-o", f"size={size}", "tmpfs", place],
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        pytest.skip(f"cannot mount here: {done.stderr.strip()}")
    try:
        yield mount
    finally:
        subprocess.run(["umount", "-l", place], check=True)  # noqa: S603, S607


@pytest.mark.parametrize(
    "free",
    [
        pytest.param(60_000, id="full while the texts are written"),
        pytest.param(500_000, id="full while Chroma writes"),
    ],
)
def test_a_full_disk_is_one_clear_line_and_the_published_snapshot_stays(
    make, fakes, corpus, tmp_path, free
) -> None:
    small = tmp_path / "small"
    with mounted(small, "50m") as mount:
        first = make(small / "index")
        usage = shutil.disk_usage(small)
        size = f"remount,size={usage.used + free}"
        subprocess.run([mount, "-o", size, small], check=True)  # noqa: S603
        for number in range(40):
            fakes.write_policy(corpus, f"more{number}", drug=f"other{number}mab")
        with pytest.raises(IndexError_, match=r"cannot be written|Chroma cannot write"):
            make(small / "index")
        with closing(open_snapshot(small / "index")) as snapshot:
            assert snapshot.snapshot_id == first.snapshot_id
        assert verify(small / "index" / "snapshots" / first.snapshot_id).faults == ()
        assert not (small / "index" / "staging").exists()


def test_a_read_only_mount_is_read_and_not_written(make, fakes, corpus, tmp_path) -> None:
    small = tmp_path / "small"
    with mounted(small, "20m") as mount:
        first = make(small / "index")
        subprocess.run([mount, "-o", "remount,ro", small], check=True)  # noqa: S603
        with closing(open_snapshot(small / "index")) as snapshot:
            assert len(snapshot.statements()) > 0
            assert len(snapshot.vectors) == first.n_passages
            assert snapshot.lexical.match("drug1mab").bound > 0
        assert verify(small / "index" / "snapshots" / first.snapshot_id).faults == ()
        fakes.write_policy(corpus, "new")
        with pytest.raises(IndexError_, match="cannot be written"):
            make(small / "index")


def test_two_processes_read_one_snapshot_at_once(make, tmp_path) -> None:
    index = tmp_path / "index"
    make(index)
    program = (
        "import sys; from pathlib import Path; from ingest.index import open_snapshot\n"
        "s = open_snapshot(Path(sys.argv[1]))\n"
        "for _ in range(50): s.passages_of('doc1'); s.vectors.sum(); s.lexical.match('drug1mab')\n"
        "print(len(s.statements()))"
    )
    processes = [
        subprocess.Popen([sys.executable, "-c", program, index], stdout=subprocess.PIPE, text=True)  # noqa: S603
        for _ in range(2)
    ]
    answers = {process.communicate(timeout=60)[0] for process in processes}
    assert len(answers) == 1
    assert int(answers.pop()) > 0
