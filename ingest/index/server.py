"""A Chroma server: one collection for each Snapshot; the rest of it stays in the index folder.

What leaves this machine: passages and vectors at a build, the vector of a question when it is
asked; never the words of a question. The host is allowed by being named in the settings.
"""

import threading
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import urlsplit

from ingest.embed import FloatArray
from ingest.errors import IndexDamagedError, IndexError_, SettingsError
from ingest.index.collection import fill, new_collection
from ingest.models import Passage, Source

if TYPE_CHECKING:
    from chromadb.api import ClientAPI

Result = TypeVar("Result")

_ATTEMPTS = 3
_PAUSE_S = 0.3
_PORTS = {"http": 8000, "https": 443}
# One request, of a batch or a question; then a thread that was left behind ends too.
_REQUEST_TIMEOUT_S = 120.0
# So many questions may wait for a server that has gone silent; the next is refused at once.
_MOST_LEFT = 8
# A build writes batch by batch; this bounds all of them together.
_WRITE_TIMEOUT_S = 1_800.0


class ChromaServer:
    """Speaks to one server; every call ends within a bounded time, in an answer or in one line."""

    def __init__(self, url: str, *, timeout_s: float = 10.0) -> None:
        """Remember the address; nothing is connected yet.

        Raises:
            SettingsError: `url` is no http address.
        """
        parts = urlsplit(url)
        if parts.scheme not in _PORTS or not parts.hostname:
            raise SettingsError(f"not an address of a Chroma server: {url!r}: http://host:port")
        self.url = url
        self._host = parts.hostname
        self._port = parts.port or _PORTS[parts.scheme]
        self._ssl = parts.scheme == "https"
        self._timeout_s = timeout_s
        self._lock = threading.Lock()
        self._client: ClientAPI | None = None
        self._left: list[threading.Thread] = []

    def write(
        self,
        name: str,
        passages: Iterable[Sequence[Passage]],
        sources: Mapping[str, Source],
        vectors: FloatArray,
    ) -> None:
        """Make a collection hold these passages; one of that name, left by a killed build, goes."""

        def call() -> None:
            client = self._connected()
            if name in {item.name for item in client.list_collections()}:
                client.delete_collection(name)
            fill(new_collection(client, name), passages, sources, vectors)

        self._bounded(call, _WRITE_TIMEOUT_S)

    def nearest(self, name: str, vector: FloatArray, n: int) -> list[str]:
        """Ids of the `n` nearest passages, nearest first."""

        def call() -> list[str]:
            collection = self._connected().get_collection(name, embedding_function=None)
            found = collection.query(query_embeddings=[vector.tolist()], n_results=n, include=[])
            return list(found["ids"][0])

        return self._retried(call)

    def count(self, name: str) -> int:
        """Passages in a collection."""
        return self._retried(
            lambda: self._connected().get_collection(name, embedding_function=None).count()
        )

    def names(self) -> set[str]:
        """Names of the collections that are there."""
        return self._retried(lambda: {item.name for item in self._connected().list_collections()})

    def delete(self, name: str) -> None:
        """Remove a collection; one that is not there is no error."""
        if name in self.names():
            self._retried(lambda: self._connected().delete_collection(name))

    def close(self) -> None:
        """Free the connections; a later call opens new ones."""
        with self._lock:
            client, self._client = self._client, None
        if client is not None:
            _close(client)

    def _connected(self) -> "ClientAPI":
        """The client; opening one asks the server, so nothing is locked meanwhile."""
        import chromadb.config  # noqa: PLC0415 - 1 s

        with self._lock:
            if self._client is not None:
                return self._client
        opened = chromadb.HttpClient(
            host=self._host,
            port=self._port,
            ssl=self._ssl,
            settings=chromadb.config.Settings(anonymized_telemetry=False),
        )
        for session in _sessions(opened):
            session.timeout = _REQUEST_TIMEOUT_S
        with self._lock:
            if self._client is None:
                self._client = opened
            kept = self._client
        if kept is not opened:
            _close(opened)
        return kept

    def _retried(self, call: Callable[[], Result]) -> Result:
        """Try again after a short pause: a server that restarts is not a failure yet."""
        self._failures()
        deadline = time.monotonic() + self._timeout_s
        for attempt in range(1, _ATTEMPTS + 1):
            try:
                return self._bounded(call, deadline - time.monotonic())
            except IndexDamagedError:
                raise
            except IndexError_:
                if attempt == _ATTEMPTS or time.monotonic() + _PAUSE_S >= deadline:
                    raise
                time.sleep(_PAUSE_S)
        raise IndexError_(f"the Chroma server at {self.url} does not answer")

    def _bounded(self, call: Callable[[], Result], seconds: float) -> Result:
        """Run a call in a thread that is left behind when time is up.

        Chroma's client itself waits for ever.

        Raises:
            IndexError_: No answer in time, or no connection.
            IndexDamagedError: The server does not have what the Snapshot says it has.
        """
        # Chroma's import takes a second or more, which is no fault of the server.
        expected = self._failures()
        self._left = [thread for thread in self._left if thread.is_alive()]
        if len(self._left) >= _MOST_LEFT:
            raise IndexError_(
                f"the Chroma server at {self.url} has not answered {_MOST_LEFT} questions yet: "
                "is it up, and reachable from here?"
            )
        answers: list[Result] = []
        failures: list[Exception] = []

        def run() -> None:
            try:
                answers.append(call())
            except expected as error:
                failures.append(error)

        thread = threading.Thread(target=run, daemon=True, name="chroma-server")
        thread.start()
        thread.join(max(seconds, 0))
        if answers:
            return answers[0]
        if not failures:
            self._left.append(thread)
            raise IndexError_(
                f"the Chroma server at {self.url} did not answer within {self._timeout_s:g} s: "
                "is it up, and reachable from here?"
            )
        raise self._ours(failures[0]) from failures[0]

    def _ours(self, error: Exception) -> IndexError_:
        from chromadb.errors import NotFoundError  # noqa: PLC0415 - with Chroma

        if isinstance(error, NotFoundError):
            return IndexDamagedError(
                f"the Chroma server at {self.url} does not hold this snapshot ({error}): "
                "run `guideline-ingest build` again"
            )
        return IndexError_(f"the Chroma server at {self.url} cannot be asked ({error}): is it up?")

    def _failures(self) -> tuple[type[Exception], ...]:
        """What Chroma's client raises: its own, ValueError for no connection, its transport's."""
        from chromadb.errors import ChromaError  # noqa: PLC0415 - with Chroma

        return (ChromaError, ValueError, OSError, self._transport_error())

    @staticmethod
    def _transport_error() -> type[Exception]:
        """The base class of the errors of the library that Chroma's client sends with."""
        from chromadb.api import fastapi  # noqa: PLC0415 - with Chroma

        found: type[Exception] = vars(fastapi)["httpx"].HTTPError
        return found


def _close(client: Any) -> None:  # noqa: ANN401 - its type does not name `close`
    """Chroma's own `close` leaves the sockets of its two transports open."""
    sessions = _sessions(client)
    client.close()
    for session in sessions:
        session.close()


def _sessions(client: object) -> list[Any]:
    """The transports of a client, which it has no name for: one for data, one for tenants."""
    both = (vars(client)["_server"], vars(vars(client)["_admin_client"])["_server"])
    return [vars(item)["_session"] for item in both if "_session" in vars(item)]
