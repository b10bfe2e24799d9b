"""The verdict: symbol, word and colour say the same, so that none is needed alone."""

from app.render.outline import Outline
from app.render.safe import html_text
from app.render.words import REVIEW_SHORT, review_words
from app.ui.evidence import Desk, of_position


def banner_html(view: Outline, desk: Desk) -> str:
    """Verdict, headline with marks, plain words, review status."""
    deciding = {
        row.mark: of_position(row, row.quotes[0])
        for row in view.positions
        if row.row.decides and row.mark and row.quotes
    }
    marks = " ".join(
        desk.mark(deciding[mark])
        if mark in deciding
        else f'<span class="gq-ref">{html_text(mark)}</span>'
        for mark in view.marks
    )
    headline = f'<h2 class="gq-headline">{html_text(view.headline)}</h2>' if view.headline else ""
    plain = f'<p class="gq-plain">{html_text(view.plain)}</p>' if view.plain else ""
    return (
        f'<section class="gq-banner gq-{view.look.tone}" aria-label="{desk.named("Verdict")}">'
        f'<p class="gq-verdict">'
        f'<span class="gq-symbol" aria-hidden="true">{view.look.symbol}</span>'
        f" {html_text(view.word)}</p>{headline}"
        f'<div class="gq-marks">{marks}</div>{plain}'
        f"{_review(view)}</section>"
    )


def _review(view: Outline) -> str:
    """The three steps of the review, the one that it stands on marked, and how old it is."""
    status, updated = view.answer.review_status, view.answer.last_updated
    steps = "".join(
        f'<li class="gq-step" aria-current="step">{html_text(word)}</li>'
        if name == status
        else f'<li class="gq-step">{html_text(word)}</li>'
        for name, word in REVIEW_SHORT.items()
    )
    dated = f" Last updated: {updated.isoformat()}." if updated else ""
    words = html_text(f"{review_words(status)}.{dated}")
    return f'<ol class="gq-steps" aria-label="Review">{steps}</ol><p class="gq-review">{words}</p>'
