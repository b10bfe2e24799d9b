"""What a lead-in or a heading hands down to the items below it."""

import re
from dataclasses import dataclass, replace

from ingest.statements.clause import Clause
from ingest.statements.cues import Cue, CueMatch
from ingest.statements.fronts import slots_of
from ingest.statements.grades import Grade
from ingest.statements.models import Direction, Quote
from ingest.statements.names import interventions_of
from ingest.statements.slots import Slots


@dataclass(frozen=True)
class Lead:
    """A lead-in with what it hands down.

    Attributes:
        cue: Its cue; for a heading one made from the heading.
        slots: Its own slots.
        quote: The lead-in sentence or heading.
        grade: As printed there; None where there is none.
        groups: Condition groups that headings give.
        leads: Quotes of those headings.
        phase: "initial", "continued" or "".
        speaker: Another body whose position it reports, "".
        block_text: Text of its block, for the recommendation's number.
    """

    cue: Cue
    slots: Slots
    quote: Quote
    grade: Grade | None
    groups: tuple[tuple[str, ...], ...]
    leads: tuple[Quote, ...]
    phase: str
    speaker: str
    block_text: str


def leads_in_nothing(text: str, slots: Slots, direction: Direction) -> bool:
    """Whether a lead-in hands its verdict to a list that was not found below it.

    "Investigational:" above the next lead-in, "X is not covered for:" above what no reader took
    for a list: neither refuses X as such.
    """
    if not text.rstrip().endswith(":") or slots.groups or slots.criteria or slots.exceptions:
        return False
    return direction is Direction.AGAINST or not slots.interventions


# A list inside a lead-in: the following procedures are covered: A, B and C, when all of ...
_NAMES = re.compile(
    r"\bfollowing\b[^:]*(?P<names>:\s*(?P<what>[^:]{3,300}?)),?\s+(?:when|if|provided|who)\b[^:]*:\s*$",
    re.IGNORECASE | re.DOTALL,
)


def slots_of_lead(clause: Clause, match: CueMatch, grade: Grade | None) -> Slots:
    """Slots of a lead-in; the list of what is covered may stand inside it, before its "when"."""
    found = _NAMES.search(clause.text)
    if found is None or found.start("names") < match.end:
        return slots_of(clause, match, grade)
    front, tail = clause.text[: found.start("names")], clause.text[found.end("names") :]
    slots = slots_of(replace(clause, text=front + tail, whole=clause.span), match, grade)
    return replace(slots, interventions=interventions_of(found["what"]))
