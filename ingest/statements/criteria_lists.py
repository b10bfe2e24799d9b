"""Plain lists of alternatives, one of them measured: "gout, an eGFR below 30, or heart failure".

Names alone stay one criterion, since "anxiety, depression, or both" may be one thing; a value among
them tells that each item stands for itself.
"""

import re

from ingest.statements.measures import is_criterion

_LIST = re.compile(r"[^;:]*?,\s+or\s+[^;:,]+")
_COMMA = re.compile(r",\s+(?:or\s+)?")
# What has a clause, a second value or an "and" of its own is more than a name with its value
_MORE = re.compile(
    r"\b(?:with|who|which|that|when|if|unless|despite|after|and|is|are|was|were|has|have|been|both)\b",
    re.IGNORECASE,
)
_DIGIT = re.compile(r"\d")  # "intolerance, or contraindication to X" share what they are of
_N_ITEMS = 3
_N_WORDS = 8


def listed_alternatives(mask: str, start: int, end: int) -> list[tuple[int, int]]:
    """Spans of the items of such a list; [] of any other clause.

    Args:
        mask: The clause, brackets blanked out.
        start: Offset of its first character.
        end: Offset after its last one.
    """
    if not _LIST.fullmatch(mask, start, end) or _MORE.search(mask, start, end):
        return []
    cuts = [
        m for m in _COMMA.finditer(mask, start, end) if not mask[m.end() : m.end() + 3].isdigit()
    ]
    starts, ends = [start, *(m.end() for m in cuts)], [*(m.start() for m in cuts), end]
    spans = list(zip(starts, ends, strict=True))
    items = [mask[a:b].strip() for a, b in spans]
    short = all(items) and all(len(item.split()) <= _N_WORDS for item in items)
    measured = any(is_criterion(item) and _DIGIT.search(item) for item in items)
    return spans if len(items) >= _N_ITEMS and short and measured else []
