"""Numbers with unit and comparator in clinical prose, and how two of them compare.

A fact and a threshold are both intervals: the threshold is met if the fact's interval lies inside
it, not met if they do not touch, and open otherwise. Units are compared by name; only units of
time, and powers of ten within one unit family (cm and mm, thousands per microlitre), are converted.
"""

import re
from dataclasses import dataclass, replace
from math import inf

_ONES = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_TEENS = (
    "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()  # noqa: SIM905
)
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
NUMBER_WORDS = {word: n for n, word in enumerate((*_ONES, *_TEENS), start=1)}
NUMBER_WORDS |= {ten: 10 * n for n, ten in enumerate(_TENS, start=2)}
NUMBER_WORDS |= {
    f"{ten}-{one}": NUMBER_WORDS[ten] + NUMBER_WORDS[one] for ten in _TENS for one in _ONES
}
# Alternatives of a pattern, the longest first: "twenty-one" is no "twenty".
NUMBER_WORD = "|".join(sorted(NUMBER_WORDS, key=len, reverse=True))
ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5}

# Days in a unit: (fewest, most). A month has 28 to 31 days, and "12 weeks" is commonly called three
# months.
TIME_DAYS: dict[str, tuple[float, float]] = {
    "minute": (1 / 1440, 1 / 1440),
    "hour": (1 / 24, 1 / 24),
    "day": (1, 1),
    "week": (7, 7),
    "month": (28, 31),
    "year": (365, 366),
}
_TIME = (
    r"(?P<time>min(?:ute)?s?|h(?:(?:ou)?rs?)?|days?|w(?:ee)?ks?|months?|mos?|y(?:ea)?rs?|"
    r"calendar days?)"
)
_PER = (
    r"(?:\s*(?:/|per|each|every|a|an)\s*(?P<per>h(?:ou)?r|h|day|night|week|wk|month|mo|year|yr)\b)"
)

# What is lost or taken in a day is told with and without it ("1.2 g of protein a day").
_A_DAY = r"(?:\s*(?:/|per)\s*(?:d|day|24\s*h(?:ou)?rs?|24\s*h))?"

# "2.4 times normal" is told of what has an upper limit.
_ULN = r"(?:x|×|times)\s*(?:the\s+)?(?:uln|upper (?:normal )?limit(?: of normal)?|normal\b)"

_HPF = r"high[- ]power(?:ed)? fields?"

# (canonical unit, factor to it, pattern); the first that fits at the end of a number is taken.
UNITS: tuple[tuple[str, float, re.Pattern[str]], ...] = tuple(
    (unit, factor, re.compile(r"\s*-?\s*(?:" + pattern + r")(?![A-Za-z])", re.IGNORECASE))
    for unit, factor, pattern in (
        ("kg/m2", 1, r"kg\s*/\s*m\s*(?:2|²|\^2)|kg per (?:square met(?:er|re)|m2)"),
        ("mL/min", 1, r"ml\s*/\s*min(?:ute)?(?:\s*(?:/|per)\s*1\.73\s*m\s*(?:2|²))?"),
        ("mg/dL", 1, r"mg\s*/\s*dl|mg per dl|milligrams per deciliter"),
        ("g/dL", 1, r"g(?:m)?\s*/\s*dl"),
        ("g/L", 1, r"g\s*/\s*l"),
        ("mg/L", 1, r"mg\s*/\s*l"),
        ("mg/g", 1, r"mg\s*/\s*g"),
        ("ng/mL", 1, r"ng\s*/\s*ml"),
        ("pg/mL", 1, r"pg\s*/\s*ml"),
        ("ng/dL", 1, r"ng\s*/\s*dl"),
        ("mcg/L", 1, r"(?:mcg|µg|μg|ug)\s*/\s*l"),
        ("mmol/L", 1, r"mmol\s*/\s*l"),
        ("mmol/mol", 1, r"mmol\s*/\s*mol"),
        ("umol/L", 1, r"(?:µ|μ|u|mic)mol\s*/\s*l"),
        ("nmol/L", 1, r"nmol\s*/\s*l"),
        ("mEq/L", 1, r"meq\s*/\s*l"),
        ("IU/mL", 1, r"iu\s*/\s*ml"),
        ("IU/L", 1, r"i?u\s*/\s*l|mi?u\s*/\s*ml"),
        ("m/s", 1, r"m\s*/\s*s(?:ec)?|met(?:er|re)s? per second"),
        ("mIU/L", 1, r"m(?:i)?u\s*/\s*l"),
        (
            "/uL",
            1000,
            r"(?:[x×]\s*)?10\s*(?:\^|\*\*)?\s*(?:9|⁹)\s*/\s*l|(?:[x×]\s*)?10\s*(?:\^|"
            r"\*\*)?\s*(?:3|³)"
            r"\s*/\s*(?:[uµμ]l|mcl|mm3|mm³)|k\s*/\s*(?:[uµμ]l|mcl|mm3)|(?<=\d)k",
        ),
        (
            "/uL",
            1,
            r"(?:cells?|platelets?)?\s*(?:/|per)\s*(?:[uµμ]l|mcl|mm3|mm³|microlit(?:er|re)|"
            r"cubic mm)",
        ),
        ("mmHg", 1, r"mm\s*hg"),
        ("cmH2O", 1, r"cm\s*h2o"),
        ("ms", 1, r"ms|msec|milliseconds"),
        ("ms", 1000, r"(?<![-\d])(?:(?-i:s)|secs?|seconds?)"),
        ("D", 1, r"(?<![-\d])(?-i:D)|diopters?|dioptres?"),
        ("um", 1, r"[µμu]m|microns?|microm(?:et(?:er|re)s?)"),
        ("bpm", 1, r"bpm|beats per minute"),
        ("xULN", 1, _ULN),
        ("pack-year", 1, r"(?:pack|pk)[\s-]*(?:years?|yrs?|y)"),
        (
            "/hpf",
            1,
            rf"(?:(?!(?:or|and)\b)[a-z]+\s+){{0,2}}(?:[a-z]+\s*)?(?:/|per)\s*(?:hpf|{_HPF})",
        ),
        ("SD", 1, r"sds?|standard deviations?"),
        ("/10", 1, r"/\s*10(?!\d)|out of 10(?!\d)"),
        ("", 1, r"/\s*100(?!\d)|out of 100(?!\d)"),  # of a score that counts to a hundred
        ("percentile", 1, r"(?:st|nd|rd|th)?\s*(?:percentile|%ile|centile)"),
        ("%", 1, r"%|percent|per cent"),
        (
            "cm2",
            1,
            r"cm\s*(?:2|²|\^2)|sq(?:uare|\.)?\s*(?:cm|centimet(?:er|re)s?)|cm squared|"
            r"centimet(?:er|re)s? squared",
        ),
        ("mm", 10, r"cm|centimet(?:er|re)s?"),
        ("mm", 1, r"mm|millimet(?:er|re)s?"),
        ("kg", 1, r"kgs?|kilograms?|kilos?"),
        ("lb", 1, r"lbs?|pounds?"),
        ("mg", 1, rf"(?:mg|milligrams?){_A_DAY}"),
        ("mcg", 1, r"mcg|µg|μg|micrograms?"),
        ("g", 1, rf"(?:g|gm|grams?){_A_DAY}"),
        ("mL", 1, r"ml|cc|millilit(?:er|re)s?"),
        ("°C", 1, r"(?:°|º|degrees?)\s*c(?:elsius|entigrade)?"),
        ("°F", 1, r"(?:°|º|degrees?)\s*f(?:ahrenheit)?"),
        ("degree", 1, r"degrees?|°"),
        ("L/min", 1, r"l\s*/\s*min|lpm|lit(?:er|re)s? per minute"),
        ("L", 1, r"(?-i:L)(?=\s*[,.;()]|\s*$)|lit(?:er|re)s?"),
        ("m", 1, r"met(?:er|re)s?"),
        ("dB", 1, r"db(?:\s*hl)?|decibels?"),
    )
)
# "wks." has a stop of its own; behind "weeks" it ends the sentence.
_WHOLE = "".join(f"(?<!{unit})(?<!{unit}s)" for unit in TIME_DAYS)
_TIME_UNIT = re.compile(rf"\s*-?\s*{_TIME}(?![A-Za-z])(?:{_WHOLE}\.)?", re.IGNORECASE)
_COUNTED = re.compile(rf"(?:\s*(?:[A-Za-z-]+\s+){{0,3}}?[A-Za-z-]+)?{_PER}", re.IGNORECASE)
_NO_NOUN = re.compile(r"\b(?:and|or|for|with|in|who|of|to|after)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Interval:
    """Numbers from `low` to `high`; an open end leaves the bound itself out."""

    low: float = -inf
    high: float = inf
    low_open: bool = False
    high_open: bool = False

    def within(self, other: "Interval") -> bool:
        """True where every number of this one lies in the other."""
        above = self.low > other.low or (
            self.low == other.low and (self.low_open or not other.low_open)
        )
        below = self.high < other.high or (
            self.high == other.high and (self.high_open or not other.high_open)
        )
        return above and below

    def apart(self, other: "Interval") -> bool:
        """True where no number lies in both."""
        return _before(self, other) or _before(other, self)


def _before(left: Interval, right: Interval) -> bool:
    touching = left.high == right.low and (left.high_open or right.low_open)
    return left.high < right.low or touching


def interval_of(comparator: str, value: float, value2: float | None = None) -> Interval:
    """The numbers that "at least 15", "between 18 and 65" or "22" stand for."""
    if value2 is not None:
        low, high = min(value, value2), max(value, value2)
        if comparator in {">=", ">"}:  # "at least 6 to 8 weeks": longer is no less
            return Interval(low=low, low_open=comparator == ">")
        return Interval(high=high) if comparator in {"<=", "<"} else Interval(low, high)
    if comparator in {">=", ">"}:
        return Interval(low=value, low_open=comparator == ">")
    if comparator in {"<=", "<"}:
        return Interval(high=value, high_open=comparator == "<")
    return Interval(value, value)


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit as read behind a number.

    Attributes:
        name: Canonical: "%", "kg/m2", "week", "/month", "hour/night"; "" where none is printed.
        factor: By which the printed number is multiplied.
        end: Offset after it.
        noun: What is counted in a rate ("headache days" of "headache days per month").
    """

    name: str
    factor: float
    end: int
    noun: str = ""


_SHORT_TIME = {"h": "hour", "m": "month", "d": "day", "w": "week", "y": "year", "c": "day"}


def time_unit(printed: str) -> str:
    """Canonical name: "wks" gives "week", "min" "minute", "night" "night"."""
    word = printed.lower()
    if word.startswith("min"):
        return "minute"
    return "night" if word.startswith("night") else _SHORT_TIME.get(word[:1], word)


def unit_at(text: str, at: int) -> Unit:
    """The unit that follows a number which ends at `at`."""
    for name, factor, pattern in UNITS:
        if match := pattern.match(text, at):
            return Unit(name, factor, match.end())
    if match := _TIME_UNIT.match(text, at):
        per = re.compile(_PER, re.IGNORECASE).match(text, match.end())
        unit = time_unit(match.group("time"))
        if per:
            return Unit(f"{unit}/{time_unit(per.group('per'))}", 1, per.end(), f"{unit}s")
        return Unit(unit, 1, match.end())
    match = _COUNTED.match(text, at)
    noun = text[at : match.start("per")].strip() if match else ""
    noun = re.sub(r"\s*(?:/|per|each|every|a|an)$", "", noun, flags=re.IGNORECASE)
    if match and not _NO_NOUN.search(noun):
        last = noun.split()[-1].lower() if noun else ""
        counted = time_unit(last) if last in {"day", "days", "hour", "hours", "nights"} else ""
        return Unit(f"{counted}/{time_unit(match.group('per'))}", 1, match.end(), noun)
    return Unit("", 1, at)


def compare(fact: Interval, fact_unit: str, goal: Interval, goal_unit: str) -> bool | None:
    """Whether a stated value lies in a wanted interval; None where that cannot be told.

    A fact without unit is taken to be in the goal's unit; two different units are never compared,
    save those of time.
    """
    if fact_unit in TIME_DAYS and goal_unit in TIME_DAYS and fact_unit != goal_unit:
        return _compare_times(fact, fact_unit, goal, goal_unit)
    if (fact_unit and goal_unit and fact_unit != goal_unit) or (
        fact_unit in TIME_DAYS and not goal_unit
    ):
        return None
    if not fact_unit and _needs_unit(fact, goal, goal_unit):
        return None
    if goal_unit == "%" and not fact_unit and _is_share(fact) and not _is_share(goal):
        fact = replace(fact, low=fact.low * 100, high=fact.high * 100)  # "LVEF 0.30"
    if not goal_unit and _is_share(goal) and not _is_share(fact):
        if fact_unit != "%":
            return _within(fact, goal)
        goal = replace(goal, low=goal.low * 100, high=goal.high * 100)  # "FEV1/FVC 55%" of 0.7
    return _within(fact, goal)


def _within(fact: Interval, goal: Interval) -> bool | None:
    return True if fact.within(goal) else False if fact.apart(goal) else None


def _is_share(numbers: Interval) -> bool:
    """True for what lies from 0 to 1, as a share does."""
    finite = [n for n in (numbers.low, numbers.high) if abs(n) != inf]
    return bool(finite) and all(0 < n < 1 for n in finite)


def _needs_unit(fact: Interval, goal: Interval, goal_unit: str) -> bool:
    """True where a bare number may mean several things: "platelets 30" thousands, "6" any time.

    Where hundreds are wanted ("eosinophils of at least 150"), a bare number of that size is one of
    them: a per cent is smaller.
    """
    thousand, percent = 1000, 60
    small = max(abs(fact.low), abs(fact.high)) < thousand
    wanted = (
        max(abs(n) for n in (goal.low, goal.high) if abs(n) != inf) if goal != Interval() else 0
    )
    alike = percent <= wanted < thousand and min(abs(fact.low), abs(fact.high)) >= percent
    return goal_unit in {*TIME_DAYS, "xULN"} or (goal_unit == "/uL" and small and not alike)


def _compare_times(fact: Interval, fact_unit: str, goal: Interval, goal_unit: str) -> bool | None:
    """Days against days, with the play that a month has."""
    few, many = TIME_DAYS[fact_unit]
    low, high = fact.low * few, fact.high * many
    goal_few, goal_many = TIME_DAYS[goal_unit]
    certain = Interval(goal.low * goal_many, goal.high * goal_few, goal.low_open, goal.high_open)
    widest = Interval(goal.low * goal_few, goal.high * goal_many, goal.low_open, goal.high_open)
    stated = Interval(low, high)
    if stated.within(certain):
        return True
    if stated.apart(widest):
        return False
    # Four weeks count as a month, 12 weeks as three; beyond half a year the difference matters.
    half_a_year = 186.0
    usual = goal.low_open is False and goal.low * goal_few <= high <= half_a_year
    return True if usual and goal.high == inf else None
