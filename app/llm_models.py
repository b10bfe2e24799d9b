"""What is asked of a language model and what it costs; nothing here knows who serves it."""

import hashlib
import json
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol

from pydantic import BaseModel

from ingest.errors import ModelBudgetError, ModelStoppedError, ModelTimeoutError

# Characters that a token has at least, in English of this kind: for the estimate before a request,
# which must not be too low. llama.cpp's tokenizer gave 3.6 to 4.4 on our prompts.
_CHARS_PER_TOKEN = 3
_MILLION = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """One request.

    Attributes:
        task: What is asked for, as schemas and recordings name it.
        system: The instructions; they hold nothing of a document or of a person.
        data: What the instructions are about, as data.
        shape: Form of the reply.
        max_tokens: Of the reply.
        case_text: Whether `data` holds case materials.
    """

    task: str
    system: str
    data: str
    shape: type[BaseModel]
    max_tokens: int
    case_text: bool = False

    def key(self, model: str) -> str:
        """Hash of model, prompt and schema: a change of any of them is another request."""
        parts = [model, self.system, self.data, self.schema_text(), str(self.max_tokens)]
        return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:32]

    def prompt_key(self, model: str) -> str:
        """Hash of model, instructions and schema alone, whatever the documents say."""
        parts = [model, self.system, self.schema_text()]
        return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:16]

    def schema_text(self) -> str:
        """The JSON schema of the reply, always written in the same way."""
        return json.dumps(self.shape.model_json_schema(), sort_keys=True)

    @property
    def n_tokens_at_most(self) -> int:
        """Estimate, rather too high, of what it takes in and gives out."""
        return (len(self.system) + len(self.data)) // _CHARS_PER_TOKEN + self.max_tokens


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What a model said.

    Attributes:
        text: All of it.
        n_tokens_in: Of the prompt; an estimate where the server does not count.
        n_tokens_out: Of the reply; likewise.
        took_s: From the request to its last word.
    """

    text: str
    n_tokens_in: int
    n_tokens_out: int
    took_s: float


def estimated_tokens(text: str) -> int:
    """Tokens of a text, where the server does not count them."""
    return max(1, len(text) // _CHARS_PER_TOKEN)


@dataclass(frozen=True, slots=True, kw_only=True)
class Prices:
    """Prices of a million tokens, in and out; None where they are not known."""

    per_million_in: float | None = None
    per_million_out: float | None = None

    def cost(self, n_in: int, n_out: int) -> float | None:
        """What so many tokens cost; None where the prices are not known."""
        if self.per_million_in is None or self.per_million_out is None:
            return None
        return (n_in * self.per_million_in + n_out * self.per_million_out) / _MILLION


@dataclass(slots=True)
class Budget:
    """What one Answer may use; safe in threads.

    Attributes:
        n_tokens: In and out, together.
        cost: In the currency of the prices; None for no limit.
        prices: Of the model.
    """

    n_tokens: int
    cost: float | None = None
    prices: Prices = field(default_factory=Prices)
    n_calls: int = 0
    n_in: int = 0
    n_out: int = 0
    _reserved: int = 0
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False)

    def reserve(self, ask: Ask) -> None:
        """Set the tokens of a request aside.

        Raises:
            ModelBudgetError: They are more than is left.
        """
        wanted = ask.n_tokens_at_most
        with self._lock:
            ahead = self.n_in + self.n_out + self._reserved + wanted
            if ahead > self.n_tokens:
                raise ModelBudgetError(f"{ahead} tokens are more than the {self.n_tokens} allowed")
            n_in = self.n_in + self._reserved + wanted - ask.max_tokens
            dearest = self.prices.cost(n_in, self.n_out + ask.max_tokens)
            if self.cost is not None and (dearest is None or dearest > self.cost):
                raise ModelBudgetError(f"the answer would cost more than {self.cost:g}")
            self._reserved += wanted

    def spend(self, ask: Ask, n_in: int, n_out: int) -> None:
        """Count what a request took, and free what was set aside for it."""
        with self._lock:
            self._reserved -= ask.n_tokens_at_most
            self.n_calls += 1
            self.n_in += n_in
            self.n_out += n_out

    @property
    def spent(self) -> float | None:
        """Cost so far; None where the prices are not known."""
        return self.prices.cost(self.n_in, self.n_out)


@dataclass(frozen=True, slots=True)
class Control:
    """Until when, and with how much, a model may be asked; and whether it was stopped.

    Attributes:
        ends_at: `time.monotonic()` at which the answer must be ready.
        budget: Of the answer.
        stop: Set by the reader.
    """

    ends_at: float
    budget: Budget
    stop: threading.Event = field(default_factory=threading.Event)

    @property
    def left_s(self) -> float:
        """Seconds left; never below 0."""
        return max(0.0, self.ends_at - time.monotonic())

    def check(self) -> None:
        """Go on.

        Raises:
            ModelStoppedError: The reader has stopped it.
            ModelTimeoutError: The time is up.
        """
        if self.stop.is_set():
            raise ModelStoppedError("stopped by the reader")
        if not self.left_s:
            raise ModelTimeoutError("the time for this answer is up: raise LLM_ANSWER_TIMEOUT_S")


class ChatModel(Protocol):
    """A language model; asked from several threads at once."""

    @property
    def name(self) -> str:
        """As a reader sees it under an Answer."""
        ...

    @property
    def host(self) -> str:
        """Where text goes; "" where it stays in this process."""
        ...

    @property
    def takes_case_text(self) -> bool:
        """Whether case materials may be put to it."""
        ...

    def reply(self, ask: Ask, control: Control, on_text: Callable[[str], None]) -> Reply:
        """Ask, and hand on each piece of the reply as it comes.

        Raises:
            ModelError: There is no usable reply; what was handed on counts for nothing then.
        """
        ...
