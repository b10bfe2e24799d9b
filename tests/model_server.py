"""An OpenAI-compatible server on loopback that says what a test wants, and misbehaves on demand."""

import json
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

CHUNK = 12  # characters of one streamed piece


@dataclass(frozen=True)
class Heard:
    """One request as it came over the wire."""

    method: str
    path: str
    headers: Mapping[str, str]
    body: str

    @property
    def json(self) -> dict[str, Any]:
        return json.loads(self.body)

    @property
    def said(self) -> str:
        """All messages, one after the other."""
        return "\n".join(m["content"] for m in self.json["messages"])

    @property
    def schema(self) -> str:
        """Name of the schema that was asked for; in JSON mode the last message tells its keys."""
        shape = self.json.get("response_format", {})
        return shape.get("json_schema", {}).get("name", "")


@dataclass(frozen=True)
class Reply:
    """What the server does with one request.

    Attributes:
        text: What the model says.
        status: Of HTTP.
        wait_s: Before the first byte.
        between_s: Between two streamed pieces.
        cut_at: Characters after which the connection is dropped.
        raw: A body instead of a chat completion.
        finish: Why the model stopped: "stop", "length", "content_filter".
        refusal: Words of a refusal in their own field.
        usage: Whether the reply counts its tokens.
        headers: Further headers.
    """

    text: str = ""
    status: int = 200
    wait_s: float = 0.0
    between_s: float = 0.0
    cut_at: int | None = None
    raw: str | None = None
    finish: str = "stop"
    refusal: str = ""
    usage: bool = True
    headers: Mapping[str, str] = field(default_factory=dict)


Script = Callable[[Heard, int], Reply]


class ModelServer:
    """The server; `heard` holds what it was asked, `script` says what it answers."""

    def __init__(self, script: Script | None = None) -> None:
        self.heard: list[Heard] = []
        self.script: Script = script or (lambda _heard, _n: Reply("{}"))
        self.stopped = threading.Event()
        self._lock = threading.Lock()
        outer = self

        class Handler(_Handler):
            server_of_test = outer

        self._http = _Quiet(("127.0.0.1", 0), Handler)
        self._http.daemon_threads = True
        self.port = self._http.server_address[1]
        self._thread = threading.Thread(
            target=self._http.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True
        )
        self._thread.start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/v1"

    def take(self, heard: Heard) -> Reply:
        with self._lock:
            self.heard.append(heard)
            number = len(self.heard) - 1
        return self.script(heard, number)

    def close(self) -> None:
        self.stopped.set()
        self._http.shutdown()
        self._http.server_close()
        self._thread.join(5)


@contextmanager
def model_server(script: Script | None = None) -> Iterator[ModelServer]:
    server = ModelServer(script)
    try:
        yield server
    finally:
        server.close()


class _Quiet(ThreadingHTTPServer):
    def handle_error(self, *_args: object) -> None:
        """A client that goes away in the middle is often what is tested."""


class _Handler(BaseHTTPRequestHandler):
    server_of_test: ModelServer
    protocol_version = "HTTP/1.1"

    def log_message(self, *_args: object) -> None:
        """Tests print nothing."""

    def do_GET(self) -> None:
        self._answer("")

    def do_POST(self) -> None:
        self._answer(self.rfile.read(int(self.headers.get("content-length", 0))).decode())

    def _answer(self, body: str) -> None:
        heard = Heard(
            self.command, self.path, {k.lower(): v for k, v in self.headers.items()}, body
        )
        reply = self.server_of_test.take(heard)
        try:
            self._wait(reply.wait_s)
            if reply.raw is not None or reply.status != 200:
                self._plain(reply, reply.raw if reply.raw is not None else _error(reply))
            elif heard.json.get("stream"):
                self._stream(reply, heard)
            else:
                self._plain(reply, _completion(reply, heard))
        except OSError:
            self.close_connection = True  # the client has gone: that may be what is tested

    def _wait(self, seconds: float) -> None:
        if seconds:
            self.server_of_test.stopped.wait(seconds)

    def _plain(self, reply: Reply, text: str) -> None:
        data = text.encode()
        self.send_response(reply.status)
        for name, value in reply.headers.items():
            self.send_header(name, value)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def _stream(self, reply: Reply, heard: Heard) -> None:
        self.send_response(200)
        self.send_header("content-type", "text/event-stream")
        self.send_header("connection", "close")
        self.end_headers()
        self.close_connection = True
        text = reply.text if reply.cut_at is None else reply.text[: reply.cut_at]
        for at in range(0, len(text), CHUNK):
            self._event(_delta({"content": text[at : at + CHUNK]}))
            self._wait(reply.between_s)
        if reply.cut_at is not None:
            return
        if reply.refusal:
            self._event(_delta({"refusal": reply.refusal}))
        self._event(_delta({}, finish=reply.finish))
        if reply.usage:
            self._event({**_shell(), "choices": [], "usage": _usage(reply, heard)})
        self.wfile.write(b"data: [DONE]\n\n")

    def _event(self, value: Mapping[str, object]) -> None:
        self.wfile.write(f"data: {json.dumps(value)}\n\n".encode())
        self.wfile.flush()


def _shell() -> dict[str, object]:
    return {
        "id": "c-1",
        "object": "chat.completion.chunk",
        "created": int(time.time()),
        "model": "scripted",
    }


def _delta(delta: Mapping[str, object], *, finish: str | None = None) -> dict[str, object]:
    choice = {"index": 0, "delta": {"role": "assistant", **delta}, "finish_reason": finish}
    return {**_shell(), "choices": [choice]}


def _completion(reply: Reply, heard: Heard) -> str:
    message = {"role": "assistant", "content": reply.text, "refusal": reply.refusal or None}
    choice = {"index": 0, "message": message, "finish_reason": reply.finish}
    return json.dumps({**_shell(), "choices": [choice], "usage": _usage(reply, heard)})


def _usage(reply: Reply, heard: Heard) -> dict[str, int]:
    n_in, n_out = len(heard.body) // 4, max(1, len(reply.text) // 4)
    return {"prompt_tokens": n_in, "completion_tokens": n_out, "total_tokens": n_in + n_out}


def _error(reply: Reply) -> str:
    return json.dumps({"error": {"message": reply.text or "no", "type": "x", "code": None}})
