"""Codes of procedures and supplies tied to the Statements on what they are for.

A code list prints what a code names ("11750 | Excision of nail"); a sentence prints its codes in
brackets. A question that names the code alone then finds the Statement.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.codes import CATEGORY_CHARS, code_specs, spot_codes
from ingest.lexis import key_stems, words
from ingest.models import BlockKind
from ingest.statements.code_lists import listed_direction
from ingest.statements.draft import Ground
from ingest.statements.models import Basis, Direction, Statement

_PROCEDURE = re.compile(r"(?:\d{5}|\d{4}[FTU]|[A-V]\d{4})(?:-(?:\d{5}|[A-V]\d{4}))?")
_POINTS = re.compile(r"\bcriteri(?:a|on)\s+(?P<number>\d+(?:\.\d+)*|[A-Z])\b", re.IGNORECASE)
_CODE_THEN_NAME = re.compile(
    r"(?<![\w.$])(?P<code>\d{5}|\d{4}[FTU]|[A-V]\d{4})\s+(?P<name>[A-Z][^.;:]*?)"
    r"(?=\s+(?:\d{5}|\d{4}[FTU]|[A-V]\d{4})\s|[.;]|$)"
)
_REMARK = re.compile(
    r"\b(?:investigational|experimental|unproven|not (?:medically necessary|covered)|covered|"
    r"for all (?:diagnoses|indications)|unspecified|not otherwise specified|other|codes?)\b",
    re.IGNORECASE,
)
# "Brandix (genericol)": a code is named by the generic, a sentence by the brand
_BRAND = re.compile(r"\b([A-Z][a-z][\w-]+) \(([a-z][a-z-]{4,40})\)")
_COVER_CHARS = 3_000
_N_NAMES = 2  # so many names more than the one that names fewest
_MIN_SHARE = 0.75  # of the words that name the code
_N_WORDS_OF_CODES = 2
_MIN_STEMS = 2


@dataclass(frozen=True, slots=True)
class _Row:
    """A row of a code list: what it names, its direction, and the criteria that it points to."""

    codes: tuple[str, ...]
    name: frozenset[str]
    direction: Direction | None
    number: str


def with_codes(ground: Ground, statements: Sequence[Statement]) -> list[Statement]:
    """The Statements of a policy with the codes that their document ties to them."""
    if not ground.is_policy:
        return list(statements)
    statements = _without_pointers(statements)
    tied: dict[int, dict[str, None]] = {}
    for at, statement in enumerate(statements):
        if statement.basis is Basis.COVERAGE:
            said = " ".join(q.text for q in (statement.quote, *statement.lead_quotes[:1]))
            own = (m.code for m in spot_codes(said) if m.system != "icd10cm")
            tied[at] = dict.fromkeys(own)
    for row in _rows(ground):
        for at in _named_by(ground, row, statements):
            tied.setdefault(at, {}).update(dict.fromkeys(row.codes))
    return [
        replace(s, codes=tuple(dict.fromkeys((*s.codes, *tied[at])))) if tied.get(at) else s
        for at, s in enumerate(statements)
    ]


# "Covered when criteria are met", beside a code
_CRITERIA_MET = re.compile(
    r"\W*(?:only\s+)?(?:(?:when|if)\s+)?(?:(?:the|all|selection|policy|coverage|medical necessity|"
    r"clinical|above|listed)\s+)*criteria(?:\s+above)?(?:\s+are)?\s+(?:met|satisfied)\W*",
    re.IGNORECASE,
)


def _without_pointers(statements: Sequence[Statement]) -> list[Statement]:
    """Without rows of a code list that ask for the policy's own criteria a second time.

    The list says so as a list; what the criteria are is said where the thing is covered.
    """
    listed = {s.quote.text for s in statements if s.basis is Basis.CODE_LIST}
    return [
        s
        for s in statements
        if not (
            s.basis is Basis.COVERAGE
            and s.quote.text in listed
            and s.criteria is not None
            and _CRITERIA_MET.fullmatch(s.criteria.text)
        )
    ]


def _named_by(ground: Ground, row: _Row, statements: Sequence[Statement]) -> list[int]:
    """Indices of the Statements that a row is for: those it points to, else the best named."""
    open_to = [
        at
        for at, s in enumerate(statements)
        if s.basis is Basis.COVERAGE
        and not s.catch_all
        and (row.direction is None or s.direction is row.direction)
    ]
    pointed = [at for at in open_to if row.number and statements[at].recommendation == row.number]
    if pointed:
        return pointed
    shares = {at: _share(ground, row.name, statements[at]) for at in open_to}
    best = max(shares.values(), default=0.0)
    if best >= _MIN_SHARE:
        named = [at for at, share in shares.items() if share == best]
        fewest = min(len(statements[at].interventions) for at in named)
        # those that speak of it, before those that only list it among others
        return [at for at in named if len(statements[at].interventions) <= fewest + _N_NAMES]
    subject = frozenset(s for p in ground.subject.interventions for s in key_stems(p))
    if row.name and len(row.name & subject) >= _MIN_SHARE * len(row.name):
        return [at for at in open_to if statements[at].direction is Direction.FOR]
    return []


def _share(ground: Ground, name: frozenset[str], statement: Statement) -> float:
    """How much of a code's name a Statement's phrases say; 1 where it says a whole phrase."""
    head = ground.context.document.text[:_COVER_CHARS]
    for brand, generic in _BRAND.findall(head):
        stems = key_stems(generic)
        if brand in statement.interventions and stems and stems & name and generic[:4].isalpha():
            return 1.0
    phrases = [key_stems(p) for p in (*statement.interventions, *statement.conditions)]
    if any(len(p) >= _MIN_STEMS and p <= name for p in phrases):
        return 1.0
    said = frozenset(s for p in statement.interventions for s in key_stems(p))
    return len(name & said) / len(name) if name else 0.0


def _rows(ground: Ground) -> Iterator[_Row]:
    """Rows of code tables, and codes with their names in a paragraph."""
    context = ground.context
    for index, block in enumerate(context.document.blocks):
        if block.kind is BlockKind.TABLE_ROW:
            made = _of_cells(block.cells, _above(ground, index))
            if made:
                yield made
        elif block.kind is not BlockKind.HEADING:
            text = context.text(index)
            found = list(_CODE_THEN_NAME.finditer(text)) if "code" in text.lower() else []
            for match in found:
                told = listed_direction(text[: found[0].start()])
                yield _row((match["code"],), match["name"], told)


def _above(ground: Ground, index: int) -> Direction | None:
    """Direction that the lead-in of a code table gives it."""
    for at in ground.context.lead_chain(index):
        if told := listed_direction(ground.context.text(at)):
            return told
    return None


def _of_cells(cells: Sequence[str], above: Direction | None) -> _Row | None:
    at = next((i for i, cell in enumerate(cells) if _only_codes(cell)), None)
    if at is None or len(cells) <= at + 1:
        return None
    rest = " ".join(cells[at + 1 :])
    return _row(_only_codes(cells[at]), rest, listed_direction(rest) or above)


def _only_codes(cell: str) -> tuple[str, ...]:
    """The codes of procedures of a cell that holds nothing else."""
    specs = tuple(s for s in code_specs(cell) if _PROCEDURE.fullmatch(s))
    bare = re.sub(r"\b(?:CPT|HCPCS|codes?)\b|[\W_]", "", cell, flags=re.IGNORECASE)
    told = "".join(specs).replace("-", "")
    return specs if specs and len(bare) <= len(told) + CATEGORY_CHARS * _N_WORDS_OF_CODES else ()


def _row(codes: tuple[str, ...], text: str, direction: Direction | None) -> _Row:
    pointed = _POINTS.search(text)
    plain = _POINTS.sub(" ", _REMARK.sub(" ", text))
    name = key_stems(plain) if words(plain) else frozenset()
    return _Row(codes, frozenset(name), direction, pointed["number"] if pointed else "")
