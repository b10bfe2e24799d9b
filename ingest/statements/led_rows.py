"""Rows of a table that a sentence leads in: "X is covered as listed below:", a name in each."""

import re

from ingest.lexis import words
from ingest.models import BlockKind
from ingest.statements.begun import phase_of
from ingest.statements.clause import Clause
from ingest.statements.criteria import tree_of_clause
from ingest.statements.criteria_cells import tree_of_cell
from ingest.statements.cues import CueMatch
from ingest.statements.draft import Ground
from ingest.statements.families import COVERAGE_TABLE
from ingest.statements.fronts import slots_of
from ingest.statements.item_names import without_following
from ingest.statements.limit_columns import limits
from ingest.statements.models import Basis, Criterion, Join, Quote
from ingest.statements.phrases import clean
from ingest.statements.roles import HeadingCue, heading_cue
from ingest.statements.rows import Row
from ingest.statements.slots import Slots, parse_population
from ingest.statements.threshold_rows import is_threshold_row
from ingest.statements.walk import Walk

_POINTS = re.compile(
    r"\b(?:table|following|below|listed|(?:left|right|first|second)(?:-hand)? column)\b",
    re.IGNORECASE,
)
_TESTED = re.compile(
    r"^(?:genes?|(?:bio)?markers?|alleles?|analytes?|variants?)\b(?!.*\b(?:result|score)s?\b)",
    re.IGNORECASE,
)
_LIMIT = re.compile(
    r"\b(?:limits?|quantity|duration|period|authori[sz]ation|length|notes?|codes?|reference|date)\b",
    re.IGNORECASE,
)
_FOR_WHAT = re.compile(r"\bfor\s+(?=\S)", re.IGNORECASE)


def lead_of(ground: Ground, row: Row) -> tuple[HeadingCue, list[Quote]] | None:
    """Direction of the sentence that leads a table in and points to it; None without one."""
    found = _lead(ground, row)
    if found is None:
        return None
    at, match = found
    cue = HeadingCue(match.cue.direction, Basis.COVERAGE, phase_of(ground.context.text(at)))
    return cue, [ground.context.quote_block(at)]


def _lead(ground: Ground, row: Row) -> tuple[int, CueMatch] | None:
    at = ground.context.block(row.index).lead_in
    if at is None or ground.context.block(at).kind is BlockKind.TABLE_ROW:
        return None
    text = ground.context.text(at)
    matches = COVERAGE_TABLE.find(text)
    ways = {(m.cue.direction, m.cue.basis) for m in matches}
    own = len(ways) == 1 and matches[0].cue.basis is Basis.COVERAGE
    return (at, matches[0]) if own and _POINTS.search(text) else None


def led_interventions(ground: Ground, row: Row) -> tuple[str, ...]:
    """What the sentence that leads a table in covers; () where none does."""
    found = _lead(ground, row)
    if found is None:
        return ()
    at, match = found
    clause = Clause(ground.context.text(at), ground.context.block(at).char_start)
    return without_following(slots_of(clause, match, None)).interventions


def row_slots(row: Row) -> Slots | None:
    """Slots of a row of genes or markers: their testing, for what another cell says."""
    if not row.header or not _TESTED.match(row.header[0].strip()):
        return None
    names = [clean(part) for part in re.split(r"\s*[,;]\s*", row.cells[0])]
    named = tuple(f"{name} testing" for name in names if name)
    told = [m for cell in row.cells[1:] for m in _FOR_WHAT.finditer(cell)]
    who = parse_population(told[-1].string[told[-1].start() :]) if told else Slots()
    return Slots(interventions=named, people=who.groups)


_KIND = re.compile(
    r"(?:drugs?|medications?|products?|services?|procedures?|indications?|conditions?|diagnosis|names?|"
    r"agents?|tests?|devices?|items?)(?: names?)?",
    re.IGNORECASE,
)
_HOW_MUCH = re.compile(
    r"\b(?:lifetime|maximum|limit(?:ed)?|more than|beyond|exceed\w*|per (?:year|month|week|day))\b",
    re.IGNORECASE,
)


def is_heading_row(row: Row) -> bool:
    """Whether a row only names its columns ("Drug | Initial authorization | Continuation")."""
    return _KIND.fullmatch(row.cells[0].strip()) is not None


def row_limit(ground: Ground, row: Row) -> Criterion | None:
    """The quantity beyond which a row is not covered ("Not covered: lifetime maximum 12 doses")."""
    for cell, start in zip(row.cells[1:], row.starts[1:], strict=False):
        front, colon, limit = cell.partition(":")
        if colon and heading_cue(front) and _HOW_MUCH.search(limit):
            return tree_of_clause(ground.context, start + len(front) + 1, start + len(cell))
    return None


_TEXT_OF_ROW = frozenset({"status", "recommendation", "grade", "certainty", "number", "condition"})
_N_WORDS_OF_VALUE = 6


def beside_criteria(ground: Ground, row: Row, at: int) -> Criterion:
    """The criteria of a row, with what its other columns ask for ("Age | Criteria | Duration").

    A short cell says no more than a number: the name of its column goes with it.
    """
    context = ground.context
    told = tree_of_cell(context, row.starts[at], row.starts[at] + len(row.cells[at]))
    skipped = {0, at, *(i for name in _TEXT_OF_ROW if (i := row.column(name)) is not None)}
    limited = {cell.start for cell in limits(row, is_policy=True)}  # read with the whole row
    leaves: list[Criterion] = []
    for i, cell in enumerate(row.cells):
        title = row.header[i].strip() if i < len(row.header) else ""
        if i in skipped or not words(cell) or not title or _LIMIT.search(title):
            continue
        if row.starts[i] in limited or _NO_LIMIT.match(cell) or not _ASKED_OF.search(title):
            continue
        quote = context.quote(row.starts[i], row.starts[i] + len(cell))
        named = len(words(cell)) <= _N_WORDS_OF_VALUE
        text = f"{title} {quote.text}" if named else quote.text
        leaves.append(Criterion(join=Join.LEAF, text=text, quote=quote))
    if not leaves:
        return told
    own = told.children if told.join is Join.ALL_OF and told.parsed else (told,)
    return Criterion(join=Join.ALL_OF, text="", children=(*leaves, *own))


_ASKED_OF = re.compile(
    r"\b(?:age|weight|bmi|sex|gender|prescriber|specialist|speciality|specialty|severity|score|"
    r"prior|previous|step|trial|diagnostic|confirmation|lab\w*|test\w*|level|value)s?\b",
    re.IGNORECASE,
)
_NO_LIMIT = re.compile(
    r"\W*(?:any|all ages|none|n/?a|no (?:limit|restriction)s?|not applicable)\W*$", re.IGNORECASE
)


def row_criteria(ground: Ground, row: Row) -> Criterion | None:
    """What the lead-in asks for, and what the other cells of the row say."""
    found = _lead(ground, row)
    children: list[Criterion] = []
    if found is not None:
        at, match = found
        text, start = ground.context.text(at), ground.context.block(at).char_start
        for asked in slots_of(Clause(text, start), match, None).criteria:
            place = text.find(asked)
            if place >= 0:
                children += _asked(
                    tree_of_clause(ground.context, start + place, start + place + len(asked))
                )
    for i, cell in enumerate(row.cells[1:], start=1):
        title = row.header[i] if i < len(row.header) else ""
        if cell.strip() and not _LIMIT.search(title):
            listed = _one_of(ground, row.starts[i], cell) if _DRUGS.match(title) else None
            end = row.starts[i] + len(cell)
            children.append(listed or tree_of_cell(ground.context, row.starts[i], end))
    if len(children) <= 1:
        return children[0] if children else None
    return Criterion(join=Join.ALL_OF, text="", children=tuple(children))


def _asked(tree: Criterion) -> list[Criterion]:
    """The criteria of a lead-in without the one that only points to its table."""
    parts = tree.children if tree.join is Join.ALL_OF else (tree,)
    return [part for part in parts if not _POINTS.search(part.text)]


def only_leads_in_rows(walk: Walk, index: int) -> bool:
    """Whether a block ends in a colon and leads in rows alone, which speak for themselves."""
    context = walk.ground.context
    below = context.children.get(index, ())
    rows = bool(below) and all(
        context.block(i).kind is BlockKind.TABLE_ROW and not is_threshold_row(context, i)
        for i in below
    )
    text = context.text(index).rstrip()
    return rows and text.endswith(":") and _POINTS.search(text) is not None


_DRUGS = re.compile(r"\W*(?:drugs?|medications?|medicines?|agents?|products?)\b", re.IGNORECASE)
_NO_NAME = re.compile(r"\b(?:before|after|for|in|with|at|when|if|and|or)\b|\S \S+ \S", re.I)
_NAME = re.compile(r"[^,;/\s][^,;/]*")


def _one_of(ground: Ground, start: int, cell: str) -> Criterion | None:
    """One of the drugs that a cell lists ("fluorouracil, capecitabine"); None of a single one."""
    names = [
        (start + m.start(), start + m.start() + len(m[0].rstrip())) for m in _NAME.finditer(cell)
    ]
    leaves = tuple(
        Criterion(join=Join.LEAF, text=q.text, quote=q)
        for q in (ground.context.quote(*at) for at in names)
    )
    named = len(leaves) > 1 and not any(_NO_NAME.search(leaf.text) for leaf in leaves)
    return Criterion(join=Join.ANY_OF, text="", children=leaves) if named else None
