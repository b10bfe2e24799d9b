"""Names in bold in front of a text: "**§ 6.230 Stair lifts**  Not covered.", "**Exclusions:** X".

A numbered name is the heading of what follows it on its line. Labels of the parts of a policy,
several in one paragraph, part it: read as one text, the criteria to go on with a drug would be
those to begin it.
"""

import re

from ingest.models import BlockKind
from ingest.readers.builder import Draft
from ingest.readers.inline import strip_inline

_LEVEL = 6
_NUMBERED = re.compile(
    r"(?P<mark>\*\*|__)(?P<title>(?:§+\s*)?\d+(?:\.\d+)+\.?\s+[A-Z][^*_]{2,90}?)(?P=mark)[.:]?\s+"
    r"(?=\S)"
)
_PART = (
    r"(?:initial|re-?authori[sz]ation|renewal|continu\w+|criteria|approval|authori[sz]ation|"
    r"exclu\w+|contra-?indications?|limit\w+|length|duration|quantity|dos\w+|age|prescriber|"
    r"covered|not covered|non-?covered|fda\b|indications?|other|all other|off-label|diagnos\w+|"
    r"coding|documentation|references?)"
)
_LABEL = re.compile(
    rf"(?:^|(?<=[.;)]\s))(?P<mark>\*\*|__)(?={_PART})[^*_:]{{3,60}}(?::(?P=mark)|(?P=mark):)\s+(?=\S)",
    re.IGNORECASE,
)
_N_LABELS = 2


def paragraph_drafts(text: str) -> list[Draft]:
    """A paragraph of Markdown: one block, or the parts that names in bold make of it."""
    if titled := _NUMBERED.match(text):
        heading = Draft(kind=BlockKind.HEADING, text=strip_inline(titled["title"]), level=_LEVEL)
        return [heading, *paragraph_drafts(text[titled.end() :])]
    starts = [label.start() for label in _LABEL.finditer(text)]
    if len(starts) < _N_LABELS:
        starts = []
    ends = [*starts, len(text)]
    parts = [text[low:high] for low, high in zip([0, *starts], ends, strict=True)]
    shown = [strip_inline(part.strip()) for part in parts if part.strip()]
    return [Draft(kind=BlockKind.PARAGRAPH, text=part) for part in shown]
