"""The treatments that a case states, each with its text, whichever reader has read them."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from app.fact_models import Fact, Reading
from app.facts import treatment_fact
from app.findings_base import Desk
from app.quantities import compare
from app.shorthand_cues import IMPLIES, NOT_HAD, PLAN
from app.trial_items import Item, Length
from app.trials import Trial

_BESIDE = 8  # characters: an "only" stands right before or behind its course
_REACH = 90  # characters
_ONLY = re.compile(r"\b(?:only|just|no more than)\b", re.IGNORECASE)


_SOLE = re.compile(
    r"\b(?:only|just|nothing but|none but|nothing except)\s+(?:(?:ever\s+)?(?:had|tried|took|"
    r"taken|used|been on)\s+)?$|"
    r"\b(?:only|sole)\s+[\w -]{3,40}?\b(?:tried|taken|used|had|given)\s+(?:so far\s+)?"
    r"(?:is|was|has been|:)\s+$",
    re.IGNORECASE,
)

# "the only drug ever tried is X": of drugs there was one, whatever they were to be for
_SOLE_OF_ALL = re.compile(
    r"\b(?:only|sole)\s+(?:(?P<drug>drug|med|medication|medicine|pill)|treatment|therapy|thing)\s+"
    r"(?:(?:that\s+)?(?:he|she|they|the patient)(?:['’]s|\s+ha[sd]|['’]ve)?\s+)?(?:ever\s+)?"
    r"(?:been\s+)?(?:tried|taken|used|had|given)\s+(?:so far\s+)?(?:is|was|has been|:)\s+$",
    re.IGNORECASE,
)
_DRUGS = re.compile(r"\b(?:drugs?|medications?|medicines?|agents?)\b", re.IGNORECASE)
_TREATMENTS = re.compile(
    r"\b(?:drugs?|medications?|medicines?|agents?|therap(?:y|ies)|treatments?)\b", re.IGNORECASE
)

# "no others", "nothing else has been tried"
NO_OTHERS = re.compile(
    r"\b(?:no others?|nothing else|none other)\s*(?:[.,;?]|$|(?:(?:has|have|had|was|were|ever|"
    r"been)\s+)*(?:tried|taken|used|given)\b)|"
    r"\bno other (?:(?!oral|topical|inject|inhaled|IV\b)[\w-]+ )?"
    r"(?:drugs?|med\w*|treatments?|agents?|pills?|therap(?:y|ies))\s+(?:(?:has|have|"
    r"had|was|were|ever|been)\s+)*(?:tried|taken|used|given)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Stated:
    """One treatment of a history, in its text."""

    reading: Reading
    trial: Trial
    item: Item

    @property
    def fact(self) -> Fact:
        return treatment_fact(self.reading, self.trial, self.item.name, self.item.count)

    @property
    def statuses(self) -> set[str]:
        return {also for status in self.trial.statuses for also in IMPLIES[status]}

    @property
    def length(self) -> Length | None:
        return self.item.length or self.trial.length

    @property
    def is_only(self) -> bool:
        """Whether the text says "only" beside it."""
        low, high = max(0, self.trial.start - _BESIDE), self.trial.end + _BESIDE
        return self.item.only or _ONLY.search(self.reading.text, low, high) is not None

    @property
    def is_course(self) -> bool:
        """Whether nothing but a length of time says that something was had."""
        return any(self.trial is course for course in self.reading.courses)

    @property
    def is_sole(self) -> bool:
        """Whether the text says that nothing else was tried: "only X", "the only drug tried is"."""
        front = self.reading.text[max(0, self.item.start - _REACH) : self.item.start]
        return self.item.only or _SOLE.search(front) is not None

    def is_sole_of(self, wanted: str) -> bool:
        """Whether the text says that it is the only one of all drugs, or of all treatments."""
        front = self.reading.text[max(0, self.item.start - _REACH) : self.item.start]
        said = _SOLE_OF_ALL.search(front)
        kind = _DRUGS if said and said["drug"] else _TREATMENTS
        return said is not None and kind.search(wanted) is not None


def all_stated(desk: Desk) -> Iterator[Stated]:
    """Every treatment that the case states, in reading order of each reader."""
    for reading in desk.facts.readings:
        for trial in (*reading.trials, *reading.courses, *desk.index.shorthand[reading.source]):
            items = trial.items or (Item("", trial.cue_start, trial.cue_end),)
            for item in items:
                yield Stated(reading, trial, item)


def only_asked_for(fact: Fact, readings: Iterable[Reading]) -> bool:
    """Whether words that name a treatment ask for it, decline it or compare with it."""
    for reading in readings:
        if reading.source == fact.source:
            low = max(0, fact.char_start - _REACH)
            planned = PLAN.search(reading.text, low, fact.char_start)
            return bool(planned or NOT_HAD.match(reading.text, fact.char_end))
    return False


def long_enough(stated: Stated, length: Length) -> bool | None:
    """Whether a stated treatment lasted as long as is wanted; None where that is not told."""
    if stated.length is None:
        return None
    goal = length.interval
    if goal.low == goal.high:
        goal = replace(goal, high=float("inf"))
    return compare(stated.length.interval, stated.length.unit, goal, length.unit)
