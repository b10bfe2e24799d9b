"""The date of service that a question states.

Most dates in a question are history ("stopped smoking in 1999", "MI in June 2026") and say nothing
of when the service is. A date counts where the words before it say so, or where the question itself
asks of the past ("was it covered in 2019?").
"""

import re
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
_DATE = re.compile(
    rf"(?<![\w/.-])(?:{_Y.format('y1')[:-2]}-(?P<m1>\d\d)-(?P<d1>\d\d)\b"
    rf"|(?P<m2>\d{{1,2}})/(?P<d2>\d{{1,2}})/{_Y.format('y2')}"
    rf"|(?P<d4>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH.format('m4')},?\s+{_Y.format('y4')}"
    rf"|{_MONTH.format('m3')}\s+(?:(?P<d3>\d{{1,2}})(?:st|nd|rd|th)?,?\s+)?{_Y.format('y3')}"
    rf"|(?P<m5>0?[1-9]|1[0-2])/{_Y.format('y6')}"
    rf"|{_Y.format('y5')}(?! (?:guidelines?|edition|version|polic\w+)))",
    re.IGNORECASE,
)
_SAYS_SO = re.compile(
    r"(?:\bas of|\bdates? of service|\bDOS|\bservice date|\b(?:in )?(?:effect|force)"
    r"|\bback in|\bclaims?(?: is| was)?|\bservices?)(?:\s+(?:is|was|were|of|on|in|from|dated|for|the|"
    r"rendered|provided|performed|given))*\W*$|\beffective(?: date)?(?: on| of| from)?\W*$",
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
    found = list(_DATE.finditer(text))
    for match in found:
        if _SAYS_SO.search(text[: match.start()]):
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
    """A date as it is written; None where no calendar has it."""
    said = match.groupdict()
    year = int(next(v for k, v in said.items() if k.startswith("y") and v))
    month = next((v for k, v in said.items() if k.startswith("m") and v), None)
    day = next((v for k, v in said.items() if k.startswith("d") and v), None)
    if month is None:
        return date(year, 12, 31)
    number = int(month) if month.isdigit() else _number(month)
    try:
        return date(year, number, int(day or 1))
    except ValueError:
        return None


def _number(month: str) -> int:
    return next(i for i, name in enumerate(_MONTHS, 1) if name.startswith(month.lower()[:3]))
