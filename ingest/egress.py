"""The one way out to a network: named hosts alone, no proxy of the environment, no redirect.

Chat (`app.llm`) and embeddings (`ingest.embed`) go through here, and with them questions,
conversation and case text. A host is allowed by its name in the settings; this machine itself need
not be named. Only the headers that such a server needs leave: client libraries add the operating
system, and headers that they find in the environment.
"""

import ipaddress
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import SplitResult, urlsplit

import httpx2

from ingest.errors import EgressError, ModelError

if TYPE_CHECKING:
    from ingest.settings import Settings

_HEADERS = frozenset(
    {"accept", "authorization", "connection", "content-length", "content-type", "host"}
)
_USER_AGENT = "guideline-qa"
_REDIRECTS = range(300, 400)
_FIRST_ERROR = 400


def host_of(url: str) -> str:
    """The host of a server's URL, in lower case.

    Raises:
        EgressError: It is no http or https URL, or holds a user name or a password.
    """
    parts = _split(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise EgressError("a server's URL begins with http:// or https:// and a host: correct it")
    if parts.username or parts.password:
        raise EgressError(
            "a server's URL must hold no user name or password: use the key's setting"
        )
    return parts.hostname


def _split(url: str) -> SplitResult:
    try:
        parts = urlsplit(url.strip())
        _ = parts.port  # a port that is no number is told here
    except ValueError as error:
        raise EgressError("a server's URL cannot be read: correct it") from error
    return parts


def is_local(host: str) -> bool:
    """Whether a host is this machine: by number or by the one name that always means it."""
    if host.lower() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


@dataclass(frozen=True, slots=True)
class Egress:
    """Which hosts text may go to.

    Attributes:
        allowed: Names of hosts, in lower case; this machine need not be named.
        case_text: Those of them that the operator trusts with case materials.
    """

    allowed: frozenset[str] = field(default=frozenset())
    case_text: frozenset[str] = field(default=frozenset())

    @classmethod
    def of(cls, settings: "Settings") -> "Egress":
        """As the operator has set it."""
        return cls(_lowered(settings.allowed_hosts), _lowered(settings.case_text_hosts))

    def check(self, url: str) -> None:
        """Let a URL pass.

        Raises:
            EgressError: Its host is neither this machine nor allowed by name.
        """
        host = host_of(url)
        if not is_local(host) and host not in self.allowed:
            raise EgressError(
                f"{host} is not allowed: name it in GUIDELINE_QA_ALLOWED_HOSTS, or unset the URL"
            )

    def takes_case_text(self, url: str) -> bool:
        """Whether case materials may go to a URL: to this machine, or where that is allowed."""
        host = host_of(url)
        return is_local(host) or (host in self.allowed and host in self.case_text)

    def client(self, *, timeout_s: float) -> httpx2.Client:
        """A client that reaches allowed hosts alone; the caller closes it.

        Args:
            timeout_s: For connecting, and between two pieces of a reply.
        """
        inner = httpx2.HTTPTransport(trust_env=False)
        return httpx2.Client(
            transport=_Guarded(self, inner),
            trust_env=False,
            follow_redirects=False,
            timeout=httpx2.Timeout(timeout_s),
        )

    def post_json(
        self, url: str, body: Mapping[str, object], *, key: str = "", timeout_s: float
    ) -> object:
        """The JSON that a server replies to JSON.

        Raises:
            EgressError: The host is not allowed, or the server sends elsewhere.
            ModelError: It does not answer, refuses, or replies no JSON.
        """
        headers = {"authorization": f"Bearer {key}"} if key else {}
        host = host_of(url)
        try:
            with self.client(timeout_s=timeout_s) as client:
                reply = client.post(url, json=dict(body), headers=headers)
        except httpx2.HTTPError as error:
            raise ModelError(
                f"{host} does not answer ({type(error).__name__}): start it"
            ) from error
        if reply.status_code >= _FIRST_ERROR:
            raise ModelError(f"{host} refuses the request with status {reply.status_code}")
        try:
            found: object = json.loads(reply.content)
        except ValueError as error:
            raise ModelError(
                f"{host} replies no JSON: is it an OpenAI-compatible server?"
            ) from error
        return found


class _Guarded(httpx2.BaseTransport):
    """Checks every request at the last place before the wire, whoever has made it."""

    def __init__(self, egress: Egress, inner: httpx2.BaseTransport) -> None:
        self._egress = egress
        self._inner = inner

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        self._egress.check(str(request.url))
        for name in {name.lower() for name in request.headers} - _HEADERS:
            del request.headers[name]
        request.headers["user-agent"] = _USER_AGENT
        response = self._inner.handle_request(request)
        if response.status_code in _REDIRECTS:
            response.close()
            raise EgressError(
                f"{request.url.host} sends to another address: set the URL that it means"
            )
        return response

    def close(self) -> None:
        self._inner.close()


def _lowered(names: Iterable[str]) -> frozenset[str]:
    return frozenset(name.strip().lower() for name in names if name.strip())
