"""The language model's server. Owner of openai: no other module knows the package.

Any OpenAI-compatible server: OpenAI, Azure's endpoint, vLLM, Ollama, llama.cpp. They differ in what
they understand, so a request that is refused for one of its parameters is put again without it, and
the server's dialect is remembered. The key is never part of a message, a log or an error.
"""

import logging
import random
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, cast

import openai

from app.llm_models import Ask, ChatModel, Control, Reply, estimated_tokens
from ingest.egress import Egress, host_of
from ingest.errors import (
    EgressError,
    ModelAccessError,
    ModelError,
    ModelRefusedError,
    ModelReplyError,
    ModelStoppedError,
    ModelTimeoutError,
)

if TYPE_CHECKING:
    from openai import Stream
    from openai.types.chat import ChatCompletionChunk
    from openai.types.chat.completion_create_params import CompletionCreateParamsStreaming

    from ingest.settings import Settings

# At the level "debug", which OPENAI_LOG sets, the package writes whole prompts to standard error.
logging.getLogger("openai").setLevel(logging.WARNING)

_FIRST_WAIT_S = 0.5
_LONGEST_WAIT_S = 8.0
_TOO_MANY, _SERVER_ERROR = 429, 500
_SHAPES = ("json_schema", "json_object", "text")
_JITTER = random.SystemRandom()


@dataclass(frozen=True, slots=True)
class _Dialect:
    """What a server understands; it begins with all, and loses what is refused."""

    shape: str = _SHAPES[0]
    limit: str = "max_tokens"
    temperature: bool = True
    counts: bool = True

    def without(self, complaint: str) -> "_Dialect | None":
        """The dialect that a refused request suggests; None where nothing is left to change."""
        if "max_completion_tokens" in complaint and self.limit == "max_tokens":
            return replace(self, limit="max_completion_tokens")
        if "temperature" in complaint and self.temperature:
            return replace(self, temperature=False)
        if "stream_options" in complaint and self.counts:
            return replace(self, counts=False)
        if self.shape != _SHAPES[-1]:
            return replace(self, shape=_SHAPES[_SHAPES.index(self.shape) + 1])
        return None

    def parameters(self, ask: Ask, model: str) -> "CompletionCreateParamsStreaming":
        """The request as this server understands it."""
        shapes: dict[str, object] = {
            "json_schema": {
                "type": "json_schema",
                "json_schema": {
                    "name": ask.task,
                    "strict": True,
                    "schema": ask.shape.model_json_schema(),
                },
            },
            "json_object": {"type": "json_object"},
        }
        values: dict[str, object] = {
            "model": model,
            "messages": [
                {"role": "system", "content": ask.system},
                {"role": "user", "content": ask.data},
            ],
            "stream": True,
            self.limit: ask.max_tokens,
        }
        if self.temperature:
            values["temperature"] = 0
        if self.counts:
            values["stream_options"] = {"include_usage": True}
        if self.shape in shapes:
            values["response_format"] = shapes[self.shape]
        return cast("CompletionCreateParamsStreaming", values)


@dataclass(slots=True)
class _Heard:
    """A reply as it comes in."""

    text: str = ""
    finish: str | None = None
    refused: bool = False
    n_in: int | None = None
    n_out: int | None = None


class ServerModel:
    """A model on a server; safe in threads."""

    takes_case_text: bool

    def __init__(self, settings: "Settings") -> None:
        """Set the server; nothing is asked yet.

        Raises:
            EgressError: Its host is not allowed by name.
        """
        self._url = settings.llm_base_url or ""
        self._model = settings.llm_model or ""
        egress = Egress.of(settings)
        egress.check(self._url)
        self.takes_case_text = egress.takes_case_text(self._url)
        self._retries = settings.llm_retries
        self._timeout_s = settings.llm_timeout_s
        key = settings.llm_api_key.get_secret_value() if settings.llm_api_key else "none"
        self._client = openai.OpenAI(
            api_key=key,
            base_url=self._url,
            max_retries=0,  # ours know the deadline and the stop button
            http_client=egress.client(timeout_s=settings.llm_timeout_s),
        )
        self._dialect = _Dialect()

    @property
    def name(self) -> str:
        return self._model

    @property
    def host(self) -> str:
        return host_of(self._url)

    def close(self) -> None:
        """Close the connections that are kept open."""
        self._client.close()

    def reply(self, ask: Ask, control: Control, on_text: Callable[[str], None]) -> Reply:
        """Ask; 429, 5xx and a missing connection are tried again, while time is left.

        Raises:
            ModelError: There is no usable reply.
        """
        if ask.case_text and not self.takes_case_text:
            raise ModelAccessError(f"{self.host} may not be sent case materials")
        control.budget.reserve(ask)
        heard, started = _Heard(), time.monotonic()
        try:
            self._try(ask, control, on_text, heard)
        finally:
            n_in = heard.n_in or estimated_tokens(ask.system + ask.data)
            n_out = heard.n_out or estimated_tokens(heard.text)
            control.budget.spend(ask, n_in, n_out)
        took_s = time.monotonic() - started
        return Reply(text=heard.text, n_tokens_in=n_in, n_tokens_out=n_out, took_s=took_s)

    def _try(
        self, ask: Ask, control: Control, on_text: Callable[[str], None], heard: _Heard
    ) -> None:
        n_failed, dialect = 0, self._dialect
        while True:
            control.check()
            try:
                with self._opened(ask, dialect, control) as stream:
                    self._read(stream, control, on_text, heard)
                break
            except (openai.BadRequestError, openai.UnprocessableEntityError) as error:
                dialect = self._simpler(dialect, error)
            except openai.APIError as error:
                if heard.text or n_failed >= self._retries or not _may_pass(error):
                    raise self._ours(error) from error
                _wait(_pause_s(error, n_failed), control)
                n_failed += 1
            except ValueError as error:  # a piece of the stream that is no JSON
                raise ModelReplyError(f"{self.host} sent no reply of the agreed form") from error
        self._dialect = dialect  # what was understood is what is spoken from now on

    @contextmanager
    def _opened(
        self, ask: Ask, dialect: _Dialect, control: Control
    ) -> "Iterator[Stream[ChatCompletionChunk]]":
        timeout_s = min(self._timeout_s, max(control.left_s, 0.01))
        client = self._client.with_options(timeout=timeout_s)
        with closing(client.chat.completions.create(**dialect.parameters(ask, self._model))) as s:
            yield s

    def _read(
        self,
        stream: "Stream[ChatCompletionChunk]",
        control: Control,
        on_text: Callable[[str], None],
        heard: _Heard,
    ) -> None:
        for chunk in stream:
            control.check()
            if chunk.usage:
                heard.n_in, heard.n_out = chunk.usage.prompt_tokens, chunk.usage.completion_tokens
            for choice in chunk.choices[:1]:
                heard.finish = choice.finish_reason or heard.finish
                heard.refused |= bool(choice.delta.refusal)
                if piece := choice.delta.content:
                    heard.text += piece
                    on_text(piece)
        if heard.refused or heard.finish == "content_filter":
            raise ModelRefusedError(f"{self._model} refused to answer")
        if heard.finish != "stop":
            raise ModelReplyError(f"the reply of {self._model} is cut off")

    def _simpler(self, dialect: _Dialect, error: openai.APIStatusError) -> _Dialect:
        """The next dialect to try.

        Raises:
            ModelRefusedError: It is the text that is refused, by a filter before the model.
            ModelAccessError: The plainest request is refused as well.
        """
        complaint = str(error.body).lower()
        if "content_filter" in complaint:
            raise ModelRefusedError(f"{self.host} refused the text") from error
        simpler = dialect.without(complaint)
        if simpler is None:
            raise ModelAccessError(
                f"{self.host} refuses the request ({error.status_code}): check model and URL"
            ) from error
        return simpler

    def _ours(self, error: openai.APIError) -> ModelError | EgressError:
        """What a reader is told; the server's own words may hold anything and are left out."""
        if isinstance(error.__cause__, EgressError):
            return error.__cause__
        for kind, ours, words in _TOLD:
            if isinstance(error, kind):
                return ours(words.format(host=self.host, model=self._model))
        return ModelReplyError(f"{self.host} sent no reply of the agreed form")


# The first that fits; what to do next is part of the sentence.
_TOLD: tuple[tuple[type[openai.APIError], type[ModelError], str], ...] = (
    (
        openai.APITimeoutError,
        ModelTimeoutError,
        "{host} did not answer in time: is {model} loaded?",
    ),
    (
        openai.APIConnectionError,
        ModelTimeoutError,
        "{host} cannot be reached: is the server running?",
    ),
    (
        openai.AuthenticationError,
        ModelAccessError,
        "{host} refuses the key: set GUIDELINE_QA_LLM_API_KEY",
    ),
    (
        openai.PermissionDeniedError,
        ModelAccessError,
        "{host} does not let this key use {model}: check GUIDELINE_QA_LLM_API_KEY",
    ),
    (
        openai.NotFoundError,
        ModelAccessError,
        "{host} knows no model {model} at that URL: check GUIDELINE_QA_LLM_MODEL and "
        "GUIDELINE_QA_LLM_BASE_URL (it ends in /v1)",
    ),
    (openai.RateLimitError, ModelTimeoutError, "{host} has too much to do: try again later"),
    (openai.APIStatusError, ModelTimeoutError, "{host} failed: look at its log"),
)


def _may_pass(error: openai.APIError) -> bool:
    """Whether the same request may succeed a moment later."""
    if isinstance(error, openai.APIStatusError):
        return error.status_code == _TOO_MANY or error.status_code >= _SERVER_ERROR
    refused = isinstance(error.__cause__, EgressError)
    return isinstance(error, openai.APIConnectionError) and not refused


def _pause_s(error: openai.APIError, n_failed: int) -> float:
    """Doubling, half of it by chance, so that many clients do not come back at once.

    Never shorter than the server asks for.
    """
    pause = min(_FIRST_WAIT_S * 2.0**n_failed, _LONGEST_WAIT_S) * _JITTER.uniform(0.5, 1.0)
    if isinstance(error, openai.APIStatusError):
        asked = error.response.headers.get("retry-after", "")
        pause = max(pause, float(asked)) if asked.isdigit() else pause
    return pause


def _wait(seconds: float, control: Control) -> None:
    """Wait, unless the time is up before or the reader stops it.

    Raises:
        ModelError: Either is so.
    """
    if seconds >= control.left_s:
        raise ModelTimeoutError("the server asks for more patience than there is time")
    if control.stop.wait(seconds):
        raise ModelStoppedError("stopped by the reader")


def open_model(settings: "Settings") -> ChatModel | None:
    """The configured model; None where none is.

    Raises:
        EgressError: Its host is not allowed by name.
    """
    return ServerModel(settings) if settings.llm_base_url else None
