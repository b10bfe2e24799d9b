"""Title and subject of a document that does not state them."""

import re
from itertools import pairwise

from ingest.describe_agencies import agency_on_cover
from ingest.describe_bodies import GENERIC_PUBLISHER, PAYER_ALONE
from ingest.describe_cover import body_in_title, body_with_initials
from ingest.describe_patterns import (
    BAD_TITLE,
    BODY_NAME,
    GENERIC_TITLE,
    IN_PATIENTS,
    LABELLED_TITLE,
    SUBJECT_AFTER,
    SUBJECT_PREFIX,
    SUBJECT_SUFFIX,
)
from ingest.models import BlockKind, Document, SourceKind

_HEAD_CHARS = 6_000
_COVER_CHARS = 2_500
_MAX_TITLE_CHARS = 250
_MAX_SUBJECT_WORDS = 14
_LABEL = re.compile(r"[A-Z][\w/#.-]{1,40}(?: [\w/#.-]+){0,2}(?::|\s\.{3,}|\s\d[\d./-]*$)")
# "Evidence-based guideline: X" is a title, not a label with its value.
_SERIES = re.compile(r"[^:]*\b(?:guidelines?|statement|practice|screening|treatment|management)\b")


def infer_title(document: Document) -> str:
    """The file's own title where it is one, else the most prominent heading at the top.

    Else the first line.
    """
    own = document.file_title.strip()
    if "_" in own and " " not in own:
        own = own.replace("_", " ")
    own = _without_section(" ".join(own.split()))
    if (
        own
        and not BAD_TITLE.search(own)
        and not _names_nothing(own)
        and _is_on_cover(own, document.text[:_HEAD_CHARS])
    ):
        return own
    if match := LABELLED_TITLE.search(document.text[:_COVER_CHARS]):
        return next(g for g in match.groups() if g).strip()[:_MAX_TITLE_CHARS]
    first = [document.block_text(block) for block in document.blocks[:_N_FIRST]]
    if titled := next((line for line in first if _is_titled(line)), ""):
        return titled
    if series := _goes_on(first):
        return series
    top = [
        block
        for block in document.blocks[:12]
        if block.kind is BlockKind.HEADING
        and not _names_nothing(text := document.block_text(block))
        and not body_with_initials(text)
        and not _NUMBERED.match(text)
    ]
    if top:
        best = min(top, key=lambda block: block.level)
        return document.block_text(best)[:_MAX_TITLE_CHARS]
    return _first_line(document)


_NUMBERED = re.compile(r"\d{1,2}(?:\.\d+)*[.)]?\s+[A-Z]")  # a chapter, no title
_SERIES_FIRST = re.compile(r"(?:[\w/&-]+ ){0,6}guidelines?", re.IGNORECASE)
_OF_WHAT = re.compile(r"(?:on|for|of) (?:the )?[\w-]+", re.IGNORECASE)


def _goes_on(lines: list[str]) -> str:
    """A title over two lines: the name of a series, then "on", "for" or "of" what; "" for none."""
    for line, following in pairwise(lines):
        if _SERIES_FIRST.fullmatch(line.strip()) and _OF_WHAT.match(following):
            whole = f"{line.strip()} {following.strip()}"
            return whole if len(whole.split()) <= _N_TITLE_WORDS else ""
    return ""


# A first line that says of itself what it is, whatever headings follow.
_TITLED = re.compile(
    r"(?:.*\b(?:guidelines?|consensus statement|recommendation statement)\b.*\b(?:of|for|on|in)\b"
    r"|(?:LCD|NCD|article)\s*[-–:]\s).*",
    re.IGNORECASE,
)
_N_TITLE_WORDS = 30
_N_FIRST = 3  # blocks of a document of which one may be its title


def _is_titled(line: str) -> bool:
    """Whether a document's first line is its title though it is set as a paragraph."""
    return (
        bool(_TITLED.fullmatch(line.strip()))
        and not all(
            _names_nothing(part) or GENERIC_PUBLISHER.fullmatch(part)
            for part in _SITE.split(line.strip())
        )
        and len(line.split()) <= _N_TITLE_WORDS
        and not line.rstrip().endswith((".", ":", ";"))
    )


def _without_section(title: str) -> str:
    """A page's title without the section of the page that some sites print in front of it."""
    head, bar, rest = title.partition(" | ")
    return rest if bar and rest and GENERIC_TITLE.fullmatch(head) else title


def _names_nothing(text: str) -> bool:
    """Whether a line is the name of a series, of a section or of a payer, and no title."""
    bare = text.strip()
    agency = agency_on_cover(bare)
    if agency and len(agency) >= len(bare):
        return True
    body = body_in_title(bare)
    rest = bare.removeprefix(body).strip(" -–—|,:") if body else bare
    return bool(not rest or GENERIC_TITLE.fullmatch(rest) or PAYER_ALONE.fullmatch(bare))


# A field of the masthead that a reader has joined to the line above it
_FIELD = re.compile(
    r"(?<=\w)\s+(?:Effective|Last (?:Review|Revis)\w*|Next Review|Revis(?:ed|ion)|Policy Number)\b"
)


def _first_line(document: Document) -> str:
    """The first line that is no label with its value and no name of a series alone."""
    texts = [document.block_text(block) for block in document.blocks[:12]]
    named = [
        text
        for text in texts
        if not _names_nothing(text) and (_SERIES.match(text) or not _LABEL.match(text))
    ]
    first = (named or texts or [document.doc_id])[0]
    line = _FIELD.split(re.split(r"(?<=[a-z)])[.!?]\s", first)[0])[0]
    return line if len(line) <= _MAX_TITLE_CHARS else line[:_MAX_TITLE_CHARS].rsplit(" ", 1)[0]


def _is_on_cover(title: str, head: str) -> bool:
    words = set(re.findall(r"[a-z]{4,}", title.lower()))
    there = set(re.findall(r"[a-z]{4,}", head.lower()))
    return len(words) > 1 and len(words & there) * 2 >= len(words)


# The name and number of a series, and nothing that it is about: "Medical Policy XY-22"
_SERIES_ALONE = re.compile(
    r"(?:[\w&./'’-]+\s+){0,3}?(?:policy|policies|guidelines?|bulletins?|manual)"
    r"(?:\s*(?:number|no\.?|#))?(?:\s+[\w.-]*\d[\w.-]*)?",
    re.IGNORECASE,
)
_SITE = re.compile(r"\s+[-–—|]\s+")


def subject_line(document: Document, title: str, kind: SourceKind) -> str:
    """The line that tells what a document is about: its title without the name of the site.

    Where a policy's title is no more than its payer and series, the heading below it.
    """
    headings = [
        document.block_text(block)
        for block in document.blocks[:12]
        if block.kind is BlockKind.HEADING
    ]
    own = next((h for h in headings if title.startswith(h) and _SITE.match(title, len(h))), title)
    if kind is not SourceKind.COVERAGE_POLICY:
        return own
    body = body_in_title(own) or body_in_title(own.split(":")[0])
    bare = own.removeprefix(body).strip(" -–—|,:")
    if bare and not _SERIES_ALONE.fullmatch(bare):
        return bare
    below = (h for h in headings if h != own and not _names_nothing(h))
    return next(below, own)


def infer_subject(title: str, kind: SourceKind) -> str:
    """The noun phrase of a title.

    For a policy what it is about, for others the condition after "of" or "for".
    """
    if kind is SourceKind.COVERAGE_POLICY:
        subject = SUBJECT_PREFIX.sub("", _strip_suffixes(title))
    else:
        subject = _condition_of(title)
    subject = _strip_suffixes(subject)
    words = subject.split()
    return subject if 0 < len(words) <= _MAX_SUBJECT_WORDS else ""


def _condition_of(title: str) -> str:
    """What stands after "Management of", "Guideline for", "in patients with".

    Else the title without its series.
    """
    if match := IN_PATIENTS.search(title):
        return match.group(1)
    subject = title
    while match := SUBJECT_AFTER.match(subject):
        subject = match.group(1)
    if subject == title or BODY_NAME.search(subject.split(":")[0]):
        subject = _strip_suffixes(title)
        while match := SUBJECT_AFTER.match(subject):
            subject = match.group(1)
    return subject


def _strip_suffixes(subject: str) -> str:
    previous = ""
    while subject != previous:
        previous = subject
        subject = SUBJECT_SUFFIX.sub("", subject).strip(" .,:;-–—|")
    return subject
