"""Answers as a Word document. Owner of python-docx on the way out."""

import re
from collections.abc import Iterable
from io import BytesIO
from typing import TYPE_CHECKING

from docx import Document
from docx.shared import Cm, Pt

from app.render.blocks import Block, Kind

if TYPE_CHECKING:
    from docx.document import Document as DocxDocument

# XML 1.0 has no way to write these; `visible` has already written them by number.
_NOT_IN_XML = re.compile(r"[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_STYLES = {
    Kind.TITLE: "Title",
    Kind.HEADING: "Heading 2",
    Kind.LABEL: "Heading 3",
    Kind.TEXT: "Normal",
    Kind.BULLET: "List Bullet",
    Kind.QUOTE: "Quote",
    Kind.SMALL: "Normal",
}
_INDENT_CM = 0.63
_SMALL_PT = 9


def render_docx(blocks: Iterable[Block]) -> bytes:
    """A document of these blocks."""
    document = Document()
    for block in blocks:
        if block.kind is Kind.TABLE:
            _add_table(document, block)
        else:
            _add_paragraph(document, block)
    # Word's template names its own author and the day on which it was made.
    document.core_properties.author = "guideline-qa"
    document.core_properties.comments = ""
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def _add_paragraph(document: "DocxDocument", block: Block) -> None:
    paragraph = document.add_paragraph(style=_STYLES[block.kind])
    run = paragraph.add_run(_clean(block.text))
    if block.strong:
        run.bold = True
    if block.kind in {Kind.SMALL, Kind.QUOTE}:
        run.font.size = Pt(_SMALL_PT)
    if block.kind in {Kind.BULLET, Kind.QUOTE}:
        paragraph.paragraph_format.left_indent = Cm(_INDENT_CM * (block.level + 1))


def _add_table(document: "DocxDocument", block: Block) -> None:
    table = document.add_table(rows=0, cols=len(block.rows[0]), style="Table Grid")
    for number, cells in enumerate(block.rows):
        for place, text in zip(table.add_row().cells, cells, strict=True):
            run = place.paragraphs[0].add_run(_clean(text))
            run.font.size = Pt(_SMALL_PT)
            run.bold = number == 0


def _clean(text: str) -> str:
    return _NOT_IN_XML.sub("\N{REPLACEMENT CHARACTER}", text)
