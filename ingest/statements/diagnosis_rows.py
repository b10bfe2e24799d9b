"""Rows of diagnoses with a verdict each: "E55.9 | Vitamin D deficiency | Covered".

What is covered for them stands over the table, with its codes: "CPT 82306 (25-hydroxy vitamin D)".
Source: laboratory policies of payers, which print one such table for each test.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ingest.codes import code_specs, is_icd
from ingest.models import BlockKind
from ingest.statements import draft
from ingest.statements.cues import AFTER, Cue
from ingest.statements.draft import Ground
from ingest.statements.headings import heading_things
from ingest.statements.models import Basis, Direction, Statement
from ingest.statements.phrases import clean, parenthetical
from ingest.statements.rows import Row
from ingest.statements.section_things import CODE
from ingest.statements.slots import Slots
from ingest.statements.status_cells import told_by
from ingest.statements.status_rows import Positions

_CUES = {
    way: Cue("diagnosis-row", way, Basis.COVERAGE, AFTER, r"$^", "", "Table of diagnoses")
    for way in Direction
}
_LABEL = re.compile(r"\b(?:CPT|HCPCS|codes?|procedures?|services?)\b[\s:]*", re.IGNORECASE)
_N_CHARS_OF_CAPTION = 120


def is_diagnosis_table(rows: Sequence[Row], columns: Positions) -> bool:
    """Whether each row begins with codes of diagnoses and has one verdict."""
    body = [row for row in rows if row.cells != row.header]
    return bool(body) and len(columns.at) == 1 and all(_codes(row) for row in body)


def _codes(row: Row) -> tuple[str, ...]:
    """The codes of diagnoses in the first cell of a row; () where it holds anything else."""
    specs = code_specs(row.cells[0]) if row.cells else ()
    return specs if specs and all(is_icd(spec) for spec in specs) else ()


def diagnosis_rows(ground: Ground, row: Row, columns: Positions) -> Iterator[Statement]:
    """The Statements of a row: for the diagnosis by its name, and for its codes."""
    at = columns.at[0][0]
    told = told_by(ground.context.document, row.cells[at]) if at < len(row.cells) else None
    if told is None or row.cells == row.header or columns.name >= len(row.cells):
        return
    name = clean(row.cells[columns.name])
    caption = _caption(ground, row.index)
    things = _things(ground.context.text(caption)) if caption is not None else ()
    things = things or heading_things(ground, row.index)
    made = draft.make(
        ground,
        draft.Found(
            cue=_CUES[told.way],
            slots=Slots(interventions=things, people=((name,),)),
            quote=ground.context.quote_block(row.index),
            leads=[ground.context.quote_block(caption)] if caption is not None else (),
        ),
    )
    yield made
    yield replace(
        made, basis=Basis.CODE_LIST, codes=_codes(row), conditions=(), condition_groups=()
    )


def _caption(ground: Ground, index: int) -> int | None:
    """The paragraph right above a table that names a service with its codes."""
    context = ground.context
    for at in range(index - 1, -1, -1):
        block = context.block(at)
        if block.kind is BlockKind.TABLE_ROW and block.table == context.block(index).table:
            continue
        text = context.text(at)
        named = block.kind is BlockKind.PARAGRAPH and len(text) <= _N_CHARS_OF_CAPTION
        return at if named and CODE.search(text) else None
    return None


def _things(caption: str) -> tuple[str, ...]:
    """What a caption names, and its codes: "CPT 82306 (25-hydroxy vitamin D)"."""
    outside, inside = parenthetical(caption)
    bare = clean(CODE.sub("", _LABEL.sub("", outside)).strip(" :,–—-"))
    codes = tuple(f"CPT {code}" for code in CODE.findall(caption))
    names = (bare, *(clean(text) for text in inside if not CODE.search(text)))
    return tuple(dict.fromkeys((*(name for name in names if name), *codes)))
