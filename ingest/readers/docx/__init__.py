"""DOCX to drafts, in document order.

Headings by style, lists by their numbering, tables with merged cells.
"""

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field

import docx
from docx.document import Document as WordDocument
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn
from lxml import etree
from lxml.etree import _Element as Element

from ingest.errors import CorpusError
from ingest.models import BlockKind, Flag
from ingest.readers.builder import Draft, is_connector
from ingest.readers.docx.styles import Numbering, ParagraphStyles
from ingest.readers.docx.tables import merges, n_header_rows, rows_of
from ingest.readers.docx.text import TextReader
from ingest.readers.markers import Marker, MarkerStack, split_marker
from ingest.readers.raw import RawDocument, ReadLimits
from ingest.readers.row_sections import flat, line_of_cell
from ingest.readers.tables import stacked_header, table_drafts

# The head of an OLE file: Word puts an encrypted document into one.
_OLE_MAGIC = b"\xd0\xcf\x11\xe0"
_MAX_MEMBERS = 20_000
_BOLD_HEADING_LEVEL = 6
_MAX_HEADING_CHARS = 90
_TABLE_WORDS = re.compile(
    r"\b(?:codes?|descriptions?|recommendations?|strength|grade|category|criteria|class|cor|loe"
    r"|drug|indications?|diagnos[ei]s|notes?|status|services?|procedures?|(?:when|if) \w+ed"
    r"|requirements?|limits?|(?:max(?:imum)?) \w+)\b",
    re.IGNORECASE,
)


@dataclass(slots=True)
class _Reader:
    styles: ParagraphStyles
    numbering: Numbering
    texts: TextReader
    drafts: list[Draft] = field(default_factory=list)
    stack: MarkerStack = field(default_factory=lambda: MarkerStack(tolerance=4.0))
    n_tables: int = 0
    in_cell: bool = False  # where a line that its writer ended stands for itself

    def walk(self, parent: Element) -> None:
        """Paragraphs and tables below `parent`, those in content controls included."""
        for child in parent:
            if child.tag == qn("w:p"):
                self._paragraph(child)
            elif child.tag == qn("w:tbl"):
                self._table(child)
            elif child.tag in {qn("w:sdt"), qn("w:sdtContent"), qn("w:ins"), qn("w:customXml")}:
                self.walk(child)

    def _paragraph(self, paragraph: Element) -> None:
        text = self.texts.text(paragraph)
        for box in self.texts.boxes(paragraph):
            self.walk(box)
        level = self.styles.heading_level(paragraph)
        number = self.numbering.of(paragraph, self.styles)
        if not text.strip():
            return
        if level:
            marker = self.numbering.next_marker(*number[:2]) if number else ""
            self._heading(f"{marker} {text}".strip(), level)
        elif number:
            printed = self.numbering.next_marker(number[0], number[1])
            family = f"{number[0]}/{number[1]}"
            self._item(Marker(printed, family, int(printed != "•"), text), number[2], number[1])
        elif self._is_bold_heading(paragraph, text):
            self._heading(text, _BOLD_HEADING_LEVEL)
        else:
            self._plain(paragraph, text)

    def _heading(self, text: str, level: int) -> None:
        self.drafts.append(Draft(kind=BlockKind.HEADING, text=text, level=level))
        self.stack.clear()

    def _is_bold_heading(self, paragraph: Element, text: str) -> bool:
        return (
            len(text) <= _MAX_HEADING_CHARS
            and text.strip()[-1] not in ".;:,"
            and split_marker(text.strip()) is None
            and not is_connector(text)
            and self.texts.is_bold(paragraph)
        )

    def _plain(self, paragraph: Element, text: str) -> None:
        """A paragraph without numbering of its own; its lines may be items with typed markers."""
        pending: list[str] = []
        for line in text.split("\n"):
            marker = split_marker(line.strip())
            if marker is None or not self._opens_item(marker):
                pending.append(line)
                continue
            self._add_paragraph(pending)
            pending = []
            self._item(marker, self.styles.indent(paragraph), -1)
        self._add_paragraph(pending)

    def _opens_item(self, marker: Marker) -> bool:
        return (
            marker.is_bullet or self.stack.continues(marker) or marker.family.startswith("dotted")
        )

    def _item(self, marker: Marker, indent: float, depth: int) -> None:
        last = self.drafts[-1] if self.drafts else None
        if last is None or (last.kind is not BlockKind.LIST_ITEM and not is_connector(last.text)):
            self.stack.clear()
        level = self.stack.push(marker, indent)
        if depth > 0 and indent == 0:
            level = depth + 1
        self.drafts.append(
            Draft(kind=BlockKind.LIST_ITEM, text=marker.rest, level=level, marker=marker.text)
        )

    def _add_paragraph(self, lines: list[str]) -> None:
        for text in lines if self.in_cell else [" ".join(lines)]:
            if text.strip():
                self.drafts.append(Draft(kind=BlockKind.PARAGRAPH, text=text))

    def _table(self, table: Element) -> None:
        rows = list(rows_of(table))
        if max((len(row) for row in rows), default=0) <= 1:
            for cell in table.iter(qn("w:tc")):
                self.walk(cell)
            return
        grid, repeated, spanning = self._grid(rows)
        start = 0
        while start in spanning and start < len(grid) - 1:
            self._add_paragraph([flat(grid[start][0])])
            start += 1
        end = start
        if grid[start:] and self._is_header(table, rows[start], grid[start]):
            end = start + n_header_rows(rows[start:])
        named = [*repeated[start : max(end - 1, start)], *grid[end - 1 : end]]
        header = stacked_header([tuple(map(flat, row)) for row in named])
        self.drafts += table_drafts(
            grid[end:], header=header if end > start else (), table=self.n_tables
        )
        self.n_tables += 1
        self.stack.clear()

    def _grid(
        self, rows: list[list[Element]]
    ) -> tuple[list[tuple[str, ...]], list[tuple[str, ...]], set[int]]:
        """Texts by row and column, the same with wide cells repeated, and rows of one cell.

        A cell merged downwards is repeated, one merged across stands once.
        """
        grid: list[tuple[str, ...]] = []
        repeated: list[tuple[str, ...]] = []
        spanning: set[int] = set()
        above: dict[int, str] = {}
        for index, row in enumerate(rows):
            texts: list[str] = []
            wide: list[str] = []
            for cell in row:
                span, goes_down = merges(cell)
                text = above.get(len(texts), "") if goes_down else self._cell_text(cell)
                above[len(texts)] = text
                texts += [text, *[""] * (span - 1)]
                wide += [text] * span
            if len(row) == 1 and len(texts) > 1:
                spanning.add(index)
            grid.append(tuple(texts))
            repeated.append(tuple(wide))
        return grid, repeated, spanning

    def _cell_text(self, cell: Element) -> str:
        inner = _Reader(self.styles, self.numbering, self.texts, in_cell=True)
        inner.walk(cell)
        return "\n".join(line_of_cell(draft) for draft in inner.drafts)

    def _is_header(self, table: Element, row: list[Element], texts: tuple[str, ...]) -> bool:
        marked = next(iter(table.iter(qn("w:tblHeader"))), None)
        filled = [cell for cell, text in zip(row, texts, strict=False) if text]
        if marked is not None:
            return True
        if len(filled) > 1 and all(self.texts.is_bold(cell) for cell in filled):
            return True
        short = [text for text in texts if text and len(text) <= _MAX_HEADING_CHARS]
        named = sum(_TABLE_WORDS.search(text) is not None for text in short)
        return len(short) > 1 and named * 2 >= len(filled) and not texts[0].endswith(".")


def _running(document: WordDocument) -> Iterator[str]:
    """Lines of the headers and footers of all sections."""
    for section in document.sections:
        for part in (section.header, section.footer, section.first_page_header):
            yield from (item.text.strip() for item in part.paragraphs if item.text.strip())


def _footnotes(document: WordDocument, texts: TextReader) -> list[Draft]:
    drafts = []
    for part in document.part.package.iter_parts():
        if str(part.partname) in {"/word/footnotes.xml", "/word/endnotes.xml"}:
            root = etree.fromstring(part.blob, etree.XMLParser(resolve_entities=False))
            for note in root:
                text = " ".join(texts.text(child) for child in note.iter(qn("w:p")))
                if note.get(qn("w:type")) is None and text.strip():
                    drafts.append(Draft(kind=BlockKind.PARAGRAPH, text=text))
    return drafts


def _check_archive(data: bytes, name: str, limits: ReadLimits) -> None:
    if data.startswith(_OLE_MAGIC):
        raise CorpusError(
            f"{name}: is encrypted or an old .doc: save it as .docx without a password"
        )
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
    except zipfile.BadZipFile as error:
        raise CorpusError(f"{name}: is damaged: not a DOCX file") from error
    unpacked = sum(member.file_size for member in members)
    if unpacked > limits.max_stream_bytes or len(members) > _MAX_MEMBERS:
        raise CorpusError(
            f"{name}: unpacks to {unpacked / 1e6:.0f} MB, more than the "
            f"{limits.max_stream_bytes / 1e6:.0f} MB allowed"
        )


def read_docx(data: bytes, name: str, limits: ReadLimits) -> RawDocument:
    """Drafts of a Word document.

    Raises:
        CorpusError: It is encrypted, damaged, or unpacks to too much.
    """
    _check_archive(data, name, limits)
    try:
        document = docx.Document(io.BytesIO(data))
        texts = TextReader()
        reader = _Reader(ParagraphStyles(document), Numbering(document), texts)
        reader.walk(document.element.body)
        drafts = reader.drafts + _footnotes(document, texts)
        title = document.core_properties.title or ""
        running = tuple(dict.fromkeys(_running(document)))
    except (
        PackageNotFoundError,
        etree.XMLSyntaxError,
        zipfile.BadZipFile,
        KeyError,
        ValueError,
        AttributeError,
        EOFError,
    ) as error:
        # python-docx lets these through where a part or a relation is missing.
        raise CorpusError(f"{name}: is damaged: {error}") from error
    hidden = " ".join(texts.hidden).strip()
    flags = (
        (Flag(kind="hidden_text", detail=f"left out, not visible: {hidden}"[:200]),)
        if hidden
        else ()
    )
    return RawDocument(drafts=drafts, file_title=title, running=running, flags=flags)
