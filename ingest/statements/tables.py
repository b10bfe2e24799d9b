"""Statements of tables: recommendation tables with a grade column, coverage tables with a status column, code lists."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.codes import code_specs
from ingest.lexis import is_generic, words
from ingest.models import BlockKind, SourceKind
from ingest.statements import draft
from ingest.statements.catch_all import is_catch_all
from ingest.statements.criteria import tree_of_clause
from ingest.statements.cues import AFTER, Cue
from ingest.statements.draft import Ground
from ingest.statements.families import COVERAGE_TABLE, GUIDELINE_TABLE
from ingest.statements.fronts import Clause, slots_of
from ingest.statements.grades import Grade, find_grade, grade_of_cell
from ingest.statements.models import Basis, Direction, Quote, Statement
from ingest.statements.phrases import clean
from ingest.statements.roles import HeadingCue, heading_cue, is_background, phase_of
from ingest.statements.slots import Slots, interventions_of, parse_population

_COLUMN = {
    "recommendation": re.compile(r"^(?:#? ?recommendations?|recommendation statement|statement|guidance|position)\b", re.IGNORECASE),
    "grade": re.compile(r"strength|^grade|^class|^cor\b|class of rec|rating|^level of rec|recommendation (?:grade|class|level|strength)", re.IGNORECASE),
    "certainty": re.compile(r"^loe\b|level of evidence|certainty|quality|confidence", re.IGNORECASE),
    "number": re.compile(r"^(?:#|no\.?|number|rec(?:ommendation)? ?(?:#|no\.?|number))$", re.IGNORECASE),
    "population": re.compile(r"^(?:population|who|patients?|group|age)", re.IGNORECASE),
    "status": re.compile(r"status|^coverage$|covered\??$|^decision|^position|medically necessary\??$|determination", re.IGNORECASE),
    "criteria": re.compile(r"criteria|requirements?|conditions of coverage|limitations?|when covered", re.IGNORECASE),
    "condition": re.compile(r"indication|diagnosis|condition|disease|use\b|disorder", re.IGNORECASE),
    "intervention": re.compile(r"service|treatment|drug|medication|procedure|intervention|therapy|device|test|product|item", re.IGNORECASE),
}


@dataclass(frozen=True)
class Row:
    """A table row with the place of each cell in the document's text."""

    index: int
    cells: tuple[str, ...]
    starts: tuple[int, ...]
    header: tuple[str, ...]

    def column(self, name: str) -> int | None:
        """Index of the column of a kind, None where the header has none."""
        return next((i for i, title in enumerate(self.header) if i < len(self.cells) and _COLUMN[name].search(title.strip())), None)


def table_statements(ground: Ground) -> Iterator[Statement]:
    """Statements of every table, and of code lists that are printed as lists or paragraphs."""
    for rows in _tables(ground):
        headings = [ground.context.text(at) for at in ground.context.heading_chain(rows[0].index)]
        if is_background(headings) and ground.context.source.kind is not SourceKind.RESEARCH:
            continue
        if any(_codes_of(row) for row in rows):
            yield from _code_table(ground, rows)
        for row in rows:
            if not _codes_of(row) or max(len(words(cell)) for cell in row.cells) > 12:
                yield from _row(ground, row)
    yield from _code_paragraphs(ground)


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
        found.setdefault(block.table, []).append(Row(index, block.cells, tuple(starts), block.header))
    return list(found.values())


def _row(ground: Ground, row: Row) -> Iterator[Statement]:
    at = row.column("recommendation")
    if at is None and not ground.is_policy:
        cues = [i for i, cell in enumerate(row.cells) if len(words(cell)) > 4 and GUIDELINE_TABLE.find(cell)]
        graded = any(grade_of_cell(cell) for cell in row.cells)
        at = cues[0] if len(cues) == 1 and (graded or not row.header) else None
    if at is not None and len(words(row.cells[at])) > 2:
        yield from _recommendation(ground, row, at)
    elif ground.is_policy:
        yield from _coverage(ground, row)


def _grade_of(row: Row, skip: int) -> Grade | None:
    at = row.column("grade")
    label = row.cells[at].strip() if at is not None and at != skip else next((g for i, cell in enumerate(row.cells) if i != skip and (g := grade_of_cell(cell))), "")
    if not label or len(label) > 80:
        return None
    certain = row.column("certainty")
    certainty = row.cells[certain].strip() if certain is not None else ""
    title = row.header[at].strip() if at is not None else ""
    shown = f"Class {label}" if re.match(r"(?:cor|class)\b", title, re.IGNORECASE) and re.match(r"(?:1|2a|2b|3|I|IIa|IIb|III)\b", label) else label
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
        cue = Cue("graded-row", direction or Direction.FOR, Basis.RECOMMENDATION, AFTER, r"$^", "", "Recommendation table")
    else:
        return
    if not slots.interventions and not ground.subject.interventions:
        return
    who = row.column("population")
    if who is not None and who != at and (people := parse_population(row.cells[who])) != Slots():
        slots = replace(slots, people=tuple(dict.fromkeys([*people.groups, *slots.people])), populations=(*slots.populations, clean(row.cells[who])), criteria=(*slots.criteria, *people.criteria))
    criteria = None
    if slots.criteria and (place := context.document.text.find(slots.criteria[0], row.starts[at])) >= 0:
        criteria = tree_of_clause(context, place, place + len(slots.criteria[0]))
    number_at = row.column("number")
    number = row.cells[number_at].strip() if number_at is not None else ""
    end = row.starts[at] + len(cell)
    yield draft.make(
        ground, cue=cue, slots=slots, quote=context.quote(row.starts[at], end), grade=grade, leads=[context.quote_block(row.index)], criteria=criteria,
        number_text=f"{number}." if re.fullmatch(r"R?\d{1,3}[a-z]?(?:\.\d+)*", number) else cell,
    )


def _coverage(ground: Ground, row: Row) -> Iterator[Statement]:
    """A row of a coverage table: a name, its status or criteria."""
    context = ground.context
    status = row.column("status")
    if status is None:
        status = next((i for i, cell in enumerate(row.cells) if i > 0 and len(words(cell)) <= 6 and heading_cue(cell)), None)
    found = heading_cue(row.cells[status]) if status is not None else None
    leads: list[Quote] = []
    if found is None and row.column("criteria") is not None:
        found, leads = _heading_direction(ground, row.index)
    if found is None or not words(row.cells[0]):
        sentence = next((i for i, cell in enumerate(row.cells) if len(words(cell)) > 5 and COVERAGE_TABLE.find(cell)), None)
        if sentence is not None:
            yield from _recommendation(ground, row, sentence)
        return
    cue = Cue("coverage-row", found.direction, Basis.COVERAGE, AFTER, r"$^", "", "Coverage table")
    by_intervention = row.column("intervention") == 0 or (row.column("condition") != 0 and not ground.subject.interventions)
    name = clean(row.cells[0])
    condition_at = row.column("condition")
    groups = ((name,),) if not by_intervention else (((clean(row.cells[condition_at]),),) if condition_at else ())
    criteria_at = row.column("criteria")
    criteria = None
    if criteria_at is not None and len(words(row.cells[criteria_at])) > 1 and found.direction is Direction.FOR:
        criteria = tree_of_clause(context, row.starts[criteria_at], row.starts[criteria_at] + len(row.cells[criteria_at]))
    slots = Slots(interventions=(name,) if by_intervention else (), people=groups)
    yield draft.make(ground, cue=cue, slots=slots, quote=context.quote_block(row.index), leads=leads, criteria=criteria, phase=found.phase, catch_all=is_catch_all(name))


_LISTED_AGAINST = re.compile(r"\bnot covered|non-?covered|do(?:es)? not (?:support|meet)|not (?:be )?(?:considered )?medically necessary|not support|investigational|experimental|unproven|excluded", re.IGNORECASE)
_LISTED_FOR = re.compile(r"\bcovered (?:if|when|for)|are covered|supports?(?:ing)? (?:the )?(?:medical necessity|coverage)|medically necessary|covered (?:diagnos|codes|icd|indications)|may be covered|considered proven|proven and|codes? (?:that are )?covered", re.IGNORECASE)


def _listed_direction(text: str) -> Direction | None:
    against, for_ = _LISTED_AGAINST.search(text), _LISTED_FOR.search(text)
    if against:
        return Direction.AGAINST
    return Direction.FOR if for_ else None


def _heading_direction(ground: Ground, index: int) -> tuple[HeadingCue | None, list[Quote]]:
    for at in ground.context.heading_chain(index):
        if cue := heading_cue(ground.context.text(at)):
            return cue, [ground.context.quote_block(at)]
    return None, []


def _codes_of(row: Row) -> tuple[str, ...]:
    """Codes of a row: of its code column, else of a first cell that is nothing but codes."""
    at = next((i for i, title in enumerate(row.header) if i < len(row.cells) and re.search(r"\bcodes?\b|^icd|^cpt|^hcpcs", title.strip(), re.IGNORECASE)), None)
    if at is not None:
        return code_specs(row.cells[at])
    specs = code_specs(row.cells[0]) if row.cells else ()
    return specs if specs and len(words(row.cells[0])) <= 3 * len(specs) + 2 else ()


def _code_table(ground: Ground, rows: Sequence[Row]) -> Iterator[Statement]:
    """One Statement per run of rows under one heading; a row without codes may turn the direction ("not covered for ...")."""
    direction, lead = _code_lead(ground, rows[0].index)
    codes: list[str] = []
    last = rows[0]
    for row in rows:
        specs = _codes_of(row)
        text = " ".join(dict.fromkeys(cell for cell in row.cells if cell))
        own = _listed_direction(" ".join(row.cells[1:])) if specs and len(row.cells) > 1 else None
        if own and own is not direction:
            yield from _code_statement(ground, direction, lead, codes, last)
            direction, lead, codes = own, ground.context.quote_block(row.index), []
        turned = _listed_direction(text) if not specs else None
        if turned or (not specs and re.search(r"other .*codes? related|codes?\b.*:", text, re.IGNORECASE)):
            yield from _code_statement(ground, direction, lead, codes, last)
            direction, lead, codes = turned, ground.context.quote_block(row.index), []
        codes.extend(specs)
        last = row
    yield from _code_statement(ground, direction, lead, codes, last)


def _code_lead(ground: Ground, index: int) -> tuple[Direction | None, Quote]:
    """Direction of a code list from the lead-in or the headings above it, innermost first."""
    context = ground.context
    for at in (*context.lead_chain(index), *context.heading_chain(index)):
        if direction := _listed_direction(context.text(at)):
            return direction, context.quote_block(at)
    return None, context.quote_block(index)


def _code_statement(ground: Ground, direction: Direction | None, lead: Quote, codes: list[str], last: Row) -> Iterator[Statement]:
    if direction is None or not codes:
        return
    yield _listed(ground, direction, lead, tuple(dict.fromkeys(codes)), ground.context.block(last.index).char_end)


def _listed(ground: Ground, direction: Direction, lead: Quote, codes: tuple[str, ...], end: int) -> Statement:
    cue = Cue("code-list", direction, Basis.CODE_LIST, AFTER, r"$^", "", "Code list of a coverage policy")
    qualifier = "if selection criteria are met" if re.search(r"if|when|criteria", lead.text, re.IGNORECASE) and direction is Direction.FOR else ""
    made = draft.make(ground, cue=cue, slots=Slots(qualifier=qualifier, interventions=_named_in(ground, lead.text)), quote=lead, phase=phase_of(lead.text))
    return replace(made, codes=codes, codes_end=end, conditions=(), condition_groups=(), subject_stands_in=False)


_AFTER_CODES = re.compile(r"[:(–-]\s*(?P<what>[^():,]{3,80}?)\s*(?:[),:]|$)")


def _named_in(ground: Ground, lead: str) -> tuple[str, ...]:
    """Intervention that the lead-in of a code list names in brackets or behind a colon, where the document knows it."""
    known = " ".join((*ground.subject.interventions, *ground.abbreviations, *ground.abbreviations.values())).lower()
    for found in _AFTER_CODES.finditer(lead):
        named = clean(found.group("what"))
        if named and not is_generic(named) and named.lower() in known:
            return (named,)
    return ()


def _code_paragraphs(ground: Ground) -> Iterator[Statement]:
    """Codes printed as a list or in a paragraph under a lead-in or heading that gives direction."""
    if not ground.is_policy:
        return
    context = ground.context
    runs: dict[int, list[int]] = {}
    for index, block in enumerate(context.document.blocks):
        if block.kind in {BlockKind.TABLE_ROW, BlockKind.HEADING}:
            continue
        text = context.text(index)
        specs = code_specs(text)
        if specs and (len(specs) >= 3 or len(words(text)) <= 14 and re.match(r"\W*[A-Z]?\d", text)):
            key = block.lead_in if block.lead_in is not None else -(block.heading or 0) - 1
            runs.setdefault(key, []).append(index)
    for indices in runs.values():
        own = _listed_direction(context.text(indices[0]))
        direction, lead = (own, context.quote_block(indices[0])) if own else _code_lead(ground, indices[0])
        specs = tuple(dict.fromkeys(spec for i in indices for spec in code_specs(context.text(i))))
        if direction and specs and (len(specs) > 1 or own is None):
            yield _listed(ground, direction, lead, specs, context.block(indices[-1]).char_end)
