"""A question inside a letter: what stands around it is history, and asks for nothing."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from app.asking import question_sentence
from app.front_label import label_in_front
from app.marked import without_places
from app.screening import is_screening
from app.stretches import stretches, unwrapped
from app.targets import no_condition
from ingest.codes import spot_codes
from ingest.embed.tagger import Span
from ingest.lexis import is_generic, words

_N_WORDS = 60  # of a text that is a letter rather than a question with its facts
_N_WORDS_OF_NOTE = 35  # of a shorter one, whose last question may be asked alone
_MAX_SHARE = 0.6  # of its characters that the asking sentence may be
_SPOKEN_OF = {"C", "P", "H"}  # the condition, what the person has, what was done
_BESIDE = {"C", "P", "Y"}  # what a sentence that asks for a thing names besides: for what, of whom
_KNOWN = 2  # a known treatment tells more than what it is asked for
_HAS = {"C", "P"}  # the condition, or what the person has


# Notes go on in lower case behind a full stop; what is cut short has one too.
_NEXT = re.compile(
    r"(?<=[a-z]{3}[.!?])(?<!\bapprox\.)(?<!\bincl\.)(?<!\bresp\.)(?<!\betc\.)(?<!\bmax\.)"
    r"(?<!\bmin\.) +(?=[a-z])"
)


@dataclass(frozen=True, slots=True)
class Asked:
    """The part of a question that tells what is asked.

    Attributes:
        sentence: The sentence that asks.
        part: What tells what is asked and for what: that sentence, or the whole question.
        start: Offset of the part in the question.
        marks: The marks of the part.
    """

    sentence: str
    part: str
    start: int
    marks: tuple[Span, ...]

    def marks_beside(self, places: Sequence[tuple[int, int]]) -> tuple[Span, ...]:
        """The marks without places of the question that name its payer."""
        inside = [(a - self.start, b - self.start) for a, b in places]
        return without_places(self.marks, self.part, inside)


def asked_part(
    text: str, marks: Callable[[str], tuple[Span, ...]], is_thing: Callable[[str], bool]
) -> Asked:
    """The part of a question that asks; of a letter, a sentence that names what may be asked for.

    Where that sentence says for what, it alone is asked. Where it does not, the whole letter tells
    for what, but no other sentence asks for a thing.

    Args:
        text: The whole question.
        marks: The tagger. It has learned questions, and marks a letter sentence by sentence.
        is_thing: Whether a phrase names a treatment that is known; "walks the dog" does not.
    """
    whole, n_words = marks(text), len(words(text))
    if label := label_in_front(text, is_thing):
        own = tuple(s for s in marks(label) if s.kind == "I")
        story = (s for s in whole if s.kind != "I" and s.start >= len(label))
        return Asked(label, text, 0, (*own, *story))
    if n_words < _N_WORDS:
        asking = question_sentence(text)
        own = marks(asking) if n_words >= _N_WORDS_OF_NOTE and asking.endswith("?") else ()
        if asking != text and any(s.kind == "I" for s in own) and _says_for_what(asking, own):
            return Asked(asking, asking, text.find(asking), own)
        return Asked(asking, text, 0, whole)
    places = list(_sentences(text))
    found = {text[a:b]: _not_tried(marks(text[a:b]), whole, a) for a, b in places}

    def names(sentence: str) -> int:
        kinds = {s.kind for s in found[sentence]}
        if "I" in kinds:
            things = [sentence[s.start : s.end] for s in found[sentence] if s.kind == "I"]
            return 1 + _KNOWN * any(is_thing(t) for t in things) + bool(kinds & _BESIDE)
        return sentence.endswith("?") and bool(kinds & _SPOKEN_OF)

    asking = question_sentence(text, list(found), names)
    at, own = text.find(asking), marks(asking)
    if at < 0 or len(asking) > _MAX_SHARE * len(text) or not any(s.kind == "I" for s in own):
        return Asked(asking, text, 0, whole)
    if _says_for_what(asking, own):
        return Asked(asking, asking, at, own)
    around = [
        replace(s, start=s.start + a, end=s.end + a)
        for a, b in places
        for s in found[text[a:b]]
        if s.kind != "I" and (b <= at or a >= at + len(asking))
    ]
    inside = [replace(s, start=s.start + at, end=s.end + at) for s in own]
    return Asked(asking, text, 0, tuple(sorted((*around, *inside), key=lambda s: s.start)))


def _not_tried(own: Sequence[Span], whole: Sequence[Span], start: int) -> tuple[Span, ...]:
    """The marks of a sentence without what the whole letter tells to be history."""
    tried = [s for s in whole if s.kind == "H"]
    return tuple(
        s
        for s in own
        if s.kind != "I"
        or not any(h.start < s.end + start and s.start + start < h.end for h in tried)
    )


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    """(start, end) of the sentences of a letter; one ends with its line, unless that is wrapped."""
    for start, end in stretches(unwrapped(text)):
        gaps = [gap.span() for gap in _NEXT.finditer(text, start, end)]
        yield from zip([start, *(b for _, b in gaps)], [*(a for a, _ in gaps), end], strict=True)


def _says_for_what(asking: str, own: Sequence[Span]) -> bool:
    """Whether the sentence that asks for a thing says for what; of a screening its name does."""
    named = [(s.kind, asking[s.start : s.end]) for s in own]
    return (
        any(kind in _HAS and not no_condition(t) and not is_generic(t) for kind, t in named)
        or any(kind == "I" and is_screening(t) for kind, t in named)
        or any(m.system == "icd10cm" for m in spot_codes(asking, loose=True))
    )
