"""An Answer as headings, paragraphs, bullets and tables: what DOCX and PDF are written from.

Plain text with every character visible (`app.render.safe.visible`); each writer escapes it for its
own format.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from app.models import Answer
from app.render.claims import ClaimView
from app.render.marks import reference_words, status_words
from app.render.outline import Outline, outline
from app.render.profiles import Part, Profile
from app.render.safe import safe_url, visible
from app.render.tables import code_views
from app.render.words import CODE_STATES, FINDINGS


class Kind(StrEnum):
    """How a block is set."""

    TITLE = "title"
    HEADING = "heading"
    LABEL = "label"
    TEXT = "text"
    BULLET = "bullet"
    QUOTE = "quote"
    TABLE = "table"
    SMALL = "small"


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One block.

    Attributes:
        kind: How it is set.
        text: Its text; "" for a table.
        level: Indentation of a bullet or a quote.
        rows: Of a table, the head first.
        strong: Set in bold.
    """

    kind: Kind
    text: str = ""
    level: int = 0
    rows: tuple[tuple[str, ...], ...] = ()
    strong: bool = False


Blocks = Iterator[Block]


def answer_blocks(answer: Answer, reader: Profile) -> tuple[Block, ...]:
    """The whole Answer for one kind of reader, in his order."""
    view = outline(answer, reader)
    blocks = [*_banner(view)]
    for part in view.parts:
        blocks += _PARTS[part](view)
    return tuple(blocks)


def _text(kind: Kind, text: str, level: int = 0, *, strong: bool = False) -> Block:
    return Block(kind=kind, text=visible(text), level=level, strong=strong)


def _listed(title: str, lines: Iterable[str]) -> Blocks:
    yield _text(Kind.HEADING, title)
    for line in lines:
        yield _text(Kind.BULLET, line)


def _banner(view: Outline) -> Blocks:
    yield _text(Kind.LABEL, f"Question: {view.answer.question}")
    if view.answer.error is not None:
        yield _text(Kind.TEXT, f"Error: {view.answer.error}")
        return
    yield _text(Kind.TEXT, f"Verdict: {view.word}", strong=True)
    if view.headline:
        yield _text(Kind.TEXT, " ".join((view.headline, *view.marks)))
    if view.plain:
        yield _text(Kind.TEXT, f"In plain words: {view.plain}")


def _understood(view: Outline) -> Blocks:
    yield from _listed("Understood as", (f"{name}: {words}" for name, words in view.understood))


def _why(view: Outline) -> Blocks:
    yield from _listed("Why this verdict", view.why)


def _positions(view: Outline) -> Blocks:
    yield _text(Kind.HEADING, "What each source says")
    rows = [("Source", "Position", "Its words", "Effect")]
    for row in view.positions:
        grade = f"; {row.grade}" if row.grade else ""
        cells = (
            f"{row.source} {row.mark}, {row.kind}",
            f"{row.direction}{grade}",
            row.said,
            row.decides,
        )
        rows.append(cells)
    yield Block(kind=Kind.TABLE, rows=tuple(tuple(map(visible, cells)) for cells in rows))


def _criteria(view: Outline) -> Blocks:
    yield _text(Kind.HEADING, "Criteria")
    for group in view.criteria:
        if group.label:
            yield _text(Kind.LABEL, group.label)
        for line in group.lines:
            if line.row is None:
                yield _text(Kind.BULLET, line.lead, line.level)
                continue
            look = FINDINGS[line.row.finding]
            word = look.plain if view.profile.plain else look.word
            settled = f': "{line.row.quote}" ({line.row.fact_source})' if line.row.quote else ""
            yield _text(Kind.BULLET, f"{word}: {line.row.text}{settled}", line.level)


def _missing(view: Outline) -> Blocks:
    yield from _listed("Missing documentation", view.missing)


def _codes(view: Outline) -> Blocks:
    lines = []
    for code in code_views(view.answer):
        meaning = f" {code.meaning}" if code.meaning else ""
        quotes = "".join(f' "{quote}"' for quote in code.quotes)
        state = CODE_STATES[code.state]
        lines.append(f"{' '.join((f'{code.code}{meaning}: {state}', *code.marks))}{quotes}")
    yield from _listed("Codes", lines)


def _sections(view: Outline) -> Blocks:
    for section in view.sections:
        yield _text(Kind.HEADING, section.title)
        for group in section.groups:
            if group.label:
                yield _text(Kind.LABEL, group.label)
            for number, claim in enumerate(group.claims, start=1):
                yield from _claim(claim, view, f"{number}. " if section.numbered else "")


def _claim(claim: ClaimView, view: Outline, sign: str) -> Blocks:
    lead = f"{claim.lead}: " if claim.lead else ""
    note = f" ({claim.note})" if claim.note else ""
    said = f"{sign}{lead}{claim.text}{note}"
    yield _text(Kind.BULLET, " ".join((said, *claim.marks)), claim.level)
    for quote in claim.quotes:
        words = "" if quote.repeats or quote.again else f': "{quote.quote}"'
        span = quote.citation
        at = f" ({span.passage_id}, characters {span.char_start} to {span.char_end})"
        ids = at if view.profile.ids else ""
        if words or ids:
            yield _text(Kind.QUOTE, f"{quote.mark} {quote.source}{words}{ids}", claim.level)


def _notes(view: Outline) -> Blocks:
    yield from _listed("Notes", view.notes)


def _follow_ups(view: Outline) -> Blocks:
    yield from _listed("Questions to go on with", view.answer.follow_ups)


def _glossary(view: Outline) -> Blocks:
    yield from _listed("Abbreviations", (f"{item.short}: {item.words}" for item in view.glossary))


def _references(view: Outline) -> Blocks:
    lines = []
    for entry in view.answer.references:
        url = safe_url(entry.url)
        lines.append(f"[{entry.number}] {reference_words(entry)}{f' {url}' if url else ''}")
    yield from _listed("References", lines)


def _status(view: Outline) -> Blocks:
    review, made, disclaimer = status_words(view.answer)
    yield _text(Kind.TEXT, review, strong=True)
    yield _text(Kind.SMALL, made)
    yield _text(Kind.SMALL, disclaimer)


_PARTS: dict[Part, Callable[[Outline], Blocks]] = {
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
