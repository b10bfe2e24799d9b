"""Statements of tables.

Recommendation tables with a grade column, coverage tables with a status column, code lists.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from ingest.lexis import words
from ingest.models import BlockKind, SourceKind
from ingest.statements import draft
from ingest.statements.catch_all import is_catch_all
from ingest.statements.code_lists import code_paragraphs, code_table
from ingest.statements.criteria import tree_of_clause
from ingest.statements.cues import AFTER, Cue
from ingest.statements.draft import Ground
from ingest.statements.families import COVERAGE_TABLE, GUIDELINE_TABLE
from ingest.statements.fronts import Clause, slots_of
from ingest.statements.grades import Grade, find_grade, grade_of_cell
from ingest.statements.models import Basis, Direction, Quote, Statement
from ingest.statements.phrases import clean
from ingest.statements.roles import HeadingCue, heading_cue, is_background
from ingest.statements.rows import Row, codes_of
from ingest.statements.slots import Slots, interventions_of, parse_population


def table_statements(ground: Ground) -> Iterator[Statement]:
    """Statements of every table, and of code lists that are printed as lists or paragraphs."""
    for rows in _tables(ground):
        headings = [ground.context.text(at) for at in ground.context.heading_chain(rows[0].index)]
        if is_background(headings) and ground.context.source.kind is not SourceKind.RESEARCH:
            continue
        if any(codes_of(row) for row in rows):
            yield from code_table(ground, rows)
        for row in rows:
            if not codes_of(row) or max(len(words(cell)) for cell in row.cells) > 12:
                yield from _row(ground, row)
    yield from code_paragraphs(ground)


def _tables(ground: Ground) -> list[list[Row]]:
    found: dict[int, list[Row]] = {}
    document = ground.context.document
    for index, block in enumerate(document.blocks):
        if block.kind is not BlockKind.TABLE_ROW or block.table is None:
            continue
        at, starts = block.char_start, []
        for cell in block.cells:
            place = document.text.find(cell, at, block.char_end) if cell else at
            place = place if place >= 0 else at
            starts.append(place)
            at = place + len(cell)
        found.setdefault(block.table, []).append(
            Row(index, block.cells, tuple(starts), block.header)
        )
    return list(found.values())


def _row(ground: Ground, row: Row) -> Iterator[Statement]:
    at = row.column("recommendation")
    if at is None and not ground.is_policy:
        cues = [
            i
            for i, cell in enumerate(row.cells)
            if len(words(cell)) > 4 and GUIDELINE_TABLE.find(cell)
        ]
        graded = any(grade_of_cell(cell) for cell in row.cells)
        at = cues[0] if len(cues) == 1 and (graded or not row.header) else None
    if at is not None and len(words(row.cells[at])) > 2:
        yield from _recommendation(ground, row, at)
    elif ground.is_policy:
        yield from _coverage(ground, row)


def _grade_of(row: Row, skip: int) -> Grade | None:
    at = row.column("grade")
    label = (
        row.cells[at].strip()
        if at is not None and at != skip
        else next(
            (g for i, cell in enumerate(row.cells) if i != skip and (g := grade_of_cell(cell))), ""
        )
    )
    if not label or len(label) > 80:
        return None
    certain = row.column("certainty")
    certainty = row.cells[certain].strip() if certain is not None else ""
    title = row.header[at].strip() if at is not None else ""
    shown = (
        f"Class {label}"
        if re.match(r"(?:cor|class)\b", title, re.IGNORECASE)
        and re.match(r"(?:1|2a|2b|3|I|IIa|IIb|III)\b", label)
        else label
    )
    if re.match(r"grade", title, re.IGNORECASE) and re.fullmatch(r"[ABCDI]", label):
        shown = f"Grade {label}"
    return Grade(shown, certainty, 10**9, 10**9)


def _recommendation(ground: Ground, row: Row, at: int) -> Iterator[Statement]:
    context, cell = ground.context, row.cells[at]
    grade = _grade_of(row, at)
    inner = find_grade(cell)
    if inner and grade is None:
        grade = inner
    matches = (COVERAGE_TABLE if ground.is_policy else GUIDELINE_TABLE).find(cell)
    clause = Clause(cell, row.starts[at])
    direction = draft.direction_of_grade(grade.label) if grade else None
    if matches:
        match = matches[0]
        slots = slots_of(clause, match, inner)
        cue = replace(match.cue, direction=direction) if direction else match.cue
    elif direction or grade:
        slots = Slots(interventions=interventions_of(cell))
        cue = Cue(
            "graded-row",
            direction or Direction.FOR,
            Basis.RECOMMENDATION,
            AFTER,
            r"$^",
            "",
            "Recommendation table",
        )
    else:
        return
    if not slots.interventions and not ground.subject.interventions:
        return
    who = row.column("population")
    if who is not None and who != at and (people := parse_population(row.cells[who])) != Slots():
        slots = replace(
            slots,
            people=tuple(dict.fromkeys([*people.groups, *slots.people])),
            populations=(*slots.populations, clean(row.cells[who])),
            criteria=(*slots.criteria, *people.criteria),
        )
    criteria = None
    if (
        slots.criteria
        and (place := context.document.text.find(slots.criteria[0], row.starts[at])) >= 0
    ):
        criteria = tree_of_clause(context, place, place + len(slots.criteria[0]))
    number_at = row.column("number")
    number = row.cells[number_at].strip() if number_at is not None else ""
    end = row.starts[at] + len(cell)
    yield draft.make(
        ground,
        draft.Found(
            cue=cue,
            slots=slots,
            quote=context.quote(row.starts[at], end),
            grade=grade,
            leads=[context.quote_block(row.index)],
            criteria=criteria,
            number_text=f"{number}."
            if re.fullmatch(r"R?\d{1,3}[a-z]?(?:\.\d+)*", number)
            else cell,
        ),
    )


def _coverage(ground: Ground, row: Row) -> Iterator[Statement]:
    """A row of a coverage table: a name, its status or criteria."""
    context = ground.context
    status = row.column("status")
    if status is None:
        status = next(
            (
                i
                for i, cell in enumerate(row.cells)
                if i > 0 and len(words(cell)) <= 6 and heading_cue(cell)
            ),
            None,
        )
    found = heading_cue(row.cells[status]) if status is not None else None
    leads: list[Quote] = []
    if found is None and row.column("criteria") is not None:
        found, leads = _heading_direction(ground, row.index)
    if found is None or not words(row.cells[0]):
        sentence = next(
            (
                i
                for i, cell in enumerate(row.cells)
                if len(words(cell)) > 5 and COVERAGE_TABLE.find(cell)
            ),
            None,
        )
        if sentence is not None:
            yield from _recommendation(ground, row, sentence)
        return
    cue = Cue("coverage-row", found.direction, Basis.COVERAGE, AFTER, r"$^", "", "Coverage table")
    by_intervention = row.column("intervention") == 0 or (
        row.column("condition") != 0 and not ground.subject.interventions
    )
    name = clean(row.cells[0])
    condition_at = row.column("condition")
    groups = (
        ((name,),)
        if not by_intervention
        else (((clean(row.cells[condition_at]),),) if condition_at else ())
    )
    criteria_at = row.column("criteria")
    criteria = None
    if (
        criteria_at is not None
        and len(words(row.cells[criteria_at])) > 1
        and found.direction is Direction.FOR
    ):
        criteria = tree_of_clause(
            context, row.starts[criteria_at], row.starts[criteria_at] + len(row.cells[criteria_at])
        )
    slots = Slots(interventions=(name,) if by_intervention else (), people=groups)
    yield draft.make(
        ground,
        draft.Found(
            cue=cue,
            slots=slots,
            quote=context.quote_block(row.index),
            leads=leads,
            criteria=criteria,
            phase=found.phase,
            catch_all=is_catch_all(name),
        ),
    )


def _heading_direction(ground: Ground, index: int) -> tuple[HeadingCue | None, list[Quote]]:
    for at in ground.context.heading_chain(index):
        if cue := heading_cue(ground.context.text(at)):
            return cue, [ground.context.quote_block(at)]
    return None, []
