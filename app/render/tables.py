"""The tables of an Answer, laid out: positions of the sources, criteria, codes."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import groupby

from app.models import Answer, CriterionRow, PositionRow
from app.names import listed, short_name
from app.render.marks import position_mark, source_heading
from app.render.safe import one_line
from app.render.words import DIRECTIONS, Look, join_words, kind_word

OUR_DIGEST = "our digest"
# A list item is quoted with its marker, which is a sign and no word.
_BULLET = re.compile(r"^\s*[-*+•▪➢✓·]\s+")


def without_bullet(quote: str) -> str:
    """The quote as it is shown: without the marker of a list item."""
    return _BULLET.sub("", quote)


@dataclass(frozen=True, slots=True, kw_only=True)
class PositionQuote:
    """Words of a source in the table of positions.

    Attributes:
        row: The row of the Answer that holds them, with where they stand.
        about: The conditions that they speak to; "" where the Answer holds one alone.
        words: The quote with the lead-in of a list item before it, and the unmet criterion behind
            it; in quotation marks.
        locator: "recommendation 29, p. 55"; "".
    """

    row: PositionRow
    about: str
    words: str
    locator: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PositionView:
    """One source in the table of positions.

    Attributes:
        row: What the Answer holds, of several rows the first.
        mark: "[1]", "[Case Materials, p. 2]" or "".
        source: Publisher and title.
        kind: Kind and year.
        look: Symbol and tone of its direction.
        direction: In the reader's words, with a qualifier if there is one.
        grade: As printed, each once.
        quotes: Its words; () where it says nothing.
        digest: Whether the words are our digest of it.
        decides: "decides", or that it is shown, and why it does not decide.
    """

    row: PositionRow
    mark: str
    source: str
    kind: str
    look: Look
    direction: str
    grade: str
    quotes: tuple[PositionQuote, ...]
    digest: bool
    decides: str

    @property
    def said(self) -> str:
        """All its words in one run, labelled if they are our digest; "-" where there are none."""
        return " ".join(self.told(quote) for quote in self.quotes) or "-"

    def told(self, quote: PositionQuote) -> str:
        """Its words with what they are about and where they stand."""
        about = f"On {quote.about}: " if quote.about else ""
        where = (OUR_DIGEST if self.digest else "", quote.locator)
        joined = "; ".join(part for part in where if part)
        return f"{about}{quote.words}{f' ({joined})' if joined else ''}"


def position_views(
    answer: Answer, text: Callable[[str], str], *, plain: bool
) -> tuple[PositionView, ...]:
    """One row a source and direction, deciding sources first."""
    digests = {reference.doc_id for reference in answer.references if reference.digest}
    runs: dict[tuple[object, ...], list[PositionRow]] = {}
    for row in sorted(answer.positions, key=lambda row: not row.decides):
        same = (row.doc_id, row.direction, row.decides, row.why_not)
        runs.setdefault(same, []).append(row)
    several = len({row.condition for row in answer.positions}) > 1
    return tuple(
        _position_view(run, text, plain=plain, digest=run[0].doc_id in digests, several=several)
        for run in runs.values()
    )


def _position_view(
    run: list[PositionRow], text: Callable[[str], str], *, plain: bool, digest: bool, several: bool
) -> PositionView:
    row = run[0]
    look = DIRECTIONS[row.direction]
    direction = look.plain if plain else look.word
    direction += f", {row.qualifier}" if row.qualifier else ""
    return PositionView(
        row=row,
        mark=position_mark(row),
        source=_source(row),
        kind=f"{kind_word(row.kind)}, {row.year}" if row.year else kind_word(row.kind),
        look=look,
        direction=direction,
        grade=", ".join(dict.fromkeys(row.grade for row in run if row.grade)),
        quotes=_position_quotes(run, text, several=several),
        digest=digest,
        decides="decides" if row.decides else f"shown: {row.why_not}" if row.why_not else "shown",
    )


def _source(row: PositionRow) -> str:
    """Body and title, "AANEM: Updated consensus statement"; the title where it names the body."""
    name, title = short_name(row.publisher), row.title.lower()
    begins = " ".join(row.publisher.lower().split()[:2])
    named = not name or name.lower() in title or title.startswith(begins)
    return row.title if named else f"{name}: {row.title}"


def _position_quotes(
    run: list[PositionRow], text: Callable[[str], str], *, several: bool
) -> tuple[PositionQuote, ...]:
    """The words of one source, each once, with the conditions that they speak to."""
    about: dict[tuple[int, int], list[PositionRow]] = {}
    for row in run:
        if row.quote:
            about.setdefault((row.char_start, row.char_end), []).append(row)
    return tuple(
        PositionQuote(
            row=rows[0],
            about=listed(list(dict.fromkeys(r.condition for r in rows if r.condition)))
            if several
            else "",
            words=_words(rows[0], text),
            locator="" if rows[0].locator.startswith("[") else rows[0].locator,
        )
        for rows in about.values()
    )


def _words(row: PositionRow, text: Callable[[str], str]) -> str:
    quote = one_line(text(without_bullet(row.quote)))
    if row.lead_in is not None:
        quote = f"{one_line(text(row.lead_in.quote)).rstrip(' :')}: {quote}"
    said = f'"{quote}"'
    if row.unmet is not None and row.unmet.quote != row.quote:
        said += f' Not met: "{one_line(text(without_bullet(row.unmet.quote)))}"'
    return said


@dataclass(frozen=True, slots=True, kw_only=True)
class CriteriaLine:
    """One criterion, or words that lead in those below it.

    Attributes:
        lead: The words that lead in, and then `row` is None.
        row: The criterion.
        level: Indentation from 0.
    """

    lead: str = ""
    row: CriterionRow | None = None
    level: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class CriteriaGroup:
    """Criteria of one source for one condition, in printed order."""

    label: str
    lines: tuple[CriteriaLine, ...]


def criteria_groups(answer: Answer, text: Callable[[str], str]) -> tuple[CriteriaGroup, ...]:
    """The criteria by source and condition."""
    names = {r.doc_id: f"{source_heading(r)} [{r.number}]" for r in answer.references}
    several = len({row.condition for row in answer.criteria}) > 1
    groups = []
    for (doc_id, condition), run in groupby(
        answer.criteria, key=lambda row: (row.doc_id, row.condition)
    ):
        rows = [
            row.model_copy(update={"text": text(row.text), "quote": text(row.quote)}) for row in run
        ]
        about = f"on {condition}" if condition and several else ""
        label = ", ".join(part for part in (names.get(doc_id, ""), about) if part)
        groups.append(CriteriaGroup(label=label, lines=tuple(_criteria_lines(rows))))
    return tuple(groups)


_DEEPEST = 3  # levels of indentation


def _criteria_lines(rows: list[CriterionRow]) -> list[CriteriaLine]:
    """Rows with a line before each run that hangs together in another way."""
    lines: list[CriteriaLine] = []
    leads: dict[int, str] = {}
    base = min(row.level for row in rows)
    for place, row in enumerate(rows):
        level = min(row.level - base, _DEEPEST)
        for above in range(level):
            # The first criterion may stand below a lead-in of which its own is a part.
            if above not in leads and (lead := _lead_at(rows[place:], base, above)):
                leads[above] = lead
                lines.append(CriteriaLine(lead=lead, level=above))
        lead = _lead(row)
        if leads.get(level) != lead:
            leads = {depth: words for depth, words in leads.items() if depth < level}
            said = lead in leads.values()
            leads[level] = lead
            lines += [CriteriaLine(lead=lead, level=level)] if lead and not said else []
        lines.append(CriteriaLine(row=row, level=level))
    return lines


def _lead_at(rows: Sequence[CriterionRow], base: int, level: int) -> str:
    """The lead-in of the next criterion at a level, before any above it; "" where none comes."""
    for row in rows:
        if row.level - base <= level:
            return _lead(row) if row.level - base == level else ""
    return ""


def _lead(row: CriterionRow) -> str:
    """The document's own lead-in, or how the criteria hang together where it prints none."""
    joined = join_words(row.join)
    group = one_line(row.group).rstrip(" :")
    if not group:
        return f"{joined[:1].upper()}{joined[1:]}:" if joined else ""
    said = re.search(
        r"\b(?:all|any|both|either|each|least|none|one or more)\b", group, re.IGNORECASE
    )
    return f"{group}:" if said or not joined else f"{group} ({joined}):"


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeView:
    """What the lists of several sources say alike of one code.

    Attributes:
        code: As asked.
        meaning: Of the code, "" where it is not known.
        state: One of `CodeState.state`.
        marks: Of the sources whose lists say so.
        quotes: Rows of those lists.
    """

    code: str
    meaning: str
    state: str
    marks: tuple[str, ...]
    quotes: tuple[str, ...]


def code_views(answer: Answer) -> tuple[CodeView, ...]:
    """The codes in the order of the Answer, those of one state together."""
    numbers = {reference.doc_id: f"[{reference.number}]" for reference in answer.references}
    places = dict.fromkeys((code.code, code.state) for code in answer.codes)
    views = []
    for name, state in places:
        same = [code for code in answer.codes if (code.code, code.state) == (name, state)]
        marks = (numbers.get(code.doc_id, code.doc_id) for code in same)
        views.append(
            CodeView(
                code=name,
                meaning=next((code.meaning for code in same if code.meaning), ""),
                state=state,
                marks=tuple(dict.fromkeys(mark for mark in marks if mark)),
                quotes=tuple(without_bullet(code.quote) for code in same if code.quote),
            )
        )
    return tuple(views)
