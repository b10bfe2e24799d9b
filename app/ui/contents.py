"""Links to the parts of a long Answer, so that nobody scrolls for the one that he came for."""

from app.render.outline import Outline
from app.render.profiles import Part
from app.render.safe import html_text
from app.ui.evidence import Desk
from app.ui.sections import SECTION

# The other parts are short, or stand beside one of these.
_TITLES = {
    Part.POSITIONS: "Sources",
    Part.CRITERIA: "Criteria",
    Part.REFERENCES: "References",
}
_FEWEST = 4  # links; less is in sight anyway


def contents_html(view: Outline, desk: Desk) -> str:
    """The links in the order of the parts; "" where there are few."""
    links = [
        f'<a href="#{desk.place(name)}" target="_self">{html_text(title)}</a>'
        for name, title in _named(view)
    ]
    if desk.number is None or len(links) < _FEWEST:
        return ""
    label = desk.named("Parts")
    return f'<nav class="gq-contents" aria-label="{label}">{"".join(links)}</nav>'


def _named(view: Outline) -> list[tuple[str, str]]:
    """(name of the anchor, words of the link)."""
    found: list[tuple[str, str]] = []
    for part in view.parts:
        if part is Part.SECTIONS:
            found += [(SECTION + s.name.value, s.title.split(",")[0]) for s in view.sections]
        elif part in _TITLES:
            found.append((part.value, _TITLES[part]))
    return found
