"""The verdict: symbol, word and colour say the same, so that none is needed alone."""

from app.render.marks import dates
from app.render.outline import Outline
from app.render.safe import html_text
from app.render.words import NOT_REVIEWED, REVIEW_SHORT, review_words
from app.ui.evidence import Desk, of_position

_FIRST_STEP = "submitted"
_ABOUT = (
    '<a href="editorial-policy" target="_blank" rel="noopener noreferrer">What this means'
    '<span class="gq-sr">: the editorial policy, opens in a new tab</span></a>'
)


def banner_html(view: Outline, desk: Desk, *, reviewed: bool = True) -> str:
    """Verdict, headline with marks, plain words; the review, unless the page tells it beside."""
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
        f"{_review(view) if reviewed else ''}</section>"
    )


def _review(view: Outline) -> str:
    """The steps of the review, the one that it stands on marked, and as of when it holds."""
    answer = view.answer
    is_private = not answer.general and answer.review_status == _FIRST_STEP
    reached = "" if is_private else answer.review_status
    steps = "".join(
        f'<li class="gq-step" aria-current="step">{html_text(word)}</li>'
        if name == reached
        else f'<li class="gq-step">{html_text(word)}</li>'
        for name, word in REVIEW_SHORT.items()
    )
    words = NOT_REVIEWED if is_private else review_words(answer.review_status)
    told = html_text(" ".join([f"{words}.", *dates(answer)]))
    return (
        f'<ol class="gq-steps" aria-label="Review">{steps}</ol>'
        f'<p class="gq-review">{told} {_ABOUT}</p>'
    )
