"""What a sentence inherits.

The lead-ins and headings above it, and how to quote from its document.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from ingest.lexis import words
from ingest.models import Block, BlockKind, Document, Passage, Source
from ingest.statements.labels import Label, labels_of
from ingest.statements.models import Quote


@dataclass(frozen=True)
class Context:
    """A document while it is being understood."""

    document: Document
    source: Source
    passages: tuple[Passage, ...]

    @cached_property
    def _starts(self) -> list[int]:
        return [passage.char_start for passage in self.passages]

    @cached_property
    def children(self) -> dict[int, tuple[int, ...]]:
        """Blocks that a block leads in, by index, in reading order."""
        found: dict[int, list[int]] = {}
        for index, block in enumerate(self.document.blocks):
            if block.lead_in is not None:
                found.setdefault(block.lead_in, []).append(index)
        return {index: tuple(rows) for index, rows in found.items()}

    @cached_property
    def under_heading(self) -> dict[int, tuple[int, ...]]:
        """Blocks directly under a heading (not under a deeper one), by index, in reading order."""
        found: dict[int, list[int]] = {}
        for index, block in enumerate(self.document.blocks):
            if block.heading is not None and block.kind is not BlockKind.HEADING:
                found.setdefault(block.heading, []).append(index)
        return {index: tuple(rows) for index, rows in found.items()}

    @cached_property
    def labels(self) -> dict[int, Label]:
        """The unmarked heading above a block, by the block's index."""
        return labels_of(self.document)

    @cached_property
    def label_lines(self) -> frozenset[int]:
        """Blocks that are unmarked headings."""
        return frozenset(label.index for label in self.labels.values())

    def text(self, index: int) -> str:
        """Text of a block by index."""
        return self.document.block_text(self.document.blocks[index])

    def block(self, index: int) -> Block:
        """A block by index."""
        return self.document.blocks[index]

    def block_at(self, place: int) -> Block:
        """The block that holds a character of the document, else the last one before it."""
        return self.block(self.index_at(place))

    def index_at(self, place: int) -> int:
        """Index of the block that holds a character of the document."""
        return max(0, bisect_right(self._block_starts, place) - 1)

    @cached_property
    def _block_starts(self) -> list[int]:
        return [block.char_start for block in self.document.blocks]

    def quote(self, start: int, end: int) -> Quote:
        """A quote of `document.text[start:end]`, in the passage that holds its first character.

        Ends are trimmed of white space.
        """
        text = self.document.text
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        at = max(0, bisect_right(self._starts, start) - 1)
        passage_id = self.passages[at].passage_id if self.passages else ""
        return Quote(
            doc_id=self.document.doc_id,
            passage_id=passage_id,
            char_start=start,
            char_end=end,
            page=self.document.page_at(start),
            text=text[start:end],
        )

    def quote_block(self, index: int) -> Quote:
        """A quote of a whole block."""
        block = self.block(index)
        return self.quote(block.char_start, block.char_end)

    def lead_chain(self, index: int) -> Iterator[int]:
        """Indices of the lead-ins above a block, innermost first."""
        current = self.block(index).lead_in
        seen: set[int] = set()
        while current is not None and current not in seen:
            seen.add(current)
            yield current
            current = self.block(current).lead_in

    def heading_chain(self, index: int) -> Iterator[int]:
        """Indices of the headings above a block, innermost first, unmarked ones among them."""
        current = self.block(index).heading
        if label := self.labels.get(index):
            yield label.index
            current = label.above
        while current is not None:
            yield current
            current = self.block(current).heading


_TITLE = re.compile(r"(?:\W*[\dA-Z]+(?:\.\d+)*[.)]?\s)?[^.:;?!]+")
_N_WORDS_OF_TITLE = 6


def titles_above(context: Context, index: int) -> list[int]:
    """Items above an item that are the titles of their lists: "7.3 Not benefits"."""
    named = [i for i in context.lead_chain(index) if context.block(i).kind is BlockKind.LIST_ITEM]
    texts = {i: context.text(i).strip() for i in named}
    return [
        i for i in named if _TITLE.fullmatch(texts[i]) and len(words(texts[i])) <= _N_WORDS_OF_TITLE
    ]
