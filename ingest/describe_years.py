"""The year of a publication, from its title and cover."""

import re
from collections.abc import Mapping
from datetime import date

from ingest.describe_dates import MONTHS

_YEAR = re.compile(r"\b(19[89]\d|20[0-4]\d)\b")
_MONTH_YEAR = re.compile(
    rf"\b(?:{'|'.join(MONTHS)})[a-z]*\.?(?:\s+\d{{1,2}},)?\s+(19[89]\d|20[0-4]\d)\b", re.IGNORECASE
)
_VERSION_YEAR = re.compile(
    r"\b(?:version|edition)\b[^\n]{0,12}?\b(19[89]\d|20[0-4]\d)\b", re.IGNORECASE
)
# "searches last conducted in 2011", "revises the 2017/2018 guideline": years of something else
_EVIDENCE_DATE = re.compile(r"\b(?:evidence|literature|search\w*)\b[^\n]{0,40}$", re.IGNORECASE)
_OF_ANOTHER = re.compile(
    r"(?:[/–-](?:19|20)?\d\d)? (?:full |original )?"
    r"(?:guidelines?|versions?|polic(?:y|ies)|edition)\b"
)
_ANOTHER = re.compile(
    r"\b(?:the|its|our|earlier|previous|prior) (?:(?:19|20)\d\d/)?$", re.IGNORECASE
)
_REPLACED = re.compile(r"\b(?:replac|supersed)\w*\b[^.\n]{0,40}$", re.IGNORECASE)
# "valid until 30 June 2031", "next review: May 2029": when it ends or is looked at again
_AHEAD = re.compile(
    r"\b(?:valid\b[^\n.;]{0,30}?\b(?:until|till|to|through)|expir(?:y|es|ed|ation)(?: date)?|"
    r"next (?:scheduled |planned )?(?:review|update|revision)|due for (?:review|update|revision)|"
    r"(?:review|update|revision) (?:is )?(?:due|planned|expected|scheduled)|"
    r"to be (?:reviewed|updated|revised))\b[^\n.;]{0,24}$",
    re.IGNORECASE,
)
# "at 500, 1000 and 2000 Hz", "2000 mg": a quantity
_MEASURED = re.compile(
    r"\s?(?:k?Hz|m?g|mcg|µg|m?L|IU|units?|k?cal|calories|steps|cells|m|feet)(?!\w)", re.IGNORECASE
)
_COPYRIGHT = re.compile(
    r"(?:©|\(c\)|copyright|published:?)\s*(?:\w+\s+){0,3}?(19[89]\d|20[0-4]\d)\b", re.IGNORECASE
)


def year_of(title: str, cover: str, dates: Mapping[str, date | None]) -> int | None:
    """The year of a document itself; None where it tells only the years of other things.

    Args:
        title: Of the document.
        cover: First characters of its text.
        dates: That it states with their labels.
    """
    for name in ("reviewed", "revised"):
        if (found := dates[name]) is not None:
            return found.year
    patterns = ((_YEAR, title), (_VERSION_YEAR, cover), (_MONTH_YEAR, cover), (_COPYRIGHT, cover))
    for pattern, text in patterns:
        for match in pattern.finditer(text):
            if _is_own_year(text, match):
                return int(match.group(1))
    for name in ("effective", "original"):
        if (found := dates[name]) is not None:
            return found.year
    return next((int(m.group(1)) for m in _YEAR.finditer(cover) if _is_own_year(cover, m)), None)


def _is_own_year(text: str, match: re.Match[str]) -> bool:
    """Whether a year is the document's own.

    Not of its evidence, nor of an earlier version, nor of its end.
    """
    before = text[max(0, match.start() - 60) : match.start()]
    another = _ANOTHER.search(before) and _OF_ANOTHER.match(text, match.end())
    others = (_EVIDENCE_DATE, _REPLACED, _AHEAD)
    if _MEASURED.match(text, match.end()):
        return False
    return not (another or any(pattern.search(before) for pattern in others))
