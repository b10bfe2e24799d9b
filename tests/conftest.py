"""What every test stands on: no network, no settings of this machine, no model hub."""

import importlib.util
import ipaddress
import json
import os
import socket
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from itertools import count
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

OUR_PREFIX = "GUIDELINE"
FOREIGN_PREFIXES = ("OPENAI_", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY")
TESTS = Path(__file__).resolve().parent
GOLDEN = TESTS / "golden"
SHARED_DATA = TESTS.parent.parent / "shared" / "data"


def _clean_environment() -> None:
    """Drop what would change a result from outside, before any library reads it at import."""
    for name in list(os.environ):
        if name.upper().startswith((OUR_PREFIX, *FOREIGN_PREFIXES)):
            del os.environ[name]
    os.environ["HF_HUB_OFFLINE"] = "1"
    os.environ["TRANSFORMERS_OFFLINE"] = "1"
    os.environ["HF_HUB_DISABLE_TELEMETRY"] = "1"
    os.environ["ANONYMIZED_TELEMETRY"] = "False"
    os.environ["TOKENIZERS_PARALLELISM"] = "false"


_clean_environment()


# --- network --------------------------------------------------------------------------------------


class NetworkBlockedError(RuntimeError):
    """Something reached for a network in a test.

    Not an OSError, on purpose: libraries catch those and go on, and the attempt would be hidden.
    """


class Network:
    """The guard's state: whether the running test may leave, and what tried to.

    Attributes:
        allowed: True only while a test marked `live` runs.
        attempts: Addresses that were refused; a test that provokes one on purpose clears it.
    """

    def __init__(self) -> None:
        self.allowed = False
        self.attempts: list[str] = []

    def check(self, host: object) -> None:
        """Let loopback pass; refuse and remember everything else.

        Raises:
            NetworkBlockedError: `host` is not loopback and the test is not marked `live`.
        """
        if self.allowed or _is_loopback(host):
            return
        self.attempts.append(str(host))
        raise NetworkBlockedError(f"a test reached for {host}: only loopback is allowed")


def _is_loopback(host: object) -> bool:
    if isinstance(host, bytes):
        host = host.decode("ascii", "replace")
    if host in (None, "", "localhost", "0.0.0.0", "::"):  # noqa: S104 - compared, never bound
        return True
    try:
        return ipaddress.ip_address(str(host).split("%")[0]).is_loopback
    except ValueError:
        return False


def _host(address: object) -> object:
    """The host of an (host, port, ...) address; a unix path or a kernel address has none."""
    return address[0] if isinstance(address, tuple) and len(address) > 1 else None


def _guarded(network: Network, method: Callable[..., Any], position: int) -> Callable[..., Any]:
    """Wrap a socket method whose address is the positional argument at `position`, from the end."""

    def call(self: socket.socket, *args: Any) -> Any:
        if self.family in (socket.AF_INET, socket.AF_INET6):
            network.check(_host(args[position]))
        return method(self, *args)

    return call


@pytest.fixture(scope="session", autouse=True)
def network() -> Iterator[Network]:
    """Block every way out of Python's own socket module, for the whole run.

    Session-wide, so that the set-up of shared fixtures is blocked as well. Libraries that open
    sockets in C (grpc, the model hub's transfer) are kept off by the offline settings above.
    """
    guard = Network()
    resolve = socket.getaddrinfo

    def guarded_resolve(host: object, *args: Any, **options: Any) -> Any:
        guard.check(host)
        return resolve(host, *args, **options)  # type: ignore[arg-type]  # as it came in

    with pytest.MonkeyPatch.context() as patch:
        for name in ("connect", "connect_ex", "sendto"):
            patch.setattr(socket.socket, name, _guarded(guard, getattr(socket.socket, name), -1))
        patch.setattr(socket, "getaddrinfo", guarded_resolve)
        yield guard


@pytest.fixture(autouse=True)
def _no_network(request: pytest.FixtureRequest, network: Network) -> Iterator[None]:
    """Open the network for `live` tests alone, and fail a test whose attempt was swallowed."""
    network.allowed = request.node.get_closest_marker("live") is not None
    network.attempts.clear()
    yield
    network.allowed = False
    if network.attempts:
        pytest.fail(f"reached for the network: {', '.join(network.attempts)}")


# --- data -----------------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of real guidelines beside this repository; skips where it is not there."""
    if not SHARED_DATA.is_dir():
        pytest.skip("no ../shared/data beside this repository: the real guidelines are not here")
    return SHARED_DATA


@pytest.fixture(scope="session")
def surfaces() -> ModuleType:
    """The hand-built Answer and its pipeline (tests/surfaces.py); the stub of the page uses it."""
    spec = importlib.util.spec_from_file_location("surfaces", TESTS / "surfaces.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def fakes() -> ModuleType:
    """The stand-ins of tests/fakes.py: the hashing encoder, small documents and snapshots."""
    spec = importlib.util.spec_from_file_location("fakes", TESTS / "fakes.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


class _ServerOfTests:
    """`model_server()` opens a scripted server; its nouns hang on it (tests/model_server.py)."""

    def __init__(self, module: ModuleType) -> None:
        self.Reply = module.Reply
        self._open = module.model_server

    def __call__(self, script: Any = None) -> Any:
        return self._open(script)


@pytest.fixture(scope="session")
def model_server() -> _ServerOfTests:
    """Opens an OpenAI-compatible server on loopback that says what the test wants."""
    spec = importlib.util.spec_from_file_location("model_server", TESTS / "model_server.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return _ServerOfTests(module)


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Callable[[], str]]:
    """Empties a database on a real PostgreSQL at each call; skips where none is installed."""
    psycopg = pytest.importorskip("psycopg", reason="psycopg is not installed")
    module = _load("postgresql")
    if module.programs() is None:
        pytest.skip("no PostgreSQL here: install Debian's package `postgresql`")
    with module.cluster() as address:

        def emptied() -> str:
            # A database of its own for each test would be 300 files each: this is 50 times faster.
            with psycopg.connect(address("postgres"), autocommit=True) as connection:
                connection.execute(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                    "WHERE pid <> pg_backend_pid() AND datname = 'postgres'"
                )
                connection.execute("DROP SCHEMA public CASCADE")
                connection.execute("CREATE SCHEMA public")
            return str(address("postgres"))

        yield emptied


@pytest.fixture(params=["sqlite", "postgresql"])
def record_settings(request: pytest.FixtureRequest, tmp_path: Path) -> Any:
    """Settings of an empty records database, of each kind in turn."""
    url = request.getfixturevalue("postgresql")() if request.param == "postgresql" else None
    return _record_settings(tmp_path, records_url=url)


@pytest.fixture
def some_settings(request: pytest.FixtureRequest, sqlite_settings: Any) -> Any:
    """SQLite; both databases for a test that asks for `record_settings` as well."""
    if "record_settings" in request.fixturenames:
        return request.getfixturevalue("record_settings")
    return sqlite_settings


@pytest.fixture
def sqlite_settings(tmp_path: Path) -> Any:
    """Settings of an empty records database in a folder."""
    return _record_settings(tmp_path)


def _record_settings(folder: Path, **changed: Any) -> Any:
    return _settings_class()(
        records_dir=folder / "records", audit_key_file=folder / "keys" / "audit.key", **changed
    )


def _settings_class() -> Any:
    from ingest.settings import Settings  # noqa: PLC0415 - after the environment was cleaned

    return Settings


def _load(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, TESTS / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


_record_folders = count(1)


@pytest.fixture(autouse=True)
def _own_records(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> Iterator[None]:
    """Keep what a test records apart from other tests and from this checkout's own records."""
    folder = tmp_path_factory.getbasetemp() / f"own-records-{next(_record_folders)}"
    monkeypatch.setenv("GUIDELINE_QA_RECORDS_DIR", str(folder / "records"))
    monkeypatch.setenv("GUIDELINE_QA_AUDIT_KEY_FILE", str(folder / "keys" / "audit.key"))
    yield
    if service := sys.modules.get("app.ui.service"):
        service.shared_records.clear()
        service.shared_settings.clear()


@pytest.fixture
def corpus(tmp_path: Path) -> Any:
    """An empty corpus that the test fills and asks (tests/small_corpus.py)."""
    return _small_corpus().SmallCorpus(tmp_path)


@cache
def _small_corpus() -> ModuleType:
    """Loaded at the first use, once: it reads the terms that we ship."""
    spec = importlib.util.spec_from_file_location("small_corpus", TESTS / "small_corpus.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    # A dataclass looks its own module up while it is made.
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--rewrite-golden",
        action="store_true",
        help="write what the tests produce into tests/golden instead of comparing",
    )


@pytest.fixture
def golden_rows(
    request: pytest.FixtureRequest,
) -> Callable[[str, Iterable[Mapping[str, Any]]], None]:
    """Compare rows with tests/golden/NAME (JSON lines), or write them with --rewrite-golden."""
    rewrite: bool = request.config.getoption("--rewrite-golden")

    def check(name: str, rows: Iterable[Mapping[str, Any]]) -> None:
        produced = [json.dumps(row, ensure_ascii=False, sort_keys=True) for row in rows]
        path = GOLDEN / name
        if rewrite:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text("\n".join(produced) + "\n", encoding="utf-8")
            return
        assert path.is_file(), f"tests/golden/{name} is missing: run `make golden`"
        assert produced == path.read_text(encoding="utf-8").splitlines()

    return check
