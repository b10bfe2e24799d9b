"""The forms of a model's replies; a reply of another form counts for nothing."""

from typing import Literal, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from app.models import Verdict
from ingest.errors import ModelReplyError

Shape = TypeVar("Shape", bound=BaseModel)


class _Form(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class WrittenSentence(_Form):
    """One sentence, after the words that carry it: who copies first, strays less."""

    ids: tuple[str, ...]
    quotes: tuple[str, ...]
    text: str


class Written(_Form):
    """Sentences over given passages."""

    sentences: tuple[WrittenSentence, ...]


class Standalone(_Form):
    """A follow-up question that needs no conversation to be understood."""

    question: str


class LeafReading(_Form):
    """What the case materials say to one criterion; `unknown` goes with an empty quote."""

    id: str
    finding: Literal["met", "not_met", "unknown"]
    quote: str


class LeafReadings(_Form):
    """Readings of several criteria."""

    readings: tuple[LeafReading, ...]


class Conclusion(_Form):
    """What the model would conclude; it is compared and never used."""

    verdict: Verdict


def parsed(shape: type[Shape], text: str) -> Shape:
    """A reply in its form; a fence around the JSON, which many models add, is taken off.

    Raises:
        ModelReplyError: It is another form, or no JSON.
    """
    bare = text.strip().removeprefix("```json").removeprefix("```").removesuffix("```").strip()
    try:
        return shape.model_validate_json(bare)
    except ValidationError as error:
        # The error would print the reply, and a reply may hold case text.
        raise ModelReplyError(
            f"the reply is no {shape.__name__.lower()} ({error.error_count()} faults)"
        ) from None
