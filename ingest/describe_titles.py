"""Title of a document that does not state it."""

import re
from itertools import pairwise

from ingest.describe_agencies import agency_on_cover
from ingest.describe_bodies import GENERIC_PUBLISHER, PAYER_ALONE
from ingest.describe_cover import body_in_title, body_with_initials, names_body, written
from ingest.describe_labelled import behind_series, labelled_title
from ingest.describe_owner import is_field, masthead_name
from ingest.describe_patterns import (
    BAD_TITLE,
    GENERIC_TITLE,
)
from ingest.describe_series import ALONE, SHELF, spells_initials
from ingest.models import BlockKind, Document

_HEAD_CHARS = 6_000
_MAX_TITLE_CHARS = 250
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
        and not names_nothing(own)
        and _is_on_cover(own, document.text[:_HEAD_CHARS])
    ):
        return _fuller(own, document)
    labelled = labelled_title(document)
    if labelled and not PAYER_ALONE.fullmatch(labelled):
        return labelled[:_MAX_TITLE_CHARS]
    first = [document.block_text(block) for block in document.blocks[:_N_FIRST]]
    titled = next((line for line in first if _is_titled(line)), "")
    if titled and not _is_below_title(document, titled):
        return titled
    if series := _goes_on(first) or behind_series(document):
        return series
    return (
        _of_letterhead(document)
        or _of_masthead(document)
        or _of_headings(document)
        or _first_line(document)
    )


def _fuller(own: str, document: Document) -> str:
    """The heading of the whole page where it says what the file's own title says, and more."""
    told = set(_WORD.findall(own.lower()))
    heads = (document.block_text(b) for b in document.blocks[:_N_FIRST] if b.level == 1)
    return next(
        (h for h in heads if told < set(_WORD.findall(h.lower())) and " | " not in own), own
    )


def _is_below_title(document: Document, line: str) -> bool:
    """Whether a line that tells of itself stands below the heading of the whole document."""
    first = document.blocks[0]
    text = document.block_text(first)
    return (
        first.kind is BlockKind.HEADING
        and text != line
        and not _is_body_or_series(document, 0)
        and not _INITIALS_OF_SERIES.fullmatch(text)
        and not spells_initials(text, document.block_text(document.blocks[1]))
    )


def _of_headings(document: Document) -> str:
    """The most prominent heading near the top that names something."""
    top = [
        block
        for at, block in enumerate(document.blocks[:12])
        if block.kind is BlockKind.HEADING
        and not _is_body_or_series(document, at)
        and not _NUMBERED.match(document.block_text(block))
        and not _DATED.fullmatch(document.block_text(block))
    ]
    best = min(top, key=lambda block: block.level, default=None)
    return document.block_text(best)[:_MAX_TITLE_CHARS] if best else ""


def _of_masthead(document: Document) -> str:
    """The topic below the names of payer and series, by their place alone; "" where none stands so.

    "MEDICARE DATABASE / Local Coverage Determination (LCD) / Foobar Injections / L00001".
    """
    zone = document.blocks[:_N_MASTHEAD]
    n_front = next(
        (at for at in range(len(zone)) if not _is_body_or_series(document, at)), len(zone)
    )
    if not 0 < n_front < len(zone) or zone[n_front].kind not in _LINES:
        return ""
    topic = document.block_text(zone[n_front])
    named = 1 < len(topic.split()) <= _N_TITLE_WORDS and topic[-1] not in ".;"
    return topic if named and not is_field(topic) else ""


def _below_letterhead(document: Document) -> int | None:
    """The second of two headings of the whole document that head a cover, a line of series between.

    "ACME SCRIPT PARTNERS / Drug Utilization Policy / Foobarin (Foobrand)", the first and the last
    set alike: who publishes stands above, what it is about below. None where none stands so.
    """
    tops = [
        at
        for at, block in enumerate(document.blocks)
        if block.kind is BlockKind.HEADING and block.level == 1
    ]
    if len(tops) != len(("body", "title")) or tops[0] != 0 or not 1 < tops[1] <= _N_LETTERHEAD:
        return None
    between = document.blocks[: tops[1]]
    named = document.block_text(document.blocks[tops[1]])
    if any(block.kind is not BlockKind.HEADING for block in between) or names_nothing(named):
        return None
    return None if _NUMBERED.match(named) or _SECTION.match(named) else tops[1]


def _of_letterhead(document: Document) -> str:
    """The title below who publishes; "" where none stands so."""
    at = _below_letterhead(document)
    if at is None:
        return _behind_series(document)
    return document.block_text(document.blocks[at])[:_MAX_TITLE_CHARS]


def letterhead(document: Document) -> str:
    """The name that stands above series and title on the cover; "" where none does."""
    return document.block_text(document.blocks[0]) if _of_letterhead(document) else ""


def _is_body_or_series(document: Document, at: int) -> bool:
    """Whether a line of the cover names who publishes or the series, and not the topic."""
    text = document.block_text(document.blocks[at])
    return (
        names_nothing(text)
        or (" | " in text and all(map(_names_no_topic, _SITE.split(text))))
        or _names_body_alone(text)
        or any(alone.fullmatch(text) for alone in (ALONE, SHELF))
        or (at == 0 and bool(payer_above_series(document)))
        or (at < _N_FIRST and len(text.split()) > 1 and names_body(text, is_policy=False))
        or GENERIC_PUBLISHER.fullmatch(written(text)) is not None
    )


def _behind_series(document: Document) -> str:
    """What the second heading says behind its series, under the payer's name; "" for others.

    "ACME PHARMACY SOLUTIONS / Clinical Prior Authorization Guideline: Foobrand (foobarin)".
    """
    tops = [b for b in document.blocks[:_N_FIRST] if b.kind is BlockKind.HEADING and b.level == 1]
    if not tops[1:] or tops[0] is not document.blocks[0]:
        return ""
    below = document.block_text(tops[1])
    series, colon, topic = below.partition(":")
    named = colon and not names_nothing(topic) and GENERIC_TITLE.fullmatch(series)
    return below[:_MAX_TITLE_CHARS] if named else ""


def _names_body_alone(text: str) -> bool:
    """Whether a body with its initials is all that a line says, but for the name of a series.

    A reader may have set the title behind it: "College of Foo (COF) Management of Gout".
    """
    body = body_with_initials(text)
    rest = " ".join(text.split()).removeprefix(body).strip(" -–—|,:") if body else text
    return bool(body) and (rest.endswith(body) or not rest or names_nothing(rest))


def payer_above_series(document: Document) -> str:
    """The name that stands above the series on the cover; "" where none does."""
    blocks = document.blocks
    if len(blocks) <= _N_FIRST or not names_nothing(document.block_text(blocks[1])):
        return ""
    return masthead_name(document)


# "ACME GUIDELINE" above "Clinical Practice Guideline for X": the initials are those of a body
_INITIALS_OF_SERIES = re.compile(r"[A-Z]{2,6} (?i:guidelines?|guidance|statement|recommendations?)")
_LINES = (BlockKind.HEADING, BlockKind.PARAGRAPH)
_N_MASTHEAD = 6
_N_LETTERHEAD = 3  # headings that stand above the title of a cover
_SECTION = re.compile(
    r"(?:introduction|background|summary|abstract|scope|purpose|overview|contents|policy|"
    r"description|criteria|recommendations?|methods|coverage)\W*$",
    re.IGNORECASE,
)
_WORD = re.compile(r"[a-z0-9]{2,}")
_DATED = re.compile(r"(?:[\w ]+ )?date\W+\S*\d.*", re.IGNORECASE)  # "Review Date: 1/2/2025"
# a chapter, no title
_NUMBERED = re.compile(r"(?:\d{1,2}(?:\.\d+)*[.)]?|[A-Z]{1,5}-\d+(?:\.\d+)*\s*[:.])\s+[A-Z]")
_SERIES_FIRST = re.compile(r"(?:[\w/&-]+ ){0,6}guidelines?", re.IGNORECASE)
_OF_WHAT = re.compile(r"(?:on|for|of) (?:the )?[\w-]+", re.IGNORECASE)


def _goes_on(lines: list[str]) -> str:
    """A title over two lines: the name of a series, then "on", "for" or "of" what; "" for none."""
    for line, following in pairwise(lines):
        if _SERIES_FIRST.fullmatch(line.strip()) and _OF_WHAT.match(following):
            whole = f"{line.strip()} {following.strip()}"
            return whole if len(whole.split()) <= _N_TITLE_WORDS else ""
    return ""


# A first line that says of itself what it is, whatever headings follow; the name of a site.
_SITE = re.compile(r"\s+[-–—|]\s+")
_PART_OF_CARE = (
    r"(?:assessment|diagnosis|recognition|identification|prevention|management|treatment|"
    r"investigation|initial management|early management|referral)"
)
_TITLED = re.compile(
    r"(?:.*\b(?:guidelines?|consensus statement|recommendation statement)\b.*\b(?:of|for|on|in)\b"
    r"|(?:LCD|NCD|article)\s*[-–:]\s).*"
    r"|[\w&' ]{2,60}\b(?:preferred|covered) drug list\b.*"
    # as NICE calls its own: a disease, then what is done about it
    rf"|[A-Z][\w ,()/-]{{3,80}}: {_PART_OF_CARE}(?:(?:, | and |, and ){_PART_OF_CARE})*",
    re.IGNORECASE,
)
_N_TITLE_WORDS = 30
_N_FIRST = 3  # blocks of a document of which one may be its title


def _is_titled(line: str) -> bool:
    """Whether a document's first line is its title though it is set as a paragraph."""
    return (
        bool(_TITLED.fullmatch(line.strip()))
        and not ALONE.fullmatch(line.strip())
        and not all(map(_names_no_topic, _SITE.split(line.strip())))
        and len(line.split()) <= _N_TITLE_WORDS
        and not line.rstrip().endswith((".", ":", ";"))
    )


def _names_no_topic(part: str) -> bool:
    """Whether a part of a cover's line is a series, a body or for whom it is written."""
    return bool(
        names_nothing(part) or GENERIC_PUBLISHER.fullmatch(part) or ALONE.fullmatch(part.strip())
    )


def _without_section(title: str) -> str:
    """A page's title without the section of the page that some sites print in front of it."""
    head, bar, rest = title.partition(" | ")
    return rest if bar and rest and GENERIC_TITLE.fullmatch(head) else title


def names_nothing(text: str) -> bool:
    """Whether a line is the name of a series, of a section or of a payer, and no title."""
    bare = text.strip()
    agency = agency_on_cover(bare)
    if agency and len(agency) >= len(bare):
        return True
    body = body_in_title(bare)
    rest = bare.removeprefix(body).strip(" -–—|,:") if body else bare
    series = _WITH_NUMBER.sub("", rest)
    return bool(not rest or GENERIC_TITLE.fullmatch(series) or PAYER_ALONE.fullmatch(bare))


# "CLINICAL COVERAGE POLICY No. 10-XY"
_WITH_NUMBER = re.compile(r"\s+(?:number|no\.?|#)\s*[\w.-]*\d[\w.-]*$", re.IGNORECASE)
# A field of the masthead that a reader has joined to the line above it
_FIELD = re.compile(
    r"(?<=\w)\s+(?:Effective|Last (?:Review|Revis)\w*|Next Review|Revis(?:ed|ion)|Policy Number)\b"
)


def _first_line(document: Document) -> str:
    """The first line that is no label with its value and no name of a series alone."""
    texts = [document.block_text(block) for block in document.blocks[:12]]
    named = [
        text
        for text, below in zip(texts, [*texts[1:], ""], strict=True)
        if not (names_nothing(text) or SHELF.fullmatch(text) or spells_initials(text, below))
        and (_SERIES.match(text) or not _LABEL.match(text))
    ]
    first = (named or texts or [document.doc_id])[0]
    line = _FIELD.split(re.split(r"(?<=[a-z)])[.!?]\s", first)[0])[0]
    return line if len(line) <= _MAX_TITLE_CHARS else line[:_MAX_TITLE_CHARS].rsplit(" ", 1)[0]


def _is_on_cover(title: str, head: str) -> bool:
    words = set(re.findall(r"[a-z]{4,}", title.lower()))
    there = set(re.findall(r"[a-z]{4,}", head.lower()))
    return len(words) > 1 and len(words & there) * 2 >= len(words)
