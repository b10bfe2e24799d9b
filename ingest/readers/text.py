"""Plain text to drafts: paragraphs, headings, lists and tables by how their lines look."""

import re

from ingest.models import BlockKind
from ingest.readers.builder import Draft
from ingest.readers.front_matter import split_front_matter
from ingest.readers.line_ends import Vocabulary
from ingest.readers.lone_marks import with_whole_items
from ingest.readers.markers import MarkerStack, is_label_line, split_marker
from ingest.readers.raw import RawDocument, ReadLimits, text_of
from ingest.readers.text_columns import table_at
from ingest.readers.text_graded import graded_table_at
from ingest.readers.text_layout import (
    IN_BRACKETS,
    coded_level,
    expanded,
    hangs,
    heads_below,
    is_broken,
    is_dated,
    is_plain_title,
    is_sentence,
    is_shouted,
    is_title,
    is_underlined,
    n_titles,
    part_level,
    with_whole_titles,
    wrap_width,
)
from ingest.readers.text_opposed import opposed_table_at
from ingest.readers.text_pages import without_running
from ingest.readers.text_ruled import ruled_table_at

_FRAMED = re.compile(r"\s*(={2,}|#{2,}|\*{2,}|-{3,})\s*(\S.*?\S)\s*\1\s*")
_UNDERLINE = re.compile(r"\s*(?:={3,}|-{3,}|~{3,})\s*")
_SEPARATOR = re.compile(r"\s*_{5,}\s*")  # between parts of a page, and below no title
# "2.1", "§ 6.210", and chapters of manuals that count by hundreds ("300.02")
_OUTLINE = r"(?:§+\s*)?((?:\d{1,2}|\d{3}(?=\.\d))(?:\.\d{1,3}){0,3})\.?\s+"
_NUMBERED_HEADING = re.compile(rf"{_OUTLINE}([A-Z][^.;:!?]{{2,70}})")
_NUMBER = re.compile(rf"{_OUTLINE}(?=\S)")
# A name that ends in the codes of a service
_WITH_CODES = re.compile(r"[\d.]+\s+[A-Z][^.:;()]{2,60}\([^()]*\b(?:\d{5}|[A-V]\d{4})\b[^()]*\)")
_MAX_HEADING_CHARS = 90
_MAX_HEADING_WORDS = 12
_MAX_FIRST_CHARS = 200  # of a first line in capitals, which is the title
_TITLE_LEVEL = 3  # below the headings in capitals
_NUMBERED_LEVEL = 5
_MAX_TITLES = 2  # one below the other: more are names


class _Parser:
    def __init__(self, lines: list[str]) -> None:
        self.lines = lines
        self.width = wrap_width(lines)
        self.words = Vocabulary()
        for line in lines:
            self.words.count(line)
        self.drafts: list[Draft] = []
        self.stack = MarkerStack()
        self.open_lines: list[str] = []
        self.last_line = ""
        self.marker = ""
        self.level = 0
        self.indent = 0
        self.after_blank = True
        self.in_masthead = True  # up to the first blank line
        self.has_body = False  # a heading below the masthead was seen
        self.n_tables = 0

    def parse(self) -> list[Draft]:
        at = 0
        while at < len(self.lines):
            line = self.lines[at]
            if not line.strip() or _SEPARATOR.fullmatch(line):
                self.after_blank = True
                self.in_masthead = self.in_masthead and not (self.drafts or self.open_lines)
            elif n_lines := self._ruled_table(at):
                at += n_lines - 1
                self.after_blank = True
            elif _UNDERLINE.fullmatch(line):
                self._underline()
            elif n_lines := self._table(at):
                at += n_lines - 1
                self.after_blank = False
            else:
                self._take(line, at)
                self.after_blank = False
            at += 1
        self._close()
        return self.drafts

    def _take(self, line: str, at: int) -> None:
        heading = self._heading(line.strip(), at)
        if heading is not None:
            self._close()
            self.drafts.append(heading)
            self.stack.clear()
            self.has_body = self.has_body or not self.in_masthead
        elif not self._list_item(line):
            self._text(line, at)

    def _ruled_table(self, at: int) -> int:
        """Take the ruled table that begins at a line; the number of its lines, 0 for none."""
        free = (self.after_blank or not self.open_lines) and not self.in_masthead  # of a cover
        if free and (graded := graded_table_at(self.lines, at, self.n_tables)):
            if graded.title:
                self._close()
                own = Draft(kind=BlockKind.HEADING, text=graded.title, level=_TITLE_LEVEL)
                self.drafts.append(self._heading(graded.title, at) or own)
            return self._took((graded.drafts, graded.n_lines))
        ruled = ruled_table_at(self.lines, at, self.n_tables) if free else None
        return self._took(opposed_table_at(self.lines, at, self.n_tables) or ruled)

    def _table(self, at: int) -> int:
        """Take the table that begins at a line; the number of its lines, 0 where none does."""
        found = table_at(self.lines, at, self.n_tables, named=self.has_body, vocabulary=self.words)
        return self._took(found if self.after_blank or not self.marker else None)

    def _took(self, found: tuple[list[Draft], int] | None) -> int:
        if found is None:
            return 0
        self._close()
        drafts, n_lines = found
        self.drafts.extend(drafts)
        self.n_tables += 1
        self.stack.clear()
        return n_lines

    def _underline(self) -> None:
        alone = len(self.open_lines) == 1 and not (self.marker or self.after_blank)
        if alone and is_underlined(self.open_lines[0]):
            title = self.open_lines.pop()
            self.drafts.append(Draft(kind=BlockKind.HEADING, text=title, level=1))
            self.stack.clear()
        self.after_blank = True

    def _heading(self, line: str, at: int) -> Draft | None:
        if framed := _FRAMED.fullmatch(line):
            return Draft(kind=BlockKind.HEADING, text=framed.group(2).strip("=#*- "), level=2)
        if not (self.drafts or self.open_lines) and is_shouted(line):
            first = Draft(kind=BlockKind.HEADING, text=line, level=1)
            return first if len(line) <= _MAX_FIRST_CHARS else None
        outlined = coded_level(line) > 0 or self._is_outlined(line, at)
        if not (self._begins() or outlined) or len(line) > _MAX_HEADING_CHARS:
            return None
        if outlined and not is_shouted(line):
            level = coded_level(line) or line.split(maxsplit=1)[0].count(".") + 2
        else:
            level = self._heading_level(line, at) or self._title_level(line, at)
        return Draft(kind=BlockKind.HEADING, text=line, level=level) if level else None

    def _begins(self) -> bool:
        """Whether a heading may stand here: below a blank line, or right below another heading."""
        below = bool(self.drafts) and self.drafts[-1].kind is BlockKind.HEADING
        return self.after_blank or (below and not self.open_lines)

    def _is_outlined(self, line: str, at: int) -> bool:
        """Whether a line as "2.2  MRI SHOULDER (73221)" hangs over what is set deeper."""
        found = _NUMBER.match(line)
        if found is None or self._is_blank(at + 1):
            return False
        own, below = self.lines[at], self.lines[at + 1]
        deeper = len(below) - len(below.lstrip()) > len(own) - len(own.lstrip())
        if not deeper:
            return is_shouted(line) and below.strip().startswith(f"{found.group(1)}.1")
        coded = "." in found.group(1) and _WITH_CODES.fullmatch(line) is not None
        return coded or is_shouted(line)

    def _heading_level(self, line: str, at: int) -> int:
        """Level of a line that looks like a heading, 0 for others; the first line is 1."""
        if len(IN_BRACKETS.sub("", line).split()) > _MAX_HEADING_WORDS:
            return 0
        alone = self._is_blank(at + 1)
        shouted = is_shouted(line)
        numbered = _NUMBERED_HEADING.fullmatch(line) if alone and not shouted else None
        number = numbered or (_NUMBER.match(line) if shouted else None)
        if number:
            return min(6, number.group(1).removesuffix(".0").count(".") + 2)
        if shouted:
            return 1 if self.in_masthead else 2
        first = alone and not self.drafts and not self.open_lines
        return 1 if first and line[-1] not in ".;,:" else 0

    def _title_level(self, line: str, at: int) -> int:
        """Level of a title that nothing but its place and its capitals mark; 0 for others."""
        if self.in_masthead or split_marker(line) is not None:
            numbered = not self._is_blank(at + 1) and heads_below(
                self.lines[at], self.lines[at + 1], self.width
            )
            return _NUMBERED_LEVEL if numbered else 0
        if self._is_blank(at + 1):
            if line[-1] == ":":
                return _TITLE_LEVEL if is_title(line[:-1]) and self._is_above_text(at) else 0
            told = (is_title(line) or is_plain_title(line)) and not self._goes_on_alike(at)
            return part_level(line) or (_TITLE_LEVEL if told else 0)
        below = self.lines[at + 1]
        if not is_broken(self.lines[at], below, self.width):
            return 0
        if part_level(line):
            return part_level(line)
        titled = is_title(line) and self._heads(below, at + 1)
        marker = split_marker(below.strip())
        heads = is_sentence(below) or (marker is not None and not marker.is_bullet)
        return _TITLE_LEVEL if titled or (is_plain_title(line) and heads) else 0

    def _heads(self, below: str, at: int) -> bool:
        """Whether a line may stand right below its title: text, a list, a row or a last title."""
        text = below.strip()
        return (
            is_sentence(text)
            or split_marker(text) is not None
            or (is_title(text) and self._is_blank(at + 1))
            or ((is_title(text) or is_plain_title(text)) and self._is_above_sentence(at))
            or part_level(text) > 0
            or table_at(self.lines, at, 0, named=False, vocabulary=self.words) is not None
        )

    def _is_above_sentence(self, at: int) -> bool:
        """Whether the very next line is a sentence, in a file whose titles have no blank lines."""
        return not self._is_blank(at + 1) and is_sentence(self.lines[at + 1])

    def _is_above_text(self, at: int) -> bool:
        """Whether the next line is a sentence: a list would be led in by the line above it."""
        below = next((line for line in self.lines[at + 1 :] if line.strip()), "")
        return is_sentence(below)

    def _goes_on_alike(self, at: int) -> bool:
        """Whether lines like titles follow each other: a list of names that nothing marks."""
        above, below = reversed(self.lines[:at]), self.lines[at + 1 :]
        return 1 + n_titles(above) + n_titles(below) > _MAX_TITLES

    def _is_blank(self, at: int) -> bool:
        return at >= len(self.lines) or not self.lines[at].strip()

    def _list_item(self, line: str) -> bool:
        stripped = line.lstrip()
        marker = split_marker(stripped)
        if marker is None:
            return False
        if self.open_lines and not (
            self.after_blank
            or self.stack.continues(marker)
            or (self.marker and is_broken(self.last_line, line, self.width))
        ):
            return False
        self._close()
        if not self.drafts or self.drafts[-1].kind is not BlockKind.LIST_ITEM:
            self.stack.clear()
        self.indent = len(line) - len(stripped)
        self.level = self.stack.push(marker, self.indent)
        self.marker = marker.text
        self.open_lines = [marker.rest]
        self.last_line = line
        return True

    def _text(self, line: str, at: int) -> None:
        indent = len(line) - len(line.lstrip())
        belongs = bool(self.marker) and indent > self.indent
        new_label = not self.marker and is_label_line(line) and self._is_labels(at)
        ended = (self.after_blank and not belongs) or self._is_beside(line, indent)
        anew = new_label or (not belongs and is_broken(self.last_line, line, self.width))
        if self.open_lines and (ended or (anew and not hangs(self.open_lines, line))):
            self._close()
        self.open_lines.append(line.strip())
        self.last_line = line

    def _is_beside(self, line: str, indent: int) -> bool:
        """True for a sentence that begins below an indented item and no deeper than its marker."""
        outside = bool(self.marker and self.open_lines) and 0 < self.indent >= indent
        return outside and line.lstrip()[:1].isupper() and self.open_lines[-1][-1:] in ".!?"

    def _is_labels(self, at: int) -> bool:
        """True within a masthead: each line a label and its value, with no blank line between.

        The name of the series may stand right above it.
        """
        first = not self.drafts and at + 1 < len(self.lines) and is_label_line(self.lines[at + 1])
        told = first or is_dated(self.lines[at]) or is_label_line("".join(self.open_lines[:1]))
        return len(self.open_lines) == 1 and told

    def _close(self) -> None:
        if not self.open_lines:
            return
        kind = BlockKind.LIST_ITEM if self.marker else BlockKind.PARAGRAPH
        level = self.level if self.marker else 0
        text = self.words.join_all(self.open_lines)
        self.drafts.append(Draft(kind=kind, text=text, level=level, marker=self.marker))
        self.open_lines, self.marker = [], ""


def read_text(data: bytes, name: str, limits: ReadLimits) -> RawDocument:
    """Drafts of a plain text file, bounded by its size; front matter is read as in Markdown."""
    del limits
    front_matter, body = split_front_matter(text_of(data, name), name)
    lines = [expanded(line) for line in body.replace("\f", "\n\n").splitlines()]
    lines, running = without_running(with_whole_items(lines))
    drafts = _Parser(with_whole_titles(lines)).parse()
    return RawDocument(drafts=drafts, front_matter=front_matter, running=running)
