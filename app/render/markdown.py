"""An Answer as Markdown (CommonMark with GFM tables): every word of a document is escaped."""

from collections.abc import Callable, Iterable

from app.models import Answer, Citation
from app.render.claims import ClaimView, SectionView
from app.render.marks import reference_words, status_words
from app.render.outline import Outline, outline
from app.render.profiles import Part, Profile, profile_named
from app.render.safe import markdown_text, safe_url
from app.render.tables import code_views
from app.render.words import CODE_STATES, FINDINGS

Lines = list[str]


def render_markdown(answer: Answer, profile: str | Profile = "") -> str:
    """The whole Answer for one kind of reader, ending in one line break.

    Raises:
        QuestionError: There is no such profile.
    """
    laid_out = outline(answer, profile if isinstance(profile, Profile) else profile_named(profile))
    blocks = [_banner(laid_out), *(_RENDERERS[part](laid_out) for part in laid_out.parts)]
    return "\n\n".join("\n".join(block) for block in blocks if block) + "\n"


def _banner(view: Outline) -> Lines:
    answer = view.answer
    lines = [f"> **Question** {markdown_text(answer.question)}", ""]
    if answer.error is not None:
        return [*lines, f"**Error:** {markdown_text(answer.error)}"]
    lines.append(f"**{view.look.symbol} {view.word}**")
    if view.headline:
        lines += ["", " ".join([markdown_text(view.headline), *_escaped(view.marks)])]
    if view.plain:
        lines += ["", f"In plain words: {view.plain}"]
    return lines


def _understood(view: Outline) -> Lines:
    rows = [f"- {name}: {markdown_text(words)}" for name, words in view.understood]
    return ["### Understood as", "", *rows]


def _why(view: Outline) -> Lines:
    return ["### Why this verdict", "", *(f"- {markdown_text(line)}" for line in view.why)]


def _positions(view: Outline) -> Lines:
    head = ["source", "kind, year", "position", "grade", "its words", ""]
    rows = [
        [
            " ".join(markdown_text(part) for part in (row.source, row.mark) if part),
            markdown_text(row.kind),
            f"{row.look.symbol} {markdown_text(row.direction)}",
            markdown_text(row.grade) or "-",
            markdown_text(row.said),
            markdown_text(row.decides),
        ]
        for row in view.positions
    ]
    return ["### What each source says", "", *_table(head, rows)]


def _table(head: list[str], rows: Iterable[list[str]]) -> Lines:
    lines = [head, ["---"] * len(head), *rows]
    return [f"| {' | '.join(cells)} |" for cells in lines]


def _criteria(view: Outline) -> Lines:
    lines = ["### Criteria"]
    for group in view.criteria:
        lines += ["", f"**{markdown_text(group.label)}**", ""] if group.label else [""]
        for line in group.lines:
            indent, row = "  " * line.level, line.row
            if row is None:
                lines.append(f"{indent}- {markdown_text(line.lead)}")
                continue
            look = FINDINGS[row.finding]
            word = look.plain if view.profile.plain else look.word
            settled = f': "{row.quote}" ({row.fact_source})' if row.quote else ""
            lines.append(
                f"{indent}- {look.symbol} *{word}*: {markdown_text(row.text)}"
                f"{markdown_text(settled)}"
            )
    return lines


def _missing(view: Outline) -> Lines:
    rows = [f"- {markdown_text(line)}" for line in view.missing]
    return ["### Missing documentation", "", *rows]


def _codes(view: Outline) -> Lines:
    rows = [
        [
            markdown_text(code.code),
            CODE_STATES[code.state],
            markdown_text(code.meaning) or "-",
            " ".join(_escaped(code.marks)) or "-",
            markdown_text(" ".join(f'"{quote}"' for quote in code.quotes)) or "-",
        ]
        for code in code_views(view.answer)
    ]
    return ["### Codes", "", *_table(["code", "state", "meaning", "source", "its words"], rows)]


def _sections(view: Outline) -> Lines:
    return "\n\n".join("\n".join(_section(section, view)) for section in view.sections).split("\n")


def _section(section: SectionView, view: Outline) -> Lines:
    lines = [f"### {section.title}"]
    for group in section.groups:
        lines += ["", f"**{markdown_text(group.label)}**"] if group.label else []
        lines.append("")
        for number, claim in enumerate(group.claims, start=1):
            lines += _claim(claim, view, f"{number}." if section.numbered else "-")
    return lines


def _claim(claim: ClaimView, view: Outline, sign: str) -> Lines:
    indent = "  " * claim.level
    lead = f"**{markdown_text(claim.lead)}:** " if claim.lead else ""
    note = f" *({markdown_text(claim.note)})*" if claim.note else ""
    marks = "".join(f" {mark}" for mark in _escaped(claim.marks))
    lines = [f"{indent}{sign} {lead}{markdown_text(claim.text)}{note}{marks}"]
    for quote in claim.quotes:
        words = "" if quote.repeats or quote.again else f': "{quote.quote}"'
        ids = f" ({_pointer(quote.citation)})" if view.profile.ids else ""
        if words or ids:
            said = markdown_text(f"{quote.mark} {quote.source}{words}{ids}")
            lines.append(f"{indent}{' ' * (len(sign) + 1)}- {said}")
    return lines


def _pointer(citation: Citation) -> str:
    return f"{citation.passage_id}, characters {citation.char_start} to {citation.char_end}"


def _escaped(marks: Iterable[str]) -> Lines:
    return [markdown_text(mark) for mark in marks]


def _notes(view: Outline) -> Lines:
    return ["### Notes", "", *(f"- {markdown_text(line)}" for line in view.notes)]


def _follow_ups(view: Outline) -> Lines:
    rows = [f"- {markdown_text(question)}" for question in view.answer.follow_ups]
    return ["### Questions to go on with", "", *rows]


def _glossary(view: Outline) -> Lines:
    rows = [f"- {markdown_text(item.short)}: {markdown_text(item.words)}" for item in view.glossary]
    return ["### Abbreviations", "", *rows]


def _references(view: Outline) -> Lines:
    lines = ["### References", ""]
    for reference in view.answer.references:
        url = safe_url(reference.url)
        link = f" [primary source](<{url}>)" if url else ""
        lines.append(
            f"- {markdown_text(f'[{reference.number}] {reference_words(reference)}')}{link}"
        )
    return lines


def _status(view: Outline) -> Lines:
    review, made, disclaimer = status_words(view.answer)
    return [f"*{markdown_text(review)}*", "", markdown_text(made), "", markdown_text(disclaimer)]


_RENDERERS: dict[Part, Callable[[Outline], Lines]] = {
    Part.UNDERSTOOD: _understood,
    Part.WHY: _why,
    Part.POSITIONS: _positions,
    Part.CRITERIA: _criteria,
    Part.MISSING: _missing,
    Part.CODES: _codes,
    Part.SECTIONS: _sections,
    Part.NOTES: _notes,
    Part.FOLLOW_UPS: _follow_ups,
    Part.GLOSSARY: _glossary,
    Part.REFERENCES: _references,
    Part.STATUS: _status,
}
