"""Ages that a text states of its patient: in figures, in words, in passing, or by a word."""

import re
from collections.abc import Iterator

from app.ages_in_passing import age_alone, ages_said, is_quoted
from app.fact_cues import (
    AGE,
    AGE_IN_WORDS,
    AGE_OF_EVENT,
    AGE_WORDS,
    OF_A_THING,
    PREGNANT,
    PREVIOUSLY,
)
from app.fact_models import Fact, FactKind, Reading
from app.numbers_printed import number
from app.quantities import TIME_DAYS, time_unit
from app.quantity_reader import comparator_beside
from app.scope_cues import Scope

_OLDEST = 120.0  # years
_A_DAY = 1 / 365.25  # years
_NEAR = 60  # characters
# "men 65 to 75", "adults aged 40-75 years", "65- to 75-year-old women": a group is asked about
_GROUP = re.compile(
    r"\b(?:(?:adults?|patients?|people|persons?|wom[ae]n|m[ae]n|those|child(?:ren)?|individuals?|"
    r"members?|(?:fe)?males?|smokers|girls|boys),?(?: (?:who are|of|between|from))?(?: the)?"
    r"(?: age[ds]?(?: of)?)?|age[ds]?(?: (?:of|between|from))?)"
    r"\s+(?P<n>\d{1,2})(?: ?years?)?\s?(?:to|-|–|through|and)\s?(?P<high>\d{1,3})\b"
    r"(?!\s*(?:%|mg|kg|mcg|g\b|ml|days?|weeks?|wks?|months?|hours?|times|doses?|points?|pounds|lb|mm|"
    r"cm|pack))(?:[\s-]*(?:years?|yrs?|y/?o)\b(?:[\s-]*(?:old|of age)\b)?)?|"
    r"(?<![\w.])(?P<n2>\d{1,2})-?\s?(?:to|–|-)\s?(?P<high2>\d{1,3})[\s-]*(?:year|yr)s?[\s-]*"
    r"(?:old|of age)s?\b",
    re.IGNORECASE,
)
_OF_A_BABY = 2  # the first words of AGE_WORDS: newborn and infant
_NOT_OF_NOW = Scope.FAMILY | Scope.PLANNED


def read_ages(reading: Reading) -> Iterator[Fact]:
    """Ages as facts; a weaker way of saying it counts only where no stronger one is found."""
    found = list(_of_groups(reading)) or [*_in_figures(reading), *_in_words(reading)]
    found = found or list(_in_passing(reading)) or list(_by_word(reading))
    yield from found


def _of_groups(reading: Reading) -> Iterator[Fact]:
    """The ages between which all who are asked about are; none where one person is told of."""
    for match in _GROUP.finditer(reading.text):
        low, high = match["n"] or match["n2"], match["high"] or match["high2"]
        if float(low) < float(high) <= _OLDEST and not is_of_other(reading, match):
            yield _fact(reading, match.span(), float(low), float(high))


def _in_figures(reading: Reading) -> Iterator[Fact]:
    found = list(AGE.finditer(reading.text))
    unquoted = [m for m in found if not is_quoted(reading.text, m.start())]
    for match in unquoted or found:  # a letter or a rule is quoted
        of_event = AGE_OF_EVENT.search(_before(reading, match))
        if not (
            is_of_other(reading, match) or of_event or OF_A_THING.match(match.string, match.end())
        ):
            low, high = _bounded(reading.text, match)
            yield _fact(reading, match.span(), low, high)


def _in_words(reading: Reading) -> Iterator[Fact]:
    for match in AGE_IN_WORDS.finditer(reading.text):
        if not is_of_other(reading, match):
            years = TIME_DAYS[time_unit(match.group("unit"))][0] / TIME_DAYS["year"][0]
            yield _fact(reading, match.span(), (number(match.group("n")) or 0) * years)


def _in_passing(reading: Reading) -> Iterator[Fact]:
    for start, end, years in list(ages_said(reading.text)) or age_alone(reading.text):
        yield _fact(reading, (start, end), years)


def _by_word(reading: Reading) -> Iterator[Fact]:
    pregnant = PREGNANT.search(reading.text) is not None  # the baby is not the patient
    for pattern, low, high in AGE_WORDS[_OF_A_BABY:] if pregnant else AGE_WORDS:
        for match in pattern.finditer(reading.text):
            if not is_of_other(reading, match) and not PREVIOUSLY.search(_before(reading, match)):
                yield _fact(reading, match.span(), low, high)
                return


def _fact(reading: Reading, span: tuple[int, int], low: float, high: float | None = None) -> Fact:
    return reading.fact(FactKind.AGE, *span, name="age", value=low, value2=high, unit="year")


def _before(reading: Reading, match: re.Match[str]) -> str:
    """The words just before a match; patterns that end at it need no more."""
    return reading.text[max(0, match.start() - _NEAR) : match.start()]


def is_of_other(reading: Reading, match: re.Match[str]) -> bool:
    """Whether a match speaks of a relative, of a plan, or is denied."""
    return bool(reading.scope_at(*match.span()) & (_NOT_OF_NOW | Scope.DENIED))


def _bounded(text: str, match: re.Match[str]) -> tuple[float, float | None]:
    """Age in years; "65 and older", "under 18" are open to one side.

    "Over 65" and "under 18" are a day over and under, so that they meet "over 65" and fail "18 or
    older".
    """
    low, high = _years(match)
    comparator = comparator_beside(text, match.start(_number_in(match)), match.end())
    if not comparator or high is not None:
        return low, high
    beside = 0.0 if comparator.endswith("=") else _A_DAY
    return (low + beside, _OLDEST) if comparator.startswith(">") else (0.0, low - beside)


def _number_in(match: re.Match[str]) -> str:
    """The group that holds the age; a decade ("in her 60s") has its own."""
    return next(
        name
        for name in ("n", "n2", "n3", "n4", "n5", "n6", "n7", "n8", "n9", "decade")
        if match.group(name)
    )


def _years(match: re.Match[str]) -> tuple[float, float | None]:
    """Age in years; a number of years stands for the year of life up to the next birthday."""
    if match.group("decade"):
        low = float(match.group("decade"))
        return low, low + 9.99
    value = float(match.group(_number_in(match)))
    unit = time_unit(match.group("unit") or match.group("unit2") or "year")
    return value * TIME_DAYS[unit][0] / TIME_DAYS["year"][0], None
