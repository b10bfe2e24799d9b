"""Facts of a case: the nouns. `app.facts` reads them, `app.findings` holds criteria against them.

A fact is what a text says in words or numbers. Nothing is concluded here: whether a fact meets a
criterion is told by `app.findings`, and a fact that no criterion asks for stays unused.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import TypeVar

from app.once import Once
from app.quantity_models import Quantity
from app.read_as import ReadAs
from app.scope import Token
from app.scope_cues import Scope
from app.trials import Trial

T = TypeVar("T")

# What is so said is no state of the patient today.
UNSAID = Scope.DENIED | Scope.FAMILY | Scope.PLANNED | Scope.POSSIBLE | Scope.UNCLEAR

QUESTION = "question"


class FactKind(StrEnum):
    """What sort of thing a fact states."""

    AGE = "age"
    SEX = "sex"
    PREGNANCY = "pregnancy"
    MEASURE = "measure"
    DURATION = "duration"
    TREATMENT = "treatment"
    FINDING = "finding"
    PHASE = "phase"
    RESPONSE = "response"
    CLAIM = "claim"


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseText:
    """One file of case materials as text.

    Attributes:
        name: File name, as shown.
        text: Its text; offsets of facts refer to it.
        page_starts: Offset at which page i + 1 starts; () where it has no pages.
    """

    name: str
    text: str
    page_starts: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One thing that a text states, with its verbatim words.

    Attributes:
        kind: What sort of thing.
        name: Phrase as printed: the measure, the treatment, the condition.
        value: Number that is stated; None where there is none.
        value2: Upper end of a stated range.
        unit: Canonical unit, "" where none is printed.
        comparator: "", ">=", ">", "<=" or "<", as stated ("AHI over 30").
        status: For a treatment: tried, failed, intolerant, contraindicated, current, responded; for
            a phase its name.
        negated: True where the text denies it.
        quote: Verbatim words.
        char_start: Offset in its own text as it was read; `text[char_start:char_end] == quote`
            where no typing error was mended.
        char_end: Offset after it.
        source: "question" or "case:<file>".
        page: 1-based page; None where there is none.
    """

    kind: FactKind
    name: str
    value: float | None = None
    value2: float | None = None
    unit: str = ""
    comparator: str = ""
    status: str = ""
    negated: bool = False
    quote: str
    char_start: int
    char_end: int
    source: str = QUESTION
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """One text of the case as it was read.

    Attributes:
        source: "question" or "case:<file>".
        text: The text with its wrapped lines joined and its typing errors mended; all offsets
            refer to it.
        page_starts: Offset at which page i + 1 starts; () where it has no pages.
        tokens: Its words with what is said of them.
        quantities: Its numbers, those of relatives, of plans and of targets left out.
        trials: Its histories of treatment, those that are only planned left out.
        courses: Treatments that are stated by their length alone.
        printed: The text as it stands, for quotes; "" where no line is wrapped.
        read: Where its places are printed, where typing errors were mended; None where none was.
        once: What was made of it: a file of sixty pages is asked about more than once.
    """

    source: str
    text: str
    page_starts: tuple[int, ...]
    tokens: tuple[Token, ...]
    quantities: tuple[Quantity, ...]
    trials: tuple[Trial, ...]
    courses: tuple[Trial, ...] = ()
    printed: str = ""
    read: ReadAs | None = None
    once: Once = field(default_factory=Once, compare=False, repr=False)

    def scope_at(self, start: int, end: int) -> Scope:
        """What is said of the words between two offsets, taken together."""
        low = bisect_left(self.tokens, start, key=lambda token: token.start)
        scope = Scope.STATED
        while low < len(self.tokens) and self.tokens[low].start < end:
            scope |= self.tokens[low].scope
            low += 1
        return scope

    def said(self, pattern: re.Pattern[str], unsaid: Scope = UNSAID) -> Iterator[re.Match[str]]:
        """Where a pattern stands, and nothing of `unsaid` is said of its words."""
        for found in pattern.finditer(self.text):
            if not self.scope_at(*found.span()) & unsaid:
                yield found

    def token_scope(self, first: int, after: int) -> Scope:
        """What is said of some tokens, by index, taken together."""
        scope = Scope.STATED
        for token in self.tokens[first:after]:
            scope |= token.scope
        return scope

    def with_cue(self, start: int, end: int) -> tuple[int, int]:
        """A denied phrase with the word that denies it.

        Where that stands near ("no", "was negative").
        """
        low = bisect_left(self.tokens, start, key=lambda token: token.start)
        high = bisect_left(self.tokens, end, key=lambda token: token.start)
        before = [t for t in self.tokens[max(0, low - 6) : low] if t.cue & Scope.DENIED]
        same = {t.segment for t in self.tokens[low:high]}
        behind = self.tokens[high : high + 6]
        after = [t for t in behind if t.cue & Scope.DENIED and t.segment <= max(same, default=0)]
        near = bool(before) and not re.search(r"[,;.]", self.text[before[-1].end : start])
        if before and self.tokens[low].sentence == before[-1].sentence and (near or not after):
            run = before[-1].start
            for token in reversed(before):
                run = token.start if token.scope == before[-1].scope else run
            return run, end
        return (start, after[-1].end) if after else (start, end)

    def fact(self, kind: FactKind, start: int, end: int, **values: object) -> Fact:
        """A fact quoted from this text as it is printed."""
        quoted = (start, end)
        if self.read:
            quoted = self.read.printed_at(start), self.read.printed_at(end)
        return Fact(
            kind=kind,
            quote=(self.printed or self.text)[slice(*quoted)],
            char_start=start,
            char_end=end,
            source=self.source,
            page=max(1, bisect_right(self.page_starts, start)) if self.page_starts else None,
            **values,  # type: ignore[arg-type]  # the fields of Fact, checked by its constructor's callers
        )


@dataclass(frozen=True, eq=False)
class Facts:
    """All facts of one question with its case materials.

    Attributes:
        facts: In reading order, the question first.
        readings: The texts that they come from.
        day: The day from which they are looked at, the date of service; None where none is known.
    """

    facts: tuple[Fact, ...] = ()
    readings: tuple[Reading, ...] = ()
    day: date | None = None
    _memo: dict[int, tuple[object, object]] = field(default_factory=dict, repr=False)

    @property
    def texts(self) -> Mapping[str, str]:
        """Raw text by source."""
        return {reading.source: reading.printed or reading.text for reading in self.readings}

    def of(self, *kinds: FactKind) -> tuple[Fact, ...]:
        """Facts of the given kinds, in order."""
        return tuple(fact for fact in self.facts if fact.kind in kinds)

    def first_said(
        self, pattern: re.Pattern[str], name: str, unsaid: Scope = UNSAID
    ) -> Fact | None:
        """The first place at which a pattern is said, as a finding of that name."""
        for reading in self.readings:
            for found in reading.said(pattern, unsaid):
                return reading.fact(FactKind.FINDING, *found.span(), name=name)
        return None

    def once(self, key: object, build: Callable[[], T]) -> T:
        """What `build` makes.

        Made once for each `key` object (an index over all texts is worth keeping).
        """
        if id(key) not in self._memo:
            self._memo[id(key)] = (key, build())
        return self._memo[id(key)][1]  # type: ignore[return-value]  # stored by the same call
