"""Who speaks in a policy of a payer that we do not know by name: the one that "considers"."""

import re
from collections import Counter

from ingest.describe_cover import names_body

# Enough of a long policy to hear who speaks.
_CHARS = 60_000
_NAME = r"[A-Z][\w&.'’-]*(?: (?:of|and|the|&|[A-Z][\w&.'’-]*)){0,5}"
# Verbs with which a payer speaks of itself; the marker of a list is no part of its name.
_SPEAKS = re.compile(
    rf"(?<![\w’'-])(?P<name>(?![A-Z]{{1,3}}\. ){_NAME}) "
    r"(?:considers?|covers|does not cover|deems|will (?:not )?(?:"
    r"cover|consider|reimburse|provide coverage)|provides coverage|may (?:cover|consider))\b"
)
# Words that begin a sentence, and names of anybody.
_NOBODY = re.compile(
    r"(?:The|This|These|Those|We|It|Each|Our|Your|A|An|If|When|Where|In|For|As|Medicare|Medicaid"
    r"|CMS|FDA|Evidence|Coverage|Benefits?|Policy|Policies|Contracts?)\b.*"
    r"|(?:Clinicians?|Providers?|Physicians?|Members?|Patients?|Plans?|Health Plans?|Insurers?"
    r"|Payers?|Company|Companies)"
)
_NUMBER_BEHIND = re.compile(
    r"\s+(?:[A-Z]{0,4}[-.]?\d[\w.-]*|CPB|(?:Medical |Clinical )?Polic(?:y|ies)|Bulletins?)$"
)
_SEPARATOR = re.compile(r"\s+[|–—-]\s+|\n")


def speaker_of(text: str, titles: str = "") -> str:
    """Name of the body that a policy speaks for; "" where nobody says what he considers.

    Args:
        text: Of the document.
        titles: Of the document and its file: a part of one that holds the name is the full name.
    """
    heard = Counter(
        " ".join(match["name"].split())
        for match in _SPEAKS.finditer(text[:_CHARS])
        if not _NOBODY.fullmatch(match["name"])
    )
    if not heard:
        return ""
    name = max(heard, key=lambda item: (heard[item], -len(item)))
    parts = [_NUMBER_BEHIND.sub("", part.strip()) for part in _SEPARATOR.split(titles)]
    full = [part for part in parts if part.startswith(name) and len(part) > len(name)]
    return min(full, key=len) if full else name


_SITE = re.compile(r"[A-Z][\w&.'’-]*(?: (?:[A-Z][\w&.'’-]*|of|for|the|and|&|in|on)){1,8}")


def site_of(title: str) -> str:
    """The body whose site a page's title ends with ("Screening for X | Board of Y"); "" if none."""
    *front, last = title.split(" | ")
    return last.strip() if front and _SITE.fullmatch(last.strip()) else ""


def policy_site(title: str) -> str:
    """The payer whose site a page's title ends with ("Foobarimab | Acme Plans"); "" if none."""
    last = site_of(title)
    return last if last and names_body(last, is_policy=True) else ""


_PARTS = re.compile(r"\s+[|–—-]\s+")
_N_WORDS_OF_OWNER = 6


def owner_of_page(title: str, heading: str) -> str:
    """Whose page it is, by its title: "Foobar pacing - Acme Salud" over "Foobar pacing".

    Only where the page's own heading is all that stands in front; "" for others.
    """
    parts = _PARTS.split(title.strip())
    first, last = parts[0].strip(), parts[-1].strip()
    alone = len(parts) > 1 and first.casefold() == heading.strip().casefold()
    named = _OWNER.fullmatch(last) and len(last.split()) <= _N_WORDS_OF_OWNER
    return last if alone and named and not _SERIES.search(last) else ""


_OWNER = re.compile(r"[A-Z][\w&.'’-]*(?: (?:[A-Z][\w&.'’-]*|of|for|the|and|&))*")
_SERIES = re.compile(
    r"\b(?:polic(?:y|ies)|guidelines?|guidance|criteria|bulletins?|coverage|determinations?|"
    r"home|portal|providers?|documents?|manual|handbook|library|clinical|medical|pharmacy|pdf|"
    r"version|update|revised|draft|final|overview|summary|articles?|surgery|treatment|therapy|"
    r"\d{4})\b",
    re.IGNORECASE,
)


def without_publisher(title: str, publisher: str) -> str:
    """A title without the name of its publisher at the end ("Foobarimab | Acme Health")."""
    if not publisher:
        return title
    parts = re.split(r"(\s+[|–—-]\s+)", title)
    if len(parts) > 1 and parts[-1].strip() == publisher:
        return "".join(parts[:-2])
    return title
