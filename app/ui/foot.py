"""What stands under an Answer: notes, abbreviations, references, status, disclaimer."""

from app.models import Reference
from app.render.marks import reference_words, status_words
from app.render.outline import Outline
from app.render.profiles import Part
from app.render.safe import html_text, safe_url
from app.ui.evidence import Desk


def notes_html(view: Outline) -> str:
    """Notes on this Answer, and how many sentences a check has withheld, with its reason."""
    return _list("Notes", list(view.notes))


def glossary_html(view: Outline) -> str:
    """The abbreviations of this Answer, spelled out."""
    return _list("Abbreviations", [f"{item.short}: {item.words}" for item in view.glossary])


def _list(title: str, lines: list[str]) -> str:
    items = "".join(f"<li>{html_text(line)}</li>" for line in lines)
    return f'<section class="gq-part"><h3>{title}</h3><ul>{items}</ul></section>'


def references_html(view: Outline, desk: Desk) -> str:
    """The numbered references, with a link to each primary source that has a web address."""
    items = "".join(_reference(reference) for reference in view.answer.references)
    listed = f'<ul class="gq-references">{items}</ul>'
    place = desk.anchored(Part.REFERENCES)
    return f'<section class="gq-part"{place}><h3>References</h3>{listed}</section>'


def _reference(reference: Reference) -> str:
    url = safe_url(reference.url)
    link = (
        f' <a href="{html_text(url)}" target="_blank" rel="noopener noreferrer">Primary source'
        f'<span class="gq-sr"> of reference {reference.number} (leaves this page)</span></a>'
        if url
        else ""
    )
    return (
        f'<li><span class="gq-ref">[{reference.number}]</span> '
        f"<div>{html_text(reference_words(reference))}{link}</div></li>"
    )


def status_html(view: Outline) -> str:
    """Composer, index, dates, disclaimer; the status of the review stands in the banner."""
    _review, made, disclaimer = (html_text(words) for words in status_words(view.answer))
    return f'<footer class="gq-foot"><p>{disclaimer}</p><p>{made}</p></footer>'
