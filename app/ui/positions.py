"""What each source says, side by side; on a narrow screen one card a source."""

from app.render.outline import Outline
from app.render.safe import html_text
from app.render.tables import PositionView
from app.ui.evidence import Desk, of_position

_COLUMNS = ("Source", "Position", "Its words", "Effect")


def positions_html(view: Outline, desk: Desk) -> str:
    """The table of positions, deciding sources first."""
    head = "".join(f'<th scope="col">{name}</th>' for name in _COLUMNS)
    rows = "".join(_row(row, desk) for row in view.positions)
    return (
        '<section class="gq-part"><h3>What each source says</h3>'
        f'<table class="gq-positions"><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>'
        "</section>"
    )


def _row(view: PositionView, desk: Desk) -> str:
    grade = f'<span class="gq-chip">{html_text(view.row.grade)}</span>' if view.row.grade else ""
    locator = view.row.locator if not view.row.locator.startswith("[") else ""
    where = f' <span class="gq-muted">({html_text(locator)})</span>' if locator else ""
    about = f", on {html_text(view.about)}" if view.about else ""
    cells = (
        f"{html_text(view.source)} {desk.mark(of_position(view))}"
        f'<span class="gq-muted gq-line">{html_text(view.kind)}{about}</span>',
        f'<span class="gq-tag gq-{view.look.tone}"><span aria-hidden="true">{view.look.symbol}'
        f"</span> {html_text(view.direction)}</span> {grade}",
        f"{html_text(view.quote)}{where}" if view.row.quote else "–",
        html_text(view.decides),
    )
    marked = ' class="gq-decides"' if view.row.decides else ""
    columns = "".join(
        f'<td data-label="{name}">{cell}</td>' for name, cell in zip(_COLUMNS, cells, strict=True)
    )
    return f"<tr{marked}>{columns}</tr>"
