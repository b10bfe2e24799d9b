"""Sections: the headed parts of a document.

Each with the number by which its passages are called.
"""

import re
from dataclasses import dataclass

from ingest.models import BlockKind, Document

# "7.3.1 Dose", "Section 4: ...", "IV. ...", "Appendix B: ...": the number as printed.
_PRINTED_NUMBER = re.compile(
    r"(?:(?:section|chapter|part)\s+)?(?P<number>\d{1,3}(?:\.\d{1,3}){0,5})[.):]?\s+\S"
    r"|(?P<roman>[IVX]{1,6})\.\s+\S"
    r"|(?P<appendix>appendix\s+[A-Z0-9]{1,3})\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A heading (or several that follow each other with nothing between) and the blocks below it.

    Attributes:
        number: As printed, else "s" and its ordinal; "" before the first heading.
        first_block: Index of its first heading; of its first block where it has no heading.
        first_content: Index of its first block that is not a heading; `last_block + 1` where there
            is none.
        last_block: Index of its last block, inclusive.
    """

    number: str
    first_block: int
    first_content: int
    last_block: int


def printed_number(heading: str) -> str:
    """Number with which a heading opens, "" where it has none; a year is no number."""
    match = _PRINTED_NUMBER.match(heading)
    if match is None:
        return ""
    if match["appendix"]:
        return "app-" + match["appendix"].split()[-1].upper()
    return str(match["number"] or match["roman"].upper())


def split_sections(document: Document) -> tuple[Section, ...]:
    """Sections in reading order; together they hold every block once."""
    sections: list[Section] = []
    blocks = document.blocks
    start = 0
    while start < len(blocks):
        content = start
        while content < len(blocks) and blocks[content].kind is BlockKind.HEADING:
            content += 1
        end = content
        while end < len(blocks) and blocks[end].kind is not BlockKind.HEADING:
            end += 1
        number = ""
        if content > start:
            heading = document.block_text(blocks[content - 1])
            number = printed_number(heading) or f"s{len(sections) + 1}"
        sections.append(
            Section(number=number, first_block=start, first_content=content, last_block=end - 1)
        )
        start = end
    return tuple(sections)
