"""Histories of treatment in prose: what was tried, failed, not tolerated or may not be given, how many and for how long.

One reader for both sides: a fact ("failed sertraline and venlafaxine") and a criterion ("inadequate response to at least two
antidepressants") are read alike, and `app.findings_trials` holds one against the other.
"""

import re
from dataclasses import dataclass, replace

from app.quantities import Interval, interval_of, time_unit
from app.quantity_reader import number
from app.trial_cues import (
    AFTER,
    BEFORE,
    COUNT,
    DENIAL,
    DISEASE_BEFORE,
    DURATION,
    FAILED,
    FRONT,
    ITEM_GAP,
    LINKING,
    NEVER,
    NOT_AN_ITEM,
    OBJECT_STOP,
    STUDY_BEFORE,
    TRIED,
    TRIGGERS,
)

_BETWEEN = re.compile(r"[\s,)]*(?:but|and|which|it|she|he|they|had|has|all)?[\s,]*", re.IGNORECASE)
_COUNT_INSIDE = re.compile(
    r"(?P<cmp>at least|a minimum of|≥)?\s*\b(?P<n>two|three|four|five|\d)\b(?:\s+or more)?\s+(?:\w+\s+)?trials?\b", re.IGNORECASE
)
_AUXILIARY = re.compile(r"(?:\b(?:has|have|had|was|were|is|are|been|also|all|both|either|previously)\s+)+$", re.IGNORECASE)
_EMPTY_ITEMS = frozenset({"e.g", "i.e", "eg", "ie", "etc", "including", "such as"})
_REACH = 160  # characters: a list of treatments goes no further from the words that govern it


@dataclass(frozen=True, slots=True)
class Length:
    """How long a treatment lasted: an interval in one unit of time."""

    interval: Interval
    unit: str


@dataclass(frozen=True, slots=True)
class Item:
    """One treatment that is named: `text[start:end] == name`.

    Attributes:
        name: Phrase without counts and determiners.
        start: Offset.
        end: Offset after it.
        count: How many are stated ("two antidepressants"), None where none.
        at_least: True for "at least two", "two or more".
        only: True for "only one".
        length: How long, None where not stated.
    """

    name: str
    start: int
    end: int
    count: int | None = None
    at_least: bool = False
    only: bool = False
    length: Length | None = None


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
        found.append(_adopting(text, _trial(text, run, floor, ceiling), found))
    return tuple(found)


def _adopting(text: str, trial: Trial, before: list[Trial]) -> Trial:
    """ "tried duloxetine for 12 weeks, with no improvement": the second speaks of the first one's treatment."""
    if trial.items or not before or not before[-1].items:
        return trial
    if not _BETWEEN.fullmatch(text, before[-1].end, trial.cue_start):
        return trial
    return replace(trial, items=before[-1].items, length=before[-1].length, start=before[-1].start)


def _cues(text: str) -> list[_Cue]:
    found: list[_Cue] = []
    for status, side, pattern in TRIGGERS:
        for match in pattern.finditer(text):
            if any(match.start() < c.end and c.start < match.end() for c in found):
                continue
            study = match.group().lower().startswith("trial") and STUDY_BEFORE.search(text[: match.start()])
            disease = (side == BEFORE or status == FAILED) and DISEASE_BEFORE.search(text[: match.start()])
            if study or disease:
                continue
            found.append(_Cue(status, side, match.start(), match.end()))
    return sorted(found, key=lambda cue: cue.start)


def _runs(text: str, cues: list[_Cue]) -> list[list[_Cue]]:
    """Cues that share one treatment: "failure, intolerance or contraindication to"."""
    runs: list[list[_Cue]] = []
    for cue in cues:
        if runs and LINKING.fullmatch(text, runs[-1][-1].end, cue.start):
            runs[-1].append(cue)
        else:
            runs.append([cue])
    return runs


def _trial(text: str, run: list[_Cue], floor: int, ceiling: int) -> Trial:
    start, end = run[0].start, run[-1].end
    items: tuple[Item, ...] = ()
    length: Length | None = None
    low, high = start, end
    if any(cue.side == AFTER for cue in run) or _follows(text, end):
        stop = _stop(text, end, min(ceiling, end + _REACH))
        items = _items(text, end, stop)
        length, high = _length_behind(text, stop, end)
        high = max(high, items[-1].end if items else end)
    if not items:
        length, stop = _length_before(text, start, length)
        begin = _begin(text, stop, max(floor, start - _REACH))
        verbs = _AUXILIARY.search(text, begin, stop)
        items = _items(text, begin, verbs.start() if verbs else stop)
        low = items[0].start if items else start
        behind, high = _length_behind(text, end, end)
        length = length or behind
    length = length or (items[-1].length if items else None)
    items = _counted(items, text[start:end])
    statuses = frozenset(cue.status for cue in run)
    if TRIED in statuses and FAILED in statuses:
        statuses -= {TRIED}
    denied = bool(NEVER.search(text[start:end]) or DENIAL.search(text[:start]))
    return Trial(statuses, denied, items, length, low, high, start, end)


def _counted(items: tuple[Item, ...], cue: str) -> tuple[Item, ...]:
    """ "failure of at least 4 trials of X": the count stands between the words that give the status."""
    match = _COUNT_INSIDE.search(cue)
    if match is None or not items or items[0].count is not None:
        return items
    first = replace(items[0], count=_count(match.group("n")), at_least=match.group("cmp") is not None)
    return (first, *items[1:])


def _follows(text: str, end: int) -> bool:
    return re.match(r"\s*(?:of|to)\s", text[end : end + 6]) is not None


def _stop(text: str, start: int, limit: int) -> int:
    """Where the list of treatments ends; a bracket that opens inside it belongs to it."""
    for match in OBJECT_STOP.finditer(text, start, limit):
        inside = text.count("(", start, match.start()) > text.count(")", start, match.start())
        if match.start() == start and match.group().isalpha():
            continue
        if match.group() == ")" and inside:
            following = re.match(r"\)\s*(?:,|and\b|or\b)", text[match.start() :])
            if not following:
                return match.start()
            continue
        if not inside or match.group() in ".;?\n":
            return match.start()
    return limit


def _begin(text: str, end: int, floor: int) -> int:
    """Where the treatments start that stand before "failed"."""
    verbs = _AUXILIARY.search(text, floor, end)
    end = verbs.start() if verbs else end
    stops = [
        m.end()
        for m in re.finditer(
            r"[.;:?!\n](?=\s|$)|\b(?:but|who|whose|which|that|because|since|while|when|if|with|has|have|had|is|are|was|were|after|for|in|despite|on|the|"
            r"documented|history of|tried)\b|,\s+(?=(?:he|she|the patient)\b)",
            text[floor:end],
            re.IGNORECASE,
        )
    ]
    return floor + (stops[-1] if stops else 0)


def _items(text: str, start: int, end: int) -> tuple[Item, ...]:
    found: list[Item] = []
    at = start
    gaps = [m for m in ITEM_GAP.finditer(text, start, end)]
    for gap in [*gaps, None]:
        stop = gap.start() if gap else end
        if found and NOT_AN_ITEM.match(text[at:stop].strip()) and not COUNT.match(text[at:stop].strip()):
            if not re.match(r"\s*(?:\d+|\w+)[\s-](?:weeks?|months?|days?|years?)\b", text[at:stop]):
                break
        item = _item(text, at, stop)
        if item is not None:
            found.append(item)
        at = gap.end() if gap else end
    return tuple(found)


def _item(text: str, start: int, end: int) -> Item | None:
    while start < end and text[start] in " ,;:(-–/":
        start += 1
    end = start + len(text[start:end].rstrip(" ,;:.)-–"))
    count, at_least, only = None, False, False
    length: Length | None = None
    moved = True
    while moved:
        moved = False
        if match := COUNT.match(text[start:end] + " "):
            count = _count(match.group("n"))
            at_least = bool(match.group("cmp") or match.group("more"))
            count = count + 1 if count and (match.group("cmp") or "") in {"more than", ">"} else count
            only = bool(match.group("only"))
            start, moved = min(end, start + match.end()), True
        if (match := DURATION.match(text, start, end)) and match.end() > start:
            length = _length(match)
            of = re.compile(r"\s*(?:,\s*)?(?:of\s+)?").match(text, match.end(), end)
            start, moved = of.end() if of else match.end(), True
        if match := FRONT.match(text[start:end]):
            start, moved = start + match.end(), True
    inner = DURATION.search(text, start, end)
    if inner and length is None:
        length = _length(inner)
        tail = re.compile(r"\s*(?:x|×|for|[-(,])?\s*$").search(text[start : inner.start()])
        end = start + (tail.start() if tail else inner.start() - start)
    name = text[start:end]
    if (end <= start and count is None) or name.lower() in _EMPTY_ITEMS:
        return None
    return Item(name, start, end, count, at_least, only, length)


def _count(printed: str) -> int:
    value = 2.0 if printed.lower() == "both" else number(printed)
    return int(value or 0)


def _length(match: re.Match[str]) -> Length | None:
    value = number(match.group("n"))
    if value is None:
        return None
    said = (match.group("cmp") or "").lower()
    comparator = (
        ">=" if said in {"at least", "a minimum of", "minimum of", "≥", ">="} or match.group("more") else ""
    )
    comparator = comparator or {"more than": ">", "over": ">", ">": ">", "less than": "<", "under": "<", "<": "<"}.get(said, "")
    high = float(match.group("m")) if match.group("m") else None
    return Length(interval_of(comparator, value, high), time_unit(match.group("unit")))


def _length_before(text: str, end: int, length: Length | None) -> tuple[Length | None, int]:
    """ "physical therapy for 8 weeks" before "without relief"."""
    found = list(DURATION.finditer(text, max(0, end - 60), end))
    if not found or text[found[-1].end() : end].strip(" ,"):
        return length, end
    front = re.search(r"(?:\bfor|\bx|×|\bover|,)?\s*$", text[: found[-1].start()], re.IGNORECASE)
    return _length(found[-1]), front.start() if front else found[-1].start()


def _length_behind(text: str, stop: int, floor: int) -> tuple[Length | None, int]:
    """ "... for at least 6 weeks" behind the treatments."""
    pattern = re.compile(r"\s*(?:,\s*)?(?:each\s+)?(?:for|lasting|x|×|of|over|during|at|-)?\s*(?:a\s+(?:period|total|minimum)\s+of\s+)?" + DURATION.pattern, re.IGNORECASE)
    match = pattern.match(text, stop)
    return (_length(match), match.end()) if match else (None, floor)
