"""Whether the asked treatment is running: "the patient is currently receiving the drug"."""

import re

from app.fact_models import Fact, FactKind
from app.facts import treatment_fact
from app.findings_base import MET, NOT_MET, OPEN, Desk, Settled
from app.findings_trials import names_asked
from app.measures import norm, norm_set
from app.treatment_kinds import key_of
from app.trial_cues import CURRENT, RESPONDED
from ingest.lexis import STOP_WORDS, words

_RUNNING = re.compile(
    r"^\W*(?:(?:the|an?)\s+)?(?:(?:patient|member|individual|person|beneficiary)\s+)?"
    r"(?:(?:is|has been|must be)\s+)?(?:(?:currently|already|presently)\s+)*"
    r"(?:receiving|taking|using|on|treated with|established on|stable on|maintained on)\s+"
    r"(?P<what>[\w\s()-]{2,60}?)[\W]*$",
    re.IGNORECASE,
)
_ANY = norm_set(
    "drug medication medicine treatment therapy device product agent requested this same it"
)


def settle_running(text: str, desk: Desk) -> Settled | None:
    """The finding of a criterion that asks for no more than that the treatment goes on.

    None where it asks for something else, or for another treatment.
    """
    match = _RUNNING.match(text)
    if match is None:
        return None
    named = {norm(w) for w in words(match.group("what")) if w.lower() not in STOP_WORDS}
    own = {m.concept_id for m in desk.terms.spot(match.group("what"))} & desk.interventions
    if not named <= _ANY and not own and not named <= desk.intervention_words:
        return None
    fact = running(desk)
    if fact:
        return Settled(MET, (fact,))
    initial = [f for f in desk.facts.of(FactKind.PHASE) if f.status == "initial"]
    return Settled(NOT_MET, (initial[0],)) if initial else OPEN


def running(desk: Desk) -> Fact | None:
    """The fact that tells that the asked treatment goes on; None where none, or both, are told."""
    stated = desk.facts.of(FactKind.PHASE)
    if stated:
        going_on = len({fact.status for fact in stated}) == 1 and stated[0].status == "continued"
        return stated[0] if going_on else None
    for reading in desk.facts.readings:
        for trial in reading.trials:
            if trial.denied or not trial.statuses & {CURRENT, RESPONDED}:
                continue
            for item in trial.items:
                if key_of(item.name) and names_asked(item.name, desk):
                    return treatment_fact(reading, trial, item.name, item.count)
    return None
