"""How a request is put to a server: what one of them refuses is left out from then on."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, cast

from app.llm_models import Ask

if TYPE_CHECKING:
    from openai.types.chat.completion_create_params import CompletionCreateParamsStreaming

_NAMES = ("response_format", "max_completion_tokens", "stream_options")
SHAPES = ("json_schema", "json_object", "text")


@dataclass(frozen=True, slots=True)
class Dialect:
    """What a server understands; it begins with all, and loses what is refused."""

    shape: str = SHAPES[0]
    limit: str = "max_tokens"
    temperature: bool = True
    counts: bool = True

    def is_blamed(self, complaint: str) -> bool:
        """Whether a failure names one of our parameters; llama-cpp-python 0.3 replies 500 then."""
        return (self.shape != SHAPES[-1] and self.shape in complaint) or any(
            name in complaint for name in _NAMES
        )

    def without(self, complaint: str) -> "Dialect | None":
        """The dialect that a refused request suggests; None where nothing is left to change."""
        if "max_completion_tokens" in complaint and self.limit == "max_tokens":
            return replace(self, limit="max_completion_tokens")
        if "temperature" in complaint and self.temperature:
            return replace(self, temperature=False)
        if "stream_options" in complaint and self.counts:
            return replace(self, counts=False)
        if self.shape != SHAPES[-1]:
            return replace(self, shape=SHAPES[SHAPES.index(self.shape) + 1])
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
