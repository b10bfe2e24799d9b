"""The sections of the Answer: sentences with their marks, and the words that carry them."""

from app.render.outline import ClaimView, GroupView, Outline, QuoteView, SectionView
from app.render.safe import html_text
from app.ui.evidence import Desk, of_quote


def sections_html(view: Outline, desk: Desk) -> str:
    """All sections in this reader's order."""
    return "".join(_section(section, desk) for section in view.sections)


def _section(section: SectionView, desk: Desk) -> str:
    groups = "".join(_group(group, desk) for group in section.groups)
    return f'<section class="gq-part"><h3>{html_text(section.title)}</h3>{groups}</section>'


def _group(group: GroupView, desk: Desk) -> str:
    label = f'<h4 class="gq-label">{html_text(group.label)}</h4>' if group.label else ""
    return f'{label}<ul class="gq-claims">{"".join(_claim(c, desk) for c in group.claims)}</ul>'


def _claim(claim: ClaimView, desk: Desk) -> str:
    marks = desk.marks(tuple(of_quote(quote) for quote in claim.quotes))
    quotes = "".join(
        _quote(quote, is_open=desk.view.profile.open_quotes)
        for quote in claim.quotes
        if not quote.again
    )
    return f'<li class="gq-level-{claim.level}">{html_text(claim.text)} {marks}{quotes}</li>'


def _quote(quote: QuoteView, *, is_open: bool) -> str:
    """Who says it and where; its words too, unless the sentence prints them or they are folded."""
    words = f" “{html_text(quote.quote)}”" if is_open and not quote.repeats else ""
    source = html_text(quote.source)
    return f'<p class="gq-quote"><span class="gq-muted">{source}</span>{words}</p>'
