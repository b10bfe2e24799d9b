"""HTML to drafts: what a browser shows of the document itself.

Hidden text is left out and flagged.
"""

import re
import warnings
from dataclasses import dataclass, field

from bs4 import BeautifulSoup, XMLParsedAsHTMLWarning
from bs4.element import Comment, Declaration, Doctype, NavigableString, ProcessingInstruction, Tag

from ingest.models import BlockKind, Flag
from ingest.readers.builder import Draft
from ingest.readers.html.lists import (
    BULLET,
    heads_list,
    is_bold_title,
    masthead_lines,
    printed_marker,
    start_of,
    title_of,
)
from ingest.readers.html.tables import read_table
from ingest.readers.html.visible import (
    INLINE,
    SKIPPED,
    content_root,
    is_chrome,
    is_hidden,
    opened_by,
)
from ingest.readers.markers import MarkerStack, split_marker
from ingest.readers.raw import RawDocument, ReadLimits, decode_page
from ingest.readers.row_sections import line_of_cell
from ingest.readers.tables import table_drafts

_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_BOLD_LEVEL = 6  # of a title that is a bold paragraph, under any heading
_LISTS = frozenset({"ul", "ol", "menu", "dir"})
_MARK = re.compile(r"\s*(?:[a-z]|[\d,\s–-]+|[*†‡§]+|\[[\d,\s–-]+\])\s*")
# Each level costs about four calls, and Python allows a thousand.
_MAX_DEPTH = 100
_BREAK = "\n"


@dataclass(slots=True)
class _Walker:
    """Walks the tree and keeps the open paragraph, the open lists and the drafts made so far.

    `opened` are the ids of parts that the reader of the page can open: see `visible.opened_by`.
    """

    opened: frozenset[str] = frozenset()
    drafts: list[Draft] = field(default_factory=list)
    text: list[str] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    stack: MarkerStack = field(default_factory=MarkerStack)
    n_tables: int = 0
    item: tuple[str, int] | None = None
    numbered: Draft | None = None  # the last item whose number is typed, in a paragraph of its own
    anew: bool = False  # the next item hangs on nothing: a section of its own stood before it
    depth: int = 0

    def walk(self, node: Tag) -> None:
        for child in node.children:
            self._child(child)

    def _child(self, child: object) -> None:
        if isinstance(child, Tag):
            self.depth += 1
            self._tag(child)
            self.depth -= 1
        elif isinstance(child, NavigableString) and not isinstance(
            child, Comment | Declaration | Doctype | ProcessingInstruction
        ):
            self.text.append(re.sub(r"\s+", " ", child))

    def _tag(self, tag: Tag) -> None:
        if tag.name in SKIPPED or is_chrome(tag):
            return
        if self.depth > _MAX_DEPTH:
            self.text.append(tag.get_text(" "))
        elif is_hidden(tag, self.opened):
            self.hidden.append(tag.get_text(" ", strip=True))
        elif tag.name == "br":
            self.text.append(_BREAK)
        elif tag.name in INLINE and not heads_list(tag):
            self._inline(tag)
        else:
            self._block(tag)

    def _inline(self, tag: Tag) -> None:
        if tag.name == "sup" and _MARK.fullmatch(tag.get_text()):
            before = "".join(self.text)[-1:]
            if before.isdigit() and tag.get_text(strip=True).isdigit():
                self.text.append("^" + tag.get_text(strip=True))
            elif re.search(r"(?:^|[\s/\d(])(?:k?m|cm|mm)$", "".join(self.text)[-5:]):
                self.text.append(tag.get_text(strip=True))
            return
        self.walk(tag)

    def _block(self, tag: Tag) -> None:
        self.flush()
        bold = self.item is None and is_bold_title(tag)
        if bold or tag.name in _HEADINGS or tag.get("role") == "heading":
            self._heading(tag)
        elif tag.name in _LISTS:
            self._list(tag)
        elif tag.name == "dl":
            self._definitions(tag)
        elif tag.name == "summary" and tag.find(list(_HEADINGS)) is None:
            self._heading(tag)
        elif tag.name == "table":
            self._table(tag)
        else:
            self.walk(tag)
            self.flush()

    def _heading(self, tag: Tag) -> None:
        level = _HEADINGS.get(tag.name)
        if tag.name == "summary":
            level = self._level_inside(tag)
        elif level is None:
            stated = str(tag.get("aria-level") or (2 if tag.get("role") else _BOLD_LEVEL))
            level = min(6, int(stated)) if stated.isdigit() and stated != "0" else 2
        self.walk(tag)
        text = " ".join("".join(self.text).split())
        self.text, self.anew = [], False
        if text:
            self.drafts.append(Draft(kind=BlockKind.HEADING, text=text, level=level))

    def _level_inside(self, summary: Tag) -> int:
        """Level of the line that opens a part: beneath the heading before the outermost part."""
        parts = summary.find_parents("details")
        heading = parts[-1].find_previous(list(_HEADINGS)) if parts else None
        return min(6, (_HEADINGS[heading.name] if isinstance(heading, Tag) else 0) + len(parts))

    def _definitions(self, tag: Tag) -> None:
        """A list of terms: each leads in what stands below it, as the sentence does its items."""
        outer = self.item
        level = outer[1] if outer else 0
        for child in tag.find_all(["dt", "dd"]):
            if child.find_parent("dl") is not tag or is_hidden(child, self.opened):
                continue
            self.item = (BULLET, level + 1) if child.name == "dd" else (outer and ("", level))
            self.walk(child)
            self.flush()
        self.item = outer and ("", level)

    def _list(self, tag: Tag) -> None:
        outer = self.item
        level = (outer[1] if outer else self._level_above()) + 1
        number = start_of(tag)
        for child in tag.children:
            if isinstance(child, Tag) and child.name == "li" and not is_hidden(child, self.opened):
                value = str(child.get("value") or "")
                number = int(value) if value.isdigit() else number
                self.item = (printed_marker(tag, number), level)
                title = title_of(child)
                if title is not None:
                    self.item = None  # a section of its own under its title
                self._item(child, title)
                self.anew = title is not None
                number += 1
            elif isinstance(child, Tag):
                # Lists put straight into lists, as many editors do, hang on the item above.
                self.item = ("", level) if child.name in _LISTS else None
                self._child(child)
        self.item = outer if outer is None or outer[0] == "" else ("", outer[1])

    def _item(self, item: Tag, title: Tag | None) -> None:
        """An item; a bold line that is its title heads what stands below it."""
        line = title if title is not None and title.name in INLINE else None
        if line is not None:
            self._heading(line)
        for child in item.children:
            if child is not line:
                self._child(child)
        self.flush()

    def _level_above(self) -> int:
        """Depth of the numbered paragraph right above a list, which leads it in; 0 without one."""
        last = self.drafts[-1] if self.drafts else None
        return last.level if last is not None and last is self.numbered else 0

    def _table(self, tag: Tag) -> None:
        table = read_table(tag, self._cell_text)
        if table.caption:
            self.drafts.append(Draft(kind=BlockKind.PARAGRAPH, text=table.caption))
        if table.is_layout:
            for row in tag.find_all(["td", "th"]):
                if row.find_parent("table") is tag:
                    self.walk(row)
                    self.flush()
            return
        for part in table.parts:
            if isinstance(part, str):
                self.drafts.append(Draft(kind=BlockKind.PARAGRAPH, text=part))
            else:
                drafts = table_drafts(part, header=table.header, table=self.n_tables)
                has_header = any(d.table == self.n_tables for d in self.drafts)
                is_header = bool(drafts) and drafts[0].cells == drafts[0].header != ()
                self.drafts += drafts[1:] if has_header and is_header else drafts
        self.n_tables += 1

    def _cell_text(self, tag: Tag) -> str:
        """Visible text of a cell, a line for each block: see `readers.row_sections`."""
        inner = _Walker(depth=self.depth, opened=self.opened)
        inner.walk(tag)
        inner.flush()
        self.hidden += inner.hidden
        return "\n".join(line_of_cell(draft) for draft in inner.drafts)

    def flush(self) -> None:
        """Close the open paragraph or list item."""
        lines = [" ".join(line.split()) for line in "".join(self.text).split(_BREAK)]
        lines = [line for line in lines if line]
        self.text = []
        if not lines:
            return
        if self.item is not None and self.item[0]:
            marker, level = self.item
            self.drafts.append(
                Draft(
                    kind=BlockKind.LIST_ITEM,
                    text=" ".join(lines),
                    level=level,
                    marker=marker,
                    starts_list=self.anew,
                )
            )
            self.anew = False
            self.item = ("", level)
        elif self.item is not None and self.drafts and self.drafts[-1].kind is BlockKind.LIST_ITEM:
            self._continue_item(" ".join(lines))
        else:
            self._paragraph(lines)

    def _continue_item(self, text: str) -> None:
        """A second paragraph of an item is joined to it; after a nested list it stands alone."""
        last = self.drafts[-1]
        level = self.item[1] if self.item else 0
        if last.level == level:
            self.drafts[-1] = Draft(
                kind=last.kind, text=f"{last.text} {text}", level=level, marker=last.marker
            )
        else:
            self.drafts.append(Draft(kind=BlockKind.PARAGRAPH, text=text))

    def _paragraph(self, lines: list[str]) -> None:
        """Lines of one paragraph; typed list markers after line breaks open list items."""
        self.anew = False
        pending: list[str] = []
        for line in lines:
            marker = split_marker(line)
            if marker is None or not self._is_typed_list(line, lines):
                pending.append(line)
                continue
            self._add_paragraph(pending)
            pending = []
            if not self.drafts or self.drafts[-1].kind is not BlockKind.LIST_ITEM:
                self.stack.clear()
            level = self.stack.push(marker)
            self.drafts.append(
                Draft(kind=BlockKind.LIST_ITEM, text=marker.rest, level=level, marker=marker.text)
            )
            self.numbered = None if marker.is_bullet else self.drafts[-1]
        self._add_paragraph(pending)

    def _is_typed_list(self, line: str, lines: list[str]) -> bool:
        marker = split_marker(line)
        if marker is None or marker.text in "-–—":
            return (
                marker is not None and sum(split_marker(other) is not None for other in lines) > 1
            )
        return marker.is_bullet or self.stack.continues(marker) or len(lines) == 1

    def _add_paragraph(self, lines: list[str]) -> None:
        for text in masthead_lines(lines) or filter(None, [" ".join(lines)]):
            self.drafts.append(Draft(kind=BlockKind.PARAGRAPH, text=text))


def read_html(data: bytes, name: str, limits: ReadLimits) -> RawDocument:
    """Drafts of an HTML page."""
    del name, limits  # damaged HTML is still HTML; the size of the file bounds it
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", XMLParsedAsHTMLWarning)
        soup = BeautifulSoup(decode_page(data), "lxml")
    walker = _Walker(opened=opened_by(soup))
    walker.walk(content_root(soup))
    walker.flush()
    title = soup.title.get_text(" ", strip=True) if soup.title else ""
    flags = tuple(
        Flag(kind="hidden_text", detail=f"left out, not visible: {text}"[:200])
        for text in walker.hidden
        if text
    )
    return RawDocument(drafts=walker.drafts, file_title=title, flags=flags[:20])
