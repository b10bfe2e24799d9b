"""The numbers that a case states, each with the name of what it measures.

A name may stand before its number, behind it, or with the number before ("18 days per month for 6
months"); a change may be stated by its two ends ("from 20 to 8").
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from app.complaints import complaint_before
from app.derived_numbers import changes, from_then_to_now, pack_years
from app.fact_models import Fact, FactKind, Reading
from app.findings_base import Desk
from app.measures import MeasureName, measure_name, norm
from app.normal_limits import in_limits
from app.ordinal_counts import ordinal_counts
from app.prognosis import years_to_live
from app.quantities import TIME_DAYS
from app.quantity_models import Quantity
from app.same_measures import is_change
from ingest.terms import Terms

_ONLY_NOW = re.compile(
    r"^\W*(?:and|but|is|it is|was|has been|\W)*(?:now|currently|today|down to|most recently|"
    r"latest|this year)\W*(?:is|at|only)?\W*$",
    re.IGNORECASE,
)
_NOW_BEHIND = re.compile(r"(?:now|currently|today|at present|on (?:it|treatment|therapy))\b", re.I)
# The next of several: where it fails what the first one reached, they are not all so.
NEXT = re.compile(
    r"^\W*(?:and\s+|then\s+)?(?:the\s+)?(?:second|2nd|third|3rd|other|next)\b", re.IGNORECASE
)
_WEIGHT = norm("weight")
_PAIN, OF_TEN = norm("pain"), "/10"
MASSES = frozenset({"kg", "lb"})
_GOES_ON = frozenset(
    {
        "each lasting",
        "lasting",
        ", each lasting",
        "that last",
        "for",
        "over",
        "for the past",
        "for the last",
        "over the past",
        "in the past",
    }
)
_EACH = re.compile(r"\beach(?:\s+(?:of them|lasting|lasts?|for|about|around|over))*\s*$", re.I)
_AGO = re.compile(
    r"(?:ago|back|earlier)\s+(?:it\s+)?"
    r"(?:(?:was|is|came back|showed|read|returned|of|at|as)\s*)*[:,]?"
)
_BARE_AGO = frozenset({"ago", "back", "earlier"})
# What may stand behind a bare number: the end, or where and when, no "units of blood".
_NOT_COUNTED = re.compile(r"\W*(?:$|(?:on|at|in|while|off|before|after)\b)", re.IGNORECASE)
_REACH = 80  # characters: a number in brackets belongs to the words before them
# "spine T -3.8": a score below the mean of the young
_T_SCORE = re.compile(r"\bT\W*$")


@dataclass(frozen=True, slots=True)
class StatedNumber:
    """A number of a case: where it stands, and what it measures."""

    reading: Reading
    quantity: Quantity
    name: MeasureName

    @property
    def fact(self) -> Fact:
        """The fact, quoted with the words that name it."""
        q = self.quantity
        text = self.reading.text
        start = q.name_start if q.before else q.start
        start += len(text[start : q.end]) - len(text[start : q.end].lstrip(" ,:;(-"))
        end = q.end
        if not measure_name(q.before) and q.after and not q.noun and q.after in text[q.end :]:
            end = text.find(q.after, q.end) + len(q.after)
        return self.reading.fact(
            FactKind.MEASURE,
            start,
            max(end, q.end),
            name=q.before or q.noun or q.after,
            value=q.value,
            value2=q.value2,
            unit=q.unit,
            comparator=q.comparator,
        )


def stated_numbers(desk: Desk) -> tuple[StatedNumber, ...]:
    """The stated numbers of a case with their names; read once."""
    return desk.facts.once(
        desk.index,
        lambda: tuple(n for r in desk.facts.readings for n in numbers_of(r, desk.terms)),
    )


def numbers_of(reading: Reading, terms: Terms) -> tuple[StatedNumber, ...]:
    """The numbers of one text with their names, read once for a set of terms."""
    return reading.once.of("numbers", terms, lambda: tuple(_read(reading, terms)))


def _read(reading: Reading, terms: Terms) -> Iterator[StatedNumber]:
    rows = list(_read_one(reading, terms))
    yield from rows
    for quantity, said in changes(reading):
        name = measure_name(f"{said} {quantity.before}")
        yield StatedNumber(reading, quantity, _with_concepts(name, quantity.before, terms))
    told = [(row.quantity, row.name) for row in rows]
    told_otherwise = (
        *from_then_to_now(told, reading.text),
        *pack_years(reading),
        *years_to_live(reading),
        *in_limits(told, reading),
    )
    for quantity, name in told_otherwise:
        yield StatedNumber(reading, quantity, name)
    for quantity, name in ordinal_counts(reading):
        yield StatedNumber(reading, quantity, _with_concepts(name, quantity.after, terms))


def _read_one(reading: Reading, terms: Terms) -> Iterator[StatedNumber]:
    previous: StatedNumber | None = None
    measured: StatedNumber | None = None  # the last one that is no time ("36 two years ago")
    for told in reading.quantities:
        quantity = told
        name = _name(quantity, reading, terms)
        if measured and _of_now_alone(quantity, name):
            name = MeasureName(measured.name.ids, measured.name.stems | name.stems)
            unit = quantity.unit or measured.quantity.unit  # "20 days a month, now 17"
            quantity = replace(quantity, unit=unit)
        elif previous and (
            _ONLY_NOW.match(quantity.before) or _goes_on(previous, quantity, reading)
        ):
            name = MeasureName(previous.name.ids, previous.name.stems | name.stems)
        elif previous and (
            _of_same(previous, quantity, name) or _of_next(previous, quantity, name)
        ):
            name = MeasureName(name.ids, previous.name.stems | name.stems)
        if previous and _dates(previous, quantity, reading):  # "eosinophils 2 weeks ago 90"
            front = f"{previous.quantity.before} {quantity.before}".strip()
            quantity = replace(quantity, before=front, name_start=previous.quantity.name_start)
        if measured and _of_each_day(measured, quantity, reading):
            yield StatedNumber(reading, replace(quantity, unit="hour/day"), measured.name)
        previous = StatedNumber(reading, quantity, name)
        measured = measured if quantity.unit in TIME_DAYS else previous
        yield previous


def _of_now_alone(quantity: Quantity, name: MeasureName) -> bool:
    """Whether a number is named by the one before it alone: "LDL 152 before, 61 now"."""
    bare = not (name or quantity.before or quantity.noun)
    return bool(_ONLY_NOW.match(quantity.before) or (bare and _NOW_BEHIND.match(quantity.after)))


def _name(quantity: Quantity, reading: Reading, terms: Terms) -> MeasureName:
    name = measure_name(quantity.before)
    alone = quantity.unit in TIME_DAYS or quantity.unit == OF_TEN
    if alone and not (name or quantity.noun or quantity.after):
        told, words_ = complaint_before(reading, quantity.start, terms)
        if told:
            return _with_concepts(told, words_, terms)
    if quantity.unit in MASSES and not name.ids and all(stem[0].isdigit() for stem in name.stems):
        name = MeasureName(name.ids, frozenset({_WEIGHT}))  # "17yo 60 kg"
    if quantity.value < 0 and _T_SCORE.search(quantity.before):
        name = MeasureName(name.ids | {"t-score"}, name.stems)
    if not name.ids:
        behind = measure_name(f"{quantity.noun} {quantity.after}")
        name = MeasureName(name.ids | behind.ids, name.stems | behind.stems)
    else:  # what stands behind may say how it was measured ("at rest")
        name = MeasureName(name.ids, name.stems | measure_name(quantity.after).stems)
    beside = f"{quantity.before} {quantity.noun} {quantity.after}"
    low = max(0, quantity.start - _REACH)
    bracket = reading.text[low : quantity.start].rstrip()[-1:] == "("
    if bracket or (quantity.unit == "%" and is_change(name)):
        stop = r"[.;?!\n]" if bracket else r"[.;:,?!\n](?=\s)"
        front = re.split(stop, reading.text[low : quantity.start])[-1]
        outer = measure_name(front)
        name = MeasureName(name.ids, name.stems | outer.stems)
    return _with_concepts(name, beside, terms)


def is_of_pain(stated: StatedNumber) -> bool:
    """Whether a number is how strong a pain is, of ten: on whichever scale it was asked."""
    return stated.quantity.unit == OF_TEN and _PAIN in stated.name.stems


def _with_concepts(name: MeasureName, text: str, terms: Terms) -> MeasureName:
    """A stated name keeps its words and adds its concepts, and their classes as "<class"."""
    found = {f"={m.concept_id}" for m in terms.spot(text)}
    above = {f"<{c}" for m in terms.spot(text) for c in terms.ancestors(m.concept_id)}
    return MeasureName(name.ids, name.stems | found | above)


def _of_each_day(measured: StatedNumber, quantity: Quantity, reading: Reading) -> bool:
    """Whether hours are those of each of the days before: "18 days a month, each about 6 hours"."""
    gap = reading.text[measured.quantity.end : quantity.start]
    days = measured.quantity.unit.startswith("day/") and quantity.unit == "hour"
    return days and not re.search(r"[.;?!]", gap) and _EACH.search(gap) is not None


def _goes_on(previous: StatedNumber, quantity: Quantity, reading: Reading) -> bool:
    """Whether a number goes on about the one before ("18 days per month for 6 months")."""
    gap = reading.text[previous.quantity.end : quantity.start].strip().lower()
    if _dates(previous, quantity, reading):
        return True
    if previous.quantity.unit in TIME_DAYS and _AGO.fullmatch(gap):
        return True  # "HbA1c drawn two weeks ago came back at 8.9": it is the HbA1c
    if measure_name(quantity.before) or quantity.noun:
        return False
    if quantity.unit in TIME_DAYS:
        return gap in _GOES_ON
    if gap in {"/", "or", "("} and quantity.unit and previous.quantity.unit:
        return True  # "field loss 6 degrees / 10%": the same once more
    # "SpO2 86% asleep, 91% awake": the same measure again
    again = quantity.unit == previous.quantity.unit and bool(quantity.unit)
    return (
        again
        and re.fullmatch(r"[^.;\d]{0,40}(?:,|\band\b|\bbut\b|\bthen\b|\bto\b)", gap) is not None
    )


def _dates(previous: StatedNumber, quantity: Quantity, reading: Reading) -> bool:
    """Whether a time dates a known measure, and its number follows bare: no "3 units of blood"."""
    gap = reading.text[previous.quantity.end : quantity.start].strip().lower()
    counted = quantity.noun or not _NOT_COUNTED.match(quantity.after)
    dated = previous.quantity.unit in TIME_DAYS and gap in _BARE_AGO
    return dated and bool(previous.name.ids) and not counted


def _of_next(previous: StatedNumber, quantity: Quantity, name: MeasureName) -> bool:
    """Whether a number is the change of the next of several: "first 85 % relief, second 40 %"."""
    return (
        is_change(previous.name)
        and not is_change(name)
        and previous.quantity.unit == quantity.unit == "%"
        and NEXT.match(quantity.before) is not None
    )


def _of_same(previous: StatedNumber, quantity: Quantity, name: MeasureName) -> bool:
    """Whether a change is one of the measure before ("flexion 70 degrees, improves by 20")."""
    gap = previous.reading.text[previous.quantity.end : quantity.start]
    return (
        is_change(name)
        and not is_change(previous.name)
        and previous.quantity.unit == quantity.unit
        and not re.search(r"[.;?!]", gap)
    )
