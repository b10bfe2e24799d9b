"""Lists of an HTML page: the markers that a browser prints."""

import re
from collections.abc import Iterable, Sequence

from bs4.element import PageElement, Tag

from ingest.readers.markers import is_label_line, roman_numeral

BULLET = "•"


def start_of(tag: Tag) -> int:
    start = str(tag.get("start") or "1")
    return int(start) if start.isdigit() else 1


def printed_marker(tag: Tag, number: int) -> str:
    """The marker that a browser prints for item `number` of a list."""
    if tag.name != "ol":
        return BULLET
    kind = str(tag.get("type") or _style_type(tag))
    if kind in {"a", "A", "lower-alpha", "upper-alpha", "lower-latin", "upper-latin"}:
        letter = chr(ord("a") + (number - 1) % 26)
        return f"{letter.upper() if kind[0] in 'Au' else letter}."
    if kind in {"i", "I", "lower-roman", "upper-roman"}:
        numeral = roman_numeral(number)
        return f"{numeral.upper() if kind[0] in 'Iu' else numeral}."
    return f"{number}."


def _style_type(tag: Tag) -> str:
    match = re.search(r"list-style(?:-type)?\s*:\s*([a-z-]+)", str(tag.get("style") or ""))
    return match.group(1) if match else "1"


_BLOCKS = frozenset({"p", "div"})
_N_TITLE_WORDS = 14
_N_SENTENCE_WORDS = 8
_N_LEAD_WORDS = 5  # "Northfield considers the following medically necessary:" is short but whole
_GOES_ON = re.compile(r"(?:[.:;,?!]|\b(?:and|or|the|of|for))$", re.IGNORECASE)


_BOLD = ["strong", "b"]
_LISTS = frozenset({"ul", "ol"})
_MAX_TITLE_CHARS = 90


def is_bold_title(tag: Tag) -> bool:
    """Whether a paragraph is set bold as a whole and ends like a title: it heads what follows."""
    text = " ".join(tag.get_text(" ").split())
    if heads_list(tag):
        return True
    if tag.name not in _BLOCKS or not text or len(text) > _MAX_TITLE_CHARS or _GOES_ON.search(text):
        return False
    shown = [c for c in tag.children if str(c).strip() and getattr(c, "name", "") != "br"]
    return len(shown) == 1 and isinstance(shown[0], Tag) and shown[0].name in _BOLD


def heads_list(tag: Tag) -> bool:
    """Whether bold words of no paragraph stand between two blocks, a list right below them."""
    text = " ".join(tag.get_text(" ").split())
    if tag.name not in _BOLD or not text or len(text) > _MAX_TITLE_CHARS or _GOES_ON.search(text):
        return False
    below, above = _neighbour(tag.next_siblings), _neighbour(tag.previous_siblings)
    own = above is None or (isinstance(above, Tag) and above.name in _APART)
    listed = isinstance(below, Tag) and below.name in _LISTS
    return own and listed and tag.find_parent(["li", "p", "td", "th"]) is None


_APART = _LISTS | _BLOCKS | {f"h{level}" for level in range(1, 7)} | {"table"}


def _neighbour(siblings: Iterable[PageElement]) -> PageElement | None:
    """The first that shows something: neither white space nor the break of a line."""
    shown = (s for s in siblings if str(s).strip() and getattr(s, "name", "") != "br")
    return next(shown, None)


def title_of(item: Tag) -> Tag | None:
    """The title that a list item begins with: a heading, or a short paragraph before a sentence.

    Policies list procedures so: the name alone, then what is considered necessary, then criteria.
    """
    if (bold := _bold_line(item)) is not None:
        return bold
    blocks = [child for child in item.children if isinstance(child, Tag)]
    if blocks and re.fullmatch(r"h[1-6]", blocks[0].name):
        return blocks[0]
    bare = any(isinstance(child, str) and child.strip() for child in item.children)
    if bare or len(blocks) < 2 or any(b.name not in _BLOCKS for b in blocks[:2]):  # noqa: PLR2004
        return None
    title, sentence = (" ".join(b.get_text(" ").split()) for b in blocks[:2])
    if not title or len(title.split()) > _N_TITLE_WORDS or _GOES_ON.search(title):
        return None
    needed = _N_LEAD_WORDS if sentence.endswith(":") else _N_SENTENCE_WORDS
    told = len(sentence.split()) >= needed and sentence[-1:] in ".:"
    return blocks[0] if told else None


def _bold_line(item: Tag) -> Tag | None:
    """The bold line that an item begins with, a line or a block of its own before a sentence."""
    shown = [child for child in item.children if str(child).strip()][:3]
    if len(shown) < 2 or not all(isinstance(child, Tag) for child in shown[:2]):  # noqa: PLR2004
        return None
    title, after, *rest = shown
    if not isinstance(title, Tag) or not isinstance(after, Tag) or title.name not in _BOLD:
        return None
    text = " ".join(title.get_text(" ").split())
    if after.name in _LISTS:  # as its siblings have sentences below their titles
        above = item.find_previous_siblings("li")
        return title if any(map(_bold_line, above)) else None
    below = after if after.name in _BLOCKS else rest[0] if after.name == "br" and rest else None
    told = below.get_text(" ") if isinstance(below, Tag) else str(below or "")
    named = text and len(text.split()) <= _N_TITLE_WORDS and not _GOES_ON.search(text)
    return title if named and len(told.split()) >= _N_LEAD_WORDS else None


_N_LABELS = 2


def masthead_lines(lines: Sequence[str]) -> Sequence[str]:
    """The lines of a paragraph that is a masthead, each a label and its value; () for others."""
    labelled = sum(is_label_line(line) for line in lines)
    return lines if labelled >= _N_LABELS and labelled * 2 >= len(lines) else ()
