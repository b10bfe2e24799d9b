"""Recommendations of a plain text file with their grades set to the right, and no rule.

    1. ACUTE GOUT                                               COR   LOE
    Colchicine is recommended as first-line
    treatment of acute gout.                                    I     A
    Drug X should be considered when the diagnosis
    is uncertain.                                               IIa   B

The grades stand on the last line of a recommendation, or on its first.
Source: executive summaries of cardiac societies (ACC/AHA, ESC), exported as text.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile

from ingest.readers.builder import Draft
from ingest.readers.tables import table_drafts

_LABEL = (
    r"(?:COR|LOE|COE|GOR|SOR|GoR|SoR|LoE|CoR|Class|CLASS|Level|LEVEL|Grade|GRADE|Strength|STRENGTH|"
    r"Certainty|Quality|Evidence)"
)
_HEAD = re.compile(rf"(?P<title>.*?)(?P<labels>(?:(?:^|\s{{2,}}){_LABEL}){{1,3}})\s*")
_GRADE = re.compile(
    r"(?:(?:class |level |grade )?(?:I{1,3}|IV|II[ab]|[0-4][ab]?|[A-EU](?:-[A-Z]{1,2})?|[12][A-D]|"
    r"C-(?:EO|LD))(?:: (?:harm|no benefit))?|strong|weak|conditional|(?:very )?low|moderate|high|"
    r"[-–—]|n/?a)",
    re.IGNORECASE,
)
_COLUMN = re.compile(r"(?:recommendations?|statements?|guidance)", re.IGNORECASE)
_ENDS = re.compile(r"[.;)]\s*$")
Row = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GradedTable:
    """Such a table.

    Attributes:
        title: The heading that stands in front of the names of its columns, "" for none.
        drafts: Its rows.
        n_lines: So many lines it takes.
    """

    title: str
    drafts: list[Draft]
    n_lines: int


def graded_table_at(lines: Sequence[str], at: int, table: int) -> GradedTable | None:
    """The table whose columns of grades are named at the end of a line; None for no such line."""
    head = _HEAD.fullmatch(lines[at])
    if head is None:
        return None
    labels = list(re.finditer(_LABEL, head["labels"]))
    starts = [head.start("labels") + label.start() for label in labels]
    rows, end = _rows(lines, at + 1, starts)
    if not rows:
        return None
    title = head["title"].strip()
    named = title if _COLUMN.fullmatch(title) else ""
    header = (named, *(label[0] for label in labels))
    drafts = table_drafts(rows, header=header, table=table)
    return GradedTable("" if named else title, drafts, end - at)


def _rows(lines: Sequence[str], at: int, starts: Sequence[int]) -> tuple[list[Row], int]:
    """The rows from a line on, block by block, and where they end."""
    rows: list[Row] = []
    end = at
    while end < len(lines):
        first = next((n for n in range(end, len(lines)) if lines[n].strip()), len(lines))
        block = list(takewhile(lambda line: line.strip(), lines[first:]))
        cut = list(takewhile(lambda row: row is not None, (_cut(line, starts) for line in block)))
        told = [row for row in cut if row is not None]
        if not any(any(row[1:]) for row in told) or (first > at and _HEAD.fullmatch(block[0])):
            break
        found, n_used = _of_block(told)
        rows += found
        end = first + n_used
        if n_used < len(block):
            break
    return rows, end


def _of_block(lines: Sequence[Row]) -> tuple[list[Row], int]:
    """The rows of lines without a blank one between them, and how many lines they take."""
    graded = [at for at, line in enumerate(lines) if any(line[1:])]
    behind = sum(bool(_ENDS.search(lines[at][0])) for at in graded) * 2 >= len(graded)
    if behind:
        bounds = list(zip([0, *(at + 1 for at in graded)], (at + 1 for at in graded), strict=False))
    else:
        bounds = list(zip(graded, [*graded[1:], len(lines)], strict=True))
    rows = []
    for start, stop in bounds:
        part = lines[start:stop]
        text = " ".join(line[0] for line in part if line[0])
        grades = next(line[1:] for line in part if any(line[1:]))
        rows.append((text, *grades))
    return rows, bounds[-1][1]


def _cut(line: str, starts: Sequence[int]) -> Row | None:
    """The cells of a line; None where its text runs on below the grades, or others stand there."""
    own = line.ljust(starts[-1] + 1)
    if not own[starts[0] - 1].isspace():
        return None
    ends = (*starts[1:], len(own))
    grades = tuple(own[a:b].strip() for a, b in zip(starts, ends, strict=True))
    if not all(not cell or _GRADE.fullmatch(cell) for cell in grades):
        return None
    return (own[: starts[0]].strip(), *grades)
