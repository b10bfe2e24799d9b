"""Markdown to drafts.

Line by line and forgiving, since nesting in real files rarely follows CommonMark.

Two spaces under "1.", or "a)" below "1." with no indentation at all, nest here; CommonMark would
end the list.
"""

import re
from dataclasses import dataclass, field

from ingest.models import BlockKind, Flag
from ingest.readers.builder import Draft, is_connector, is_order
from ingest.readers.inline import drop_hidden, strip_inline
from ingest.readers.lone_marks import with_whole_items
from ingest.readers.markers import Marker, MarkerStack, is_label_line, split_marker
from ingest.readers.run_in_bold import paragraph_drafts
from ingest.readers.tables import table_drafts

_ATX = re.compile(r" {0,3}(#{1,6})(?:[ \t]+(.*?))?(?:[ \t]+#+)?[ \t]*")
_SETEXT = re.compile(r" {0,3}(=+|-{2,})[ \t]*")
_RULE = re.compile(r" {0,3}(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,})")
_DELIMITER = re.compile(r"[ \t]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*")
_FENCE = re.compile(r"[ \t]*(?:```|~~~)")
_QUOTE_MARK = re.compile(r"^ {0,3}(?:>[ \t]?)+")
_BOLD_LINE = re.compile(r"(\*\*|__)(?=\S)([^*_]{2,90}[^*_\s.:;,])\1")
# "**Imaging**: Do not ..." on a line behind a whole sentence: a label that opens a paragraph
_BOLD_LABEL = re.compile(r"(\*\*|__)(?=[A-Z])([^*_]{2,90}?)(?:[.:]\1|\1[.:])\s+\S")
# A sentence or a grade behind it ends here: "... is recommended. **A**", "... (weak)", "★★★"
_WHOLE = re.compile(r"[.!?;:)\]★☆⊕○]\W*(?:(?:\*\*|__)?\(?[A-E]\)?(?:\*\*|__)?)?\s*$")
# Bold text that says something of its own, or that a line's end cut: "**Do not offer X to**"
_NO_TITLE = re.compile(
    r"\b(?:we|should|shall|must|may|can|is|are|was|were|has|have|do not|don['’]t|avoid)\s+\w|"
    r"^(?:offer|consider|use|give|refer|prescribe|start|stop)\s+\w|"
    r"\b(?:a|an|the|of|to|for|in|with|and|or|not|is|are|be|by|at|on)$",
    re.IGNORECASE,
)
_HANGS = re.compile(
    r"(?:[,:/(–-]|\b(?:a|an|the|of|to|for|in|with|and|or|not|is|are|by|at|on))$", re.I
)
_OPENS = re.compile(r"[*_“\"]?[A-Z0-9]")  # a text of its own, and no rest of the line above
_CELL_BORDER = re.compile(r"(?<!\\)\|")
_BOLD_HEADING_LEVEL = 6
_TASK = re.compile(r"\[[ xX]?\]\s+\S.*", re.DOTALL)  # "- [ ] Age 18 or older"
_TAB = "    "


@dataclass(slots=True)
class _Parser:
    lines: list[str]
    drafts: list[Draft] = field(default_factory=list)
    stack: MarkerStack = field(default_factory=lambda: MarkerStack(tolerance=1.0))
    open_lines: list[str] = field(default_factory=list)
    open_item: Marker | None = None
    open_level: int = 0
    item_indent: int = 0
    n_tables: int = 0
    after_blank: bool = True
    fenced: bool = False
    at: int = 0

    def parse(self) -> list[Draft]:
        while self.at < len(self.lines):
            line = _QUOTE_MARK.sub("", self.lines[self.at].replace("\t", _TAB))
            self.at += self._take(line)
        self._close()
        return self.drafts

    def _take(self, line: str) -> int:
        """Take the line at hand and return how many lines that used up."""
        if not line.strip() or _FENCE.match(line):
            self.fenced ^= bool(line.strip())
            self.after_blank = True
            return 1
        if self._heading(line):
            return 1
        if n_rows := self._table_rows():
            return n_rows
        if _RULE.fullmatch(line) and split_marker(line.strip()) is None:
            self._close()
        elif not self._list_item(line):
            self._text(line)
        self.after_blank = False
        return 1

    def _heading(self, line: str) -> bool:
        if match := _ATX.fullmatch(line):
            self._close()
            self._add_heading(match.group(2) or "", len(match.group(1)))
            return True
        match = _SETEXT.fullmatch(line)
        if match and self.open_lines and self.open_item is None and not self.after_blank:
            title, self.open_lines = " ".join(self.open_lines), []
            self._add_heading(title, 1 if match.group(1).startswith("=") else 2)
            return True
        return False

    def _add_heading(self, title: str, level: int) -> None:
        self.drafts.append(Draft(kind=BlockKind.HEADING, text=strip_inline(title), level=level))
        self.stack.clear()
        self.after_blank = True

    def _table_rows(self) -> int:
        line = self.lines[self.at]
        if "|" not in line:
            return 0
        following = self.lines[self.at + 1] if self.at + 1 < len(self.lines) else ""
        with_header = "|" in following and _DELIMITER.fullmatch(following) is not None
        if not (with_header or (line.lstrip().startswith("|") and line.count("|") > 1)):
            return 0
        end = self.at
        while end < len(self.lines) and "|" in self.lines[end]:
            end += 1
        self._add_table(self.lines[self.at : end], with_header=with_header)
        return end - self.at

    def _add_table(self, lines: list[str], *, with_header: bool) -> None:
        self._close()
        self.stack.clear()
        rows = [_cells(line) for line in lines if not _DELIMITER.fullmatch(line)]
        header = rows.pop(0) if with_header else []
        self.drafts += table_drafts(rows, header=header, table=self.n_tables)
        self.n_tables += 1
        self.after_blank = True

    def _list_item(self, line: str) -> bool:
        stripped = line.lstrip()
        marker = split_marker(stripped)
        if marker is None:
            return False
        if marker.is_bullet and (box := _TASK.match(marker.rest)):
            marker = split_marker(box.group()) or marker
        interrupts = bool(self.open_lines) and not self.after_blank
        if interrupts and not (self.stack.continues(marker) or self._counts_on(marker)):
            return False
        indent = len(line) - len(stripped)
        self._close()
        if not self.drafts or self.drafts[-1].kind is not BlockKind.LIST_ITEM:
            self._forget_list_unless_connected()
        self.open_item = marker
        self.open_level = self.stack.push(marker, indent)
        self.item_indent = indent
        self.open_lines = [marker.rest]
        return True

    def _counts_on(self, marker: Marker) -> bool:
        """Whether a number goes on behind a whole item though some between are left out."""
        return self._line_is_whole() and self.stack.goes_on_later(marker)

    def _line_is_whole(self) -> bool:
        return bool(self.open_lines) and _WHOLE.search(self.open_lines[-1]) is not None

    def _forget_list_unless_connected(self) -> None:
        """A paragraph such as "AND" between two items leaves the list open.

        Anything else ends it.
        """
        if not (self.drafts and is_connector(self.drafts[-1].text)):
            self.stack.clear()

    def _text(self, line: str) -> None:
        indent = len(line) - len(line.lstrip())
        belongs = self.open_item is not None and indent > self.item_indent
        orders = is_order(line) and self._next_is_blank_or_list()
        if belongs and self.fenced and self.open_lines:
            self._fenced_line(line)
            return
        if self.open_lines and not belongs and (self.after_blank or is_connector(line) or orders):
            self._close()
        if self.open_item is None and len(self.open_lines) == 1 and is_label_line(line):
            self._close_label()
        if title := self._bold_heading(line):
            self._close()
            self._add_heading(title, _BOLD_HEADING_LEVEL)
            return
        if self._line_is_whole() and _BOLD_LABEL.match(line.strip()):
            self._close()
        self.open_lines.append(line.strip())

    def _fenced_line(self, line: str) -> None:
        """A line below an arrow of an algorithm: it says more in the same branch."""
        self._close()
        self.open_item = Marker("", "", 0, line.strip())
        self.open_lines = [line.strip()]

    def _close_label(self) -> None:
        if is_label_line(self.open_lines[0]):
            self._close()

    def _bold_heading(self, line: str) -> str:
        """The text of a line in bold that heads what stands below it; "" for any other line."""
        title = _BOLD_LINE.fullmatch(line.strip())
        above_list = self._next_is_blank_or_list()
        ended = self._line_is_whole() or (
            above_list and self.open_item is not None and not _HANGS.search(self.open_lines[-1])
        )
        if title is None or (self.open_lines and not ended):
            return ""
        heads = above_list or (
            _OPENS.match(self._following()) is not None and not _NO_TITLE.search(title.group(2))
        )
        return title.group(2) if heads else ""

    def _following(self) -> str:
        return self.lines[self.at + 1].strip() if self.at + 1 < len(self.lines) else ""

    def _next_is_blank_or_list(self) -> bool:
        following = self._following()
        return not following or split_marker(following) is not None or following.startswith("|")

    def _close(self) -> None:
        if not self.open_lines:
            return
        raw, self.open_lines = " ".join(self.open_lines), []
        if self.open_item is None:
            self.drafts += paragraph_drafts(raw)
            return
        text = strip_inline(raw)
        self.drafts.append(
            Draft(
                kind=BlockKind.LIST_ITEM,
                text=text,
                level=self.open_level,
                marker=self.open_item.text,
            )
        )
        self.open_item = None


def _cells(line: str) -> list[str]:
    cells = _CELL_BORDER.split(line.strip())
    if cells and not cells[0].strip():
        cells = cells[1:]
    if cells and not cells[-1].strip():
        cells = cells[:-1]
    return ["\n".join(_cell_lines(cell.replace("\\|", "|"))) for cell in cells]


_LINE_BREAK = re.compile(r"<br\s*/?>|</?(?:ul|ol|p)>", re.IGNORECASE)


def _cell_lines(cell: str) -> list[str]:
    """The lines of a cell, as HTML inside it breaks them."""
    lines = _LINE_BREAK.split(re.sub(r"<li>", "<br>• ", cell, flags=re.IGNORECASE))
    return [shown for line in lines if (shown := strip_inline(line.strip()))]


def read_markdown(text: str) -> tuple[list[Draft], tuple[Flag, ...]]:
    """Drafts of a Markdown text without its front matter."""
    visible, n_hidden = drop_hidden(text)
    flags = (
        (Flag(kind="hidden_text", detail=f"{n_hidden} hidden elements were left out"),)
        if n_hidden
        else ()
    )
    return _Parser(with_whole_items(visible.splitlines())).parse(), flags
