"""From drafts of blocks, as a reader finds them, to text and Blocks with exact offsets."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from ingest.models import Block, BlockKind, Flag
from ingest.readers.clean import InvisibleCounter, clean_text, split_page_breaks
from ingest.readers.markers import follows

CELL_JOINER = " | "
# "AND" on a line of its own joins two halves of one list; it leads nothing in.
_CONNECTOR = re.compile(r"(?:and|or|and/or|plus|--?\s*(?:and|or)\s*--?)\s*[:;,.]?", re.IGNORECASE)


def is_connector(text: str) -> bool:
    """True for "AND" or "OR" on a line of its own."""
    return _CONNECTOR.fullmatch(text.strip()) is not None


# "Do not" on a line of its own leads in the items below it, and ends no item above it.
_ORDER = re.compile(
    r"\W*(?:do|do not|don['’]t|avoid|never|(?:do not |don['’]t |never )?(?:use|offer|give|perform|"
    r"order|prescribe))\W*",
    re.IGNORECASE,
)


def is_order(text: str) -> bool:
    """True for "Do", "Do not" and their like on a line of their own."""
    return _ORDER.fullmatch(text.strip()) is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A block as a reader found it: text not yet normalised, nothing yet linked.

    Attributes:
        kind: Its place in the layout.
        text: Raw text, marker excluded; a form feed stands where a page ends inside it.
        level: 1-6 for a heading, depth from 1 for a list item, else 0.
        marker: Printed list marker, "" where there is none.
        page: 1-based page on which it starts.
        header: Header cells of its table. The header row itself has cells equal to its header.
        cells: Cells of a table row; `text` is then ignored.
        table: Ordinal of its table in the document.
        starts_list: True where it must not continue the list above it.
        row_rank: Of a block made of the row of a table: 1 for the heading of a column, 2 for the
            heading of a row and for what stands under it; else 0.
    """

    kind: BlockKind
    text: str = ""
    level: int = 0
    marker: str = ""
    page: int | None = None
    header: tuple[str, ...] = ()
    cells: tuple[str, ...] = ()
    table: int | None = None
    starts_list: bool = False
    row_rank: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Assembled:
    """Text and blocks of a document, ready for `Document`."""

    text: str
    blocks: tuple[Block, ...]
    page_starts: tuple[int, ...]
    flags: tuple[Flag, ...]


@dataclass(slots=True)
class _Links:
    """What the next block hangs on: headings, open list, open table, the paragraph just above."""

    headings: list[tuple[int, int]] = field(default_factory=list)
    items: list[tuple[int, int]] = field(default_factory=list)
    paragraph: int | None = None
    list_lead: int | None = None
    table_lead: int | None = None
    table: int | None = None
    ranks: dict[int, int] = field(default_factory=dict)  # of headings made of rows
    counted: dict[int, tuple[int | None, str]] = field(default_factory=dict)
    # by depth of list: lead-in and marker of its last item
    aside: bool = False  # the paragraph just above leads nothing in

    def heading_for(self, draft: Draft) -> int | None:
        self._close_rows(draft)
        if draft.kind is BlockKind.HEADING and not draft.row_rank:
            while self.headings and self.headings[-1][0] >= draft.level:
                self.headings.pop()
        return self.headings[-1][1] if self.headings else None

    def _close_rows(self, draft: Draft) -> None:
        """A table's headings end with it, and with the next heading of their rank."""
        lowest = draft.row_rank if draft.kind is BlockKind.HEADING or not draft.row_rank else 99
        while self.headings and self.ranks.get(self.headings[-1][1], -1) >= lowest:
            self.headings.pop()

    def lead_in_for(self, draft: Draft) -> int | None:
        if draft.kind is BlockKind.LIST_ITEM:
            return self._lead_in_of_item(draft)
        if draft.kind is BlockKind.TABLE_ROW:
            if draft.table != self.table or self.paragraph is not None:
                self.table_lead = self.paragraph
            return self.table_lead
        return None

    def _lead_in_of_item(self, draft: Draft) -> int | None:
        if draft.starts_list:
            self.items = []
        while self.items and self.items[-1][0] >= draft.level:
            self.items.pop()
        if self.items:
            return self.items[-1][1]
        lead, before = self.counted.get(draft.level, (None, ""))
        goes_on = not draft.starts_list and draft.level in self.counted
        if goes_on and (self.paragraph is None or (self.aside and follows(before, draft.marker))):
            self.list_lead = lead  # a remark between "A." and "B." parts no list
        elif self.paragraph is not None or draft.starts_list:
            self.list_lead = self.paragraph
        return self.list_lead

    def note(self, draft: Draft, index: int, text: str, lead_in: int | None) -> None:
        """Take the block into account for those that follow."""
        if draft.kind is BlockKind.HEADING:
            self.headings.append((draft.level, index))
            if draft.row_rank:
                self.ranks[index] = draft.row_rank
            self.items, self.paragraph, self.list_lead, self.table = [], None, None, None
            self.counted = {}
        elif draft.kind is BlockKind.LIST_ITEM:
            self.items.append((draft.level, index))
            self.paragraph, self.table = None, None
            above = {level: told for level, told in self.counted.items() if level < draft.level}
            self.counted = {**above, draft.level: (lead_in, draft.marker)}
        elif draft.kind is BlockKind.TABLE_ROW:
            self.items, self.paragraph, self.list_lead = [], None, None
            self.table, self.counted = draft.table, {}
        elif not (is_connector(text) and (self.items or self.list_lead is not None)):
            self.items, self.paragraph, self.list_lead = [], index, None
            self.aside = not text.rstrip().endswith(":")


class _Assembler:
    def __init__(self) -> None:
        self.parts: list[str] = []
        self.length = 0
        self.blocks: list[Block] = []
        self.page_starts: list[int] = []
        self.links = _Links()
        self.invisible = InvisibleCounter()

    def add(self, draft: Draft) -> None:
        raw = CELL_JOINER.join(draft.cells) if draft.cells else draft.text
        self.invisible.add(raw, draft.page)
        cells = tuple(clean_text(cell).replace("\f", " ") for cell in draft.cells)
        header = tuple(clean_text(cell).replace("\f", " ") for cell in draft.header)
        body = CELL_JOINER.join(cells) if cells else clean_text(draft.text)
        if not body.strip(" |"):
            return
        if draft.marker:
            body = f"{draft.marker} {body}"
        text, breaks = split_page_breaks(body)
        self._separate(draft)
        start = self.length
        page_end = self._pages(draft, start, breaks)
        index = len(self.blocks)
        heading = self.links.heading_for(draft)
        lead_in = self.links.lead_in_for(draft)
        self._write(text)
        self.blocks.append(
            Block(
                kind=draft.kind,
                char_start=start,
                char_end=self.length,
                page=draft.page,
                page_end=page_end,
                level=draft.level,
                heading=heading,
                lead_in=lead_in,
                marker=draft.marker,
                header=header,
                cells=cells,
                table=draft.table,
            )
        )
        self.links.note(draft, index, text, lead_in)

    def _pages(self, draft: Draft, start: int, breaks: list[tuple[int, int]]) -> int | None:
        if draft.page is None:
            return None
        self._open_pages(draft.page, start)
        page = draft.page
        for offset, n_breaks in breaks:
            page += n_breaks
            self._open_pages(page, start + offset)
        return page

    def _open_pages(self, page: int, offset: int) -> None:
        while len(self.page_starts) < page:
            self.page_starts.append(offset)

    def _write(self, text: str) -> None:
        self.parts.append(text)
        self.length += len(text)

    def _separate(self, draft: Draft) -> None:
        if not self.blocks:
            return
        last = self.blocks[-1]
        tight = last.kind is draft.kind and (
            draft.kind is BlockKind.LIST_ITEM
            or (draft.kind is BlockKind.TABLE_ROW and last.table == draft.table)
        )
        self._write("\n" if tight else "\n\n")


def assemble(drafts: Iterable[Draft], *, n_pages: int = 0) -> Assembled:
    """Blocks with offsets, headings, lead-ins and pages.

    Args:
        drafts: In reading order. Those without visible text are left out.
        n_pages: Pages of the file; those after the last block start at the end of the text.
    """
    assembler = _Assembler()
    for draft in drafts:
        assembler.add(draft)
    while len(assembler.page_starts) < n_pages:
        assembler.page_starts.append(assembler.length)
    return Assembled(
        text="".join(assembler.parts),
        blocks=tuple(assembler.blocks),
        page_starts=tuple(assembler.page_starts),
        flags=assembler.invisible.flags(),
    )
