"""Two lists side by side in a text file: "PREFERRED      NON-PREFERRED", "COVERED   NOT COVERED".

    COSMETIC (not covered)        RECONSTRUCTIVE (covered)
    ----------------------------  -------------------------
    Dermabrasion for acne scars   Breast reconstruction after
    Tattoo removal                mastectomy (11920)

What stands on one line has nothing to do with each other: each column is a list of its own, whose
entries go on over lines. Source: preferred drug lists of Medicaid, benefit and formulary sheets.
"""

import re
from collections.abc import Sequence
from itertools import zip_longest

from ingest.readers.builder import Draft
from ingest.readers.tables import table_drafts

_WAY = re.compile(
    r"(?:(?:not |non-?\s?)?(?:covered|preferred|formulary|funded|reimbursable|approved|"
    r"commissioned)|cosmetic|reconstructive|medically necessary|not medically necessary|"
    r"excluded|included|investigational|experimental|do not use)"
    r"(?: (?:agents?|drugs?|products?|services?|items?|procedures?|medications?))?"
    r"(?:\s*\([^()]*\))?",
    re.IGNORECASE,
)
_GAP = re.compile(r"\S(?: ?\S)*")  # two blanks part the columns
_RULE = re.compile(r"\s*[-=]{3,}(?:\s+[-=]{3,})*\s*")
_OPEN = re.compile(r"(?:[,/(&-]|\b(?:of|for|and|or|with|after|causing|in|to|by|due to))$", re.I)
_DRUGS = re.compile(r"preferred|formulary", re.IGNORECASE)
_N_COLUMNS = 2
_SLACK = 4  # characters by which a column may stand left of its title


def opposed_table_at(lines: Sequence[str], at: int, table: int) -> tuple[list[Draft], int] | None:
    """The two lists below titles that oppose each other, with their lines; None for none.

    Args:
        lines: Of the file, without tabs.
        at: The line of the titles.
        table: Its ordinal in the document.
    """
    titles = list(_GAP.finditer(lines[at]))
    header = tuple(title.group() for title in titles)
    if len(header) != _N_COLUMNS or not all(map(_WAY.fullmatch, header)):
        return None
    second = titles[1].start() - _SLACK
    first = at + 1
    if first < len(lines) and _RULE.fullmatch(lines[first]):
        first += 1
    columns: tuple[list[tuple[int, str]], ...] = ([], [])
    end = first
    while end < len(lines) and lines[end].strip() and not _RULE.fullmatch(lines[end]):
        if _is_text(lines[end], titles[1].start()):
            break
        for cell in _GAP.finditer(lines[end]):
            columns[cell.start() >= second].append((cell.start(), cell.group()))
        end += 1
    if not all(columns):
        return None
    drugs = _DRUGS.search(header[0]) is not None
    lists = [_entries(column, drugs=drugs) for column in columns]
    rows = [tuple(row) for row in zip_longest(*lists, fillvalue="")]
    return table_drafts(rows, header=header, table=table, captions=False), end - at


def _is_text(line: str, second: int) -> bool:
    """Whether a line runs on over both columns: a sentence below the lists."""
    cells = list(_GAP.finditer(line))
    return len(cells) == 1 and cells[0].start() < second - _SLACK and cells[0].end() > second + 1


def _entries(cells: Sequence[tuple[int, str]], *, drugs: bool) -> list[str]:
    """The entries of a column; a generic drug begins small, and so does the rest of another one."""
    left = min(start for start, _ in cells)
    found: list[str] = []
    for start, text in cells:
        small = text[:1].islower() and not drugs
        rest = small or start > left or text[:1] in "(&/" or (found and _OPEN.search(found[-1]))
        if found and rest:
            found[-1] = f"{found[-1]} {text}"
        else:
            found.append(text)
    return found
