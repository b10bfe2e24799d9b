"""The sections of the Answer: sentences with their marks, and the words that carry them."""

from app.render.outline import ClaimView, GroupView, Outline, SectionView
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
        f'<p class="gq-quote"><span class="gq-muted">{html_text(quote.source)}</span> '
        f"“{html_text(quote.quote)}”</p>"
        for quote in claim.quotes
        if desk.view.profile.open_quotes and not quote.repeats
    )
    return f'<li class="gq-level-{claim.level}">{html_text(claim.text)} {marks}{quotes}</li>'
