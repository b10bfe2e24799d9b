"""Histories of treatment in prose.

What was tried, failed, not tolerated or may not be given, how many and for how long.

One reader for both sides: a fact ("failed sertraline and venlafaxine") and a criterion ("inadequate
response to at least two antidepressants") are read alike, and `app.findings_trials` holds one
against the other.
"""

import re
from dataclasses import dataclass, replace
from itertools import pairwise

from app.trial_cues import AFTER, BEFORE, CURRENT, FAILED, INTOLERANT, TRIED, TRIGGERS
from app.trial_denials import (
    DENIAL,
    DID_FAIL,
    DISEASE_BEFORE,
    LINKING,
    NEVER,
    STUDY_BEFORE,
    TRAINED,
)
from app.trial_items import (
    Item,
    Length,
    count_of,
    items_in,
    length_before,
    length_behind,
    length_of,
    only_length,
)
from app.trial_phrases import PURPOSE
from app.trial_subjects import AUXILIARY, begin_of_subjects, both_before
from app.trial_words import COUNT, DURATION, OBJECT_STOP

_BETWEEN = re.compile(
    r"[\s,)]*(?:(?:but|and|which|it|she|he|they|had|has|all)\b[\s,]*){0,3}", re.IGNORECASE
)
_COUNT_INSIDE = re.compile(
    r"(?P<cmp>at least|a minimum of|≥)?\s*\b(?P<n>two|three|four|five|\d)\b(?:\s+or "
    r"more)?\s+(?:\w+\s+)?trials?\b",
    re.IGNORECASE,
)
# "no DMARD was tried", "nothing is contraindicated"
_NONE = re.compile(
    r"(?:(?<=[,;:] )|(?<=\band )|(?<=\bbut )|(?<![\w,] )(?<!\w))"
    r"(?:no|none(?: of (?:the|these|them))?|nothing|neither)\b\s*",
    re.IGNORECASE,
)
_FOLLOWS = re.compile(
    rf"\s*(?:of|to(?! (?:adequately |sufficiently )?(?:help|work|{PURPOSE})\b))\s", re.IGNORECASE
)
# "takes no other biologic"
_NO_OBJECT = re.compile(r"\s*(?:no|none of|neither)\s+(?:of\s+)?", re.IGNORECASE)
_WITH = re.compile(r"with(?:out)?\b", re.IGNORECASE)  # "X with no relief and no response to Y"
_DESPITE = re.compile(r"(?:despite|in spite of)\b", re.IGNORECASE)
# What is denied before a comma, and behind it another thing with its number.
_APART = re.compile(r"[^,;]*,\s*(?=\d|[a-z]+ (?:days?|weeks?|months?|years?)\b)", re.IGNORECASE)
_PLUS = re.compile(r"\s*(?:,|\+|&|/|and|plus|,\s*and)\s*", re.IGNORECASE)
_FEW = 2
_NEAR = 25  # characters: a length stands right before its treatments
_REACH = 160  # characters: a list of treatments goes no further from the words that govern it


@dataclass(frozen=True, slots=True)
class Trial:
    """A run of words that states a history of treatment.

    Attributes:
        statuses: tried, failed, intolerant, contraindicated, current, responded.
        denied: True for "has not tried".
        items: Treatments named, in order; () where none is ("treatment-naive").
        length: How long all of it lasted.
        start: Offset of the first word.
        end: Offset after the last one.
        cue_start: Offset of the words that give the status.
        cue_end: Offset after them.
    """

    statuses: frozenset[str]
    denied: bool
    items: tuple[Item, ...]
    length: Length | None
    start: int
    end: int
    cue_start: int
    cue_end: int

    def shifted(self, by: int) -> "Trial":
        """The same with its offsets moved."""
        items = tuple(replace(i, start=i.start + by, end=i.end + by) for i in self.items)
        return replace(
            self,
            items=items,
            start=self.start + by,
            end=self.end + by,
            cue_start=self.cue_start + by,
            cue_end=self.cue_end + by,
        )


@dataclass(frozen=True, slots=True)
class _Cue:
    status: str
    side: str
    start: int
    end: int


def read_trials(text: str) -> tuple[Trial, ...]:
    """Every history of treatment in a text, in order."""
    runs = _runs(text, _cues(text))
    found: list[Trial] = []
    for index, run in enumerate(runs):
        floor = runs[index - 1][-1].end if index else 0
        ceiling = runs[index + 1][0].start if index + 1 < len(runs) else len(text)
        trial = _trial(text, run, floor, ceiling)
        low, cue = max(floor, trial.cue_start - _REACH), (trial.cue_start, trial.cue_end)
        if both := both_before(text, cue, trial.items, low):
            trial = replace(trial, items=both, start=both[0].start)
        found.append(_adopting(text, trial, found))
    return tuple(found)


def _adopting(text: str, trial: Trial, before: list[Trial]) -> Trial:
    """Give a trial without treatment that of the one before ("tried X, with no improvement")."""
    if not before or not before[-1].items:
        return trial
    if trial.items:
        same = [i.name for i in trial.items] == [i.name for i in before[-1].items]
        return replace(trial, length=before[-1].length) if same and not trial.length else trial
    if not _BETWEEN.fullmatch(text, before[-1].end, trial.cue_start):
        return trial
    return replace(trial, items=before[-1].items, length=before[-1].length, start=before[-1].start)


def _cues(text: str) -> list[_Cue]:
    found: list[_Cue] = []
    for status, side, pattern in TRIGGERS:
        for match in pattern.finditer(text):
            if any(match.start() < c.end and c.start < match.end() for c in found):
                continue
            study = match.group().lower().startswith("trial") and STUDY_BEFORE.search(
                text[: match.start()]
            )
            disease = (
                (side == BEFORE or status == FAILED)
                and DISEASE_BEFORE.search(text[: match.start()])
                and not (TRAINED.search(text[: match.start()]) and DID_FAIL.match(match.group()))
            )
            if study or disease:
                continue
            found.append(_Cue(status, side, match.start(), match.end()))
    told = sorted(found, key=lambda cue: cue.start)
    return [
        cue
        for index, cue in enumerate(told)
        if not (index and only_length(text, cue.start, cue.end))
    ]


def _runs(text: str, cues: list[_Cue]) -> list[list[_Cue]]:
    """Cues that share one treatment: "failure, intolerance or contraindication to"."""
    runs: list[list[_Cue]] = []
    for cue in cues:
        despite = runs and runs[-1][-1].side == BEFORE and _DESPITE.match(text, cue.start)
        apart = runs and cue.side == AFTER and _WITH.match(text, runs[-1][-1].start)
        if (
            runs
            and not despite
            and not apart
            and LINKING.fullmatch(text, runs[-1][-1].end, cue.start)
        ):
            runs[-1].append(cue)
        else:
            runs.append([cue])
    return runs


def _trial(text: str, run: list[_Cue], floor: int, ceiling: int) -> Trial:
    start, end = run[0].start, run[-1].end
    items: tuple[Item, ...] = ()
    length: Length | None = None
    none: re.Match[str] | None = None
    low, high = start, end
    if any(cue.side == AFTER for cue in run) or _follows(text, end):
        stop = _stop(text, end, min(ceiling, end + _REACH))
        none = _NO_OBJECT.match(text, end, stop)
        items = items_in(text, none.end() if none else end, stop)
        length, high = length_behind(text, stop, end, items)
        inner = [match.end() for match in DURATION.finditer(text, end, stop)] if items else []
        high = max([high, items[-1].end if items else end, *inner])
        if _lacks_length(run, items, length):
            length, low = length_before(text, start, None)  # "a 4-month trial of metformin"
    if not items:
        length, stop = length_before(text, start, length)
        begin = begin_of_subjects(text, stop, max(floor, start - _REACH))
        verbs = AUXILIARY.search(text, begin, stop)
        if nones := list(_NONE.finditer(text, begin, stop)):
            apart = _APART.match(text, nones[-1].end(), stop)
            none = None if apart else nones[-1]  # "no fever, 4 months of X failed"
            begin = apart.end() if apart else nones[-1].end()
        items = items_in(text, begin, verbs.start() if verbs else stop, backward=True)
        low = _with_count(text, begin, items[0]) if items else start
        behind, high = length_behind(text, end, end)
        length = length or behind
    length = length or _length_inside(text, start, end)
    items = _counted(_all_as_long(text, items), text[start:end])
    length = length or (items[-1].length if items else None)
    denied = none is not None or bool(
        NEVER.search(text[start:end]) or DENIAL.search(text[max(0, start - _REACH) : start])
    )
    return Trial(_statuses(run), denied, items, length, low, high, start, end)


def _with_count(text: str, begin: int, item: Item) -> int:
    """Where a treatment begins with its count: "at least two antidepressants have failed"."""
    counted = COUNT.search(text[begin : item.start].lstrip() + " ") if item.count else None
    front = text[begin : item.start]
    return begin + len(front) - len(front.lstrip()) if counted else item.start


def _length_inside(text: str, start: int, end: int) -> Length | None:
    """The length among the words that give the status ("response to a 3-month trial of")."""
    found = DURATION.search(text, start, end)
    return length_of(found) if found else None


def _all_as_long(text: str, items: tuple[Item, ...]) -> tuple[Item, ...]:
    """Treatments of which the first is told with its length: "6 weeks of PT and naproxen"."""
    if len(items) < _FEW or any(item.length for item in items[1:]) or not items[0].length:
        return items
    joined = all(_PLUS.fullmatch(text, left.end, right.start) for left, right in pairwise(items))
    led = joined and DURATION.search(text, max(0, items[0].start - _NEAR), items[0].start)
    return tuple(replace(item, length=items[0].length) for item in items) if led else items


def _statuses(run: list[_Cue]) -> frozenset[str]:
    """What the cues say; "tried and could not tolerate" says no more than the latter."""
    found = frozenset(cue.status for cue in run)
    return found - {TRIED} if found & {FAILED, INTOLERANT} else found


def _lacks_length(run: list[_Cue], items: tuple[Item, ...], length: Length | None) -> bool:
    tried = {cue.status for cue in run} <= {TRIED, CURRENT}
    return tried and length is None and bool(items) and items[0].length is None


def _counted(items: tuple[Item, ...], cue: str) -> tuple[Item, ...]:
    """Read a count from between the words that give the status ("failure of 4 trials of X")."""
    match = _COUNT_INSIDE.search(cue)
    if match is None or not items or items[0].count is not None:
        return items
    first = replace(
        items[0], count=count_of(match.group("n")), at_least=match.group("cmp") is not None
    )
    return (first, *items[1:])


def _follows(text: str, end: int) -> bool:
    return _FOLLOWS.match(text, end) is not None


def _stop(text: str, start: int, limit: int) -> int:
    """Where the list of treatments ends; a bracket that opens inside it belongs to it."""
    for match in OBJECT_STOP.finditer(text, start, limit):
        inside = text.count("(", start, match.start()) > text.count(")", start, match.start())
        if match.start() == start and match.group().isalpha():
            continue
        if match.group() == ":" and COUNT.search(text[start : match.start()].lstrip() + " "):
            continue  # "two DMARDs: methotrexate and leflunomide"
        if match.group() == ")" and inside:
            following = re.match(r"\)\s*(?:,|and\b|or\b)", text[match.start() :])
            if not following:
                return match.start()
            continue
        if not inside or match.group() in ".;?\n":
            return match.start()
    return limit
