"""The date of service that a question states."""

import re
from datetime import date

_ISO = re.compile(r"\b(20\d\d|19\d\d)-(\d\d)-(\d\d)\b")


_US = re.compile(r"\b(\d{1,2})/(\d{1,2})/((?:19|20)\d\d)\b")


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
_WORDY = re.compile(
    rf"\b({'|'.join(_MONTHS)})\s+(?:(\d{{1,2}}),?\s+)?((?:19|20)\d\d)\b", re.IGNORECASE
)


_YEAR = re.compile(
    r"\b(?:in|as of|during|back in|before)\s+((?:19|20)\d\d)\b(?! (?:guideline|edition|version))",
    re.IGNORECASE,
)


def date_of_service(text: str) -> date | None:
    """Date of service that the question states; a month means its first day, a year its last."""
    if not re.search(
        r"\b(?:as of|date of service|dos|on|in|effective|back in|during|service)\b",
        text,
        re.IGNORECASE,
    ):
        return None
    try:
        if found := _ISO.search(text):
            return date(int(found[1]), int(found[2]), int(found[3]))
        if found := _US.search(text):
            return date(int(found[3]), int(found[1]), int(found[2]))
        if found := _WORDY.search(text):
            return date(int(found[3]), _MONTHS.index(found[1].lower()) + 1, int(found[2] or 1))
    except ValueError:
        return None
    found = _YEAR.search(text)
    return date(int(found[1]), 12, 31) if found else None
