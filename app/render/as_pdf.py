"""Answers as a PDF. Owner of reportlab."""

from collections.abc import Iterable
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from xml.sax.saxutils import escape

from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFError, TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Table, TableStyle

from app.render.blocks import Block, Kind

# The first that is found; reportlab brings Vera along, which has Latin letters and few signs.
FONTS = (
    ("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf", "DejaVuSans-Bold.ttf"),
    ("/usr/share/fonts/TTF/DejaVuSans.ttf", "DejaVuSans-Bold.ttf"),
    ("/Library/Fonts/Arial Unicode.ttf", "Arial Unicode.ttf"),
    ("Vera.ttf", "VeraBd.ttf"),
)
_PLAIN, _BOLD = "gq-plain", "gq-bold"
_MARGIN = 18 * mm
_INDENT = 5 * mm
_COLUMNS = (0.3, 0.18, 0.34, 0.18)  # shares of the width, for the table of positions
# A longer cell could fill a page by itself, and reportlab breaks no row: the rest gets its own.
_MAX_CELL_CHARS = 900


def render_pdf(blocks: Iterable[Block], title: str) -> bytes:
    """A PDF of these blocks, A4, with page numbers."""
    coverage = registered_fonts()
    stream = BytesIO()
    document = SimpleDocTemplate(
        stream,
        pagesize=A4,
        leftMargin=_MARGIN,
        rightMargin=_MARGIN,
        topMargin=_MARGIN,
        bottomMargin=_MARGIN,
        title=title,
        author="guideline-qa",
    )
    story = [_flowable(block, coverage, document.width) for block in blocks]
    document.build(story, onFirstPage=_number, onLaterPages=_number)
    return stream.getvalue()


@lru_cache(maxsize=1)
def registered_fonts() -> frozenset[int]:
    """Register the two fonts; the characters that they have."""
    for plain, bold in FONTS:
        beside = str(Path(plain).with_name(bold))
        try:
            faces = (TTFont(_PLAIN, plain), TTFont(_BOLD, beside))
        except (TTFError, OSError):
            continue
        for face in faces:
            pdfmetrics.registerFont(face)
        return frozenset(faces[0].face.charToGlyph) & frozenset(faces[1].face.charToGlyph)
    raise RuntimeError("reportlab is installed without its own fonts")


def _style(kind: Kind, level: int = 0) -> ParagraphStyle:
    font = _BOLD if kind in {Kind.TITLE, Kind.HEADING, Kind.LABEL} else _PLAIN
    size = {Kind.TITLE: 17, Kind.HEADING: 12.5, Kind.QUOTE: 8.5, Kind.SMALL: 8}.get(kind, 9.5)
    indented = kind in {Kind.BULLET, Kind.QUOTE}
    return ParagraphStyle(
        kind.value,
        fontName=font,
        fontSize=size,
        leading=size * 1.4,
        spaceBefore={Kind.TITLE: 0, Kind.HEADING: 10, Kind.LABEL: 6}.get(kind, 1),
        spaceAfter=8 if kind is Kind.TITLE else 2,
        leftIndent=_INDENT * (level + 1) if indented else 0,
        bulletIndent=_INDENT * level,
        keepWithNext=kind in {Kind.HEADING, Kind.LABEL},
        textColor=colors.HexColor("#404448") if kind is Kind.QUOTE else colors.black,
        splitLongWords=1,
    )


def _flowable(block: Block, coverage: frozenset[int], width: float) -> Flowable:
    if block.kind is Kind.TABLE:
        return _table(block, coverage, width)
    text = _markup(block.text, coverage)
    if block.strong:
        text = f'<font name="{_BOLD}">{text}</font>'
    bullet = "•" if block.kind is Kind.BULLET else None
    return Paragraph(text, _style(block.kind, block.level), bulletText=bullet)


def _table(block: Block, coverage: frozenset[int], width: float) -> Table:
    style = _style(Kind.SMALL)
    rows = [
        [
            Paragraph(
                f'<font name="{_BOLD}">{_markup(text, coverage)}</font>'
                if number == 0
                else _markup(text, coverage),
                style,
            )
            for text in cells
        ]
        for number, whole in enumerate(block.rows)
        for cells in _cut(whole)
    ]
    table = Table(rows, colWidths=[width * share for share in _COLUMNS], repeatRows=1)
    table.setStyle(
        TableStyle(
            [
                ("GRID", (0, 0), (-1, -1), 0.4, colors.HexColor("#b0b4b8")),
                ("BACKGROUND", (0, 0), (-1, 0), colors.HexColor("#eef1f5")),
                ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ]
        )
    )
    return table


def _cut(cells: tuple[str, ...]) -> Iterable[tuple[str, ...]]:
    """A row as rows of which each fits a page."""
    longest = max(map(len, cells))
    for start in range(0, max(longest, 1), _MAX_CELL_CHARS):
        yield tuple(text[start : start + _MAX_CELL_CHARS] for text in cells)


def _markup(text: str, coverage: frozenset[int]) -> str:
    """Text as reportlab's own markup prints it; a character that the font lacks by its number."""
    seen = "".join(c if ord(c) in coverage else f"[U+{ord(c):04X}]" for c in text)
    return escape(seen)


def _number(canvas: Canvas, document: SimpleDocTemplate) -> None:
    canvas.setFont(_PLAIN, 8)
    canvas.drawRightString(A4[0] - _MARGIN, _MARGIN / 2, str(document.page))
