"""Times between an event and now, and whether two of them are of one event."""

import re
from dataclasses import dataclass

from app.findings_base import Desk
from app.measures import norm_set, norms
from app.quantities import Interval
from app.word_families import same
from ingest.terms import Terms

_LAST = norm_set("last previous prior earlier recent initial first completed completion")
_SERVICE = norm_set(
    "program programme course procedure session series treatment therapy service test study one "
    "injection operation surgery device repeat most"
)
_REQUEST = re.compile(
    r"\b(?:request|ask|den[iy]|refus|refer|recommend|suggest|order|submit|appl(?:y|ied)|want|"
    r"schedul|plan|appeal)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Lapse:
    """A time between an event and now, in days; its event by normal forms.

    Attributes:
        stems: What happened, without frames.
        days: How long ago, or how soon.
        start: Offset.
        end: Offset after it.
        future: True where it is still to come.
        event: What happened as it is written, where a kind of it may stand for it; else "".
    """

    stems: frozenset[str]
    days: Interval
    start: int
    end: int
    future: bool = False
    event: str = ""


def same_event(wanted: Lapse, stated: Lapse) -> bool:
    return bool(wanted.stems) and all(same(word) & stated.stems for word in wanted.stems)


def asked_before(wanted: Lapse, stated: Lapse, desk: Desk) -> bool:
    """Whether "the last program" is wanted, and when the asked service was had is stated."""
    if not (wanted.stems & _LAST and wanted.stems <= _LAST | _SERVICE) or wanted.future:
        return False
    if _REQUEST.search(stated.event):
        return False
    named = {mention.concept_id for mention in desk.terms.spot(stated.event)}
    names = any(name <= stated.stems for name in desk.intervention_names)
    return names or bool(named & desk.interventions)


def kind_of_event(wanted: Lapse, stated: Lapse, terms: Terms) -> bool:
    """Whether what is stated is a kind of the wanted event: a bypass, a bariatric surgery."""
    goals = terms.spot(wanted.event)
    if not goals or not stated.event:
        return False
    named = {norm for goal in goals for norm in norms(goal.surface)}
    said = {mention.concept_id for mention in terms.spot(stated.event)}
    for word in stated.event.split():
        short = terms.by_abbreviation.get(word.strip(",.;:()"), ())
        said |= set(short) if len(short) == 1 else set()
    rest = wanted.stems - named - _SERVICE  # "an injection of it to the brow"
    return rest <= stated.stems and all(
        said & (terms.descendants(goal.concept_id) | {goal.concept_id}) for goal in goals
    )
