"""One bad file cannot take the run down: time, memory and a crash of its reader."""

import multiprocessing
import os
import signal
import threading
import time

import pytest

from ingest.scan import scan
from ingest.workers import Failed, Parsed, ParseLimits, parse_all

MIB = 1024 * 1024
USUAL = ParseLimits(timeout_s=60, memory_bytes=2048 * MIB, max_file_bytes=200 * MIB)


@pytest.fixture
def files(fakes, tmp_path):
    for name in ("a", "c"):
        fakes.write_policy(tmp_path, name)
    return tmp_path


def outcomes(folder, limits, n_workers=1):
    found = scan([folder], max_file_bytes=limits.max_file_bytes)
    with parse_all(found, limits, n_workers=n_workers) as results:
        return dict(zip((file.name for file in found), results, strict=True))


def big_file(folder) -> None:
    lines = "".join(f"- item {number} of a long list\n" for number in range(400_000))
    (folder / "b.md").write_text(f"# Long\n\n{lines}", encoding="utf-8")


def test_outcomes_come_in_the_order_of_the_files(files) -> None:
    found = outcomes(files, USUAL, n_workers=2)
    assert [item.document.doc_id for item in found.values()] == ["a", "c"]


def test_a_file_that_takes_too_long_costs_only_itself(files) -> None:
    big_file(files)
    start = time.monotonic()
    found = outcomes(
        files, ParseLimits(timeout_s=6, memory_bytes=4096 * MIB, max_file_bytes=200 * MIB)
    )
    assert found["b.md"] == Failed(why="took longer than 6 s to read")
    assert isinstance(found["a.md"], Parsed)
    assert isinstance(found["c.md"], Parsed)
    assert time.monotonic() - start < 60
    assert not multiprocessing.active_children()


@pytest.mark.skipif(not hasattr(os, "posix_fadvise"), reason="only Linux limits the address space")
def test_a_file_that_needs_too_much_memory_costs_only_itself(files) -> None:
    (files / "b.md").write_bytes(b"word " * (32 * MIB))
    found = outcomes(
        files, ParseLimits(timeout_s=60, memory_bytes=300 * MIB, max_file_bytes=200 * MIB)
    )
    assert isinstance(found["b.md"], Failed)
    assert "memory" in found["b.md"].why or "broke off" in found["b.md"].why
    assert isinstance(found["a.md"], Parsed)
    assert isinstance(found["c.md"], Parsed)


def test_a_reader_that_is_killed_costs_only_its_file(files) -> None:
    big_file(files)

    def kill() -> None:
        time.sleep(4)
        for child in multiprocessing.active_children():
            if child.pid is not None:
                os.kill(child.pid, signal.SIGKILL)

    killer = threading.Thread(target=kill)
    killer.start()
    found = outcomes(
        files, ParseLimits(timeout_s=30, memory_bytes=4096 * MIB, max_file_bytes=200 * MIB)
    )
    killer.join()
    assert isinstance(found["b.md"], Failed)
    assert "broke off" in found["b.md"].why or "longer" in found["b.md"].why
    assert isinstance(found["c.md"], Parsed)
