"""What each source says, side by side; on a narrow screen one card a source."""

from app.render.outline import Outline
from app.render.profiles import Part
from app.render.safe import html_text
from app.render.tables import OUR_DIGEST, PositionQuote, PositionView
from app.ui.evidence import Desk, of_position

_COLUMNS = ("Source", "Position", "Its words", "Effect")


def positions_html(view: Outline, desk: Desk) -> str:
    """The table of positions, deciding sources first."""
    head = "".join(f'<th scope="col">{name}</th>' for name in _COLUMNS)
    rows = "".join(_row(row, desk) for row in view.positions)
    return (
        f'<section class="gq-part"{desk.anchored(Part.POSITIONS)}><h3>What each source says</h3>'
        f'<table class="gq-positions"><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>'
        "</section>"
    )


def _row(view: PositionView, desk: Desk) -> str:
    grade = f'<span class="gq-chip">{html_text(view.grade)}</span>' if view.grade else ""
    mark = "" if view.quotes else f' <span class="gq-ref">{html_text(view.mark)}</span>'
    said = "".join(_quote(view, quote, desk) for quote in view.quotes) or "–"
    cells = (
        f"{html_text(view.source)}{mark}"
        f'<span class="gq-muted gq-line">{html_text(view.kind)}</span>',
        f'<span class="gq-tag gq-{view.look.tone}"><span aria-hidden="true">{view.look.symbol}'
        f"</span> {html_text(view.direction)}</span> {grade}",
        said,
        html_text(view.decides),
    )
    marked = ' class="gq-decides"' if view.row.decides else ""
    columns = "".join(
        f'<td data-label="{name}">{cell}</td>' for name, cell in zip(_COLUMNS, cells, strict=True)
    )
    return f"<tr{marked}>{columns}</tr>"


def _quote(view: PositionView, quote: PositionQuote, desk: Desk) -> str:
    """Its words on one condition, with the mark that opens them."""
    about = f'<span class="gq-muted">On {html_text(quote.about)}:</span> ' if quote.about else ""
    where = "; ".join(p for p in (OUR_DIGEST if view.digest else "", quote.locator) if p)
    located = f' <span class="gq-muted">({html_text(where)})</span>' if where else ""
    mark = desk.mark(of_position(view, quote))
    return f'<div class="gq-said">{about}{html_text(quote.words)}{located} {mark}</div>'
