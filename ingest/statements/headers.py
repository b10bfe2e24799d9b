"""Rows that are no rows: titles over all columns, and headers that stand inside a table.

ACC/AHA print one table for several headers: a title, "COR | LOE | Recommendations", rows, and on
the next page the title again.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from ingest.lexis import words
from ingest.statements.rows import COLUMN, Row
from ingest.statements.use_columns import columns_of
from ingest.statements.verdict_rows import verdict_of

_N_WORDS_OF_TITLE = 5  # a longer cell is text
_N_WORDS_OF_COLUMN = 3
_N_KINDS = 2  # so many kinds of columns make a header of a row


def under_headers(rows: Iterable[Row]) -> list[Row]:
    """The rows of a table, each with the header that stands nearest above it."""
    found: list[Row] = []
    header: tuple[str, ...] | None = None
    told = list(rows)
    for at, row in enumerate(told):
        if _is_title(row.cells) or row.cells == row.header:
            continue
        first = not (found or header or row.header)
        if _is_header(row.cells) or (first and _is_first(row.cells, told[at + 1 :])):
            header = row.cells
            continue
        own = () if _is_title(row.header) else row.header
        found.append(replace(row, header=header or own))
    return found


def _is_title(cells: tuple[str, ...]) -> bool:
    """Whether a row repeats one text over all its columns."""
    return len(cells) > 1 and len({cell.strip() for cell in cells}) == 1 and bool(cells[0].strip())


def _is_first(cells: tuple[str, ...], below: Sequence[Row]) -> bool:
    """Whether a first row that nothing marks as one is the header of the rows below it."""
    return _opens(cells) or _of_uses(cells) or _over_verdicts(cells, below)


def _over_verdicts(cells: tuple[str, ...], below: Sequence[Row]) -> bool:
    """Whether short names stand over a column that is nothing but verdicts below."""
    if len(cells) < _N_KINDS or not all(0 < len(words(c)) <= _N_WORDS_OF_COLUMN for c in cells):
        return False
    told = [[verdict_of(c) for c in row.cells] for row in below if len(row.cells) == len(cells)]
    return len(told) > 1 and any(
        verdict_of(cells[i]) is None and all(ways[i] for ways in told) for i in range(1, len(cells))
    )


def _opens(cells: tuple[str, ...]) -> bool:
    """Whether a first row names columns of coverage: "Service | Coverage | Criteria"."""
    told = [_kinds(cell) for cell in cells]
    short = all(len(words(cell)) <= _N_WORDS_OF_COLUMN for cell in cells)
    kinds = set().union(*told)
    named = kinds & {"intervention", "condition"} and kinds & {"status", "criteria"}
    rest = all(kind or _BESIDE.match(c.strip()) for kind, c in zip(told, cells, strict=True))
    return short and rest and len(told) > 1 and bool(named)


# Columns that stand beside those that tell: "Code", "Max sessions", "Approval length"
_BESIDE = re.compile(
    r"(?:codes?|cpt|hcpcs|icd|ndc|max(?:imum)?|limits?|quantity|duration|length|approval|renewal|"
    r"notes?|comments?|frequency|ages?|units?)\b",
    re.IGNORECASE,
)
_CRITERIA = re.compile(r"(?:initial|renewal|clinical|coverage|approval) criteria", re.IGNORECASE)


def _kinds(cell: str) -> set[str]:
    """Of which kinds of columns a cell may be the name."""
    found = {kind for kind, pattern in COLUMN.items() if pattern.match(cell.strip())}
    return {*found, "criteria"} if _CRITERIA.match(cell.strip()) else found


def _of_uses(cells: tuple[str, ...]) -> bool:
    """Whether a first row names a thing or its use, and what is asked for ("Indication | Age")."""
    short = all(len(words(cell)) <= _N_WORDS_OF_TITLE for cell in cells)
    return short and len(set(cells)) == len(cells) and columns_of(cells) is not None


def _is_header(cells: tuple[str, ...]) -> bool:
    """Whether every cell is the name of a column, of two kinds at least."""
    filled = [cell.strip() for cell in cells if cell.strip()]
    if len(filled) < _N_KINDS or any(len(words(cell)) > _N_WORDS_OF_TITLE for cell in filled):
        return False
    kinds = {
        next((kind for kind, pattern in COLUMN.items() if pattern.match(cell)), "")
        for cell in filled
    }
    told = kinds - {""}
    named = "recommendation" in told or told >= {"grade", "certainty"}
    return "" not in kinds and len(told) >= _N_KINDS and named
