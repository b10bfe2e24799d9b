"""Plain text to drafts: paragraphs by blank lines, headings and lists by how their lines look."""

import re

from ingest.models import BlockKind
from ingest.readers.builder import Draft
from ingest.readers.front_matter import split_front_matter
from ingest.readers.markers import MarkerStack, is_label_line, split_marker
from ingest.readers.raw import RawDocument, ReadLimits, text_of

_FRAMED = re.compile(r"\s*(={2,}|#{2,}|\*{2,}|-{3,})\s*(\S.*?\S)\s*\1\s*")
_UNDERLINE = re.compile(r"\s*(?:={3,}|-{3,}|~{3,})\s*")
_NUMBERED_HEADING = re.compile(r"(\d{1,2}(?:\.\d{1,2}){0,3})\.?\s+([A-Z][^.;:!?]{2,70})")
_MAX_HEADING_CHARS = 90
_MAX_HEADING_WORDS = 12
_SMALL = frozenset(["a", "an", "and", "by", "for", "in", "of", "on", "or", "the", "to", "with"])
_COLUMNS = re.compile(
    r"\s*(?:1|2a|2b|3:? ?(?:harm|no benefit)|I|IIa|IIb|III:? ?(?:harm|no benefit)?)\s+"
    r"(?:A|B-N?R|C-(?:LD|EO))\s+\S",
    re.IGNORECASE,
)
_FULL_LINE = 70  # characters: a line that was broken because it was full
_SHORT_RATIO = 0.6


class _Parser:
    def __init__(self, lines: list[str]) -> None:
        self.lines = lines
        self.drafts: list[Draft] = []
        self.stack = MarkerStack()
        self.open_lines: list[str] = []
        self.marker = ""
        self.level = 0
        self.indent = 0
        self.after_blank = True

    def parse(self) -> list[Draft]:
        for at, line in enumerate(self.lines):
            if not line.strip():
                self.after_blank = True
            elif _UNDERLINE.fullmatch(line):
                self._underline()
            else:
                self._take(line, at)
                self.after_blank = False
        self._close()
        return self.drafts

    def _take(self, line: str, at: int) -> None:
        heading = self._heading(line.strip(), at)
        if heading is not None:
            self._close()
            self.drafts.append(heading)
            self.stack.clear()
        elif not self._list_item(line):
            self._text(line, at)

    def _underline(self) -> None:
        if len(self.open_lines) == 1 and not self.marker and not self.after_blank:
            title = self.open_lines.pop()
            self.drafts.append(Draft(kind=BlockKind.HEADING, text=title, level=1))
            self.stack.clear()
        self.after_blank = True

    def _heading(self, line: str, at: int) -> Draft | None:
        if framed := _FRAMED.fullmatch(line):
            return Draft(kind=BlockKind.HEADING, text=framed.group(2).strip("=#*- "), level=2)
        if not self.after_blank or len(line) > _MAX_HEADING_CHARS:
            return None
        level = self._heading_level(line, alone=self._is_blank(at + 1))
        return Draft(kind=BlockKind.HEADING, text=line, level=level) if level else None

    def _heading_level(self, line: str, *, alone: bool) -> int:
        """Level of a line that looks like a heading, 0 for others; the first line is 1."""
        if len(line.split()) > _MAX_HEADING_WORDS:
            return 0
        numbered = _NUMBERED_HEADING.fullmatch(line) if alone else None
        if numbered:
            return min(6, numbered.group(1).count(".") + 2)
        if _is_shouted(line):
            return 2
        first = alone and not self.drafts and not self.open_lines
        return 1 if first and line[-1] not in ".;,:" else 0

    def _is_blank(self, at: int) -> bool:
        return at >= len(self.lines) or not self.lines[at].strip()

    def _list_item(self, line: str) -> bool:
        stripped = line.lstrip()
        marker = split_marker(stripped)
        if marker is None:
            return False
        if self.open_lines and not self.after_blank and not self.stack.continues(marker):
            return False
        self._close()
        if not self.drafts or self.drafts[-1].kind is not BlockKind.LIST_ITEM:
            self.stack.clear()
        self.indent = len(line) - len(stripped)
        self.level = self.stack.push(marker, self.indent)
        self.marker = marker.text
        self.open_lines = [marker.rest]
        return True

    def _text(self, line: str, at: int) -> None:
        indent = len(line) - len(line.lstrip())
        belongs = bool(self.marker) and indent > self.indent
        new_label = not self.marker and is_label_line(line) and self._is_labels(at)
        ended = self.after_blank and not belongs
        anew = new_label or self._is_beside(line, indent) or self._is_row(line)
        if self.open_lines and (ended or anew or self._is_under_title(line)):
            self._close()
        self.open_lines.append(line.strip())

    def _is_beside(self, line: str, indent: int) -> bool:
        """True for a sentence that begins below an indented item and no deeper than its marker."""
        outside = bool(self.marker) and self.indent > 0 and indent <= self.indent
        return outside and line.lstrip()[:1].isupper() and self.open_lines[-1][-1:] in ".!?"

    def _is_row(self, line: str) -> bool:
        """True for a row of the columns class and level, as ACC/AHA prints recommendations."""
        return not self.marker and _COLUMNS.match(line) is not None

    def _is_under_title(self, line: str) -> bool:
        """True for the first line of a paragraph whose title stands right above it."""
        alone = not self.marker and not self.after_blank and len(self.open_lines) == 1
        return alone and _stands_above(self.open_lines[0], line)

    def _is_labels(self, at: int) -> bool:
        """True within a masthead: each line a label and its value, with no blank line between.

        The name of the series may stand right above it.
        """
        if len(self.open_lines) != 1:
            return False
        first = not self.drafts and at + 1 < len(self.lines) and is_label_line(self.lines[at + 1])
        return first or is_label_line(self.open_lines[0])

    def _close(self) -> None:
        if not self.open_lines:
            return
        kind = BlockKind.LIST_ITEM if self.marker else BlockKind.PARAGRAPH
        level = self.level if self.marker else 0
        text = " ".join(self.open_lines)
        self.drafts.append(Draft(kind=kind, text=text, level=level, marker=self.marker))
        self.open_lines, self.marker = [], ""


def _stands_above(line: str, below: str) -> bool:
    """True for a title in capitals right above the paragraph that it heads.

    The line is far from full, so that what follows does not go on with it.
    """
    told = [word for word in line.split() if word.lower() not in _SMALL]
    titled = all(word[:1].isupper() for word in told) and line[-1] not in ".:;,?!"
    prose = below[:1].isupper() and split_marker(below) is None and not is_label_line(below)
    full = len(below) >= _FULL_LINE and len(line) <= len(below) * _SHORT_RATIO
    return titled and prose and full and not any(ch.isdigit() for ch in line)


def _is_shouted(line: str) -> bool:
    letters = [letter for letter in line if letter.isalpha()]
    return len(letters) > 3 and line.isupper() and line[-1] not in ".;,"  # noqa: PLR2004


def read_text(data: bytes, name: str, limits: ReadLimits) -> RawDocument:
    """Drafts of a plain text file; front matter is read as in Markdown."""
    del limits  # the size of the file bounds it
    front_matter, body = split_front_matter(text_of(data, name), name)
    lines = [line.expandtabs(4) for line in body.replace("\f", "\n\n").splitlines()]
    return RawDocument(drafts=_Parser(lines).parse(), front_matter=front_matter)
