"""`guideline-qa serve`: the pages in a browser; without login for this machine alone."""

import os
import secrets
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from ingest.settings import Settings

_DID_NOT_START = 1
_HINT = (
    "error: the pages have ended: the line above says why; where the port is not available, end "
    "what listens there, or name another with --port"
)
START = Path(__file__).resolve().parents[1] / "ui" / "start.py"


def serve(
    *,
    host: Annotated[
        str, typer.Option(help="Address to listen on; others than loopback need login.")
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65535, help="Port to listen on.")] = 8501,
    index: Annotated[
        Path | None, typer.Option("--index", help="Folder of the index. Default: var/index.")
    ] = None,
    without_login: Annotated[
        bool,
        typer.Option(
            "--without-login",
            help="Let others reach the pages though login is off: they can ask, nothing is kept.",
        ),
    ] = False,
) -> None:
    """Open the pages on this machine, or with login for others."""
    from app.login import check_listening
    from ingest.settings import PREFIX, load_settings

    os.environ |= {f"{PREFIX}INDEX_DIR": str(index)} if index else {}
    os.environ |= {f"{PREFIX}WITHOUT_LOGIN": "true"} if without_login else {}
    settings = load_settings()
    check_listening(host, settings)
    program = [sys.executable, "-m", "streamlit", "run", str(START), *_options(host, port)]
    with _login_options(settings) as options:
        raise typer.Exit(_run([*program, *options]))


def _options(host: str, port: int) -> list[str]:
    """Every option that matters is given here: no file of the folder can change it."""
    values = {
        "server.address": host,
        "server.port": str(port),
        "server.headless": "true",
        "server.fileWatcherType": "none",
        "server.maxUploadSize": "20",
        "server.enableXsrfProtection": "true",
        "browser.gatherUsageStats": "false",
        "client.showErrorDetails": "none",
        "client.showErrorLinks": "false",  # to search engines and chat services outside
        "client.toolbarMode": "minimal",
        # Colours are chosen for a light page; without a word Streamlit follows the reader's system.
        "theme.base": "light",
        "theme.primaryColor": "#1e5faf",
    }
    return [word for name, value in values.items() for word in (f"--{name}", value)]


@contextmanager
def _login_options(settings: "Settings") -> Iterator[list[str]]:
    """Streamlit reads the secrets of its login from a file: ours lives as long as the server."""
    from app.login import is_on, secrets_toml

    if not is_on(settings):
        yield []
        return
    given = settings.oidc_cookie_secret
    cookie_secret = given.get_secret_value() if given else secrets.token_hex(32)
    text = secrets_toml(settings, cookie_secret)
    # The folder can be entered by its owner alone.
    with tempfile.TemporaryDirectory(prefix="guideline-qa-") as folder:
        file = Path(folder) / "secrets.toml"
        file.touch(mode=0o600)
        file.write_text(text, encoding="utf-8")
        yield ["--secrets.files", str(file)]


def _run(program: list[str]) -> int:
    """Run the server until it ends; what ends us ends it."""
    process = subprocess.Popen(program)  # noqa: S603 - our own interpreter and script

    def end(number: int, _frame: FrameType | None) -> None:
        process.send_signal(number)

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, end)
    code = process.wait()
    if code == _DID_NOT_START:
        typer.echo(_HINT, err=True)
    return code
