"""One bad file cannot take the run down: time, memory and a crash of its reader."""

import io
import multiprocessing
import os
import signal
import sys
import threading
import time
import zipfile
import zlib
from multiprocessing import forkserver
from pathlib import Path
from types import ModuleType

import docx
import pytest

from ingest import workers
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
    assert time.monotonic() - start < 90
    assert not multiprocessing.active_children()


def test_the_start_of_a_reader_is_not_on_the_account_of_its_file(files) -> None:
    # A server that starts imports for a second and more; these files take some milliseconds.
    forkserver._forkserver._stop()  # noqa: SLF001 - made for tests of its own
    found = outcomes(
        files, ParseLimits(timeout_s=0.8, memory_bytes=4096 * MIB, max_file_bytes=200 * MIB)
    )
    assert all(isinstance(outcome, Parsed) for outcome in found.values())


@pytest.mark.skipif(not Path("/proc/self/stat").is_file(), reason="asks Linux for the processes")
def test_readers_come_from_one_process_and_from_another_once_that_is_gone(files) -> None:
    def server() -> int:
        assert all(isinstance(outcome, Parsed) for outcome in outcomes(files, USUAL).values())
        return forkserver._forkserver._forkserver_pid  # noqa: SLF001 - nothing else tells

    first = server()
    assert server() == first
    own_threads = Path(f"/proc/{first}/task")
    assert len(list(own_threads.iterdir())) == 1  # or a fork of it might hang
    os.kill(first, signal.SIGKILL)
    second = server()
    assert second != first
    assert server() == second


@pytest.mark.skipif(not hasattr(os, "posix_fadvise"), reason="only Linux limits the address space")
def test_a_file_that_needs_too_much_memory_costs_only_itself(files) -> None:
    (files / "b.md").write_bytes(b"word " * (32 * MIB))
    found = outcomes(
        files, ParseLimits(timeout_s=60, memory_bytes=300 * MIB, max_file_bytes=200 * MIB)
    )
    assert isinstance(found["b.md"], Failed)
    assert "memory" in found["b.md"].why
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
    assert "ended by signal 9" in found["b.md"].why or "longer" in found["b.md"].why
    assert isinstance(found["c.md"], Parsed)


@pytest.mark.parametrize(("code", "words"), [(1, "an error of this program"), (3, "is damaged")])
def test_an_error_of_the_program_is_not_put_on_the_file(code, words) -> None:
    assert words in vars(workers)["_broke_off"](code)


# --- files that unpack to more than anybody's memory ----------------------------------------------


def pdf_with(stream: bytes, filters: bytes) -> bytes:
    """A PDF of one page whose content is packed in this way."""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Count 1 /Kids [4 0 R] >>",
        f"<< /Length {len(stream)} /Filter {filters} >>\nstream\n".encode()
        + stream
        + b"\nendstream",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 3 0 R /Resources << >> >>",
    ]
    out, offsets = bytearray(b"%PDF-1.4\n"), []
    for number, body in enumerate(objects, start=1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 5\n0000000000 65535 f \n" + b"".join(
        b"%010d 00000 n \n" % at for at in offsets
    )
    return bytes(out + b"trailer << /Size 5 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % start)


def docx_with(document: bytes) -> bytes:
    """A Word file with this document.xml."""
    plain, packed = io.BytesIO(), io.BytesIO()
    docx.Document().save(plain)
    with zipfile.ZipFile(plain) as source, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as to:
        for item in source.infolist():
            own = item.filename == "word/document.xml"
            to.writestr(item.filename, document if own else source.read(item))
    return packed.getvalue()


WORD = '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
END = "</w:body></w:document>"


@pytest.mark.attack
def test_bombs_cost_only_themselves(files) -> None:
    packed = zlib.compressobj(9)
    gigabyte = b"".join(packed.compress(b" " * MIB) for _ in range(1024)) + packed.flush()
    (files / "twice.pdf").write_bytes(
        pdf_with(zlib.compress(gigabyte, 9), b"[/FlateDecode /FlateDecode]")
    )
    laughs = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10 if n else "lol"}">' for n in range(9))
    (files / "laughs.docx").write_bytes(
        docx_with(
            f"<!DOCTYPE x [{laughs}]>{WORD}<w:p><w:r><w:t>&a8;</w:t></w:r></w:p>{END}".encode()
        )
    )
    paragraph = f"<w:p><w:r><w:t>{'A' * 1000}</w:t></w:r></w:p>"
    (files / "wide.docx").write_bytes(docx_with((WORD + paragraph * 250_000 + END).encode()))
    found = outcomes(
        files, ParseLimits(timeout_s=60, memory_bytes=400 * MIB, max_file_bytes=200 * MIB)
    )
    for name in ("twice.pdf", "laughs.docx", "wide.docx"):
        assert isinstance(found[name], Failed), name
    assert "unpacks to" in found["wide.docx"].why
    assert isinstance(found["a.md"], Parsed)
    assert isinstance(found["c.md"], Parsed)


@pytest.mark.attack
def test_an_entity_reads_no_other_file(files, tmp_path) -> None:
    secret = tmp_path / "secret.dat"
    secret.write_text("the secret words", encoding="utf-8")
    (files / "reach.docx").write_bytes(
        docx_with(
            f'<!DOCTYPE x [<!ENTITY f SYSTEM "file://{secret}">]>{WORD}'
            f"<w:p><w:r><w:t>before &f; after</w:t></w:r></w:p>{END}".encode()
        )
    )
    found = outcomes(
        files, ParseLimits(timeout_s=60, memory_bytes=1024 * MIB, max_file_bytes=200 * MIB)
    )
    assert "secret words" not in repr(found["reach.docx"])


def test_no_reader_runs_the_page_from_which_a_build_is_started(files, monkeypatch) -> None:
    page = files.parent / "page.py"
    page.write_text("raise SystemExit('the page ran')", encoding="utf-8")
    main = ModuleType("__main__")
    main.__file__ = str(page)
    monkeypatch.setitem(sys.modules, "__main__", main)
    assert all(isinstance(outcome, Parsed) for outcome in outcomes(files, USUAL).values())
    assert sys.modules["__main__"] is main
