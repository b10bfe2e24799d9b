"""Rows whose cells are verdicts alone: "Glucosamine | Strongly recommended against".

Societies print them in two ways: one column of verdicts beside columns of what is advised and for
whom ("Lower limb | product X | should be offered | A"), or one column of verdicts for each group
("Intervention | Hand | Knee | Hip").
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.lexis import key_stems, words
from ingest.statements import draft
from ingest.statements.cues import AFTER, Cue
from ingest.statements.draft import Ground
from ingest.statements.families import GUIDELINE_TABLE
from ingest.statements.grades import grade_apart, grade_of_cell
from ingest.statements.headings import heading_groups
from ingest.statements.models import Basis, Direction, Statement
from ingest.statements.phrases import clean
from ingest.statements.recommendation_rows import cell_criteria
from ingest.statements.rows import Row
from ingest.statements.slots import Slots, interventions_of, parse_population
from ingest.statements.subject import looks_like_condition
from ingest.statements.verdict_remarks import is_remark, remarked
from ingest.statements.verdict_tails import (
    TAIL,
    alternatives,
    limits_of,
    people_of_cell,
    says_how,
    thing_and_people,
    with_kind,
)

_HOW = r"(?:(?:strong|conditional|weak|moderate|routine|general)(?:ly)?[\s,:-]+)?"
# "For, strong", "Against (conditional)": the strength may stand behind the way
_STRENGTH = r"(?:[\s,:;–-]+(?:strong|conditional|weak|moderate)(?:ly)?(?: recommendation)?)?"
_BE = r"(?:(?:is|are|be)\s+)?"
_ADVISED = r"(?:recommended|suggested|advised|indicated)"
_DONE = rf"(?:{_ADVISED}|offered|considered|used|given|performed)"
_NOTHING = re.compile(
    r"\W*(?:n/?a|not (?:applicable|reviewed|assessed|addressed|evaluated|rated|voted)|none)?\W*",
    re.IGNORECASE,
)
_VERDICTS = (
    (
        Direction.INSUFFICIENT,
        r"(?:the\s+)?(?:evidence\s+(?:is\s+)?)?(?:insufficient|inconclusive|inadequate|lacking)"
        r"(?:\s+(?:evidence|data))?(?:\s+(?:to|for)\s+.*)?|no recommendation.*|neither for nor "
        r"against|(?:unable to|cannot)\s+recommend(?:\s+for or against)?",
    ),
    (
        Direction.AGAINST,
        rf"{_HOW}(?:(?:recommend(?:ed|ation)?|suggest(?:ed|ion)?)\s+)?against|"
        rf"(?:should|must)\s+not\s+{_BE}(?:routinely\s+)?{_DONE}|"
        rf"{_BE}{_HOW}not\s+(?:routinely\s+)?{_DONE}|{_BE}contraindicated|"
        r"do not (?:use|offer)|avoid",
    ),
    (
        Direction.FOR,
        rf"(?:should|may|can|might|could)\s+{_BE}{_DONE}(?:\s+as\s+(?:an?\s+)?(?:[\w-]+\s?){{1,5}})?|{_BE}{_HOW}{_ADVISED}(?:\s+for)?|"
        rf"{_HOW}(?:recommendation\s+)?(?:for|in favou?r)|consider|offer|"
        r"(?:shared|individual(?:i[sz]ed)?)(?: clinical)? decision[- ]making|"
        rf"(?:(?:is|are|may be|might be)\s+)?reasonable",
    ),
)
_PATTERNS = tuple(
    (way, re.compile(rf"(?:{text}){_STRENGTH}", re.IGNORECASE)) for way, text in _VERDICTS
)
_REMARK = re.compile(r"\s*[(\[][^()\[\]]*[)\]]\s*")
_WEAK = re.compile(r"\b(?:may|might|could|consider|decision)\b", re.IGNORECASE)
_NO_GROUP = re.compile(
    r"recommend|strength|grade|class|level|evidence|certainty|quality|position|comments?|notes?|"
    r"remarks?|rationale|^$",
    re.IGNORECASE,
)
_N_WORDS_OF_PHRASE = 3
_N_GROUPS = 2  # so many columns of verdicts are columns of groups


def verdict_of(cell: str) -> Direction | None:
    """Direction of a cell that is nothing but a verdict; None of any other."""
    told = _told(cell)
    return told[0] if told else None


def _told(cell: str) -> tuple[Direction, re.Match[str] | None] | None:
    """Direction of a cell and its verdict with what stands behind it; None of any other cell."""
    bare = _REMARK.sub(" ", cell).strip(" .;*†‡")
    if way := _whole(bare):
        return way, None
    tail = TAIL.fullmatch(bare)
    way = _whole(tail["verdict"]) if tail else None
    if way is None or tail is None or not says_how(tail, way):
        return None
    return way, tail


def _whole(bare: str) -> Direction | None:
    return next((way for way, pattern in _PATTERNS if bare and pattern.fullmatch(bare)), None)


def tail_of(cell: str) -> re.Match[str] | None:
    """A verdict with what stands behind it, of a cell that is no verdict alone."""
    told = _told(cell)
    return told[1] if told else None


def is_verdict_row(text: str) -> bool:
    """Whether a row as quoted has a verdict among its cells: no sentence to be read again."""
    return any(verdict_of(cell) for cell in text.split(" | ")[1:])


@dataclass(frozen=True, slots=True)
class _Told:
    """What a row says beside its verdict."""

    things: tuple[str, ...]
    slots: Slots


def verdict_rows(ground: Ground, row: Row) -> Iterator[Statement]:
    """The Statements of a row of verdicts: one, or one for each group; none of any other row."""
    for part in alternatives(row):
        yield from _of_row(ground, part)


def _of_row(ground: Ground, row: Row) -> Iterator[Statement]:
    told = [i for i, c in enumerate(row.cells) if i and verdict_of(c) and not is_remark(row, i)]
    beside = [c for i, c in enumerate(row.cells) if i not in told and not is_remark(row, i)]
    if any(GUIDELINE_TABLE.find(cell) for cell in beside) or _advises_in_a_phrase(row, told):
        return  # what is recommended is told in a cell of its own; the verdict is its grade
    groups = [
        i for i in told if i < len(row.header) and not _NO_GROUP.search(row.header[i].strip())
    ]
    if len(groups) >= _N_GROUPS or (groups and _nothing_beside(row, groups[0])):
        for at in groups:
            yield _made(
                ground, row, at, _Told(_things(row.cells[0]), _group(ground, row.header[at]))
            )
    elif len(told) == 1 and (rest := _beside(row, told[0])) is not None:
        yield _made(ground, row, told[0], rest)


def _advises_in_a_phrase(row: Row, told: list[int]) -> bool:
    """Whether a column of recommendations says what is advised ("Drug X for the care of Y")."""
    at = row.column("recommendation")
    if at is None or at in told or row.column("intervention") is not None:
        return False
    return len(told) == 1 and len(words(row.cells[at])) >= _N_WORDS_OF_PHRASE


def _nothing_beside(row: Row, at: int) -> bool:
    """Whether the other columns of groups say that they were not looked at."""
    rest = [cell for i, cell in enumerate(row.cells) if i not in {0, at}]
    return bool(rest) and all(_NOTHING.fullmatch(cell) for cell in rest)


def _things(cell: str) -> tuple[str, ...]:
    return interventions_of(_REMARK.sub(" ", cell)) or (clean(cell),)


def _group(ground: Ground, title: str) -> Slots:
    """For whom a column is: conditions of the document that its title names, else people."""
    stems = key_stems(title)
    named = tuple(p for p in ground.subject.conditions if stems and stems <= key_stems(p))
    single = tuple(p for p in named if len(key_stems(p)) == min(len(key_stems(n)) for n in named))
    if single:
        return Slots(people=(single,))
    return parse_population(f"for {title}")


def _beside(row: Row, at: int) -> _Told | None:
    """What the other columns name: an intervention, and for what or whom."""
    skipped = {
        at,
        *(i for name in ("grade", "certainty", "number") if (i := row.column(name)) is not None),
    }
    rest = [
        i for i, c in enumerate(row.cells) if i not in skipped and words(c) and not grade_of_cell(c)
    ]
    thing = row.column("intervention")
    thing = thing if thing in rest else next((i for i in rest if i != _who(row)), None)
    if thing is None:
        return None
    others = [i for i in rest if i != thing and _is_whom(row, i)]
    name, who = thing_and_people(row.cells[thing])
    whom = [*(people_of_cell(_AIM.split(row.cells[i])[0]) for i in others), who]
    slots = Slots(
        people=tuple(group for told in whom for group in told.groups),
        populations=tuple(who for told in whom for who in told.populations),
        criteria=tuple(asked for told in whom for asked in told.criteria),
    )
    return _Told(with_kind(_things(name), row.header[thing] if row.header else ""), slots)


def _who(row: Row) -> int | None:
    condition = row.column("condition")
    return condition if condition is not None else row.column("population")


_AIM = re.compile(r",\s+to\s")  # "Lower limb, to reduce tone"
_WHOM = re.compile(
    r"region|site|location|indication|diagnosis|condition|disease|disorder|population|patients?|group|"
    r"who|symptom|domain|outcome|setting|stage|type",
    re.IGNORECASE,
)


def _is_whom(row: Row, at: int) -> bool:
    return at < len(row.header) and _WHOM.search(row.header[at]) is not None


def _made(ground: Ground, row: Row, at: int, told: _Told) -> Statement:
    context = ground.context
    way = verdict_of(row.cells[at]) or Direction.FOR
    grade = row.column("grade")
    label = row.cells[grade].strip() if grade is not None and grade != at else row.cells[at].strip()
    strength = "may" if way is Direction.FOR and _WEAK.search(row.cells[at]) else ""
    cue = Cue("verdict-row", way, Basis.RECOMMENDATION, AFTER, r"$^", "", "", strength)
    people = told.slots.groups
    if not any(looks_like_condition(p) for group in people for p in group):  # a part of the body
        above, _ = heading_groups(ground, row.index, Slots())
        own = (ground.subject.conditions,) if ground.subject.conditions else ()
        people = (*people, *(above or own))
    heading = next(iter(context.heading_chain(row.index)), None)
    remark, tree = remarked(ground, row, way)
    tail = limits_of(tail_of(row.cells[at]), way)
    asked = (*told.slots.criteria, *tail.criteria)
    tree = tree or (cell_criteria(ground, row, at, Slots(criteria=asked)) if asked else None)
    return draft.make(
        ground,
        draft.Found(
            cue=cue,
            slots=Slots(
                interventions=told.things,
                people=(*people, *remark.groups, *tail.groups),
                populations=(*told.slots.populations, *remark.populations, *tail.populations),
                exceptions=(*remark.exceptions, *tail.exceptions),
                qualifier=tail.qualifier,
            ),
            criteria=tree,
            quote=context.quote_block(row.index),
            grade=grade_apart(label if words(label) else row.cells[at].strip()),
            leads=[context.quote_block(heading)] if heading is not None else (),
        ),
    )
