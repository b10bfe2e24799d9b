"""Tables whose columns are each a direction: "COVERED | NOT COVERED", "PREFERRED | NON-PREFERRED".

A cell names what is covered, or not, and has nothing to do with the one beside it. What a preferred
drug list asks for stands below it ("Non-preferred agents: trial of both preferred agents").
Source: benefit sheets of plans, preferred drug lists of state Medicaid programmes.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.lexis import words
from ingest.models import BlockKind
from ingest.statements import draft
from ingest.statements.criteria import tree_of_clause
from ingest.statements.cues import AFTER, Cue
from ingest.statements.draft import Ground
from ingest.statements.item_names import name_slots
from ingest.statements.models import Basis, Criterion, Direction, Join, Statement
from ingest.statements.roles import Role, heading_cue
from ingest.statements.rows import Row
from ingest.statements.status_cells import told_by
from ingest.statements.subject import looks_like_condition

_CUES = {
    way: Cue("opposed-columns", way, Basis.COVERAGE, AFTER, r"$^", "", "Columns of directions")
    for way in Direction
}
_KIND = r"(?:\s+(?:agents?|drugs?|products?|medications?|brands?))?"
_PREFERRED = re.compile(rf"(?P<non>non-?\s?)?(?:preferred|formulary){_KIND}", re.IGNORECASE)
_WAY = re.compile(
    r"(?:services? |procedures? |items? )?(?:(?:considered )?(?:not |non-?\s?)?(?:covered|funded|"
    r"reimbursable|approved|commissioned|medically necessary)|cosmetic|reconstructive|excluded|"
    r"included|investigational|experimental)(?: (?:services?|procedures?|items?|indications?|"
    r"uses))?(?:\s*\([^()]*\))?",
    re.IGNORECASE,
)
_N_WAYS = 2
_N_WORDS_OF_NAME = 14
# What is asked for is told behind the name of the column that it is for
_ASKED = re.compile(
    rf"(?:^|(?<=[.;:]\s)|(?<=\n))(?:(?:PA|prior authori[sz]ation|clinical|approval|coverage)?\s*"
    rf"criteria(?: for)?\W+)?(?P<whom>all|non-?\s?preferred|preferred){_KIND}\b\W*"
    r"(?P<told>[^.]*(?:\.(?=\S)[^.]*)*)",
    re.IGNORECASE,
)
_WHEN = re.compile(
    r"^.*?\b(?:approv(?:ed|able)|covered|authori[sz]ed|considered|available)\b[^.]*?"
    r"\b(?:if|when|after|with)\s+",
    re.IGNORECASE,
)
_REQUIRE = re.compile(r"^\W*(?:require|need)s?\s+", re.IGNORECASE)
_NOTHING = re.compile(
    r"^\W*(?:(?:do|does) not require|no|without)\b[^.]*\b(?:authori[sz]ation|PA|criteria)\b", re.I
)


@dataclass(frozen=True, slots=True)
class Ways:
    """The columns that are directions.

    Attributes:
        at: Index and direction of each.
        preferred: Indices of those of a preferred drug list, with "preferred" or "non-preferred".
    """

    at: tuple[tuple[int, Direction], ...]
    preferred: tuple[tuple[int, str], ...] = ()


def ways_of(ground: Ground, rows: Sequence[Row]) -> Ways | None:
    """The columns of a table that are directions; None of any other table."""
    header = [title.strip(" :*") for title in rows[0].header]
    listed = [(i, m) for i, t in enumerate(header) if (m := _PREFERRED.fullmatch(t))]
    if len(listed) == _N_WAYS and len({bool(m["non"]) for _, m in listed}) == _N_WAYS:
        kinds = tuple((i, "non-preferred" if m["non"] else "preferred") for i, m in listed)
        return Ways(tuple((i, Direction.FOR) for i, _ in kinds), kinds)
    told = [(i, way) for i, t in enumerate(header) if (way := _way(t)) is not None]
    others = [i for i in range(len(header)) if i not in {at for at, _ in told}]
    opposed = len({way for _, way in told}) == _N_WAYS and len(told) == _N_WAYS
    if not opposed or others not in ([], [0]):
        return None
    cells = [row.cells[i] for row in rows for i, _ in told if _is_named(row, i)]
    if any(told_by(ground.context.document, cell) for cell in cells):
        return None  # a sign below a title answers for what stands in front
    return Ways(tuple(told)) if cells else None


def _way(title: str) -> Direction | None:
    if not _WAY.fullmatch(title):
        return None
    found = heading_cue(title)
    return found.direction if found else Direction.FOR


def _is_named(row: Row, at: int) -> bool:
    return row.cells != row.header and at < len(row.cells) and bool(words(row.cells[at]))


def opposed_rows(ground: Ground, rows: Sequence[Row], ways: Ways) -> Iterator[Statement]:
    """The Statements of such a table: one for each name in its cells."""
    asked = _asked(ground, rows) if ways.preferred else {}
    kinds = dict(ways.preferred)
    cells = [row.cells[i] for row in rows for i, _ in ways.at if _is_named(row, i)]
    many = 2 * sum(map(looks_like_condition, cells)) > len(cells)
    role = Role.CONDITIONS if many and ground.subject.interventions else Role.INTERVENTIONS
    for row in rows:
        for at, way in ways.at:
            if not _is_named(row, at) or len(words(row.cells[at])) > _N_WORDS_OF_NAME:
                continue
            kind = kinds.get(at, "")
            if kind == "non-preferred" and kind not in asked:
                continue  # what it asks for is told elsewhere
            yield _made(ground, row, at, (way, role, asked.get(kind)))


def _made(
    ground: Ground, row: Row, at: int, told: tuple[Direction, Role, Criterion | None]
) -> Statement:
    way, role, tree = told
    start = row.starts[at]
    cell = row.cells[at]
    slots = name_slots(cell.strip(), role)
    places = [(start + cell.find(c), len(c)) for c in slots.criteria if c in cell]
    own = [tree_of_clause(ground.context, low, low + size) for low, size in places]
    asked = [*own, *([tree] if tree else [])]
    above = next(iter(ground.context.heading_chain(row.index)), None)
    return draft.make(
        ground,
        draft.Found(
            cue=_CUES[way],
            slots=replace(slots, people=slots.people or _of_class(ground, row)),
            quote=ground.context.quote(start, start + len(cell)),
            leads=[ground.context.quote_block(above)] if above is not None else (),
            criteria=asked[0] if len(asked) == 1 else _all_of(asked),
        ),
    )


def _all_of(asked: list[Criterion]) -> Criterion | None:
    return Criterion(join=Join.ALL_OF, text="", children=tuple(asked)) if asked else None


_AGENTS = re.compile(
    r"\s*\b(?:agents?|drugs?|products?|medications?|treatments?|therapy)\b.*$", re.I
)


def _of_class(ground: Ground, row: Row) -> tuple[tuple[str, ...], ...]:
    """The condition that the heading of a class of drugs names: "HEPATITIS C AGENTS"."""
    above = next(iter(ground.context.heading_chain(row.index)), None)
    name = _AGENTS.sub("", ground.context.text(above)).strip() if above is not None else ""
    told = any(looks_like_condition(word) for word in words(name)) and "anti" not in name.lower()
    return ((name,),) if told else ()


def _asked(ground: Ground, rows: Sequence[Row]) -> dict[str, Criterion]:
    """What the paragraphs under the same heading ask for, of which of the drugs."""
    context = ground.context
    heading = context.block(rows[0].index).heading
    found: dict[str, Criterion] = {}
    for at in context.under_heading.get(heading if heading is not None else -1, ()):
        block = context.block(at)
        if block.kind is BlockKind.TABLE_ROW:
            continue
        for match in _ASKED.finditer(context.text(at)):
            told, start = match["told"], block.char_start + match.start("told")
            if _NOTHING.match(told):
                continue
            front = _WHEN.match(told) or _REQUIRE.match(told)
            skip = front.end() if front else 0
            if len(words(told[skip:])) < _N_WAYS:
                continue
            end = start + len(told.rstrip(" ."))
            tree = tree_of_clause(context, start + skip, end)
            whom = match["whom"].lower().replace(" ", "")
            kinds = ("preferred", "non-preferred") if whom == "all" else (_kind(whom),)
            found |= dict.fromkeys(kinds, tree)
    return found


def _kind(whom: str) -> str:
    return "non-preferred" if whom.startswith("non") else "preferred"
