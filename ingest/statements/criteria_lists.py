"""The items of a list, and alternatives of which one is measured.

"Gout, an eGFR below 30, or heart failure" are three. Names alone stay one criterion, since
"anxiety, depression, or both" may be one thing; a value among them tells that each item stands
for itself.
"""

import re

from ingest.statements.criteria_patterns import LIST_GAP, TAIL
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


_BETWEEN = re.compile(r"\bbetween\s[^,;]*$", re.IGNORECASE)  # "between ages 10 and 30"


def items_of(mask: str, start: int, end: int) -> list[tuple[int, int]]:
    """Items of what is known to be a list.

    At semicolons if it has any, else at commas and conjunctions.
    """
    semicolons = ";" in mask[start:end]
    gap = re.compile(r"\s*;\s*(?:(?:and/or|and|or)\s+)?") if semicolons else LIST_GAP
    spans, at = [], start
    for match in gap.finditer(mask, start, end):
        inside = match.group().strip()[0] not in ",;" and "," in mask[match.end() : end]
        inside = inside or _BETWEEN.search(mask, at, match.start()) is not None
        if TAIL.match(mask, match.end()) or inside:  # "A, B or C, D": three, and one has two names
            continue
        spans.append((at, match.start()))
        at = match.end()
    spans.append((at, end))
    return [(low, high) for low, high in spans if mask[low:high].strip(" ,;.")]
