"""The verdict: symbol, word and colour say the same, so that none is needed alone."""

from app.render.outline import Outline
from app.render.safe import html_text
from app.render.words import review_words
from app.ui.evidence import Desk, of_position


def banner_html(view: Outline, desk: Desk) -> str:
    """Verdict, headline with marks, plain words, review status."""
    deciding = {row.mark: row for row in view.positions if row.row.decides and row.mark}
    marks = " ".join(
        desk.mark(of_position(deciding[mark]))
        if mark in deciding
        else f'<span class="gq-ref">{html_text(mark)}</span>'
        for mark in view.marks
    )
    headline = f'<h2 class="gq-headline">{html_text(view.headline)}</h2>' if view.headline else ""
    plain = f'<p class="gq-plain">{html_text(view.plain)}</p>' if view.plain else ""
    return (
        f'<section class="gq-banner gq-{view.look.tone}" aria-label="Verdict">'
        f'<p class="gq-verdict">'
        f'<span class="gq-symbol" aria-hidden="true">{view.look.symbol}</span>'
        f" {html_text(view.word)}</p>{headline}"
        f'<div class="gq-marks">{marks}</div>{plain}'
        f'<p class="gq-review">{html_text(review_words(view.answer.review_status))}</p></section>'
    )
