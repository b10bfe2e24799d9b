"""What a publication says of its own end, and of the edition that it replaces."""

import re
from datetime import date

from ingest.describe_dates import date_at

_WORK = (
    r"(?:recommendation(?: statement)?s?|guidelines?|guidance|statement|document|publication|"
    r"version|edition|page|advice|bulletin|report)"
)
# A line that begins with its status, or a sentence that tells it of the document itself.
_WITHDRAWN = re.compile(
    # "Archived" alone may be a link of the page
    r"(?:^[\W_]*(?:(?-i:ARCHIVED|WITHDRAWN|RETIRED|SUPERSEDED|RESCINDED|INACTIVE|OUT OF DATE)\b|"
    r"(?:archived|withdrawn|retired|superseded|rescinded|inactive|out of date|"
    r"no longer (?:current|valid|in force|maintained))(?=\s*[:.!–—]|\s+(?:by|on|in|recommendation|"
    r"guideline|statement|document|version|edition)\b))"
    rf"|\bthis {_WORK} (?:is|has been|was) (?:now |been |an? )?(?:archived|withdrawn|retired|"
    r"superseded|rescinded|replaced by|out of date|outdated|inactive|no longer (?:current|valid|"
    r"in force|maintained)))",
    re.IGNORECASE | re.MULTILINE,
)
_REACH = 200  # characters: the day of the end stands in the same or the next sentence
_BY = re.compile(
    r"\b(?i:replaced|superseded|archived|withdrawn|retired|rescinded)\b[^.;\n]{0,60}?"
    r"(?=\b(?:[A-Z][a-z]{2,8}\.? (?:\d{1,2}, )?(?:19|20)\d\d|\d{1,2} [A-Z][a-z]{2,8} (?:19|20)\d\d|"
    r"\d{1,4}[/-]\d{1,2}[/-]\d{1,4}|(?:19|20)\d\d\b))"
)
_EDITION = re.compile(
    rf"\bthis {_WORK} (?:\w+ and )?(?:replaces|supersedes)(?: and \w+)? (?:the|our|its|an?)\s+"
    r"(?:[\w'’-]+ ){0,5}?(?P<year>(?:19|20)\d\d)\b(?!\s*(?:focused|amend))",
    re.IGNORECASE,
)


# 'This guideline supersedes the 2017 guideline "Treatment of gout", which ...'
_QUOTED = re.compile(
    rf"\bthis {_WORK} (?:\w+ and )?(?:replaces|supersedes)(?: and \w+)? [^.;\"“”]{{0,60}}?"
    rf"{_WORK},? [\"“](?P<title>(?-i:[A-Z])[^\"“”]{{8,160}})[\"”]",
    re.IGNORECASE,
)


def withdrawn_on(cover: str, year: int | None) -> date | None:
    """The day on which a publication that calls itself withdrawn ended.

    None where it does not. Without a day: the first day of the year after its own.
    """
    found = _WITHDRAWN.search(cover)
    if found is None:
        return None
    beside = cover[found.start() : found.end() + _REACH]
    by = _BY.search(beside)
    day = date_at(beside, by.end()) if by else None
    return day or (date(year + 1, 1, 1) if year else None)


def replaced_editions(text: str) -> tuple[str, ...]:
    """The editions that a publication says that it replaces: titles in quotes, and years."""
    plain = " ".join(text.split())
    titles = (m["title"].strip(" .,") for m in _QUOTED.finditer(plain))
    return tuple(dict.fromkeys((*titles, *(m["year"] for m in _EDITION.finditer(plain)))))
