"""Limits of a row that stand in a column of their own: "Service | Age | Condition | Coverage".

What a row says holds for who is within them: they are criteria of its Statement, like any others.
Source: benefit grids and drug grids of plans, code tables of Medicaid programmes with ages.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from ingest.lexis import words
from ingest.models import BlockKind, SourceKind
from ingest.statements.context import Context
from ingest.statements.models import Basis, Criterion, Direction, Join, Statement
from ingest.statements.rows import Row, row_of

_BOUND = r"(?P<bound>min(?:imum)?|max(?:imum)?|lower|upper|youngest|oldest|lowest|highest)\.?"
_OF_WHOM = (
    r"(?:eligible|covered|approved|required|member|patient|client|qualifying|allowed|current)"
)
_AS_LIMIT = (
    r"(?:limits?|limitations?|ranges?|requirements?|required|restrictions?|groups?|bands?|"
    r"criteri(?:a|on)|edits?|thresholds?|cut-?offs?|eligibility)"
)
_UNIT = r"(?:\s*[(\[,]\s*(?P<unit>[^()\[\]]{1,14})[)\]]?)?"
# what a person is: of any table
_PERSON = re.compile(
    rf"(?:{_BOUND} |{_OF_WHOM}s?(?:['’]s?)? )*"
    rf"(?P<what>ages?|(?:body )?weight|bmi|body mass index|sex|gender)"
    rf"(?:[ /-]+(?:{_AS_LIMIT}|(?P<behind>min(?:imum)?|max(?:imum)?)))*{_UNIT}",
    re.IGNORECASE,
)
# what is counted of the thing, its price, its day, its office: no limit of whom
_OF_THE_THING = re.compile(
    r"\b(?:limits?|quantit\w+|qty|dos(?:e|es|age|ing)|strengths?|frequenc\w+|visits?|sessions?|"
    r"units?|suppl(?:y|ies)|costs?|co-?pay\w*|prices?|fees?|charges?|tiers?|codes?|cpt|hcpcs|"
    r"icd\S*|dates?|effective|revised|numbers?|no\.|pages?|references?|authori[sz]ations?|"
    r"approvals?|approved|renewals?|notes?|comments?|remarks?|evidence|agreement|votes?|rationale|"
    r"network|deductible|allow\w+|benefits?|criteria|requirements|coverage|covered|status|decision|"
    r"position|indications?|conditions?|diagnos[ei]s|diseases?|until|from|since|section|chapter|"
    r"version|turnaround|review|descriptions?|names?|titles?|services?|procedures?|items?)\b|#|"
    r"^(?:treatment |course )?duration$",
    re.IGNORECASE,
)
_GENERIC = re.compile(
    r"(?:lab(?:oratory)? |clinical |test |minimum |required )*(?:scores?|values?|results?|levels?|"
    r"thresholds?|severity|measures?|findings?|cut-?offs?)(?: required| needed)?",
    re.IGNORECASE,
)
_COMPARED = (
    r"[<>≥≤]|\d\s*\+|\b(?:under|over|below|above|at least|at most|between|younger|older|"
    r"(?:less|more|greater|fewer|lower|higher) than|no (?:more|less|fewer) than|"
    r"exceed\w*)\b|\b(?:or|and) (?:more|greater|higher|less|lower|older|younger|above|below|fewer|"
    r"over|under|up|worse|better|later|earlier)\b"
)
_RANGE = r"\d[\d.,]*\s*(?:[^\W\d]{1,8}\.?\s*)?(?:-|–|—|to|through)\s*\d"
_LIMIT = re.compile(rf"(?=.*\d)(?=.*(?:{_COMPARED}|{_RANGE}))", re.IGNORECASE | re.DOTALL)
_UP_TO = re.compile(r"(?=.*\d).*\b(?:up to|max(?:imum)?|min(?:imum)?|through|from)\b", re.I | re.S)
_PEOPLE = re.compile(
    r"(?:adults?|child(?:ren)?|p(?:a)?ediatrics?|adolescents?|infants?|newborns?|neonates?|toddlers?|"
    r"teen(?:ager)?s|elderly|seniors?|females?|males?|women|men|boys?|girls?)"
    r"(?: (?:only|members?|patients?))?",
    re.IGNORECASE,
)
_FIRST_NUMBER = re.compile(r"\d[\d.,]*(?!.*\d)", re.DOTALL)
_NAMED = re.compile(r"[^\W\d_]{2,}")
_OF_COMPARING = re.compile(
    r"(?:and|or|more|less|than|at|least|most|over|under|below|above|up|to|between|greater|higher|"
    r"lower|fewer|older|younger|of|years?|months?|kg|cm|mm|points?)",
    re.IGNORECASE,
)
_N_WORDS_OF_LIMIT = 9
_REFUSES = re.compile(r"\b(?:not|non|exclu\w+|contra\S+|denied|deny)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class LimitCell:
    """A cell with the name of its column and its place in the document."""

    title: str
    text: str
    start: int


def with_limits(context: Context, statement: Statement) -> Statement:
    """A Statement of a table's row with what its columns of limits ask for."""
    index = context.index_at(statement.quote.char_start)
    block = context.block(index)
    if block.kind is not BlockKind.TABLE_ROW or not block.header:
        return statement
    row = row_of(context.document, index)
    if statement.basis is Basis.CODE_LIST or not _holds_for_all(statement, row, block.char_start):
        return statement
    cells = limits(row, is_policy=context.source.kind is SourceKind.COVERAGE_POLICY)
    left = [cell for cell in cells if not _is_told(statement, cell)]
    if not left:
        return statement
    asked = [_criterion(context, cell) for cell in left]
    return replace(statement, criteria=_joined(asked, _without(statement.criteria, left)))


def _holds_for_all(statement: Statement, row: Row, start: int) -> bool:
    """Whether the limits of the row are those of a Statement: a refusal may be a cell's alone."""
    if statement.direction is not Direction.AGAINST:
        return True
    return statement.quote.char_start == start and not any(map(_REFUSES.search, row.header))


def limits(row: Row, *, is_policy: bool) -> Iterator[LimitCell]:
    """The cells of a row that limit for whom it is."""
    for at, (title, cell) in enumerate(zip(row.header, row.cells, strict=False)):
        found = LimitCell(" ".join(title.split()).strip(" :*"), cell.strip(" .*†‡"), row.starts[at])
        if len(words(found.text)) > _N_WORDS_OF_LIMIT:
            continue
        if _limits_people(found) or (is_policy and at and _limits_use(found)):
            yield found


def _limits_people(cell: LimitCell) -> bool:
    """Whether a cell says how old, heavy or of which sex people are."""
    person = _PERSON.fullmatch(cell.title)
    if person is None:
        return False
    told = (_LIMIT.match, _UP_TO.match, _PEOPLE.fullmatch)
    bounded = (person["bound"] or person["behind"]) and re.match(r"\d", cell.text)
    return bool(bounded) or any(reads(cell.text) for reads in told)


def _limits_use(cell: LimitCell) -> bool:
    """Whether a cell of a payer's table limits by what is measured ("LVEF | 35% or less")."""
    if not cell.title or _PERSON.fullmatch(cell.title) or _OF_THE_THING.search(cell.title):
        return False
    return _LIMIT.match(cell.text) is not None


def _is_told(statement: Statement, cell: LimitCell) -> bool:
    """Whether a Statement says already what a cell limits it to."""
    told = (statement.population, *statement.conditions)
    return any(cell.text.lower() in text.lower() for text in told)


def _criterion(context: Context, cell: LimitCell) -> Criterion:
    quote = context.quote(cell.start, cell.start + len(cell.text))
    return Criterion(join=Join.LEAF, text=_text(cell), quote=quote)


def _text(cell: LimitCell) -> str:
    """A limit with the name of what it limits: "Minimum age | 12" asks for "age of at least 12"."""
    person = _PERSON.fullmatch(cell.title)
    if person is None:
        own = any(not _OF_COMPARING.fullmatch(word) for word in _NAMED.findall(cell.text))
        return cell.text if own and _GENERIC.fullmatch(cell.title) else f"{cell.title} {cell.text}"
    if _PEOPLE.fullmatch(cell.text):
        return cell.text
    what = person["what"].lower().removesuffix("s")
    what = "BMI" if what in {"bmi", "body mass index"} else what
    unit = (person["unit"] or ("years" if what == "age" else "")).strip()
    value = cell.text
    if unit and all(_OF_COMPARING.fullmatch(word) for word in _NAMED.findall(value)):
        value = value if _HAS_UNIT.search(value) else _FIRST_NUMBER.sub(rf"\g<0> {unit}", value)
    bound = (person["bound"] or person["behind"] or "").lower()
    if bound and re.match(r"\d", value) and not _LIMIT.match(value):
        most = bound.startswith(("max", "upper", "oldest", "highest"))
        return f"{what} of {'at most' if most else 'at least'} {value}"
    return f"{what} {value}"


_HAS_UNIT = re.compile(r"\d\s*(?:years?|yrs?|months?|mos?|weeks?|days?|kg|lbs?|g|%)\b", re.I)


def _without(tree: Criterion | None, cells: list[LimitCell]) -> Criterion | None:
    """A tree without the leaves that are the bare cells, whose columns say what they limit."""
    if tree is None:
        return None
    places = {(cell.start, cell.text) for cell in cells}
    if tree.join is Join.LEAF:
        bare = tree.quote and (tree.quote.char_start, tree.quote.text.strip(" .*†‡")) in places
        return None if bare else tree
    if tree.join is not Join.ALL_OF:
        return tree
    kept = tuple(left for child in tree.children if (left := _without(child, cells)))
    return replace(tree, children=kept) if kept else None


def _joined(asked: list[Criterion], tree: Criterion | None) -> Criterion:
    own: tuple[Criterion, ...] = (tree,) if tree else ()
    if tree and tree.join is Join.ALL_OF and tree.parsed and not _NAMED.search(tree.text):
        own = tree.children  # nothing stands in front of them but a mark
    children = (*asked, *own)
    return (
        children[0]
        if len(children) == 1
        else Criterion(join=Join.ALL_OF, text="", children=children)
    )
