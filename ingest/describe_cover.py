"""The body that a cover names: by a label, or on a line of its own that ends like a body's name."""

import re
from collections.abc import Iterator, Sequence

_N_LINES = 14  # of a cover that name who publishes it
_N_WORDS = 8
_LABELLED = re.compile(
    r"^(?:publisher|published by|issued by|issuing (?:body|organi[sz]ation)|payer|payor|"
    r"health plan|organi[sz]ation|policy owner|sponsor(?:ing organi[sz]ation)?)[ \t]*[:|][ \t]*"
    r"(?P<name>[A-Z][^\n|]{2,80})$",
    re.IGNORECASE | re.MULTILINE,
)
_NAME = re.compile(
    r"(?:the )?[A-Z][\w&.'’-]*(?: (?:of|for|the|and|&|in|on|[A-Z][\w&.'’-]*)){1,7}"
    r"(?: \([A-Z]{2,8}\))?(?: Initiative)?"
)
# Last words of the names of payers, and of bodies that write guidelines.
_PAYER_TAIL = re.compile(
    r"\b(?:Health|Healthcare|Care|Cooperative|Mutual|Plans?|Insurance|Assurance|HMO|PBM|Rx|"
    r"Benefits?(?: (?:Management|Administrators?|Services))?|Administrators?|Medicaid"
    r"(?: (?:Program(?:me)?|Agency|Services))?|Partners|Network|Trust|Group|Services|"
    r"Program(?:me)?)(?: \([A-Z]{2,8}\))?$"
)
_BODY_TAIL = re.compile(
    r"\b(?:Panel|Organi[sz]ation|Board|Committee|Union|League|Commission|Initiative|Agency|"
    r"Authority|Ministry|Departments?|Service|Forum|Collaboration|Conference|Registry|Outcomes|"
    r"Office|Centre|Center|Program(?:me)?)(?: \([A-Z]{2,8}\))?(?: Initiative)?$"
)
_BEGINS_LIKE_ONE = re.compile(
    r"(?:.* )?(?:Department|Ministry|Agency|Office|Board|Division|Institute|Committee|Council|"
    r"Cent(?:re|er)|Panel|Commission|Task Force) (?:of|for|on) "
)
# Headings and boxes of a cover end like names and are none.
_NO_BODY = re.compile(
    r"\b(?:polic(?:y|ies)|guidelines?|criteria|bulletin|manual|statement|coverage|recommendations?|"
    r"management of|treatment|screening|therapy|commercial|individual|contents|effective|review|"
    r"lines? of business|last|version|document|title|appendix)\b",
    re.IGNORECASE,
)
_SEPARATOR = re.compile(r"\s+[|–—-]\s+|\s*[,;]\s+|\n")


def labelled_body(head: str) -> str:
    """The name behind a label ("Publisher: State Medicaid Program"); "" without one."""
    found = _LABELLED.search(head)
    return " ".join(found.group("name").split()).strip(" .") if found else ""


def body_on_cover(cover: str, running: Sequence[str], title: str, *, is_policy: bool) -> str:
    """The first part of a line of the cover, or of a running header, that is a body's name.

    Args:
        cover: First characters of the text.
        running: Running headers and footers.
        title: Of the document, which names no body.
        is_policy: Whether payers are looked for, else bodies that write guidelines.
    """
    tail = _PAYER_TAIL if is_policy else _BODY_TAIL
    for part in _parts(cover, running):
        named = _NAME.fullmatch(part) and (tail.search(part) or _BEGINS_LIKE_ONE.match(part))
        if named and part not in title and not _NO_BODY.search(part):
            return part
    return ""


def _parts(cover: str, running: Sequence[str]) -> Iterator[str]:
    lines = [line for line in cover.splitlines() if line.strip()][:_N_LINES]
    for line in (*running, *lines):
        for part in _SEPARATOR.split(line):
            name = re.sub(r"\s+[A-Z]{1,4}[-.]?\d[\w.-]*$", "", " ".join(part.split()))
            if 1 < len(name.split()) <= _N_WORDS:
                yield name
