"""Criteria with their findings, what is missing to settle them, and what the code lists say."""

from app.render.outline import Outline
from app.render.profiles import Part
from app.render.safe import html_text
from app.render.tables import CodeView, CriteriaGroup, CriteriaLine, code_views
from app.render.words import CODE_STATES, FINDINGS
from app.ui.evidence import Desk

_CODE_TONES = {"listed_covered": "good", "listed_not_covered": "bad"}


def criteria_html(view: Outline, desk: Desk) -> str:
    """Each criterion, met, not met or not stated, with the words that settle it."""
    groups = "".join(_group(group, plain=view.profile.plain) for group in view.criteria)
    place = desk.anchored(Part.CRITERIA)
    return f'<section class="gq-part"{place}><h3>Criteria</h3>{groups}</section>'


def _group(group: CriteriaGroup, *, plain: bool) -> str:
    label = f'<h4 class="gq-label">{html_text(group.label)}</h4>' if group.label else ""
    rows = "".join(_line(line, plain=plain) for line in group.lines)
    return f'{label}<ul class="gq-criteria">{rows}</ul>'


def _line(line: CriteriaLine, *, plain: bool) -> str:
    row = line.row
    if row is None:
        return f'<li class="gq-lead-in gq-level-{line.level}">{html_text(line.lead)}</li>'
    look = FINDINGS[row.finding]
    word = look.plain if plain else look.word
    settled = (
        f'<p class="gq-quote">“{html_text(row.quote)}” '
        f'<span class="gq-muted">{html_text(row.fact_source)}</span></p>'
        if row.quote
        else ""
    )
    return (
        f'<li class="gq-criterion gq-level-{line.level}"><span class="gq-tag gq-{look.tone}">'
        f'<span aria-hidden="true">{look.symbol}</span> {word}</span> '
        f"<div>{html_text(row.text)}{settled}</div></li>"
    )


def missing_html(view: Outline) -> str:
    """Documentation that would settle a criterion that is not stated."""
    items = "".join(f"<li>{html_text(line)}</li>" for line in view.missing)
    return f'<section class="gq-part"><h3>Missing documentation</h3><ul>{items}</ul></section>'


def codes_html(view: Outline) -> str:
    """Each code of the question, and whether a list names it."""
    items = "".join(_code(code) for code in code_views(view.answer))
    return f'<section class="gq-part"><h3>Codes</h3><ul>{items}</ul></section>'


def _code(code: CodeView) -> str:
    tone = _CODE_TONES.get(code.state, "quiet")
    marks = " ".join(f'<span class="gq-ref">{html_text(mark)}</span>' for mark in code.marks)
    quotes = "".join(f'<p class="gq-quote">“{html_text(quote)}”</p>' for quote in code.quotes)
    return (
        f"<li><strong>{html_text(code.code)}</strong> {html_text(code.meaning)} "
        f'<span class="gq-tag gq-{tone}">{CODE_STATES[code.state]}</span> {marks}{quotes}</li>'
    )
