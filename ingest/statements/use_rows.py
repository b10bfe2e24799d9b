"""Rows of restrictions: "Drug | Status | Restricted to | Not for", "Device | Condition | Criteria".

Formularies of hospitals, sheets of benefit managers and policies on devices print one row for each
thing: what it is, for what it is given, what is asked for, and for what it is not.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from ingest.lexis import words
from ingest.statements import draft
from ingest.statements.addressed import speaks_to_software
from ingest.statements.begun import phase_of
from ingest.statements.criteria import tree_of_clause
from ingest.statements.cues import AFTER, Cue
from ingest.statements.draft import Ground
from ingest.statements.families import COVERAGE_TABLE
from ingest.statements.headings import heading_groups, heading_things
from ingest.statements.item_names import points_elsewhere
from ingest.statements.led_rows import beside_criteria, lead_of
from ingest.statements.models import Basis, Criterion, Direction, Join, Statement
from ingest.statements.phrases import clean
from ingest.statements.roles import heading_cue
from ingest.statements.row_uses import Use, names_conditions, refused_in_cell, setting_of, uses_of
from ingest.statements.rows import Row
from ingest.statements.slots import Slots
from ingest.statements.status_cells import Told, told_by
from ingest.statements.use_columns import Columns, columns_of, meaning_of, only_uses_of

_NONE = re.compile(
    r"\W*(?:n/?a|none|not applicable|no (?:restrictions?|limits?))?\W*", re.IGNORECASE
)
# A status that is bound to a case: "approved only if more than 5 litres are drained"
_BOUND = re.compile(r"\b(?:if|when|where|after|provided(?: that)?)\s+(?=\w)", re.IGNORECASE)
_LEFT_OPEN = re.compile(
    r"\b(?:insufficient|inadequate|not enough|unable|no recommendation)\b[^.;]*\bfor (?:or|nor) "
    r"against\b",
    re.IGNORECASE,
)
_ALL = re.compile(r"\W*(?:all|any)(?: (?:uses?|indications?|patients?))?\W*(?:\(.*\))?\W*", re.I)
_CODE = re.compile(r"\b(?:[A-V]\d{4}|\d{5}|\d{4}[FTU])\b")
_N_WORDS_OF_STATUS = 8
# What stands behind it is a remark: "Relapse on drug X. Long courses are not covered."
_FIRST_SENTENCE = re.compile(r"(?<=[a-z0-9)%])\.\s+(?=[A-Z])")
_CUES = {
    way: Cue("use-row", way, Basis.COVERAGE, AFTER, r"$^", "", "Table of restrictions")
    for way in Direction
}


@dataclass(frozen=True, slots=True)
class _Told:
    """A row with what its columns are and what it is about."""

    row: Row
    at: Columns
    things: tuple[str, ...]
    groups: tuple[tuple[str, ...], ...]

    def cell(self, at: int | None) -> str:
        return self.row.cells[at].strip() if at is not None and at < len(self.row.cells) else ""


def is_use_table(row: Row) -> bool:
    """Whether the columns of a row tell what a thing is given for, or not given for."""
    at = columns_of(row.header)
    return at is not None and at.name != at.setting


def use_rows(ground: Ground, row: Row) -> Iterator[Statement]:
    """Statements of a row under such columns; none where its cells say nothing."""
    at = columns_of(row.header)
    if at is None or len(row.cells) < len(row.header) or row.cells == row.header:
        return
    if any(speaks_to_software(cell) for cell in row.cells):
        return
    told = _named(ground, row, at)
    if told is None:
        return
    way = _direction(ground, told)
    if way is None:
        return
    if way is Direction.FOR:
        yield from _allowed(ground, told)
        yield from _refused(ground, told)
        return
    for use in _settings(told):
        yield _of_use(ground, told, way, use)


def led_use_rows(ground: Ground, row: Row) -> Iterator[Statement]:
    """Statements of a row "Service | Use" below the sentence that takes a position on them all."""
    at, led = only_uses_of(row.header), lead_of(ground, row)
    if at is None or led is None or row.cells == row.header or not ground.is_policy:
        return
    told = _named(ground, row, at)
    cell = told.cell(at.setting) if told else ""
    if told is None or at.setting is None or not words(cell):
        return
    whole = _ALL.fullmatch(cell) is not None
    uses = [Use((), (), None)] if whole else uses_of(cell, row.starts[at.setting], commas=True)
    for use in uses:
        yield _of_use(ground, told, led[0].direction, use)


def _named(ground: Ground, row: Row, at: Columns) -> _Told | None:
    things: tuple[str, ...] = ()
    if at.name is not None:
        name = clean(row.cells[at.name])
        if not words(name) or _NONE.fullmatch(name):
            return None
        above = heading_things(ground, row.index) if _CODE.match(name) else ()
        things = tuple(dict.fromkeys((*above, name)))
    elif not (ground.subject.interventions or heading_things(ground, row.index)):
        return None
    else:
        things = heading_things(ground, row.index)
    groups, _ = heading_groups(ground, row.index, Slots())
    return _Told(row, at, things, groups)


def _direction(ground: Ground, told: _Told) -> Direction | None:
    """Direction of a row: of its status, of a cell that is a verdict; else what is asked for."""
    for at in (told.at.status, told.at.allowed):
        cell = told.cell(at)
        if not cell or _NONE.fullmatch(cell):
            continue
        if way := meaning_of(ground.context.document, _FIRST_SENTENCE.split(cell)[0]):
            return way
        cue = heading_cue(cell) if len(words(cell)) <= _N_WORDS_OF_STATUS else None
        found = COVERAGE_TABLE.find(cell) if cue is None and at == told.at.status else []
        if cue or found:
            return cue.direction if cue else found[0].cue.direction
    if any(_LEFT_OPEN.search(cell) for cell in told.row.cells):
        return Direction.INSUFFICIENT
    asked = told.cell(told.at.allowed) or told.cell(told.at.refused)
    return Direction.FOR if asked and not _NONE.fullmatch(asked) else None


def _settings(told: _Told) -> list[Use]:
    """For what a row is, as the column of conditions says; one empty use where it says nothing."""
    at, cell = told.at.setting, told.cell(told.at.setting)
    uses = setting_of(cell, told.row.starts[at]) if at is not None and cell else []
    return uses if uses and not _NONE.fullmatch(cell) else [Use((), (), None)]


def _allowed(ground: Ground, told: _Told) -> Iterator[Statement]:
    """What a thing is given for: the uses of a cell, or its criteria for what the row is for."""
    row, at = told.row, told.at.allowed
    settings = _settings(told)
    cell = row.cells[at] if at is not None else ""
    named = settings[0] != Use((), (), None)
    if at is None or _asks_nothing(ground, cell) or (points_elsewhere(cell) and not named):
        for use in settings if named else ():
            yield _of_use(ground, told, Direction.FOR, use, _bound(ground, told))
        return
    front, _ = refused_in_cell(cell)
    if settings[0].groups or not names_conditions(front, is_uses=told.at.uses):
        asked = beside_criteria(ground, replace_cell(row, at, front), at)
        for use in settings:
            yield _of_use(ground, told, Direction.FOR, use, asked)
        return
    for use in uses_of(front, row.starts[at]):
        yield _of_use(ground, told, Direction.FOR, use)


def _asks_nothing(ground: Ground, cell: str) -> bool:
    """Whether a cell of criteria is empty, or a verdict alone ("Always")."""
    told = told_by(ground.context.document, cell)
    return bool(_NONE.fullmatch(cell)) or (told is not None and told == Told(Direction.FOR))


def _bound(ground: Ground, told: _Told) -> Criterion | None:
    """What a status is bound to."""
    at = told.at.status
    found = _BOUND.search(told.row.cells[at]) if at is not None else None
    if at is None or found is None:
        return None
    start, end = told.row.starts[at], told.row.starts[at] + len(told.row.cells[at])
    return tree_of_clause(ground.context, start + found.end(), end)


def replace_cell(row: Row, at: int, text: str) -> Row:
    """The row with another text in one of its cells, which starts where that one started."""
    return replace(row, cells=(*row.cells[:at], text, *row.cells[at + 1 :]))


def _refused(ground: Ground, told: _Told) -> Iterator[Statement]:
    """What a thing is not given for: its own column, and a "Not for:" inside the other."""
    row = told.row
    if (at := told.at.refused) is not None and not _NONE.fullmatch(row.cells[at]):
        if _ALL.fullmatch(row.cells[at]):
            yield _made(ground, told, Direction.AGAINST, Slots(), None)
        else:
            for use in uses_of(row.cells[at], row.starts[at]):
                yield _of_use(ground, told, Direction.AGAINST, use)
    if (at := told.at.allowed) is not None:
        _, behind = refused_in_cell(row.cells[at])
        for start, text in behind:
            for use in uses_of(text, row.starts[at] + start, commas=True):
                yield _of_use(ground, told, Direction.AGAINST, use)


# "Prurigo nodularis (L28.1)": the code of the use asks for nothing
_ONLY_CODES = re.compile(
    r"\W*(?:(?:ICD-10(?:-CM)?:?\s*)?[A-TV-Z]\d[\dA-Z](?:\.[\dA-Zx*-]{0,4})?\W*(?:(?:and|or|to)\b\W*)?)+"
)


def _of_use(
    ground: Ground, told: _Told, way: Direction, use: Use, asked: Criterion | None = None
) -> Statement:
    """The Statement of one use; a refusal that only says when is not narrowed by it."""
    narrowed = use.criteria and not _ONLY_CODES.fullmatch(
        ground.context.document.text[slice(*use.criteria)]
    )
    narrowed = narrowed and (way is Direction.FOR or not use.groups or use.narrows)
    own = tree_of_clause(ground.context, *use.criteria) if use.criteria and narrowed else None
    trees: tuple[Criterion, ...] = (own,) if own is not None else ()
    if asked is not None:
        trees += asked.children if asked.join is Join.ALL_OF and asked.parsed else (asked,)
    tree = Criterion(join=Join.ALL_OF, text="", children=trees) if len(trees) > 1 else None
    slots = Slots(people=use.groups, populations=use.populations)
    return _made(ground, told, way, slots, tree or (trees[0] if trees else None))


def _made(
    ground: Ground, told: _Told, way: Direction, slots: Slots, tree: Criterion | None
) -> Statement:
    title = told.row.header[told.at.allowed] if told.at.allowed is not None else ""
    codes = tuple(dict.fromkeys(_CODE.findall(told.cell(told.at.name))))
    made = draft.make(
        ground,
        draft.Found(
            cue=_CUES[way],
            slots=replace(slots, interventions=told.things),
            quote=ground.context.quote_block(told.row.index),
            criteria=tree,
            phase=phase_of(title),
            inherited_groups=() if slots.people else told.groups,
        ),
    )
    return replace(made, codes=codes)
