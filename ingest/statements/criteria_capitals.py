"""Conjunctions in capitals: "AND" and "OR" that part the whole, or close one list."""

import re

from ingest.statements.models import Join

_FEW_WORDS = 2

# "failed A (or B) OR did not tolerate A, with notes that show C or D": what is set in capitals
# parts the whole
_SHOUTED = re.compile(r",?\s+(AND|OR)\s+")


def shouted(
    text: str, start: int, end: int, mask: str
) -> tuple[Join, list[tuple[int, int]]] | None:
    """Spans between conjunctions in capitals, and how they join; None where they part nothing.

    Args:
        text: The whole clause.
        start: Offset of the first character.
        end: Offset after the last one.
        mask: The text with brackets blanked out; same length.
    """
    found = list(_SHOUTED.finditer(mask, start, end))
    kinds = {m.group(1) for m in found}
    if len(kinds) != 1 or text[start:end].isupper():
        return None
    bounds = [start, *(at for m in found for at in m.span()), end]
    spans = list(zip(bounds[::2], bounds[1::2], strict=True))
    if any(len(text[low:high].split()) < _FEW_WORDS for low, high in spans):
        return None
    return (Join.ANY_OF if kinds == {"OR"} else Join.ALL_OF), spans


# "A, B, OR C": the last word of one list, and no whole to be parted
_LAST_OF_LIST = re.compile(r"(?P<front>[^,;.]+(?:,[^,;.]+)*,\s+)(?P<conj>AND|OR)(?=\s[^,;.]+$)")
_CONJUNCTION = re.compile(r"\b(?:and|or)\b", re.IGNORECASE)


def as_one_list(text: str) -> str:
    """A clause that is one list with the small conjunction that it means; same length."""
    found = _LAST_OF_LIST.match(text)
    if found is None or "," not in found["front"].rstrip(" ,") or text.isupper():
        return text
    if len(_CONJUNCTION.findall(text)) != 1:
        return text
    return f"{found['front']}{found['conj'].lower()}{text[found.end() :]}"
