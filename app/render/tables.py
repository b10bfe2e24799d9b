"""The tables of an Answer, laid out: positions of the sources, criteria, codes."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import groupby

from app.models import Answer, CriterionRow, PositionRow
from app.render.marks import position_mark
from app.render.safe import one_line
from app.render.words import DIRECTIONS, Look, join_words, kind_word

# A list item is quoted with its marker, which is a sign and no word.
_BULLET = re.compile(r"^\s*[-*+•▪➢✓·]\s+")


def without_bullet(quote: str) -> str:
    """The quote as it is shown: without the marker of a list item."""
    return _BULLET.sub("", quote)


@dataclass(frozen=True, slots=True, kw_only=True)
class PositionView:
    """One row of the table of positions.

    Attributes:
        row: What the Answer holds.
        about: Conditions that it is a position on, where the Answer holds several; "" elsewhere.
        mark: "[1]", "[Case Materials, p. 2]" or "".
        source: Publisher and title.
        kind: Kind and year.
        look: Symbol and tone of its direction.
        direction: In the reader's words, with a qualifier if there is one.
        quote: In quotation marks, labelled if it is our digest; "-" where it says nothing.
        decides: "decides", or that it is shown, and why it does not decide.
    """

    row: PositionRow
    about: str
    mark: str
    source: str
    kind: str
    look: Look
    direction: str
    quote: str
    decides: str


def position_views(
    answer: Answer, text: Callable[[str], str], *, plain: bool
) -> tuple[PositionView, ...]:
    """Deciding sources first; one that says the same on several conditions is one row."""
    digests = {reference.doc_id for reference in answer.references if reference.digest}
    views: dict[tuple[object, ...], PositionView] = {}
    for row in sorted(answer.positions, key=lambda row: not row.decides):
        same = (row.doc_id, row.direction, row.quote, row.char_start, row.decides, row.why_not)
        if same in views:
            about = dict.fromkeys([*views[same].about.split("; "), row.condition])
            views[same] = replace(views[same], about="; ".join(part for part in about if part))
        else:
            views[same] = _position_view(row, text, plain=plain, digest=row.doc_id in digests)
    if len({row.condition for row in answer.positions}) > 1:
        return tuple(views.values())
    return tuple(replace(view, about="") for view in views.values())


def _position_view(
    row: PositionRow, text: Callable[[str], str], *, plain: bool, digest: bool
) -> PositionView:
    look = DIRECTIONS[row.direction]
    direction = look.plain if plain else look.word
    direction += f", {row.qualifier}" if row.qualifier else ""
    publisher = f"{row.publisher}: " if row.publisher and row.publisher not in row.title else ""
    quote = f'"{one_line(text(without_bullet(row.quote)))}"' if row.quote else "-"
    return PositionView(
        row=row,
        about=row.condition,
        mark=position_mark(row),
        source=f"{publisher}{row.title}",
        kind=f"{kind_word(row.kind)}, {row.year}" if row.year else kind_word(row.kind),
        look=look,
        direction=direction,
        quote=f"our digest: {quote}" if digest and row.quote else quote,
        decides="decides" if row.decides else f"shown: {row.why_not}" if row.why_not else "shown",
    )


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
    names = {r.doc_id: f"{r.publisher or r.title} [{r.number}]" for r in answer.references}
    groups = []
    for (doc_id, condition), run in groupby(
        answer.criteria, key=lambda row: (row.doc_id, row.condition)
    ):
        rows = [
            row.model_copy(update={"text": text(row.text), "quote": text(row.quote)}) for row in run
        ]
        label = ", ".join(part for part in (names.get(doc_id, ""), condition) if part)
        groups.append(CriteriaGroup(label=label, lines=tuple(_criteria_lines(rows))))
    return tuple(groups)


def _criteria_lines(rows: list[CriterionRow]) -> list[CriteriaLine]:
    """Rows with a line before each run that hangs together in another way."""
    lines: list[CriteriaLine] = []
    leads: dict[int, str] = {}
    base = min(row.level for row in rows)
    for row in rows:
        level = min(row.level - base, 3)
        lead = _lead(row)
        if leads.get(level) != lead:
            leads = {depth: words for depth, words in leads.items() if depth < level}
            leads[level] = lead
            lines += [CriteriaLine(lead=lead, level=level)] if lead else []
        lines.append(CriteriaLine(row=row, level=level))
    return lines


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
