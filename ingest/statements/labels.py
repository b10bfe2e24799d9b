"""Headings that nothing marks as such: a line that counts on from a heading, a section's label."""

import re
from dataclasses import dataclass

from ingest.lexis import words
from ingest.models import Block, BlockKind, Document
from ingest.statements.roles import heading_cue

_N_WORDS = 12
_N_WORDS_OF_LABEL = 6
_OUTLINE = re.compile(r"^(?P<marker>[A-Z]|\d{1,2}|[IVX]{1,5})(?P<stop>[.)])\s+(?=[A-Z0-9])")
_SENTENCE_END = re.compile(r"[.;,!]\s*$|:\s*$|\|")
_SECTION = re.compile(
    r"(?:description|background|rationale|policy(?: statement| guidelines?)?|general|overview|"
    r"(?:clinical )?evidence|references|definitions|coding|codes|disclaimer|"
    r"(?:policy |revision )?history|criteria|coverage(?: criteria| position| policy)?|"
    r"indications|limitations|position statement|introduction|discussion|methods|exclusions?|"
    r"(?:summary of )?(?:clinical considerations|recommendations?|conclusions?)(?: and "
    r"(?:recommendations?|conclusions?))?|summary of (?:the )?evidence|analysis of evidence)",
    re.IGNORECASE,
)
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")


@dataclass(frozen=True)
class Label:
    """A line that is a heading.

    Attributes:
        index: Its block.
        above: The heading above it, as a marked heading would have it.
    """

    index: int
    above: int | None


def labels_of(document: Document) -> dict[int, Label]:
    """For each block below such a line, the line; the lines themselves are under none."""
    found: dict[int, Label] = {}
    current: Label | None = None
    blocks = document.blocks
    for index, block in enumerate(blocks):
        if block.kind is BlockKind.HEADING or (
            current is not None and block.heading != blocks[current.index].heading
        ):
            current = None
        label = _label(document, index, current) if _may_be(block) else None
        if label is not None:
            current = label
        elif current is not None:
            found[index] = current
    return found


def _may_be(block: Block) -> bool:
    return block.kind is BlockKind.LIST_ITEM or (
        block.kind is BlockKind.PARAGRAPH and block.lead_in is None
    )


def _text(document: Document, index: int) -> str:
    return document.block_text(document.blocks[index]).strip()


def _label(document: Document, index: int, current: Label | None) -> Label | None:
    """The block as a label; None where it is text."""
    text, block = _text(document, index), document.blocks[index]
    if len(words(text)) > _N_WORDS or _SENTENCE_END.search(text):
        return None
    outline = _OUTLINE.match(text)
    bare = text[outline.end() :] if outline else text
    before = current.index if current else block.heading
    if outline and before is not None and _follows(_text(document, before), text):
        above = current.above if current else document.blocks[before].heading
        return Label(index, above)
    telling = len(words(bare)) <= _N_WORDS_OF_LABEL and (
        _SECTION.fullmatch(bare) is not None or (outline and heading_cue(bare) is not None)
    )
    alone = block.kind is BlockKind.PARAGRAPH or (outline and not _has_sibling(document, index))
    return Label(index, block.heading) if telling and alone else None


def _has_sibling(document: Document, index: int) -> bool:
    """Whether the next block goes on counting: an item of a list of names."""
    following = index + 1
    return (
        following < len(document.blocks)
        and document.blocks[following].kind is BlockKind.LIST_ITEM
        and _follows(_text(document, index), _text(document, following))
    )


def _follows(before: str, here: str) -> bool:
    """Whether a marker counts on from another of the same style ("A." and "B.")."""
    one, two = _OUTLINE.match(before), _OUTLINE.match(here)
    if one is None or two is None or one["stop"] != two["stop"]:
        return False
    a, b = one["marker"], two["marker"]
    if a in _ROMAN and b in _ROMAN and _ROMAN.index(b) == _ROMAN.index(a) + 1:
        return True
    if a.isdigit() or b.isdigit():
        return a.isdigit() and b.isdigit() and int(b) == int(a) + 1
    return len(a) == len(b) == 1 and ord(b) == ord(a) + 1
