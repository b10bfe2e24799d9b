"""Histories of treatment in shorthand: a treatment by name, and right beside it what came of it.

`app.trials` reads sentences by their verbs; here a treatment that the terms know is the anchor:
"doxy 3 months nope", "lithium: tremor, stopped", "Tried: tacrolimus 0.1 %, burning". What stands
beside it is read from its edge on, so that a word that belongs to something else ends the reading.
"""

import re
from dataclasses import dataclass, field
from itertools import pairwise

from app.fact_models import Reading
from app.scope_cues import Scope
from app.shorthand_cues import (
    BEFORE,
    BEHIND,
    FILL,
    HEADING,
    NEVER_HAD,
    PLAN,
    SHARED,
    SHORT_NAMES,
    STOPPED,
)
from app.stretches import stretches
from app.trial_cues import CURRENT, FAILED, INTOLERANT, TRIED
from app.trial_items import Item, Length, length_of
from app.trial_words import DURATION
from app.trials import Trial
from ingest.terms import Terms

_SHORT = re.compile(
    rf"(?<![\w-])(?:{'|'.join(map(re.escape, SHORT_NAMES))})(?![\w-])", re.IGNORECASE
)
_LIST = re.compile(
    r"[\s,/&+]*(?:(?:and|or|plus|then|also|with|both)\b)?[\s,/&+]*(?:an?\s|the\s)?", re.IGNORECASE
)
_LOOSE = re.compile(r"^\s*,\s*$")
_STRONG = re.compile(r"[-:=(>→–—&]|\b(?:caus|gave|made|makes|led|had|got|with|w/)", re.IGNORECASE)
_FRONT_LENGTH = re.compile(r"\s*(?:-|of|on|trial of|course of|\s)*\s*", re.IGNORECASE)
_OFTEN = re.compile(r"(?:\bq|\bevery|\bper|/)\s*$", re.IGNORECASE)  # a rhythm is no length
_NO_OTHER = re.compile(r"(?:no|not) other\b", re.IGNORECASE)
_NO = re.compile(r"no(?=\s*(?:[,.;)(]|$))", re.IGNORECASE)
_ABOUT = re.compile(
    r"\s*(?:allerg\w+|intoleran\w+|reactions?|sensitiv\w+|levels?|since\b|now\b|any ?more|"
    r"currently|for (?:now|the past|\d)|dose|change|failure|resistan\w+|"
    r"induced|"
    r"use\b.{0,12}\?|"
    r"card|need|request|approval|denied|denial|candidate|coverage)\b|\s*\?",
    re.IGNORECASE,
)
_COMPARED = re.compile(
    r"(?:\s+(?:x\s?)?\d+\w*(?:\s+(?:weeks?|wks?|months?|mg))?)*\s*(?:vs?\.?\s|"
    r"versus\b)",
    re.IGNORECASE,
)
_MORE = re.compile(r"[\s,&+/]*(?:and|then|but|plus|,|;)?\s*", re.IGNORECASE)
_REACH = 90  # characters
_NEAR = 45  # characters
_CUES = 3  # "fatigue and no benefit"
_OF_OTHERS = Scope.FAMILY | Scope.PLANNED | Scope.ASKED


@dataclass(slots=True)
class _Named:
    """A treatment of a sentence with what is said beside it."""

    start: int
    end: int
    name: str = ""
    statuses: set[str] = field(default_factory=set)
    never: bool = False
    length: Length | None = None
    low: int = 0
    high: int = 0
    shared: bool = False
    joined: bool = False  # to the one before it
    loosely: bool = False  # by a comma alone
    planned: bool = False


def read_shorthand(reading: Reading, terms: Terms) -> tuple[Trial, ...]:
    """Every treatment of a text beside which stands what came of it, in order.

    Args:
        reading: A text of the case.
        terms: Which words name treatments.
    """
    found: list[Trial] = []
    for start, end in stretches(reading.text):
        named = _named(reading, start, end, terms)
        _headed(reading.text, start, named)
        for index, one in enumerate(named):
            _look_before(reading.text, one, named[index - 1].end if index else start)
        _share_forward(named)
        for index, one in enumerate(named):
            stop = named[index + 1].start if index + 1 < len(named) else end
            _look_behind(reading.text, one, min(stop, one.end + _REACH))
        _share_back(named)
        found += [_trial(one) for one in named if _tells(one)]
    return tuple(found)


def _tells(one: _Named) -> bool:
    return not one.planned and (one.never or bool(one.statuses))


def _named(reading: Reading, start: int, end: int, terms: Terms) -> list[_Named]:
    spans: dict[tuple[int, int], None] = {}
    for mention in terms.spot(reading.text[start:end], kind="intervention"):
        spans[start + mention.start, start + mention.end] = None
    for match in _SHORT.finditer(reading.text, start, end):
        if not any(low < match.end() and match.start() < high for low, high in spans):
            spans[match.span()] = None
    found: list[_Named] = []
    for low, high in sorted(spans):
        printed = reading.text[low:high]
        one = _Named(low, high, SHORT_NAMES.get(printed.lower(), printed), low=low, high=high)
        one.planned = bool(
            reading.scope_at(low, high) & _OF_OTHERS
            or PLAN.search(reading.text, start, low)
            or _ABOUT.match(reading.text, high)
            or _COMPARED.match(reading.text, high)
        )
        if found:
            between = reading.text[found[-1].end : low]
            filled = _filled(between)
            one.joined = _LIST.fullmatch(filled) is not None
            one.loosely = "," in between
        found.append(one)
    return found


def _filled(text: str) -> str:
    """The text without doses and lengths."""
    text = DURATION.sub(" ", text)
    return re.sub(
        r"\b\d+(?:[.,]\d+)?\s*(?:mg|mcg|g|ml|units?|%)?(?:/\w+)?\b|%|\b(?:bid|tid|daily|"
        r"weekly|x|for|up to)\b|[()]",
        " ",
        text,
    )


def _look_before(text: str, one: _Named, floor: int) -> None:
    floor = max(floor, one.start - _NEAR)
    front = text[floor : one.start]
    lengths = list(DURATION.finditer(front))
    if lengths and _FRONT_LENGTH.fullmatch(front, lengths[-1].end()):
        one.length = length_of(lengths[-1])
        one.low = floor + lengths[-1].start()
        one.statuses.add(TRIED)
        front = front[: lengths[-1].start()]
    for status, pattern in BEFORE:
        match = pattern.search(front)
        if match is None:
            continue
        one.low = floor + match.start() if status else one.low
        one.planned |= _NO_OTHER.match(match.group()) is not None  # of others, which were not had
        if status == NEVER_HAD:
            one.never = True
            one.statuses.clear()
        elif status:
            one.statuses.add(status)
        return


def _look_behind(text: str, one: _Named, stop: int) -> None:
    """Read on from the end of a treatment, over doses and lengths, to what came of it."""
    at, gap = one.end, one.end
    for _ in range(_CUES):
        at, length = _skip(text, at, stop)
        if length and not one.never:
            one.length = one.length or length
            one.statuses.add(TRIED)
            one.high = max(one.high, at)
        passed = text[gap:at]
        if STOPPED.search(passed) and not one.never:
            one.statuses.add(TRIED)
            one.statuses.discard(CURRENT)
        one.shared = one.shared or bool(SHARED.search(passed))
        status, end = _cue_at(text, at, stop, one)
        if not status or (status == INTOLERANT and not _belongs(passed, one)):
            return
        one.shared = one.shared or bool(SHARED.search(text[at:end]))
        one.high = end
        if status == NEVER_HAD:
            one.never = True
            one.statuses = set()
            return
        one.statuses.add(status)
        more = _MORE.match(text, end, stop)
        gap = at = more.end() if more else end


def _skip(text: str, at: int, stop: int) -> tuple[int, Length | None]:
    """Where the fill words end, and the length that is told among them."""
    start, length = at, None
    while at < stop and not _any_cue(text, at, stop):
        match = FILL.match(text, at, stop)
        if match is None or match.end() == at:
            break
        at = match.end()
    for match in DURATION.finditer(text, start, at):
        if not _OFTEN.search(text, start, match.start()):
            length = length or length_of(match)
    return at, length


def _any_cue(text: str, at: int, stop: int) -> bool:
    if at and text[at - 1].isalnum():
        return False
    return any(pattern.match(text, at, stop) for _, pattern in BEHIND)


def _cue_at(text: str, at: int, stop: int, one: _Named) -> tuple[str, int]:
    for status, pattern in BEHIND:
        if match := pattern.match(text, at, stop):
            return status, match.end()
    no = _NO.match(text, at, stop) if one.length else None
    if no:  # "norethindrone 5 months no"; without its length a bare "no" is unclear
        return FAILED, no.end()
    return "", at


def _belongs(passed: str, one: _Named) -> bool:
    """Whether a complaint behind a treatment is about it; one behind a comma may not be."""
    if "," not in passed or _STRONG.search(passed):
        return CURRENT not in one.statuses or bool(_STRONG.search(passed))
    return bool(one.statuses & {TRIED, FAILED, INTOLERANT}) and CURRENT not in one.statuses


def _headed(text: str, start: int, named: list[_Named]) -> None:
    """Treatments behind a heading of their sentence ("Tried: A, B, C")."""
    if not named:
        return
    heading = HEADING.search(text, start, named[0].start)
    if heading is None:
        return
    status = FAILED if "fail" in heading.group("tried").lower() else TRIED
    for one in named:
        if not one.never:
            one.statuses.add(status)


def _share_forward(named: list[_Named]) -> None:
    """Let what stands before one of a list hold for those behind it."""
    for before, one in pairwise(named):
        if one.joined and before.low < before.start:
            _from_before(before, one)


def _share_back(named: list[_Named]) -> None:
    """Let what stands behind one of a list hold for those before it of which nothing is said."""
    for before, one in reversed(list(pairwise(named))):
        if one.joined and not before.planned:
            _from_behind(before, one)


def _from_before(before: _Named, one: _Named) -> None:
    """Of "failed A and B", the words before A are said of B as well."""
    lead = before.statuses & {FAILED, TRIED, CURRENT}
    if lead and not one.never and not one.planned:
        one.statuses |= lead - {FAILED} if before.high > before.end else lead
    if before.never and not one.statuses:
        one.never = True


def _from_behind(before: _Named, one: _Named) -> None:
    """Of "A and B, no help", the words behind B are said of A as well."""
    if one.never and one.high > one.end and not before.statuses:
        before.never, before.high = True, one.high
    told = one.statuses - {CURRENT, INTOLERANT if one.loosely else CURRENT}
    own = before.statuses - {TRIED, CURRENT}
    if own or before.never or one.never or one.high == one.end or not told:
        return
    before.statuses |= told | {TRIED}
    before.length = before.length or (one.length if one.shared or not one.loosely else None)
    before.high = one.high


def _trial(one: _Named) -> Trial:
    statuses = frozenset({TRIED} if one.never else one.statuses)
    if statuses & {FAILED, INTOLERANT}:
        statuses -= {TRIED}
    item = Item(one.name, one.start, one.end, length=one.length)
    return Trial(
        statuses=statuses,
        denied=one.never,
        items=(item,),
        length=one.length,
        start=min(one.low, one.start),
        end=max(one.high, one.end),
        cue_start=min(one.low, one.start),
        cue_end=max(one.high, one.end),
    )
