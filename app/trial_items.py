"""Treatments in a run of words: names, counts and lengths."""

import re
from dataclasses import dataclass

from app.measures import measure_name
from app.numbers_printed import number
from app.quantities import Interval, interval_of, time_unit
from app.trial_words import COUNT, DURATION, FRONT, ITEM_GAP, NOT_AN_ITEM

_EMPTY_ITEMS = frozenset({"e.g", "i.e", "eg", "ie", "etc", "including", "such as"})


_NO_NAME = re.compile(
    r"(?:this|that|these|those|it|he|she|for|so far|yet|only|which|who|previously|relapsed|"
    r"recurrent|progressive)\b",
    re.IGNORECASE,
)
_BEFORE_LENGTH = re.compile(r"\s*(?:x|×|for|of|over|lasting|during|[-(,])?\s*$")
_DOSE = re.compile(
    r"\s+\d+(?:[.,]\d+)?\s*%(?!\s*(?:ointment|cream|gel|solution|lotion|foam|drops?))|"
    r"\s+at (?:an? )?(?:adequate|maximum|maximal|therapeutic|full)(?: tolerated)? dos(?:e|es|"
    r"age)\b|"
    r"\s+(?:at |of )?(?:an? (?:minimum )?dos(?:e|age) of )?(?:at least |≥\s*)?"
    r"\d+(?:[.,]\d+)?\s*(?:mg|mcg|g|ml|units?|iu|puffs?)(?:\s*/\s*\w+)?\b|"
    r"\s+(?:bid|tid|qid|qd|daily|weekly|nightly|prn)\b",
    re.IGNORECASE,
)
# "a program last year": when it was is no part of the name
_WHEN = re.compile(
    r"\s+(?:last|this|earlier this|(?:in|within|over|during) the (?:past|last))\s+(?:\d+\s+)?"
    r"(?:weeks?|months?|years?|summer|winter|spring|fall)$|\s+in (?:19|20)\d\d$",
    re.IGNORECASE,
)
_LENGTH_FIRST = re.compile(
    r"(?:(?:at least|a minimum of|over|about)\s+)?(?:\d+|\w+)[\s-](?:weeks?|months?|days?|"
    r"years?)\b",
    re.IGNORECASE,
)


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


def _ends_list(piece: str) -> bool:
    """True for what is no treatment any more ("BMI 33"); a count or a length opens another one."""
    if measure_name(piece).ids and any(char.isdigit() for char in piece):
        return True
    opens = COUNT.match(piece) or _LENGTH_FIRST.match(piece)
    return NOT_AN_ITEM.match(piece) is not None and opens is None


def items_in(text: str, start: int, end: int, *, backward: bool = False) -> tuple[Item, ...]:
    """The treatments named in `text[start:end]`, in order.

    Args:
        text: The sentence.
        start: Offset.
        end: Offset after the last word.
        backward: True where they stand before their verb: what is no treatment then begins the
            list anew ("age 40, sertraline and bupropion failed").
    """
    found: list[Item] = []
    at = start
    for gap in [*ITEM_GAP.finditer(text, start, end), None]:
        stop = gap.start() if gap else end
        if (found or backward) and _ends_list(text[at:stop].strip()):
            if backward:
                found.clear()
                at = gap.end() if gap else end
                continue
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
            count = count_of(match.group("n"))
            at_least = bool(match.group("cmp") or match.group("more"))
            count = (
                count + 1 if count and (match.group("cmp") or "") in {"more than", ">"} else count
            )
            only = bool(match.group("only"))
            start, moved = min(end, start + match.end()), True
        if (match := DURATION.match(text, start, end)) and match.end() > start:
            length = length_of(match)
            of = re.compile(r"\s*(?:,\s*)?(?:of\s+)?").match(text, match.end(), end)
            start, moved = of.end() if of else match.end(), True
        if match := FRONT.match(text[start:end]):
            start, moved = start + match.end(), True
    inner = DURATION.search(text, start, end)
    if inner and length is None:
        length = length_of(inner)
        tail = _BEFORE_LENGTH.search(text[start : inner.start()])
        end = start + (tail.start() if tail else inner.start() - start)
    end = _without_tail(text, start, end)
    name = text[start:end]
    if (end <= start and count is None) or name.lower() in _EMPTY_ITEMS or _NO_NAME.match(name):
        return None
    return Item(name, start, end, count, at_least, only, length)


def _without_tail(text: str, start: int, end: int) -> int:
    """Where a name ends before its dose and before when it was had."""
    for beside in (_DOSE, _WHEN):
        found = beside.search(text, start, end)
        end = found.start() if found else end
    return end


def count_of(printed: str) -> int:
    value = 2.0 if printed.lower() == "both" else number(printed)
    return int(value or 0)


def length_of(match: re.Match[str]) -> Length | None:
    """The length that a match of `DURATION` prints."""
    value = 1.0 if match.group("n").lower() in {"a", "an"} else number(match.group("n"))
    if value is None:
        return None
    said = (match.group("cmp") or "").lower()
    comparator = (
        ">="
        if said in {"at least", "a minimum of", "minimum of", "≥", ">="} or match.group("more")
        else ""
    )
    comparator = comparator or {
        "more than": ">",
        "over": ">",
        ">": ">",
        "less than": "<",
        "under": "<",
        "<": "<",
    }.get(said, "")
    high = float(match.group("m")) if match.group("m") else None
    return Length(interval_of(comparator, value, high), time_unit(match.group("unit")))


def length_before(text: str, end: int, length: Length | None) -> tuple[Length | None, int]:
    """Length that stands before the cue ("physical therapy for 8 weeks without relief")."""
    found = list(DURATION.finditer(text, max(0, end - 60), end))
    if not found or text[found[-1].end() : end].strip(" ,"):
        return length, end
    front = re.search(r"(?:\bfor|\bx|×|\bover|,)?\s*$", text[: found[-1].start()], re.IGNORECASE)
    return length_of(found[-1]), front.start() if front else found[-1].start()


_EACH_TRIED = r"each\s+(?:(?:tried|taken|used|given)\s+(?:at [\w ]{3,40}?\bdos\w+\s+)?)?"
_BEHIND = (
    r"(?:for|lasting|x|×|of|over|during|at|-)?\s*(?:a\s+(?:period|total|minimum)\s+of\s+)?"
    + DURATION.pattern
)
_LENGTH_BEHIND = re.compile(rf"\s*\)?\s*(?:,\s*)?(?:{_EACH_TRIED})?{_BEHIND}", re.IGNORECASE)
_OF_EACH = re.compile(rf"\s*\)?\s*(?:,\s*)?{_EACH_TRIED}{_BEHIND}", re.IGNORECASE)


def length_behind(
    text: str, stop: int, floor: int, items: tuple[Item, ...] = ()
) -> tuple[Length | None, int]:
    """Length that stands behind the treatments ("... for at least 6 weeks").

    Or behind the last of them for each ("..., each tried for at least 8 weeks").
    """
    match = _LENGTH_BEHIND.match(text, stop)
    if match is None and items:
        match = _OF_EACH.match(text, items[-1].end)
    return (length_of(match), match.end()) if match else (None, floor)


# "two classes, each tried for 8 weeks": how long, and no history of its own
_EACH = re.compile(r"\beach\s+$", re.IGNORECASE)
_SO_LONG = re.compile(
    r"\s+(?:at [\w ]{3,40}?\bdos\w+\s+)?for\s+(?:at least\s+)?\w+\s", re.IGNORECASE
)


def only_length(text: str, start: int, end: int) -> bool:
    """Whether words say how long each of what was named before them was had."""
    return bool(_EACH.search(text, 0, start) and _SO_LONG.match(text, end))
