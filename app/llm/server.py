"""The language model's server.

Any OpenAI-compatible server: OpenAI, Azure's endpoint, vLLM, Ollama, llama.cpp. They differ in what
they understand, so a request that is refused for one of its parameters is put again without it, and
the server's dialect is remembered. The key is never part of a message, a log or an error.
"""

import logging
import time
import weakref
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

import openai

from app.llm.dialect import Dialect
from app.llm.faults import may_pass, ours, pause_s
from app.llm_models import Ask, ChatModel, Control, Reply, estimated_tokens
from ingest.egress import Egress, host_of
from ingest.errors import (
    EgressError,
    ModelAccessError,
    ModelRefusedError,
    ModelReplyError,
    ModelStoppedError,
    ModelTimeoutError,
)

if TYPE_CHECKING:
    from openai import Stream
    from openai.types.chat import ChatCompletionChunk

    from ingest.settings import Settings

# At the level "debug", which OPENAI_LOG sets, the package writes whole prompts to standard error.
logging.getLogger("openai").setLevel(logging.WARNING)


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
        self._dialect = Dialect()
        # a run of the evals opens many: their connections go with them
        weakref.finalize(self, self._client.close)

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
                if isinstance(error, openai.APIStatusError) and dialect.is_blamed(str(error)):
                    dialect = self._simpler(dialect, error)
                    continue
                if heard.text or n_failed >= self._retries or not may_pass(error):
                    raise ours(error, host=self.host, model=self._model) from error
                _wait(pause_s(error, n_failed), control)
                n_failed += 1
            except EgressError as error:  # it sends elsewhere
                raise ModelAccessError(str(error)) from error
            except ValueError as error:  # a piece of the stream that is no JSON
                raise ModelReplyError(f"{self.host} sent no reply of the agreed form") from error
        self._dialect = dialect  # what was understood is what is spoken from now on

    @contextmanager
    def _opened(
        self, ask: Ask, dialect: Dialect, control: Control
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

    def _simpler(self, dialect: Dialect, error: openai.APIStatusError) -> Dialect:
        """The next dialect to try.

        Raises:
            ModelRefusedError: It is the text that is refused, by a filter before the model.
            ModelAccessError: The plainest request is refused as well.
        """
        complaint = str(error).lower()
        if "content_filter" in complaint:
            raise ModelRefusedError(f"{self.host} refused the text") from error
        simpler = dialect.without(complaint)
        if simpler is None:
            raise ModelAccessError(
                f"{self.host} refuses the request ({error.status_code}): check model and URL"
            ) from error
        return simpler


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
