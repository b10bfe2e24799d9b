"""A server of the page on a free loopback port, and a headless Chromium that nobody installs."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

STUB = Path(__file__).with_name("stub_page.py")
ROOT = STUB.parents[2]
START_S = 90.0


def pytest_collection_modifyitems(items) -> None:
    """Try a browser test that fails once more, for the machine may have been slow; `-ra` names it.

    What is really broken fails twice. A test that is named again and again has a race: mend it.
    """
    for item in items:
        if item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.flaky(reruns=1))


def find_chromium() -> str:
    """The program, or a skip that says what is missing."""
    for name in ("chromium", "chromium-browser", "google-chrome"):
        if found := shutil.which(name):
            return found
    pytest.skip("no Chromium on the path: install Debian's package `chromium`")


@pytest.fixture(scope="session")
def browser():
    sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    program = find_chromium()
    with sync_api.sync_playwright() as driver:
        # Containers of CI run as root, where Chromium's own sandbox refuses to start.
        chromium = driver.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield chromium
        chromium.close()


def serve(script, log, **settings):
    """Start `streamlit run` on a free port, with these settings; the process and its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    program = [sys.executable, "-m", "streamlit", "run", str(script), "--server.port", str(port)]
    folder = Path(log.name).parent
    places = {"RECORDS_DIR": folder / "records", "AUDIT_KEY_FILE": folder / "keys" / "audit.key"}
    ours = {f"GUIDELINE_QA_{name}": str(value) for name, value in (places | settings).items()}
    process = subprocess.Popen(  # noqa: S603
        program, cwd=ROOT, env=os.environ | ours, stdout=log, stderr=subprocess.STDOUT
    )
    address = f"http://127.0.0.1:{port}"
    end = time.monotonic() + START_S
    while time.monotonic() < end and process.poll() is None:
        try:
            with urllib.request.urlopen(f"{address}/_stcore/health", timeout=2):  # noqa: S310
                return process, address
        except OSError:
            time.sleep(0.1)
    process.kill()
    pytest.fail(f"the page did not start: see {log.name}")


@pytest.fixture(scope="session")
def serving():
    """Start a server of a page: see `serve`."""
    return serve


# Streamlit's own drop zone of the file uploader: minor, and its button beside it is fine.
KNOWN = {"presentation-role-conflict"}


@pytest.fixture(scope="session")
def check_axe():
    """Look for barriers that axe-core knows; there is none but those of Streamlit, named."""
    package = pytest.importorskip("axe_playwright_python", reason="axe-core is not installed")
    script = Path(package.__file__).with_name("axe.min.js").read_text(encoding="utf-8")

    def check(page):
        page.evaluate(script)
        found = page.evaluate("axe.run()")
        assert len(found["passes"]) > 5
        faults = {
            fault["id"]: [node["html"][:200] for node in fault["nodes"]]
            for fault in found["violations"]
            if fault["id"] not in KNOWN
        }
        assert not faults

    return check


@pytest.fixture(scope="session")
def stub_server(tmp_path_factory):
    with (tmp_path_factory.mktemp("server") / "log.txt").open("w") as log:
        process, address = serve(STUB, log)
        yield address
        process.terminate()
        process.wait(timeout=10)
