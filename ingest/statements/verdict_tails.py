"""What a row of verdicts says of its thing, its people and its limits.

"RSV | Adults 75 years and older | Recommended, single dose", "Heparin for unexplained loss | Not
recommended", "MMR | Pregnant women; severe immunodeficiency | Contraindicated". Source: schedules
of immunisation boards (CDC/ACIP, NACI), lists of add-ons (ESHRE 2023).
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from ingest.lexis import words
from ingest.statements.models import Direction
from ingest.statements.phrases import clean
from ingest.statements.rows import Row
from ingest.statements.slot_patterns import PEOPLE_FRONT
from ingest.statements.slots import Slots, parse_object, parse_population
from ingest.statements.verdict_remarks import people_apart

# "Recommended, 2 doses", "Not recommended; delay until after pregnancy", "Not recommended for X"
TAIL = re.compile(
    r"(?P<verdict>[^,;:]+?)(?:\s*[,;:]\s+(?P<note>.+)|\s+(?P<how>(?:routinely|until|outside)\b.*)|"
    r"\s+(?P<who>(?:for|in|during|if|when|unless)\s.+))"
)
_OF_DOSES = re.compile(
    r"(?:not to\b|(?:an? |single |one |two |three |\d+[\w-]* |annual |every |each |yearly )).*",
    re.IGNORECASE,
)
_ROUTINELY = re.compile(r"routinely\b.*", re.IGNORECASE)


# "Should be offered for gout" is the predicate of the column of treatments
_PREDICATE = re.compile(r"(?:should|must|may|might|can|could|is|are)\b", re.IGNORECASE)


def says_how(tail: re.Match[str], way: Direction) -> bool:
    """Whether what stands behind a verdict only says how often it is, or for whom.

    Behind advice against a remark says why; behind "recommended" it may take it back.
    """
    if tail["who"]:
        return _PREDICATE.match(tail["verdict"].strip()) is None
    of_doses = tail["note"] and _OF_DOSES.fullmatch(tail["note"])
    return way is not Direction.FOR or bool(of_doses)


def limits_of(tail: re.Match[str] | None, way: Direction) -> Slots:
    """Slots of what stands behind a verdict."""
    if tail is None:
        return Slots()
    if tail["how"] and _ROUTINELY.fullmatch(tail["how"]) and way is Direction.AGAINST:
        return Slots(qualifier="routinely")
    return parse_population(tail["who"]) if tail["who"] else Slots()


def alternatives(row: Row) -> Iterator[Row]:
    """The row for each of those whom its column of people names one beside the other."""
    at = row.column("population")
    named = re.split(r";\s+", row.cells[at]) if at is not None else []
    if at is None or not all(map(words, named)):
        yield row
        return
    for name in named or [""]:
        cells = (*row.cells[:at], name, *row.cells[at + 1 :])
        yield replace(row, cells=cells) if len(named) > 1 else row


def thing_and_people(cell: str) -> tuple[str, Slots]:
    """A cell that names a thing and for whom or for what it is: "Heparin for recurrent loss"."""
    name, who = people_apart(cell)
    if who != Slots():
        return name, who
    told = parse_object(clean(cell))
    if not told.interventions or not (told.groups or told.populations):
        return cell, Slots()
    return told.interventions[0], replace(told, interventions=())


def people_of_cell(cell: str) -> Slots:
    """Slots of a cell that says for whom; people are kept as the cell prints them."""
    if not (PEOPLE_FRONT.match(cell) or _HEALTHY.match(cell)):
        return Slots(people=((clean(cell),),))
    told = parse_population(f"for {cell}")
    return replace(told, populations=(clean(cell),)) if told.populations else told


_HEALTHY = re.compile(
    r"(?:healthy|non-?pregnant|immunocompetent|community-dwelling|average-risk|unvaccinated)\b.*"
    r"\b(?:adults?|people|persons?|individuals|women|men|children|infants|patients)\b",
    re.IGNORECASE,
)
_VACCINES = re.compile(r"\b(?:vaccin|immuni[sz])", re.IGNORECASE)


def with_kind(things: tuple[str, ...], title: str) -> tuple[str, ...]:
    """Names of a column of vaccines called so: "MMR" is the MMR vaccine."""
    if not _VACCINES.match(title.strip()):
        return things
    kinds = (f"{name} vaccine" for name in things if not _VACCINES.search(name))
    return tuple(dict.fromkeys((*things, *kinds)))
