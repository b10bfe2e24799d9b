"""Statements of tables.

Recommendation tables with a grade column, coverage tables with a status column, code lists.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from ingest.lexis import words
from ingest.models import BlockKind, SourceKind
from ingest.statements import draft
from ingest.statements.addressed import speaks_to_software
from ingest.statements.appropriateness import rated_row
from ingest.statements.background import is_background
from ingest.statements.begun import phase_of
from ingest.statements.catch_all import is_catch_all
from ingest.statements.code_lists import code_paragraphs, code_table
from ingest.statements.cues import AFTER, Cue
from ingest.statements.diagnosis_rows import diagnosis_rows, is_diagnosis_table
from ingest.statements.draft import Ground
from ingest.statements.families import COVERAGE_TABLE, GUIDELINE_TABLE
from ingest.statements.formulary import drug_rows, is_drug_list
from ingest.statements.grades import grade_of_cell
from ingest.statements.headers import under_headers
from ingest.statements.led_rows import (
    beside_criteria,
    is_heading_row,
    lead_of,
    led_interventions,
    row_criteria,
    row_limit,
    row_slots,
)
from ingest.statements.legends import is_history, is_legend
from ingest.statements.limit_columns import with_limits
from ingest.statements.models import Basis, Direction, Quote, Statement
from ingest.statements.opposed_columns import opposed_rows, ways_of
from ingest.statements.own_names import names_subject
from ingest.statements.phrases import clean, parenthetical, split_list
from ingest.statements.recommendation_rows import recommendation_row
from ingest.statements.refused_behind import refused_behind
from ingest.statements.regimen_rows import regimen_rows
from ingest.statements.roles import HeadingCue, heading_cue
from ingest.statements.rows import Row, codes_of, row_of
from ingest.statements.section_things import things_of
from ingest.statements.slots import Slots
from ingest.statements.status_rows import positions_of, status_rows
from ingest.statements.step_rows import step_rows, steps_of
from ingest.statements.threshold_rows import is_threshold_row
from ingest.statements.use_rows import is_use_table, led_use_rows, use_rows
from ingest.statements.verdict_rows import verdict_rows

# Words from which, or up to which, a cell is read as one thing or another
_N_WORDS_OF_SENTENCE = 3
_N_WORDS_OF_NAME = 5
_N_WORDS_OF_STATUS = 6
_N_WORDS_OF_CODE_ROW = 12


def table_statements(ground: Ground) -> Iterator[Statement]:
    """Statements of every table, and of code lists that are printed as lists or paragraphs."""
    for statement in _statements(ground):
        yield with_limits(ground.context, statement)


def _statements(ground: Ground) -> Iterator[Statement]:
    things, listed = things_of(ground), is_drug_list(ground)
    for rows in filter(None, _tables(ground)):
        ground = things.ground_at(rows[0].index)
        headings = [ground.context.text(at) for at in ground.context.heading_chain(rows[0].index)]
        if (
            is_background(headings)
            and not _recommends(rows[0], headings)
            and ground.context.source.kind is not SourceKind.RESEARCH
        ):
            continue
        uses = ground.is_policy and is_use_table(rows[0])
        if listed and not uses and (drugs := [s for row in rows for s in drug_rows(ground, row)]):
            yield from drugs
            continue
        if (told := _of_own_kind(ground, rows)) is not None:
            yield from told
            continue
        if not uses and any(codes_of(row) for row in rows):
            yield from code_table(ground, rows)
        at = positions_of(ground, rows) if ground.is_policy else None
        for row in rows:
            made = list(use_rows(ground, row) if uses else led_use_rows(ground, row))
            made = made or (list(status_rows(ground, row, at)) if at else [])
            yield from made or _of_any_row(ground, row)
    yield from code_paragraphs(things.ground)


def _of_own_kind(ground: Ground, rows: list[Row]) -> Iterator[Statement] | None:
    """Statements of a payer's table of diagnoses, steps or opposed columns; None of others."""
    if not ground.is_policy:
        return None
    at = positions_of(ground, rows)
    if at and is_diagnosis_table(rows, at):
        return (s for row in rows for s in diagnosis_rows(ground, row, at))
    if steps := steps_of(rows[0]):
        return (s for row in rows for s in step_rows(ground, row, steps))
    ways = None if at else ways_of(ground, rows)
    return opposed_rows(ground, rows, ways) if ways else None


def _of_any_row(ground: Ground, row: Row) -> Iterator[Statement]:
    """Statements of a row that is neither a header nor a legend nor one of codes alone."""
    if row.cells == row.header or is_legend(row.header):
        return  # names of columns, or what grades mean
    if any(speaks_to_software(cell) for cell in row.cells):
        return
    if ground.is_policy and is_history(row.cells, row.header):
        return
    longest = max(len(words(cell)) for cell in row.cells)
    if not codes_of(row) or longest > _N_WORDS_OF_CODE_ROW:
        yield from _row(ground, row)


# Under these a table may stand by the accident of a layout; an appendix prints old recommendations.
_BY_ACCIDENT = re.compile(
    r"^\W*[\dIVX.]*\s*(?:background|introduction|overview|definitions?)\b", re.IGNORECASE
)


def _recommends(row: Row, headings: list[str]) -> bool:
    """Whether a table is one of recommendations although it stands under a background heading."""
    graded = row.column("recommendation") is not None and row.column("grade") is not None
    return graded and bool(headings) and _BY_ACCIDENT.match(headings[0]) is not None


def _tables(ground: Ground) -> list[list[Row]]:
    found: dict[int, list[Row]] = {}
    document = ground.context.document
    for index, block in enumerate(document.blocks):
        if block.kind is not BlockKind.TABLE_ROW or block.table is None:
            continue
        if ground.is_policy and is_threshold_row(ground.context, index):
            continue  # a criterion of the sentence above the table
        found.setdefault(block.table, []).append(row_of(document, index))
    return [under_headers(rows) for rows in _goes_on(list(found.values()))]


def _goes_on(tables: list[list[Row]]) -> list[list[Row]]:
    """Tables, one without names of columns right below another with those of that one.

    A line between them may say what the second is of.
    """
    told: list[list[Row]] = []
    for rows in tables:
        above = told[-1][-1] if told else None
        bare = above is not None and above.header and not rows[0].header
        if above and bare and rows[0].index - above.index <= _N_BETWEEN:
            alike = all(len(row.cells) == len(above.header) for row in rows)
            if alike:
                told.append([replace(row, header=above.header) for row in rows])
                continue
        told.append(rows)
    return told


_N_BETWEEN = 2


def _row(ground: Ground, row: Row) -> Iterator[Statement]:
    if rated := list(rated_row(ground, row)):
        yield from rated
        return
    if not ground.is_policy and (told := list(verdict_rows(ground, row))):
        yield from told
        return
    if not ground.is_policy and (told := list(regimen_rows(ground, row))):
        yield from told
        return
    at = row.column("recommendation")
    if at is None and not ground.is_policy:
        cues = [
            i
            for i, cell in enumerate(row.cells)
            if len(words(cell)) >= _N_WORDS_OF_NAME and GUIDELINE_TABLE.find(cell)
        ]
        graded = any(grade_of_cell(cell) for cell in row.cells)
        at = cues[0] if len(cues) == 1 and (graded or not row.header) else None
    if at is not None and len(words(row.cells[at])) >= _N_WORDS_OF_SENTENCE:
        yield from recommendation_row(ground, row, at)
        yield from refused_behind(ground, row, at)
    elif ground.is_policy:
        yield from _coverage(ground, row)


def _coverage(ground: Ground, row: Row) -> Iterator[Statement]:
    """A row of a coverage table: a name, its status or criteria."""
    found, leads = _status_of(ground, row)
    if found is not None and is_heading_row(row):
        return
    if found is None or not words(row.cells[0]):
        told = [i for i, c in enumerate(row.cells) if _is_sentence(c) and COVERAGE_TABLE.find(c)]
        if told:
            yield from recommendation_row(ground, row, told[0])
        return
    context, name = ground.context, clean(row.cells[0])
    tested = row_slots(row)
    slots = tested or _named_row(ground, row, name)
    criteria = row_criteria(ground, row) if tested else None
    if found.direction is Direction.AGAINST:
        criteria = row_limit(ground, row)
    at = row.column("criteria")
    asks = at is not None and len(words(row.cells[at])) > 1 and found.direction is Direction.FOR
    if at is not None and asks and not tested:
        criteria = beside_criteria(ground, row, at)
    yield draft.make(
        ground,
        draft.Found(
            cue=Cue(
                "coverage-row", found.direction, Basis.COVERAGE, AFTER, r"$^", "", "Coverage table"
            ),
            slots=slots,
            quote=context.quote_block(row.index),
            leads=leads,
            criteria=criteria,
            phase=found.phase,
            catch_all=is_catch_all(name),
            inherited_interventions=led_interventions(ground, row),
        ),
    )


def _is_sentence(cell: str) -> bool:
    return len(words(cell)) > _N_WORDS_OF_NAME


def _status_of(ground: Ground, row: Row) -> tuple[HeadingCue | None, list[Quote]]:
    """Direction of a row: its status cell, a short cell that reads like one, else the heading."""
    at = row.column("status")
    if at is None:
        short = {
            i: cue.direction
            for i, cell in enumerate(row.cells)
            if i > 0 and len(words(cell)) <= _N_WORDS_OF_STATUS and (cue := heading_cue(cell))
        }
        if len(set(short.values())) > 1:
            return None, []  # "Until July: not covered | From July: covered"
        at = next(iter(short), None)
    told = heading_cue(row.cells[at]) if at is not None else None
    criteria = row.column("criteria")
    if told is None and criteria is not None:
        title = row.header[criteria]
        if _SAYS_WHEN.search(title):
            return HeadingCue(Direction.FOR, Basis.COVERAGE, phase_of(title)), []
        above = _heading_direction(ground, row.index)
        return above if above[0] else lead_of(ground, row) or above
    if told is None and (led := lead_of(ground, row)):
        return led
    return told, []


_SAYS_WHEN = re.compile(
    r"(?<!not )\b(?:covered|approved|authori[sz]ed|necessary)(?: only)? (?:when|if)$", re.IGNORECASE
)


def _named_row(ground: Ground, row: Row, name: str) -> Slots:
    """The first cell is an intervention or a condition, as the header or the subject says."""
    at = row.column("condition")
    known = names_subject(ground, name)
    if known or row.column("intervention") == 0 or (at != 0 and not ground.subject.interventions):
        return Slots(interventions=(name,), people=((clean(row.cells[at]),),) if at else ())
    return Slots(people=(_with_members(name),))


def _with_members(name: str) -> tuple[str, ...]:
    """A condition, and those that its brackets count up ("ASCVD (MI, stroke, or angina)")."""
    outside, inside = parenthetical(name)
    members = [clean(_HISTORY.sub("", m)) for text in inside for m in split_list(text)]
    if len(members) < _N_MEMBERS:
        return (name,)
    return tuple(dict.fromkeys((outside, *(m for m in members if words(m)), name)))


_HISTORY = re.compile(r"^(?:history of|such as|e\.g\.,?|including)\s+", re.IGNORECASE)
_N_MEMBERS = 3


def _heading_direction(ground: Ground, index: int) -> tuple[HeadingCue | None, list[Quote]]:
    for at in ground.context.heading_chain(index):
        if ground.context.block(at).level == 1:
            break  # the document's title is what it is called by
        if cue := heading_cue(ground.context.text(at)):
            return cue, [ground.context.quote_block(at)]
    return None, []
