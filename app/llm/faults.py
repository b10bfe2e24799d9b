"""What went wrong with a request, in our words, and whether a moment's patience helps.

A server's own words are never passed on: they may hold the key, or a piece of the prompt.
"""

import random

import openai

from ingest.errors import (
    ModelAccessError,
    ModelError,
    ModelReplyError,
    ModelTimeoutError,
)

_FIRST_WAIT_S = 0.5
_LONGEST_WAIT_S = 8.0
_TOO_MANY, _SERVER_ERROR = 429, 500
_JITTER = random.SystemRandom()

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


def ours(error: openai.APIError, *, host: str, model: str) -> ModelError:
    """The error that a reader is told."""
    for kind, made, words in _TOLD:
        if isinstance(error, kind):
            return made(words.format(host=host, model=model))
    return ModelReplyError(f"{host} sent no reply of the agreed form")


def may_pass(error: openai.APIError) -> bool:
    """Whether the same request may succeed a moment later."""
    if isinstance(error, openai.APIStatusError):
        return error.status_code == _TOO_MANY or error.status_code >= _SERVER_ERROR
    return isinstance(error, openai.APIConnectionError)


def pause_s(error: openai.APIError, n_failed: int) -> float:
    """Doubling, half of it by chance, so that many clients do not come back at once.

    Never shorter than the server asks for.
    """
    pause = min(_FIRST_WAIT_S * 2.0**n_failed, _LONGEST_WAIT_S) * _JITTER.uniform(0.5, 1.0)
    if isinstance(error, openai.APIStatusError):
        asked = error.response.headers.get("retry-after", "")
        pause = max(pause, float(asked)) if asked.isdigit() else pause
    return pause
