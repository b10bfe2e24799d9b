"""The sections of the Answer: sentences with their marks, and the words that carry them."""

from app.draft import CUT
from app.models import SectionName
from app.render.claims import ClaimView, GroupView, ItemView, QuoteView, SectionView
from app.render.outline import Outline
from app.render.safe import html_text
from app.ui.evidence import Desk, of_quote

SECTION = "section-"  # one of the sections bears the name of a part


def sections_html(view: Outline, desk: Desk) -> str:
    """All sections in this reader's order."""
    return "".join(_section(section, desk) for section in view.sections)


def _section(section: SectionView, desk: Desk) -> str:
    tag = "ol" if section.numbered else "ul"
    apart = section.name is SectionName.REQUIRED  # each is a way of its own to be covered
    groups = "".join(_group(group, desk, tag, apart=apart) for group in section.groups)
    return (
        f'<section class="gq-part"{desk.anchored(SECTION + section.name.value)}>'
        f"<h3>{html_text(section.title)}</h3>{groups}</section>"
    )


def _group(group: GroupView, desk: Desk, tag: str, *, apart: bool) -> str:
    label = f'<h4 class="gq-label">{html_text(group.label)}</h4>' if group.label else ""
    items = "".join(_claim(claim, desk, apart=apart) for claim in group.claims)
    return f'{label}<{tag} class="gq-claims">{items}</{tag}>'


def _claim(claim: ClaimView, desk: Desk, *, apart: bool) -> str:
    """A sentence with its marks; the names of a list in a line, or `apart` a line each."""
    lead = f"<strong>{html_text(claim.lead)}:</strong> " if claim.lead else ""
    note = f' <span class="gq-muted">({html_text(claim.note)})</span>' if claim.note else ""
    if claim.items and apart:
        rows = "".join(f"<li>{_item(item, desk)}</li>" for item in claim.items)
        listed = f'<ul class="gq-apart">{rows}</ul>'
        return f'<li class="gq-level-{claim.level}">{lead}{note}{listed}</li>'
    if claim.items:
        said = (
            f'<span class="gq-items">{" ".join(_item(item, desk) for item in claim.items)}</span>'
        )
        return f'<li class="gq-level-{claim.level}">{lead}{said}{note}</li>'
    marks = desk.marks(tuple(of_quote(quote) for quote in claim.quotes))
    quotes = "".join(_quote(q) for q in claim.quotes if desk.view.profile.open_quotes)
    text = html_text(claim.text)
    whole = _whole(claim) if claim.text.endswith(CUT) else ""
    return f'<li class="gq-level-{claim.level}">{lead}{text}{note} {marks}{whole}{quotes}</li>'


def _whole(claim: ClaimView) -> str:
    """The words that were cut off, behind a line that opens them."""
    words = " ".join(quote.quote for quote in claim.quotes)
    return (
        '<details class="gq-fold"><summary>The whole sentence</summary>'
        f'<p class="gq-quote">“{html_text(words)}”</p></details>'
    )


def _item(item: ItemView, desk: Desk) -> str:
    """A name of a list with the mark that opens the words which carry it."""
    mark = desk.mark(of_quote(item.quote))
    return f'<span class="gq-item">{html_text(item.text)} {mark}</span>'


def _quote(quote: QuoteView) -> str:
    """The source's words under a sentence that does not print them, unless they stand above."""
    if quote.repeats or quote.again:
        return ""
    where = f'<span class="gq-muted">{html_text(quote.source)}:</span> '
    return f'<p class="gq-quote">{where}“{html_text(quote.quote)}”</p>'
