"""The same index against a real Chroma server on loopback, started here."""

import shutil
import socket
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from app.retrieve import Retriever
from ingest.build import build
from ingest.errors import IndexError_, SettingsError
from ingest.index import open_snapshot
from ingest.index.folder import IndexFolder, roll_back
from ingest.index.server import ChromaServer
from ingest.index.verify import verify

QUESTIONS = ("drug3mab for pemphigus", "experimental for fatigue", "age and corticosteroids", "?")


def free_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture(scope="module")
def url(tmp_path_factory):
    program = Path(sys.executable).with_name("chroma")
    if not program.is_file() and shutil.which("chroma") is None:
        pytest.skip("no `chroma` program beside Python: the server was not tried")
    port = free_port()
    process = subprocess.Popen(  # noqa: S603
        [
            program,
            "run",
            "--host",
            "127.0.0.1",
            "--port",
            str(port),
            "--path",
            tmp_path_factory.mktemp("server"),
        ],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    address = f"http://127.0.0.1:{port}"
    try:
        for _ in range(60):
            try:
                ChromaServer(address, timeout_s=2).names()
                break
            except IndexError_:
                time.sleep(0.5)
        else:
            pytest.fail("the Chroma server did not come up")
        yield address
    finally:
        process.terminate()
        process.wait(10)


@pytest.fixture
def corpus(fakes, tmp_path):
    for number in range(6):
        fakes.write_policy(tmp_path / "corpus", f"doc{number}", drug=f"drug{number}mab")
    return tmp_path / "corpus"


@pytest.fixture
def make(fakes, tmp_path, corpus):
    def run(index, **changed):
        settings = fakes.plain_settings(tmp_path, **changed)
        return build([corpus], tmp_path / index, settings, encoder=fakes.HashingEncoder())

    return run


def hits(snapshot, fakes, server=None):
    retriever = Retriever(snapshot, fakes.HashingEncoder(), server=server)
    return [
        [(hit.passage_id, round(hit.fused_score, 5)) for hit in retriever.retrieve(text, k=12)]
        for text in QUESTIONS
    ]


def test_a_server_gives_the_same_hits_as_the_folder(make, fakes, url, tmp_path) -> None:
    make("embedded")
    make("served", chroma_url=url)
    server = ChromaServer(url)
    with (
        closing(open_snapshot(tmp_path / "embedded")) as embedded,
        closing(open_snapshot(tmp_path / "served")) as served,
    ):
        assert served.manifest.collection in server.names()
        assert not served.chroma_dir.exists()
        assert served.manifest.fingerprint == embedded.manifest.fingerprint
        assert hits(served, fakes, server) == hits(embedded, fakes)
        assert verify(served.folder, server=server).faults == ()
        assert "GUIDELINE_QA_CHROMA_URL" in verify(served.folder).faults[0]


def test_build_publish_roll_back_and_prune_on_the_server(
    make, fakes, url, corpus, tmp_path
) -> None:
    server = ChromaServer(url)
    before = server.names()
    ids = [make("index", chroma_url=url, keep_snapshots=2).snapshot_id]
    for number in range(2):
        fakes.write_policy(corpus, f"more{number}")
        ids.append(make("index", chroma_url=url, keep_snapshots=2).snapshot_id)
    assert server.names() - before == {f"s-{item}" for item in ids[1:]}
    assert roll_back(IndexFolder(tmp_path / "index")) == ids[1]
    with closing(open_snapshot(tmp_path / "index")) as snapshot:
        assert server.count(snapshot.manifest.collection) == snapshot.manifest.n_passages
        found = hits(snapshot, fakes, server)
        assert not any(name.startswith("more1#") for row in found for name, _ in row)


def test_a_collection_of_a_killed_build_is_removed_by_the_next(make, url, tmp_path) -> None:
    server = ChromaServer(url)
    (tmp_path / "index").mkdir()
    (tmp_path / "index" / "collections").write_text("s-left-by-a-killed-build\n", encoding="utf-8")
    server.write("s-left-by-a-killed-build", [], {}, None)
    make("index", chroma_url=url)
    assert "s-left-by-a-killed-build" not in server.names()


def test_a_server_that_is_down_is_one_line_in_bounded_time(make, tmp_path) -> None:
    port = free_port()
    start = time.monotonic()
    with pytest.raises(IndexError_, match=rf"Chroma server at http://127\.0\.0\.1:{port}"):
        make("index", chroma_url=f"http://127.0.0.1:{port}")
    assert time.monotonic() - start < 60
    assert IndexFolder(tmp_path / "index").ids() == ()


def test_a_server_that_never_answers_is_one_line_in_bounded_time() -> None:
    with closing(socket.socket()) as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        server = ChromaServer(f"http://127.0.0.1:{silent.getsockname()[1]}", timeout_s=1)
        start = time.monotonic()
        with pytest.raises(IndexError_, match="did not answer within 1 s"):
            server.count("s-anything")
        assert time.monotonic() - start < 10


@pytest.mark.parametrize("wrong", ["localhost:8000", "ftp://host", "http://"])
def test_an_address_that_is_none_is_a_settings_error(wrong) -> None:
    with pytest.raises(SettingsError, match="http://host:port"):
        ChromaServer(wrong)
