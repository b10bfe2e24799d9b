"""Treatments that a criterion wants to be running and that the case has ended: "stopped X"."""

import re

from app.fact_models import Fact, FactKind, Reading
from app.findings_base import NOT_MET, Desk, Settled
from app.scope_cues import Scope
from app.treatment_kinds import concepts_of
from ingest.terms import Mention

_WANTED = re.compile(
    r"^\W*(?:(?:the\s+)?(?:patient|member|individual|person|beneficiary)\s+)?(?:(?:is|are|remains?|"
    r"must be)"
    r"\s+)?(?:(?:currently|still|presently|concurrently)\s+(?:receiving|taking|using|on|"
    r"treated with)|"
    r"continues?\s+to\s+(?:receive|take|use|be\s+on)(?:\s+(?:therapy|"
    r"treatment)\s+with)?)\s+(?P<what>[^.;:]{3,120}?)\W*$",
    re.IGNORECASE,
)
_BEFORE = re.compile(
    r"\b(?:stopp(?:ed|ing)|discontinued|ended|quit|came off|went off|weaned (?:off|from)|taken off|"
    r"(?<!ever )off)\s+(?:of\s+)?(?:(?:the|his|her|their|all)\s+)?$",
    re.IGNORECASE,
)
_BEHIND = re.compile(
    r"\s+(?:was|were|has been|had been|had to be)\s+(?:\w+ly\s+)?(?:stopped|discontinued|ended|"
    r"withdrawn)\b|\s+(?:stopped|discontinued)\b",
    re.IGNORECASE,
)
_REACH = 40  # characters


def settle_stopped(text: str, desk: Desk) -> Settled | None:
    """The finding of a criterion that wants a treatment to be running; None where none is ended."""
    wanted = _WANTED.match(text)
    goals = concepts_of(wanted["what"], desk) if wanted else frozenset[str]()
    goals |= {member for goal in goals for member in desk.terms.descendants(goal)}
    ended: list[Fact] = []
    for reading in desk.facts.readings if goals else ():
        for mention in desk.terms.spot(reading.text):
            if mention.concept_id not in goals:
                continue
            if not _is_ended(reading, mention):
                return None
            ended.append(reading.fact(FactKind.FINDING, mention.start, mention.end, name="ended"))
    return Settled(NOT_MET, (ended[0],)) if ended else None


def _is_ended(reading: Reading, mention: Mention) -> bool:
    """Whether a text says of a treatment that it is over."""
    low = max(0, mention.start - _REACH)
    said = _BEFORE.search(reading.text, low, mention.start)
    said = said or _BEHIND.match(reading.text, mention.end)
    scope = reading.scope_at(*said.span()) if said else Scope.STATED
    return said is not None and not scope & (Scope.DENIED | Scope.PLANNED)
