"""Dates that a publication states of itself, with the labels before them."""

import re
from datetime import date

from ingest.describe_patterns import any_of

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")

_TO_DATE = (
    r"[ \t]*(?:date)?s?[ \t]*(?:[.…][ .…]*)?(?:of this (?:version|revision|policy))?[ "
    r"\t]*[:|–-]?[ \t|]*"
    # a field of CMS's database and its value, each on a line
    r"(?:(?:(?<=date)|(?<=version))\n{1,2}(?=\d{1,2}/|for services))?"
    r"(?:for services performed on or after[ \t]*)?(?:as of|on|from|is)?[ \t]*"
)
DATE_LABELS: dict[str, tuple[re.Pattern[str], ...]] = {
    "effective": (
        any_of(
            r"(?<!original )(?<!revision )(?<!original policy )\b(?:policy |current "
            r")?effective date" + _TO_DATE
        ),
        any_of(r"(?<!originally )(?<!original )(?<!revision )\beffective\b" + _TO_DATE),
    ),
    "published": (
        any_of(
            r"\b(?:published(?: online)?|publication|release|released|issued|date of issue|issue)\b"
            + _TO_DATE
        ),
    ),
    "original": (
        any_of(r"\b(?:original(?:ly)?(?: policy)? effective|origination|original)\b" + _TO_DATE),
    ),
    "revised": (
        any_of(r"\b(?:revision effective|current version effective|amended)\b" + _TO_DATE),
    ),
    "reviewed": (
        any_of(
            r"\b(?:last|most recent|latest) (?:clinical |annual |medical )?(?:review(?:ed)?"
            r"|revis(?:ed|ion)|updated?|modified)\b" + _TO_DATE,
            r"(?<!planned )(?<!next )(?<!scheduled )\b(?:revision|revised|last[- ]updated)\b"
            + _TO_DATE,
        ),
    ),
    "end": (
        any_of(
            r"\b(?:end|ending|termination|expiration|expiry|retire(?:d|ment)|archived?"
            r"|sunset)\b" + _TO_DATE,
            r"\b(?:expires|terminated|retired|withdrawn|no longer in effect)\b" + _TO_DATE,
        ),
    ),
}
_MONTH_NAME = r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.?"
DATE = re.compile(
    rf"""(?:(?P<us_month>\d{{1,2}})[/-](?P<us_day>\d{{1,2}})[/-](?P<us_year>\d{{4}})
      | (?P<iso_year>\d{{4}})-(?P<iso_month>\d{{2}})-(?P<iso_day>\d{{2}})
      | (?P<name_month>{_MONTH_NAME})[ ]+(?:(?P<name_day>\d{{1,2}})(?:st|nd|rd|th)?,?[
      ]+)?(?P<name_year>\d{{4}})
      | (?P<eu_day>\d{{1,2}})[ ]+(?P<eu_month>{_MONTH_NAME})[ ]+(?P<eu_year>\d{{4}})
      | (?P<year>(?:19|20)\d{{2}}))\b""",
    re.IGNORECASE | re.VERBOSE,
)


def date_at(text: str, at: int) -> date | None:
    """The date that starts at an offset; None where none does."""
    match = DATE.match(text, at)
    if match is None:
        return None
    try:
        if match["us_year"]:
            return date(int(match["us_year"]), int(match["us_month"]), int(match["us_day"]))
        if match["iso_year"]:
            return date(int(match["iso_year"]), int(match["iso_month"]), int(match["iso_day"]))
        if match["name_year"] or match["eu_year"]:
            month = MONTHS.index((match["name_month"] or match["eu_month"]).lower()[:3]) + 1
            day = int(match["name_day"] or match["eu_day"] or 1)
            return date(int(match["name_year"] or match["eu_year"]), month, day)
    except ValueError:
        return None
    return date(int(match["year"]), 1, 1)
