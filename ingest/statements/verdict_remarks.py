"""What stands beside a bare verdict in its row: for whom, and what a remark limits it to.

Source: tables of therapies in guidelines of societies (KDIGO 2021 and 2025, EULAR, ESC): "Drug X,
children | May be used | In those with a relapse on Y"; "Drug Z | Not recommended | Unless ...".
"""

import re

from ingest.statements.draft import Ground
from ingest.statements.models import Criterion, Direction
from ingest.statements.recommendation_rows import cell_criteria
from ingest.statements.rows import Row
from ingest.statements.slots import Slots, parse_population
from ingest.statements.tidy import names_people

_REMARKS = re.compile(r"^(?:remarks?|comments?|notes?|rationale|details?)\b", re.IGNORECASE)
_LIMITS = re.compile(
    r"^(?:only\s+)?(?:in|for|among|if|when|where|after|provided)\b(?!\s+(?:general|addition|trials?|"
    r"(?:\w+ )?(?:studies|trials)|example|contrast|practice)\b)",
    re.IGNORECASE,
)
_EXCEPTS = re.compile(r"^(?:unless|except)\b", re.IGNORECASE)
_WHO = re.compile(
    r"^(?P<thing>.+?),\s+(?P<who>[^,;()]*\b(?:patients|people|persons|adults|individuals|children|"
    r"adolescents|infants|women|men)|"
    r"(?:(?:adult|member|patient|client|wom[ae]n|m[ae]n|child|children|people|infant)s?) aged .+)$",
    re.IGNORECASE,
)


def people_apart(cell: str) -> tuple[str, Slots]:
    """A cell that names a thing and, behind a comma, for whom ("Drug X, Asian patients")."""
    found = _WHO.match(cell.strip())
    if found is None:
        return cell, Slots()
    who = found["who"].strip()
    told = Slots(populations=(who,)) if names_people(who) else parse_population(f"for {who}")
    return found["thing"], told


def is_remark(row: Row, at: int) -> bool:
    """Whether a column holds remarks on the verdicts."""
    return at < len(row.header) and _REMARKS.match(row.header[at].strip()) is not None


def remarked(ground: Ground, row: Row, way: Direction) -> tuple[Slots, Criterion | None]:
    """What the remarks of a row limit its verdict to, and the criteria among it.

    A recommendation is limited ("in those with ..."), advice against is excepted from ("unless").
    """
    for at, cell in enumerate(row.cells):
        if not is_remark(row, at):
            continue
        if way is Direction.FOR and _LIMITS.match(cell):
            told = parse_population(cell)
            return told, cell_criteria(ground, row, at, told)
        if way is Direction.AGAINST and _EXCEPTS.match(cell):
            return Slots(exceptions=parse_population(cell).exceptions), None
    return Slots(), None
