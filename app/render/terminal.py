"""An Answer in a terminal: only rich's `Text`, never markup, so that "[bold]" stays what it is."""

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby

from rich import box
from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from app.models import Answer
from app.render.claims import ClaimView, QuoteView, SectionView
from app.render.marks import reference_words, status_words
from app.render.outline import Outline, outline
from app.render.profiles import Part, Profile, profile_named
from app.render.safe import safe_url, visible
from app.render.tables import PositionView, code_views
from app.render.words import CODE_STATES, FINDINGS

Renderables = Iterator[RenderableType]
_INDENT = 2
_QUOTE_STYLE = "dim italic"
_MARK_STYLE = "bold cyan"
# Below this width the table of positions becomes a list: five columns of words are unreadable.
_TABLE_WIDTH = 96


def print_answer(console: Console, answer: Answer, profile: str | Profile = "") -> None:
    """Print the whole Answer for one kind of reader.

    Raises:
        QuestionError: There is no such profile.
    """
    view = outline(answer, profile if isinstance(profile, Profile) else profile_named(profile))
    console.print(_banner(view))
    for part in view.parts:
        title = _TITLES.get(part, "")
        if title:
            console.print()
            console.print(Text(title, style="bold underline"))
        for item in _RENDERERS[part](view, console.width):
            console.print(item)


def _text(words: str, style: str = "") -> Text:
    return Text(visible(words), style=style)


def _indented(words: RenderableType, level: int = 1) -> Padding:
    return Padding(words, (0, 0, 0, _INDENT * level))


def _bullet(words: Text, level: int = 0, sign: str = "•") -> Padding:
    """A list item whose further lines hang under its first word."""
    grid = Table.grid(padding=(0, 1))
    grid.add_column(width=len(sign))
    grid.add_column(ratio=1)
    grid.add_row(sign, words)
    return _indented(grid, level + 1)


def _banner(view: Outline) -> Panel:
    answer = view.answer
    if answer.error is not None:
        return Panel(_text(answer.error), title=Text("error"), border_style="red")
    body = Text()
    body.append(visible(view.headline or view.word), style="bold")
    for mark in view.marks:
        body.append(f" {mark}", style=_MARK_STYLE)
    if view.plain:
        body.append(f"\n\nIn plain words: {view.plain}")
    title = Text(f" {view.look.symbol} {view.word} ", style=f"bold {view.look.colour}")
    return Panel(body, title=title, title_align="left", border_style=view.look.colour)


def _understood(view: Outline, _width: int) -> Renderables:
    grid = Table.grid(padding=(0, 2))
    grid.add_column(style="dim", no_wrap=True)
    grid.add_column(ratio=1)
    for name, words in view.understood:
        grid.add_row(Text(name), _text(words))
    yield _indented(grid)


def _why(view: Outline, _width: int) -> Renderables:
    for line in view.why:
        yield _bullet(_text(line))


def _positions(view: Outline, width: int) -> Renderables:
    if width < _TABLE_WIDTH:
        for row in view.positions:
            yield _bullet(_position_lines(row))
        return
    table = Table(box=box.SIMPLE_HEAD, expand=True, pad_edge=False, show_edge=False)
    for name, ratio in (("source", 5), ("position", 3), ("its words", 7), ("", 3)):
        table.add_column(name, ratio=ratio, overflow="fold")
    for row in view.positions:
        source = _text(row.source)
        source.append(f" {visible(row.mark)}", style=_MARK_STYLE)
        source.append(f"\n{visible(row.kind)}", style="dim")
        style = "bold" if row.row.decides else "dim"
        table.add_row(
            source, _position_words(row), _text(row.said, "italic"), _text(row.decides, style)
        )
    yield _indented(table)


def _position_words(row: PositionView) -> Text:
    words = Text(f"{row.look.symbol} {visible(row.direction)}", style="bold")
    if row.grade:
        words.append(f"\n{visible(row.grade)}", style="not bold")
    return words


def _position_lines(row: PositionView) -> Text:
    words = _text(row.source)
    words.append(f" {visible(row.mark)}", style=_MARK_STYLE)
    words.append(f" ({visible(row.kind)})", style="dim")
    words.append(f"\n{row.look.symbol} {visible(row.direction)}", style="bold")
    grade = f", {visible(row.grade)}" if row.grade else ""
    words.append(f"{grade}; {visible(row.decides)}")
    words.append(f"\n{visible(row.said)}", style=_QUOTE_STYLE)
    return words


def _criteria(view: Outline, _width: int) -> Renderables:
    for group in view.criteria:
        if group.label:
            yield _indented(_text(group.label, "bold"))
        for entry in group.lines:
            row = entry.row
            if row is None:
                yield _indented(_text(entry.lead), entry.level + 1)
                continue
            look = FINDINGS[row.finding]
            word = look.plain if view.profile.plain else look.word
            line = Text(f"{look.symbol} {word}: ", style=look.colour)
            line.append(visible(row.text), style="default")
            if row.quote:
                line.append(
                    f' "{visible(row.quote)}" ({visible(row.fact_source)})', style=_QUOTE_STYLE
                )
            yield _bullet(line, entry.level)


def _missing(view: Outline, _width: int) -> Renderables:
    for line in view.missing:
        yield _bullet(_text(line))


def _codes(view: Outline, _width: int) -> Renderables:
    for code in code_views(view.answer):
        line = _text(code.code, "bold")
        line.append(f" {visible(code.meaning)}" if code.meaning else "", style="not bold")
        line.append(f": {CODE_STATES[code.state]}", style="not bold")
        for mark in code.marks:
            line.append(f" {visible(mark)}", style=_MARK_STYLE)
        for quote in code.quotes:
            line.append(f' "{visible(quote)}"', style=_QUOTE_STYLE)
        yield _bullet(line)


def _sections(view: Outline, _width: int) -> Renderables:
    for section in view.sections:
        yield from _section(section, view)


def _section(section: SectionView, view: Outline) -> Renderables:
    yield Text()
    yield Text(section.title, style="bold underline")
    for group in section.groups:
        if group.label:
            yield _indented(_text(group.label, "bold"))
        for number, claim in enumerate(group.claims, start=1):
            sign = f"{number}." if section.numbered else "•"
            yield _bullet(_claim(claim, view), claim.level, sign)


def _claim(claim: ClaimView, view: Outline) -> Text:
    line = Text()
    if claim.lead:
        line.append(f"{visible(claim.lead)}: ", style="bold")
    line.append(visible(claim.text))
    if claim.note:
        line.append(f" ({visible(claim.note)})", style="dim")
    for mark in claim.marks:
        line.append(f" {visible(mark)}", style=_MARK_STYLE)
    _add_quotes(line, [quote for quote in claim.quotes if not quote.repeats and not quote.again])
    for quote in claim.quotes if view.profile.ids else ():
        span = quote.citation
        where = f"{span.passage_id}, characters {span.char_start} to {span.char_end}"
        line.append(f"\n{visible(quote.mark)} {visible(where)}", style="dim")
    return line


def _add_quotes(line: Text, quotes: Sequence[QuoteView]) -> None:
    """The words of the sources under a sentence that does not print them, source by source."""
    for (mark, where), run in groupby(quotes, key=lambda quote: (quote.mark, quote.where)):
        line.append(f"\n{' '.join(visible(part) for part in (mark, where) if part)}: ", style="dim")
        line.append(" ".join(f'"{visible(quote.excerpt)}"' for quote in run), style=_QUOTE_STYLE)


def _notes(view: Outline, _width: int) -> Renderables:
    for line in view.notes:
        yield _bullet(_text(line))


def _follow_ups(view: Outline, _width: int) -> Renderables:
    for question in view.answer.follow_ups:
        yield _bullet(_text(question))


def _glossary(view: Outline, _width: int) -> Renderables:
    for item in view.glossary:
        yield _bullet(_text(f"{item.short}: {item.words}"))


def _references(view: Outline, _width: int) -> Renderables:
    grid = Table.grid(padding=(0, 1))
    grid.add_column(style=_MARK_STYLE, no_wrap=True)
    grid.add_column(ratio=1)
    for reference in view.answer.references:
        words = _text(reference_words(reference))
        if url := safe_url(reference.url):
            words.append(f" {url}", style="dim")
        grid.add_row(Text(f"[{reference.number}]"), words)
    yield _indented(grid)


def _status(view: Outline, _width: int) -> Renderables:
    review, made, disclaimer = status_words(view.answer)
    yield Text()
    yield _text(review, "bold")
    yield _text(made, "dim")
    yield _text(disclaimer, "dim")


_TITLES: dict[Part, str] = {
    Part.UNDERSTOOD: "Understood as",
    Part.WHY: "Why this verdict",
    Part.POSITIONS: "What each source says",
    Part.CRITERIA: "Criteria",
    Part.MISSING: "Missing documentation",
    Part.CODES: "Codes",
    Part.NOTES: "Notes",
    Part.FOLLOW_UPS: "Questions to go on with",
    Part.GLOSSARY: "Abbreviations",
    Part.REFERENCES: "References",
}

_RENDERERS: dict[Part, Callable[[Outline, int], Renderables]] = {
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
