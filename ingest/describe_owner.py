"""Who owns a document whose cover names nobody: its contractor, its copyright, who administers."""

import re

from ingest.describe_cover import names_body, written
from ingest.models import BlockKind, Document

_TAIL_CHARS = 6_000
_WORD = r"[A-Z][\w&'’-]*"
_NAME = rf"(?P<name>{_WORD}(?: (?:of|for|and|the|&|{_WORD})){{0,8}})"
_COMPANY = r"(?:,? (?:Inc|LLC|L\.L\.C|Corp|Corporation|Company|Ltd|Limited)\b\.?)?"
_LEGAL = re.compile(r" (?:Inc|LLC|Corp|Corporation|Company|Ltd|Limited)$")
# "© 2025 Acme Health. All rights reserved", "Copyright Acme Health Inc."
_COPYRIGHT = re.compile(
    r"(?:©|\([cC]\)|\b(?i:copyright)\b)(?: (?:©|\([cC]\)))?,?"
    r"(?: (?:19|20)\d\d(?:\s?[-–]\s?(?:19|20)?\d\d)?)?"
    rf",?(?: by)?(?: the)? {_NAME}{_COMPANY}"
)
_RIGHTS = re.compile(
    rf"(?<=[.;] ){_NAME}{_COMPANY}\. (?:No part of this (?:publication|document)"
    r"|All rights reserved)"
)
# "applies to health benefit plans administered by Acme Companies"
_ADMINISTERED = re.compile(
    rf"\b(?:plans?|benefits) (?:that are )?(?:administered|underwritten|issued|offered) by {_NAME}"
)
# Of codes and of names, not of the document
_NOT_OWN = re.compile(
    r"\b(?:CPT|Current Procedural Terminology|codes?|trademarks?|HCPCS|license)\b[^.]*$",
    re.IGNORECASE,
)
_NOBODY = re.compile(
    r"(?:American Medical Association|AMA|American Dental Association|National Uniform Billing|"
    r"All|The Authors?|Authors?|Elsevier|Wiley|Springer|Oxford|Wolters|BMJ|MCG)\b.*",
    re.IGNORECASE,
)
_COMPANIES = re.compile(r"(?: Companies| Group| Corporation| Company)$")

_CONTRACTOR = re.compile(
    r"^(?:Contractor(?: [Nn]ame)?(?::? \||:)[ |]*(?=[^|\n]*$)|Contractor(?: [Nn]ame)? \| [^\n]*\n+)"
    r"(?P<name>[A-Z][\w&.'’-]*(?: (?:of|and|the|&|[A-Z][\w&.'’-]*)){0,6}(?:, (?:LLC|Inc\.?))?)",
    re.MULTILINE,
)


def contractor_of(cover: str) -> str:
    """The contractor that a local determination of Medicare, or its article, names; "" for none."""
    found = _CONTRACTOR.search(cover)
    return " ".join(found["name"].split()).strip(" .,") if found else ""


def copyright_holder(text: str) -> str:
    """Who holds the copyright of a document, by its last page; "" where nobody does."""
    tail = text[-_TAIL_CHARS:]
    for pattern in (_COPYRIGHT, _RIGHTS):
        for found in reversed(list(pattern.finditer(tail))):
            name = _LEGAL.sub("", found["name"]).strip(" .,")
            before = tail[max(0, found.start() - 160) : found.start()]
            known = name[:1].isupper() and not _NOBODY.fullmatch(name)
            if known and " " in name and not _NOT_OWN.search(before):
                return name
    return ""


def administrator_of(cover: str) -> str:
    """Who administers the plans that a policy says it applies to; "" where it does not say."""
    found = _ADMINISTERED.search(cover)
    return _COMPANIES.sub("", found["name"]) if found and " " in found["name"] else ""


_N_WORDS_OF_NAME = 6
_FIELD = re.compile(
    r"(?:[\w /#]+ )?(?:number|date|id|status|effective|reviewed|review|revised|business|version|"
    r"published|applies to)\b",
    re.IGNORECASE,
)
_NAME_LINE = re.compile(r"[A-Z][\w&.'’-]*(?: (?:of|for|the|and|&|[A-Z][\w&.'’-]*)){0,5}")


def is_field(line: str) -> bool:
    """Whether a line is a field of a masthead ("Policy Number: 12", "Effective 1/1/2025")."""
    return _FIELD.match(line) is not None


def masthead_name(document: Document) -> str:
    """The name above the series on a cover, by its place alone; "" where it may be the topic.

    "BlueHill of the Plains / Pharmacy Benefit: Prior Authorization Criteria / Gout Drugs".

    Args:
        document: Its first block is the name, its second that of the series.
    """
    first, below = document.blocks[0], document.blocks[2]
    name, topic = document.block_text(first), document.block_text(below)
    if names_body(name, is_policy=True):
        return written(name)
    told = below.kind is not BlockKind.TABLE_ROW and not is_field(topic)
    words = name.split()
    own = re.escape(words[0].lower()) if words else ""
    # a topic is spoken of below, and then in small letters
    small = re.search(rf"\b{own}\b", document.text) is not None
    fits = _NAME_LINE.fullmatch(name) is not None and 1 < len(words) <= _N_WORDS_OF_NAME
    return written(name) if fits and told and not small else ""
