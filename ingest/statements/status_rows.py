"""Rows with verdicts in a word: one column of them, or one for each group of people.

"Procedure | Commissioning position", "Test | CPT | Benefit status | Notes", "Service | Children |
Adults". Source: NHS commissioners' summaries, benefit grids of health plans and of Medicaid.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.codes import code_specs
from ingest.lexis import words
from ingest.statements import draft
from ingest.statements.criteria import tree_of_clause
from ingest.statements.criteria_cells import tree_of_cell
from ingest.statements.cues import AFTER, Cue
from ingest.statements.draft import Ground
from ingest.statements.excepted import of_cell
from ingest.statements.headings import heading_things
from ingest.statements.models import Basis, Criterion, Direction, Join, Statement
from ingest.statements.phrases import clean
from ingest.statements.row_uses import uses_of
from ingest.statements.rows import Row
from ingest.statements.slots import Slots, parse_object
from ingest.statements.status_cells import Told, told_by
from ingest.statements.subject import looks_like_intervention
from ingest.statements.verdict_remarks import people_apart

_CUES = {
    way: Cue("status-row", way, Basis.COVERAGE, AFTER, r"$^", "", "Table of positions")
    for way in Direction
}
_STATUS = re.compile(
    r"(?:[\w&-]+ ){0,2}(?:status|position|decision|determination|coverage|covered|funded|paid|"
    r"payable|benefit)\b"
    r"(?: ?/ ?(?:not )?\w+| of \w+)?\??|(?:funded|covered|commissioned) ?/ ?not \w+",
    re.IGNORECASE,
)
_PEOPLE = re.compile(
    r"(?P<who>(?:adults?|children|child|p(?:a)?ediatrics?|adolescents?|infants?|men|women|males?|"
    r"females?|pregnan\w+|members|under|over|ages?)\b).*",
    re.IGNORECASE | re.DOTALL,
)
_ADDED = re.compile(
    r"(?:\w+ )?(?:notes?|comments?|criteria|requirements?|rules?|conditions?|restrictions?)\b"
    r"(?: \w+)?|when (?:covered|funded)",
    re.IGNORECASE,
)
_FOR_WHAT = re.compile(
    r"(?:[\w-]+ )?(?:indications?|diagnos[ei]s|conditions?|members?|patients?|clients?|people|"
    r"diseases?)(?: names?)?",
    re.IGNORECASE,
)
_NO_NAME = re.compile(
    r"\b(?:codes?|cpt|hcpcs|icd\S*|number|no\.|item|#|limits?|duration)\b|^#", re.IGNORECASE
)
_NOTHING = re.compile(r"[\s.—–-]*(?:n/?a|none|not applicable)?[\s.—–-]*", re.IGNORECASE)
_ANYBODY = re.compile(
    r"(?:any |all |other )*(?:members?|patients?|clients?|people|persons?|individuals?)", re.I
)
_N_GROUPS = 2
_N_WORDS_OF_TITLE = 5


@dataclass(frozen=True, slots=True)
class Positions:
    """Which columns of a table hold verdicts, and for whom each is.

    Attributes:
        at: Index and people of each, "" where it is for all.
        name: Index of the column of names.
        added: Index of what is asked for, or noted.
    """

    at: tuple[tuple[int, str], ...]
    name: int
    added: int | None


def positions_of(ground: Ground, rows: Sequence[Row]) -> Positions | None:
    """The columns of verdicts of a table; None where its cells are no verdicts."""
    header = rows[0].header
    if not header or any(len(words(title)) > 2 * _N_WORDS_OF_TITLE for title in header):
        return None
    body = [row for row in rows if row.cells != header]
    columns = {i: [r.cells[i] for r in body if i < len(r.cells)] for i in range(1, len(header))}
    told = [i for i, cells in columns.items() if _are_verdicts(ground, cells)]
    people = tuple((i, header[i].strip()) for i in told if _PEOPLE.fullmatch(header[i].strip()))
    single = tuple((i, "") for i in told if _STATUS.fullmatch(header[i].strip()))[:1]
    at = people if len(people) >= _N_GROUPS else single
    if not at:
        return None
    taken = {i for i, _ in at}
    names = [i for i in range(len(header)) if i not in taken and not _NO_NAME.search(header[i])]
    added = next((i for i in names if i and _ADDED.fullmatch(header[i].strip())), None)
    named = [i for i in names if i != added]
    return Positions(at, named[0], added) if named else None


def _are_verdicts(ground: Ground, cells: Sequence[str]) -> bool:
    """Whether most cells of a column, and two at least, are verdicts."""
    filled = [cell for cell in cells if not _NOTHING.fullmatch(cell)]
    told = sum(1 for cell in filled if told_by(ground.context.document, cell))
    return told > 1 and 2 * told >= len(filled)


def status_rows(ground: Ground, row: Row, columns: Positions) -> Iterator[Statement]:
    """The Statements of a row: one for each verdict, one alone where all groups have the same."""
    if row.cells == row.header or columns.name >= len(row.cells):
        return
    if not words(row.cells[columns.name]):
        return
    said = [
        (at, people, told)
        for at, people in columns.at
        if at < len(row.cells)
        and not _NOTHING.fullmatch(row.cells[at])
        and (told := told_by(ground.context.document, row.cells[at]))
    ]
    alike = len(said) == len(columns.at) and len({row.cells[at] for at, _, _ in said}) == 1
    for at, people, told in said[:1] if alike else said:
        asked = _asked(ground, row, columns, (at, told))
        if told.elsewhere and told.way is Direction.FOR and not asked:
            continue  # what binds it is not here: its own section says when
        found = _made(ground, row, columns, told.way, asked)
        whole = alike or not people
        found = found if whole else replace(found, population=_with(found, people))
        yield from of_cell(ground, row.cells[at], found)


def _with(made: Statement, people: str) -> str:
    """For whom a Statement is, the people of its column behind its own."""
    return "; ".join(filter(None, (made.population, people)))


def _asked(ground: Ground, row: Row, columns: Positions, told: tuple[int, Told]) -> list[Criterion]:
    """What a row asks for, in the cell of its verdict and in that of its notes."""
    at, said = told
    if said.way is not Direction.FOR:
        return []
    start = row.starts[at]
    places = [(start + said.asked[0], start + said.asked[1])] if said.asked != (0, 0) else []
    added = columns.added
    if added is not None and added < len(row.cells) and not _NOTHING.fullmatch(row.cells[added]):
        begin = row.starts[added]
        places.append((begin, begin + len(row.cells[added])))
    return [tree_of_cell(ground.context, *place) for place in places]


def _made(
    ground: Ground,
    row: Row,
    columns: Positions,
    way: Direction,
    asked: list[Criterion],
) -> Statement:
    slots, own = _named(ground, row, columns)
    asked = [*own, *asked]
    tree = asked[0] if len(asked) == 1 else None
    if len(asked) > 1:
        tree = Criterion(join=Join.ALL_OF, text="", children=tuple(asked))
    made = draft.make(
        ground,
        draft.Found(
            cue=_CUES[way],
            slots=slots,
            quote=ground.context.quote_block(row.index),
            criteria=tree,
        ),
    )
    printed = [c for title, c in zip(row.header, row.cells, strict=False) if _is_codes(title)]
    codes = tuple(code for cell in printed for code in code_specs(cell))
    return replace(made, codes=tuple(dict.fromkeys((*made.codes, *codes))))


def _named(ground: Ground, row: Row, columns: Positions) -> tuple[Slots, list[Criterion]]:
    """What a row is about, and the criteria that stand with the name of its use."""
    name = row.cells[columns.name]
    if not _FOR_WHAT.fullmatch(row.header[columns.name].strip()):
        thing, who = people_apart(name)
        told = parse_object(clean(thing))  # "surgery for X" is no surgery for anything else
        if told.interventions and told.groups:
            return replace(told, populations=(*told.populations, *who.populations)), []
        names = _as_test(row.header[columns.name], clean(thing))
        return replace(who, interventions=tuple(dict.fromkeys((*names, *_either(thing))))), []
    things = heading_things(ground, row.index)
    use = next(iter(uses_of(name, row.starts[columns.name])), None)
    if use is None:
        return Slots(interventions=things), []
    own = [_own_criteria(ground, use.criteria)] if use.criteria else []
    groups = tuple(g for g in use.groups if not all(_ANYBODY.fullmatch(p) for p in g))
    return Slots(interventions=things, people=groups, populations=use.populations), own


def _either(name: str) -> tuple[str, ...]:
    """The things of "IVF or ICSI", each by itself; () of a name that holds no two."""
    parts = [clean(part) for part in name.split(" or ")]
    short = all(0 < len(words(part)) <= _N_WORDS_OF_EITHER for part in parts)
    return tuple(parts) if len(parts) > 1 and short else ()


_N_WORDS_OF_EITHER = 2


def _as_test(title: str, name: str) -> tuple[str, ...]:
    """A name below "Test": a gene or an antigen stands there for the test of it."""
    tested = _TESTS.match(title.strip()) and not looks_like_intervention(name)
    return (name, f"{name} testing") if tested else (name,)


_TESTS = re.compile(r"(?:genetic |laboratory |lab )?(?:tests?|assays?|genes?|analytes?)\b", re.I)


def _own_criteria(ground: Ground, place: tuple[int, int]) -> Criterion:
    """What a name asks for; alternatives in its brackets count as not told apart."""
    tree = tree_of_clause(ground.context, *place)
    return replace(tree, parsed=False) if _OR_IN_BRACKETS.search(tree.text) else tree


_OR_IN_BRACKETS = re.compile(
    r"\([^()]*\d[^()]*\bor (?!older|younger|more|less|fewer|greater|higher|lower|above|below|equal)"
    r"[^()]*\d[^()]*\)"
)


def _is_codes(title: str) -> bool:
    return re.search(r"\bcodes?\b|\bcpt\b|\bhcpcs\b", title, re.IGNORECASE) is not None
