"""Finds numbers in prose.

Value or range, comparator, unit, and the words beside them that say what is measured.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from app.measures import ends_in_scale, measure_name
from app.number_multiples import multiple_behind
from app.numbers_printed import number
from app.quantities import ROMAN, Unit, unit_at
from app.quantity_cues import (
    CLASS,
    CODE,
    COMPARATORS,
    LESSER,
    NAME_BEFORE,
    NUMBER,
    ORDINAL,
    PREFIX,
    PRESSURE,
    RANK,
    STOP_AFTER,
    STOP_BEFORE,
    SUFFIX,
    WORSE,
    YEAR,
)
from app.quantity_models import Quantity, below_mean

_TIMES = re.compile(r"\s*[x×]\s*\d+(?:\.\d+)?\s*(?:[x×]|[cm]m\b)")
_ABBREVIATION = re.compile(r"\(([A-Z][\w-]{1,9})\)")
# "10-year risk": a length that belongs to the name of a measure.
_HORIZON = re.compile(
    r"[- ]years?\s+(?:[\w/]+\s+){0,3}?(?:risk|probability|survival|mortality|incidence)\b",
    re.IGNORECASE,
)
# What may stand between a comparator and its number: "up to the age of 24 months".
_TO_NUMBER = re.compile(r"\s*(?:(?:the\s+)?age(?:\s+of)?:?|of|to|an?|the)?\s*", re.IGNORECASE)
# "DLCO below 60 % predicted or saturation below 88 %": the tail of the number before it
_LINK = re.compile(
    r"\s*(?:(?:of\s+)?predicted(?:\s+(?:value|normal))?\s+)?(?:and/or|and|or)\s+", re.IGNORECASE
)
_OF_HUNDRED = re.compile(r"/100(?!\d)")
# "85% and 90% relief": both are of what stands behind the last of them
_LISTED = re.compile(r"\s*(?:,|,?\s*and|/|,?\s*then)\s*", re.IGNORECASE)
_WALK = re.compile(r"(?:six|6)[- ]min(?:ute)?[- ]walk", re.IGNORECASE)
_OF = re.compile(r"\blevels?\s*$", re.IGNORECASE).search  # "hearing level 32 dB" is no rank
_REACH = 110  # characters: a measure's name stands no further from its number
_LIST = 400  # characters: what a list of numbers begins with stands no further from each


_WORDED = re.compile(r"[^\W\d_]|[%°]")


_OF_ALL = re.compile(r"\s+(?:out )?of\s+(?:the\s+|all\s+)?\d{1,2}\s+(?=[a-z])", re.IGNORECASE)
_OF_SO_MANY = re.compile(r"(?<![\w.-])\d{1,2}\s+(?:out )?of\s+(?:the\s+|all\s+)?$", re.IGNORECASE)


def read_quantities(text: str) -> tuple[Quantity, ...]:
    """Every measurement-like number of a text, in order.

    Years, list numbers and names with digits are left out.
    """
    classes = [q for m in CLASS.finditer(text) if (q := _class(text, m))]
    classes += [
        q
        for m in RANK.finditer(text)
        if measure_name(m.group("name")).ids
        and not any(c.start <= m.start("a") < c.end for c in classes)
        and (q := _class(text, m))
    ]
    found: list[Quantity] = []
    at = 0
    for match in NUMBER.finditer(text):
        if match.start() < at or any(q.start <= match.start() < q.end for q in classes):
            continue
        if not _WORDED.search(text, max(0, match.start() - _REACH), match.end() + _REACH):
            continue  # among numbers alone none measures anything
        if (quantity := _quantity(text, match, at)) is not None:
            found.append(below_mean(text, quantity))
            at = quantity.end
    rows = sorted([*found, *classes, *_pressures(text)], key=lambda q: q.start)
    return tuple(_neighbours(text, rows))


def _neighbours(text: str, rows: list[Quantity]) -> Iterator[Quantity]:
    """Two neighbouring numbers of one scale are a range ("ECOG 0 or 1")."""
    at = 0
    rows = [_as_before(text, *pair) for pair in zip([None, *rows], rows, strict=False)]
    while at < len(rows):
        one = rows[at]
        other = rows[at + 1] if at + 1 < len(rows) else None
        at += 1
        if (
            other
            and text[one.end : other.start].strip().lower() in {"or", "and"}
            and other.value == one.value + 1
            and not (one.unit or other.unit or one.comparator or other.comparator or one.value2)
        ):
            yield replace(one, value2=other.value, end=other.end, after=other.after)
            at += 1
        elif other and _is_listed(text, one, other):
            yield replace(one, after=other.after)
        else:
            yield one


def _as_before(text: str, one: Quantity | None, other: Quantity) -> Quantity:
    """The second of "at least 6 swollen joints and 6 tender joints" with its "at least"."""
    led = one and one.comparator == ">=" and not (other.comparator or other.before)
    if not (one and led and one.after and other.after and one.unit == other.unit == ""):
        return other
    between = text[one.end : other.start].strip().lower()
    same = between == f"{one.after} and".lower()
    return replace(other, comparator=one.comparator) if same else other


def _is_listed(text: str, one: Quantity, other: Quantity) -> bool:
    """Whether two shares stand in one list, so that what is behind the second names both."""
    alike = one.unit == other.unit == "%" and not (one.comparator or other.comparator)
    return bool(
        alike
        and other.after
        and not measure_name(one.after)
        and not measure_name(other.before)
        and _LISTED.fullmatch(text, one.end, other.start)
    )


def _pressures(text: str) -> Iterator[Quantity]:
    """The two numbers of "BP 150/95"; one with a comparator is a threshold and left alone."""
    for match in PRESSURE.finditer(text):
        if _prefix(text[: match.start("sys")])[0] or _suffix(text, match.end())[0]:
            continue
        for group, name in (
            ("sys", "systolic blood pressure"),
            ("dia", "diastolic blood pressure"),
        ):
            value = float(match.group(group))
            yield Quantity(
                value, None, "", "mmHg", "", name, "", match.start(), match.end(), match.start()
            )


def _quantity(text: str, match: re.Match[str], floor: int) -> Quantity | None:
    front = text[: match.start()]
    value, value2 = number(match.group("a")), match.group("b")
    end = match.end() if value2 else match.end("u1") if match.group("u1") else match.end("a")
    times, end = multiple_behind(text, end)
    unit = unit_at(text, match.start("u1") if match.group("u1") and not value2 else end)
    worded = match.group("a")[0].isalpha()
    bare = (
        worded
        and not (unit.name or value2)
        and (value == 1 or text[match.end("a") :][:1] not in {" ", "-"})
    )
    if value is None or _is_name(text, match, unit) or (bare and not ends_in_scale(front)):
        return None
    comparator, start = _prefix(front)
    unit_end = max(end, unit.end)
    suffix_word, end = _suffix(text, unit_end)
    if unit.name == "dB" and (worse := WORSE.match(text, unit_end)):
        # the louder a tone must be, the worse the hearing
        suffix_word, value2, end = ">=", None, worse.end()
    if suffix_word and not unit.name:
        unit = unit_at(text, end)
        end = max(end, unit.end)
    high = number(value2) if value2 else None
    if high is not None and high < value and unit.name not in {"", "SD"}:
        high = None
    if not unit.name and _TIMES.match(text, end):
        return None  # "3 x 4 cm"
    before, name_start = _before(text[:start], floor)
    of_all = None if unit.name else _OF_ALL.match(text, end)
    times *= unit.factor
    return Quantity(
        value * times,
        high * times if high is not None else None,
        suffix_word or comparator,
        unit.name,
        unit.noun,
        before,
        _after(text, of_all.end() if of_all else end),
        start,
        end,
        name_start,
    )


def _is_name(text: str, match: re.Match[str], unit: Unit) -> bool:
    after = text[match.end("a") : match.end("a") + 14]
    front = text[max(0, match.start() - _LIST) : match.start()]
    if not unit.name and _OF_SO_MANY.search(front):
        return True  # "2 of 11 nodes positive": two are
    if (
        _HORIZON.match(text, match.end("a"))
        or (ORDINAL.match(after) and unit.name != "percentile")
        or _WALK.match(text, match.start())
        or (NAME_BEFORE.search(front) and not (unit.name and _OF(front)))
    ):
        return True
    if not unit.name and re.match(r"-?[A-Za-z]", after):
        return True  # "IL6", "two-stage"
    if re.match(r"[/:]\d", after) and unit.name != "/10" and not _OF_HUNDRED.match(after):
        return True
    printed = match.group("a")
    if not unit.name and CODE.match(printed):
        return not measure_name(text[max(0, match.start() - _REACH) : match.start()]).ids
    return not unit.name and YEAR.match(printed) is not None


def _prefix(front: str) -> tuple[str, int]:
    """Comparator before the number, and the offset at which it starts."""
    tail = front[-40:]
    for match in PREFIX.finditer(tail):
        if _TO_NUMBER.fullmatch(tail, match.end()):
            group = match.lastgroup or ""
            start = len(front) - len(tail) + match.start()
            return ("" if group == "about" else COMPARATORS[int(group[1:])][0]), start
    between = re.search(r"\b(?:between|from)\s*$", tail, re.IGNORECASE)
    return "", len(front) - len(tail) + between.start() if between else len(front)


def _suffix(text: str, at: int) -> tuple[str, int]:
    """Comparator after the number ("or older", "+"), also behind "of age" and the like."""
    match = SUFFIX.match(text, at) or None
    if match is None:
        words = re.compile(
            r"\s+(?:(?:of age|old|years)(?=\s+(?:and|or)\s)|(?!(?:and|or)\b)[\w/-]+(?:\s+(?!(?:and|"
            r"or)\b)[\w/-]+){0,2}?(?=\s+or\s))",
            re.IGNORECASE,
        ).match(text, at)
        match = SUFFIX.match(text, words.end()) if words else None
    if match is None:
        return "", at
    word = (match.group("word") or "+").lower()
    if word in {"better", "worse"}:
        return "", at
    # words between number and "or more" name what is measured: the quantity ends before them
    return ("<=" if word in {*LESSER, "below", "under"} else ">="), (
        match.end() if text[at : match.start()].strip() in {"", "of age", "old", "years"} else at
    )


def _before(front: str, floor: int) -> tuple[str, int]:
    low = max(floor, len(front) - _REACH)
    stops = list(STOP_BEFORE.finditer(front, low))
    low = stops[-1].end() if stops else low
    bracket = front.rfind("(", low)
    if bracket >= 0 and ")" not in front[bracket:]:
        low = bracket + 1
    link = _LINK.match(front, low)
    low = link.end() if link else low
    return front[low:].strip(" :=(,-–"), low


def _after(text: str, end: int) -> str:
    # an abbreviation in brackets belongs to the name before it
    plain = _ABBREVIATION.sub(lambda m: f" {m.group(1)} ", text)
    stop = STOP_AFTER.search(plain, end, min(len(text), end + _REACH))
    return text[end : stop.start() if stop else min(len(text), end + _REACH)].strip(" ,")


def comparator_beside(text: str, start: int, end: int) -> str:
    """The comparator before or after `text[start:end]`, "" where there is none."""
    return _suffix(text, end)[0] or _prefix(text[:start])[0]


def _class(text: str, match: re.Match[str]) -> Quantity | None:
    """A class, stage or grade; those in digits without a range are read like other numbers."""
    value = _rank(match.group("a"))
    high = _rank(match.group("b")) if match.group("b") else None
    if value is None or (match.group("a").isdigit() and high is None):
        return None
    more = (match.group("more") or "").lower()
    comparator = "" if not more else "<=" if re.search(r"less|lower|below", more) else ">="
    before, name_start = _before(text[: match.start("a")], 0)
    return Quantity(
        value,
        high,
        comparator,
        "",
        "",
        before or match.group("name"),
        _after(text, match.end()),
        match.start("a"),
        match.end(),
        name_start,
    )


def _rank(printed: str) -> float | None:
    word = printed.lower()
    return float(word) if word.isdigit() else float(ROMAN[word]) if word in ROMAN else None
