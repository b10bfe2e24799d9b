"""A question inside a letter: what stands around it is history, and asks for nothing."""

from collections.abc import Callable
from dataclasses import replace

from ingest.embed.tagger import Span
from ingest.lexis import words

_N_WORDS = 60  # of a text that is a letter rather than a question with its facts
_MAX_SHARE = 0.6  # of its characters that the asking sentence may be
_ASKED = {"I", "C"}


def marks_of_letter(
    text: str, asking: str, marks: Callable[[str], tuple[Span, ...]]
) -> tuple[Span, ...]:
    """The marks of a text; in a letter the asking sentence alone tells what is asked, for what.

    Where that sentence does not name both, the whole letter tells it.

    Args:
        text: The whole question.
        asking: Its sentence that asks.
        marks: The tagger.
    """
    found = marks(text)
    at = text.find(asking)
    if len(words(text)) < _N_WORDS or at < 0 or len(asking) > _MAX_SHARE * len(text):
        return found
    own = [replace(s, start=s.start + at, end=s.end + at) for s in marks(asking)]
    if not {s.kind for s in own} >= _ASKED:
        return found
    end = at + len(asking)
    around = [s for s in found if (s.end <= at or s.start >= end) and s.kind not in _ASKED]
    return tuple(sorted((*around, *own), key=lambda s: s.start))
