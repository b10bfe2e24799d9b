"""What a lead-in or a heading hands down to the items below it."""

from dataclasses import dataclass

from ingest.statements.cues import Cue
from ingest.statements.grades import Grade
from ingest.statements.models import Quote
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
