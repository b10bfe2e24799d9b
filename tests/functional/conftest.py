"""Programs that functional tests start on loopback, and stop."""

import shutil
import socket
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from evals.corpora import find_corpora
from evals.indexes import build_index, index_folder
from evals.session import WORK_DIR
from ingest.errors import IndexError_
from ingest.index.server import ChromaServer
from ingest.settings import Settings


class ChromaProgram:
    """`chroma run` on a free port of loopback; called, it gives the address, started if need be."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._process: subprocess.Popen | None = None
        self._address = ""

    def __call__(self) -> str:
        if self._process is None:
            self._start()
        return self._address

    def _start(self) -> None:
        beside = Path(sys.executable).with_name("chroma")
        program = beside if beside.is_file() else shutil.which("chroma")
        if program is None:
            pytest.skip("no `chroma` program beside Python: the server was not tried")
        with closing(socket.socket()) as probe:
            probe.bind(("127.0.0.1", 0))
            port = str(probe.getsockname()[1])
        self._process = subprocess.Popen(  # noqa: S603
            [program, "run", "--host", "127.0.0.1", "--port", port, "--path", self._folder],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        self._address = f"http://127.0.0.1:{port}"
        with closing(ChromaServer(self._address, timeout_s=2)) as server:
            for _ in range(60):
                try:
                    server.names()
                except IndexError_:
                    time.sleep(0.5)
                else:
                    return
        self.stop()
        pytest.fail("the Chroma server did not come up")

    def stop(self) -> None:
        if self._process is not None:
            self._process.terminate()
            self._process.wait(10)
            self._process = None


@pytest.fixture
def chroma_url(tmp_path_factory):
    """A Chroma server of its own, which the test may stop."""
    program = ChromaProgram(tmp_path_factory.mktemp("server"))
    yield program
    program.stop()


@pytest.fixture(scope="module")
def url(tmp_path_factory):
    """Address of a Chroma server that the tests of a module share."""
    program = ChromaProgram(tmp_path_factory.mktemp("server"))
    yield program()
    program.stop()


@pytest.fixture(scope="session")
def corpus_index() -> Path:
    """The index of `corpus/`, built from nothing by whichever test or eval asks for it first.

    A build takes a minute on two cores; a second process waits for it and then changes nothing.
    """
    built = build_index(find_corpora()["corpus"], WORK_DIR, Settings())
    assert not built.failed, built.failed
    return index_folder("corpus", WORK_DIR)
