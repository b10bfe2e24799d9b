"""Reads what the question and the case materials state: facts, each with its verbatim span.

Nothing is concluded here: whether a fact meets a criterion is told by `app.findings`, and a fact
that no criterion asks for stays unused. The vocabulary is open: names of measures, treatments and
findings are the words of the text.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from app.courses import read_courses
from app.dates import since_as_duration
from app.fact_cues import (
    AGE,
    CLAIM,
    NO_RESPONSE,
    PHASES,
    PREGNANT,
    PRONOUNS,
    RESPONDING,
    SEXES,
    SPOKEN_FOR,
)
from app.fact_models import QUESTION, CaseText, Fact, FactKind, Facts, Reading
from app.fact_phrases import phrase_facts
from app.measures import NOT_A_FACT
from app.month_spans import month_spans
from app.quantities import TIME_DAYS
from app.quantity_models import Quantity
from app.quantity_reader import read_quantities
from app.read_as import read_as
from app.scope import tokens_of
from app.scope_cues import Scope
from app.spelt_lengths import spelt_halves, spelt_lengths
from app.stated_ages import is_of_other, read_ages
from app.stretches import stretches, unwrapped
from app.trials import Trial, read_trials
from ingest.look_alikes import mixed_words, plain_letters

__all__ = ["CaseText", "Fact", "FactKind", "Facts", "TextFacts", "read_facts", "read_text"]

S = TypeVar("S", Quantity, Trial)
_DENIED_BEFORE = re.compile(
    r"\b(?:has|have|had|did|does|do|is|was)?\s*(?:not|n't|never|no|without|denies)(?:\s+\w+)?\s*$"
)
_ONLY_BEFORE = re.compile(r"\b(?:the\s+)?(?:only|sole)\s+(?:[\w-]+\s+){0,4}$", re.IGNORECASE)
_NEAR = 60  # characters
_NUMBERS = {FactKind.MEASURE, FactKind.DURATION}
_NOT_OF_NOW = Scope.FAMILY | Scope.PLANNED


@dataclass(frozen=True, slots=True)
class TextFacts:
    """One text with what it states."""

    reading: Reading
    facts: tuple[Fact, ...]


def read_text(item: CaseText, day: date | None = None) -> TextFacts:
    """What one file states on a day: the same whatever is asked."""
    return _stated(_reading(f"case:{item.name}", item.text, item.page_starts, day))


def read_facts(
    question: str,
    case: Sequence[CaseText | TextFacts] = (),
    changes: Sequence[tuple[str, str]] = (),
    day: date | None = None,
) -> Facts:
    """Everything that the question and the case materials state, each with its span.

    Args:
        question: As asked.
        case: Case materials, one item a file, as text or as read already.
        changes: Typing errors of the question, each (as typed, as read).
        day: Date of service, from which "in June 2026" is so long ago; None where it is not known.

    Returns:
        Facts whose quotes stand verbatim in the question (source "question") or in a file (source
        "case:<name>").
    """
    asked = _stated(_reading(QUESTION, question, (), day, changes))
    read = [item if isinstance(item, TextFacts) else read_text(item, day) for item in case]
    facts = [fact for text in (asked, *read) for fact in text.facts]
    return Facts(tuple(facts), tuple(text.reading for text in (asked, *read)), day)


def _stated(reading: Reading) -> TextFacts:
    return TextFacts(reading, tuple(_facts(reading)))


def _reading(
    source: str,
    printed: str,
    page_starts: tuple[int, ...],
    day: date | None,
    changes: Sequence[tuple[str, str]] = (),
) -> Reading:
    lines = unwrapped(printed)
    dated = since_as_duration(lines, day) if day else ()
    spelt = (*spelt_lengths(lines), *month_spans(lines), *spelt_halves(lines))
    mixed = ((word.group(), plain_letters(word.group())) for word in mixed_words(lines))
    read = read_as(lines, (*changes, *dated, *spelt, *mixed))
    text = read.text
    tokens = tokens_of(text, is_question=source == QUESTION)
    bare = Reading(source, text, page_starts, tokens, (), ())
    quantities = tuple(
        q
        for q in _each(text, read_quantities)
        if not bare.scope_at(q.start, q.end) & _NOT_OF_NOW and not NOT_A_FACT.search(q.before)
    )
    tried: dict[str, tuple[Trial, ...]] = {}  # of this text: the slowest step, wanted twice

    def trials_in(sentence: str) -> tuple[Trial, ...]:
        if sentence not in tried:
            tried[sentence] = read_trials(sentence)
        return tried[sentence]

    trials = tuple(
        t for t in _each(text, trials_in) if not bare.scope_at(t.cue_start, t.cue_end) & _NOT_OF_NOW
    )
    courses = tuple(
        c
        for c in _each(text, lambda sentence: read_courses(sentence, trials_in(sentence)))
        if not bare.scope_at(c.start, c.end) & (_NOT_OF_NOW | Scope.DENIED)
    )
    return Reading(source, text, page_starts, tokens, quantities, trials, courses, printed, read)


def _each(text: str, read: Callable[[str], Iterable[S]]) -> Iterator[S]:
    """What a reader finds sentence by sentence; offsets refer to the whole text."""
    for start, end in stretches(text):
        for found in read(text[start:end]):
            yield found.shifted(start)


def _facts(reading: Reading) -> list[Fact]:
    special = [
        *read_ages(reading),
        *_sex(reading),
        *_pregnancy(reading),
        *_measures(reading),
        *_treatments(reading),
        *_phases(reading),
        *_responses(reading),
    ]
    ages = [(f.char_start, f.char_end) for f in special if f.kind is FactKind.AGE]
    special = [f for f in special if f.kind not in _NUMBERS or not _touches(f, ages)]
    taken = [(f.char_start, f.char_end) for f in special if f.kind is not FactKind.SEX]
    return sorted(
        [*special, *phrase_facts(reading, taken)], key=lambda f: (f.char_start, f.char_end)
    )


def _touches(fact: Fact, spans: list[tuple[int, int]]) -> bool:
    return any(low < fact.char_end and fact.char_start < high for low, high in spans)


def _sex(reading: Reading) -> Iterator[Fact]:
    for match in AGE.finditer(reading.text):
        letter = match.group("sex") or match.group("sex2")
        if letter and not is_of_other(reading, match):
            name = "female" if letter.upper() == "F" else "male"
            yield reading.fact(FactKind.SEX, *match.span(), name=name)
            return
    for table in (SEXES, PRONOUNS, SPOKEN_FOR):
        found = [
            (name, match)
            for name, pattern in table
            for match in re.finditer(pattern, reading.text, re.IGNORECASE)
            if not reading.scope_at(*match.span()) & Scope.FAMILY
        ]
        if len({name for name, _ in found}) == 1:
            name, match = found[0]
            yield reading.fact(FactKind.SEX, *match.span(), name=name)
            return


def _pregnancy(reading: Reading) -> Iterator[Fact]:
    for match in PREGNANT.finditer(reading.text):
        scope = reading.scope_at(*match.span())
        if not scope & (_NOT_OF_NOW | Scope.POSSIBLE | Scope.RESOLVED | Scope.UNCLEAR):
            denied = bool(scope & Scope.DENIED)
            span = reading.with_cue(*match.span()) if denied else match.span()
            yield reading.fact(FactKind.PREGNANCY, *span, name="pregnancy", negated=denied)


def _measures(reading: Reading) -> Iterator[Fact]:
    for quantity in reading.quantities:
        kind = FactKind.DURATION if quantity.unit in TIME_DAYS else FactKind.MEASURE
        named = quantity.before or quantity.noun
        start = quantity.name_start if named == quantity.before and named else quantity.start
        start += len(reading.text[start : quantity.end]) - len(
            reading.text[start : quantity.end].lstrip(" ,:;(-")
        )
        yield reading.fact(
            kind,
            start,
            quantity.end,
            name=named or quantity.after,
            value=quantity.value,
            value2=quantity.value2,
            unit=quantity.unit,
            comparator=quantity.comparator,
        )


def _treatments(reading: Reading) -> Iterator[Fact]:
    for trial in reading.trials:
        for item in trial.items:
            yield treatment_fact(reading, trial, item.name, item.count)
        if not trial.items:
            yield treatment_fact(reading, trial, "", None)


def treatment_fact(reading: Reading, trial: Trial, name: str, count: int | None) -> Fact:
    """The fact that a history of treatment states of one treatment.

    Quoted from its first to its last word.
    """
    start, end = min(trial.start, trial.cue_start), max(trial.end, trial.cue_end)
    low = max(0, start - _NEAR)
    front = _DENIED_BEFORE.search(reading.text[low:start])
    if only := _ONLY_BEFORE.search(reading.text[low:start]):
        start = low + only.start()
    return reading.fact(
        FactKind.TREATMENT,
        low + front.start() if front and trial.denied else start,
        end,
        name=name,
        value=float(count) if count is not None else None,
        status="+".join(sorted(trial.statuses)),
        negated=trial.denied,
    )


def _phases(reading: Reading) -> Iterator[Fact]:
    """Phases of the request, and claims to meet the criteria."""
    for name, pattern in PHASES:
        for match in pattern.finditer(reading.text):
            if not reading.scope_at(*match.span()) & (Scope.DENIED | Scope.FAMILY):
                yield reading.fact(FactKind.PHASE, *match.span(), name=name, status=name)
    for match in CLAIM.finditer(reading.text):
        yield reading.fact(FactKind.CLAIM, *match.span(), name="meets criteria")


def _responses(reading: Reading) -> Iterator[Fact]:
    for match in RESPONDING.finditer(reading.text):
        scope = reading.scope_at(*match.span())
        if not scope & (_NOT_OF_NOW | Scope.UNCLEAR | Scope.POSSIBLE):
            denied = bool(scope & Scope.DENIED)
            yield reading.fact(FactKind.RESPONSE, *match.span(), name="response", negated=denied)
    for match in NO_RESPONSE.finditer(reading.text):
        if not any(t.start <= match.start() < t.end for t in reading.trials):
            yield reading.fact(FactKind.RESPONSE, *match.span(), name="response", negated=True)
