"""The date of service that a question states.

Most dates in a question are history ("stopped smoking in 1999", "MI in June 2026") and say nothing
of when the service is. A date counts where the words before it say so, or where the question itself
asks of the past ("was it covered in 2019?").
"""

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date

_MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
_MONTH = (
    r"(?P<{0}>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    r"sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_Y = r"(?P<{0}>(?:19|20)\d\d)\b"
DATE = re.compile(
    rf"(?<![\w/.-])(?:{_Y.format('y1')[:-2]}-(?P<m1>\d\d)-(?P<d1>\d\d)\b"
    rf"|(?P<m2>\d{{1,2}})/(?P<d2>\d{{1,2}})/{_Y.format('y2')}"
    rf"|(?P<d4>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH.format('m4')},?\s+{_Y.format('y4')}"
    rf"|{_MONTH.format('m3')}\s+(?:(?P<d3>\d{{1,2}})(?:st|nd|rd|th)?,?\s+)?{_Y.format('y3')}"
    rf"|(?P<m5>0?[1-9]|1[0-2])/{_Y.format('y6')}"
    rf"|{_Y.format('y5')}(?! (?:guidelines?|edition|version|polic\w+)))",
    re.IGNORECASE,
)
# A year alone is one behind such a word; "2000 mg" has none.
_OF_YEAR = re.compile(
    r"(?:\b(?:in|since|from|of|during|early|late|mid|spring|summer|fall|autumn|winter|around|until)"
    r"[\s-]+|\(|\blast (?:\w+ ){1,2})$",
    re.IGNORECASE,
)
_SAYS_SO = re.compile(
    r"(?:\bas of|\bdates? of service|\bDOS|\bservice date|\b(?:in )?(?:effect|force)"
    r"|\bback in|\bclaims?(?: is| was)?|\bservices?)(?:\s+(?:is|was|were|of|on|in|from|dated|for|"
    r"the|rendered|provided|performed|given))*\W*$|\beffective(?: date)?(?: on| of| from)?\W*$",
    re.IGNORECASE,
)
# An answer that was given before is history too: "denied as unproven back in 2025"
_ANSWERED = re.compile(
    r"\b(?:denied|refused|rejected|turned down|declined|approved)\b[^.?!;]*\bback in\W*$",
    re.IGNORECASE,
)
_AT = re.compile(r"\b(?:in|on|during|before|at the end of)\s+$", re.IGNORECASE)
_ASKS_OF_THE_PAST = re.compile(
    r"\b(?:was|were|did|had|would)\b[^?]*\b(?:cover\w*|necessary|recommend\w*|suggest\w*|indicated|"
    r"approv\w+|advis\w+|proven|considered|pa(?:y|id)|reimburs\w+|appropriate|say|said)\b",
    re.IGNORECASE,
)
# What was done or had then: its date is of history, though the question asks of the past.
_HISTORY = re.compile(
    r"\b(?:born|since|stopped|quit|diagnosed|started|began|had|failed|tried|underwent|implanted|"
    r"found|published|fell|injured|operated)\b[^,;.?]*$",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"[^.?!]+(?:\.(?=\S)[^.?!]*)*[.?!]*")


def date_of_service(text: str) -> date | None:
    """Date of service that the question states; a month means its first day, a year its last."""
    found = list(DATE.finditer(text))
    for match in found:
        if _SAYS_SO.search(before := text[: match.start()]) and not _ANSWERED.search(before):
            return _date(match)
    for sentence in _SENTENCE.finditer(text):
        if not _ASKS_OF_THE_PAST.search(sentence.group()):
            continue
        for match in found:
            before = text[sentence.start() : match.start()]
            inside = sentence.start() <= match.start() < sentence.end()
            if inside and _AT.search(before) and not _HISTORY.search(before):
                return _date(match)
    return None


def _date(match: re.Match[str]) -> date | None:
    """A date as it is meant for a service; None where no calendar has it."""
    found = first_and_last(match)
    return found and (found[1] if match.group("y5") else found[0])


def first_and_last(match: re.Match[str]) -> tuple[date, date] | None:
    """The days that a date may be ("June 2026" has 30); None where no calendar has it."""
    said = match.groupdict()
    year = int(next(v for k, v in said.items() if k.startswith("y") and v))
    month = next((v for k, v in said.items() if k.startswith("m") and v), None)
    day = next((v for k, v in said.items() if k.startswith("d") and v), None)
    if month is None:
        return date(year, 1, 1), date(year, 12, 31)
    number = int(month) if month.isdigit() else _number(month)
    try:
        first = date(year, number, int(day or 1))
    except ValueError:
        return None
    return first, first if day else date(year, number, monthrange(year, number)[1])


def _number(month: str) -> int:
    return next(i for i, name in enumerate(_MONTHS, 1) if name.startswith(month.lower()[:3]))


def times_ago(text: str, start: int, end: int, day: date) -> Iterator[tuple[int, int, int, int]]:
    """How long before a day the dates in a span of text were.

    Yields:
        Fewest days, most days, offset of the date, offset after it. What is still to come and what
        is a birthday has none.
    """
    for match in DATE.finditer(text, start, end):
        before = text[max(start, match.start() - _NEAR) : match.start()]
        if match.group("y5") and not _OF_YEAR.search(before):
            continue
        found = first_and_last(match)
        if found and found[0] <= day and not _BORN.search(before):
            most = (day - found[0]).days
            yield max(0, (day - found[1]).days), most, *match.span()


_NEAR = 30  # characters
_BORN = re.compile(r"\b(?:born|DOB|birth\w*|date of service|DOS|as of)\b", re.IGNORECASE)


_SINCE = re.compile(
    r"\bsince\s+(?:about |around |early |late |mid-?)?(?=[\djfmasond])", re.IGNORECASE
)
_MONTH_ALONE = re.compile(_MONTH.format("name") + r"(?!\w)(?!\s*\d)", re.IGNORECASE)
# Days of a unit, the longest first, and from how many of it on a time is told in it.
_UNITS = ((365.25, "years", 2), (30.44, "months", 2), (7.0, "weeks", 2), (1.0, "days", 1))


def since_as_duration(text: str, day: date) -> tuple[tuple[str, str], ...]:
    """What a text says with "since", each (as it stands, as a time until a day).

    "since March 2026" is "for at least 8 months" in November; a month alone is the last one.
    """
    return tuple(_durations(text, day))


def _durations(text: str, day: date) -> Iterator[tuple[str, str]]:
    for match in _SINCE.finditer(text):
        found, alone = DATE.match(text, match.end()), _MONTH_ALONE.match(text, match.end())
        if found:
            days, end = first_and_last(found), found.end()
        elif alone:
            days, end = _last_month(_number(alone.group("name")), day), alone.end()
        else:
            continue
        if days and (n_days := (day - days[1]).days) > 0:
            yield text[match.start() : end], f"for at least {_in_words(n_days)}"


def _last_month(number: int, day: date) -> tuple[date, date]:
    year = day.year - (number >= day.month)
    return date(year, number, 1), date(year, number, monthrange(year, number)[1])


def _in_words(n_days: int) -> str:
    for length, unit, least in _UNITS:
        if (n := int(n_days / length)) >= least:
            return f"{n} {unit}"
    return f"{n_days} days"
