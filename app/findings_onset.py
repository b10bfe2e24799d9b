"""How soon after its onset a disease is treated: "treatment is begun within 14 days of onset".

What is asked for has not begun, so that it begins no sooner than now: who has been ill for five
weeks cannot begin it within two, and who fell ill three days ago still can.
"""

import re
from collections.abc import Callable

from app.fact_models import FactKind
from app.findings_base import MET, NOT_MET, OPEN, Desk, Settled
from app.measures import norm_set, norms
from app.numbers_printed import number
from app.phrase_words import EMPTY
from app.quantities import NUMBER_WORD, TIME_DAYS, Interval, time_unit
from app.times_ago import stated_lapses
from app.trial_cues import CURRENT, RESPONDED
from ingest.lexis import STOP_WORDS, words
from ingest.terms import Terms

_WITHIN = re.compile(
    r"^\W*(?:(?P<what>[A-Za-z][\w'’ -]{1,60}?)\s+)?"
    r"(?:(?:is|are|was|were|has been|have been|be|to be|(?:must|should|will|can|may) be)\s+)?"
    r"(?:begun|begins?|began|starts?|started|starting|initiated|commenced|given|administered|"
    r"delivered|provided|used|treated|performed)\s+(?:with)?in\s+(?:the first\s+)?"
    rf"(?P<n>\d+(?:\.\d+)?|{NUMBER_WORD})\s*(?:\(\d+\)\s*)?(?P<unit>hours?|hrs?|days?|weeks?|"
    r"months?)\s+(?:of|after|from|following)\s+(?:the\s+)?(?:onset(?:\s+of\s+(?:the\s+)?(?P<of>"
    r"[\w -]{3,40}))?|(?:symptoms?|illness|disease)\s+onset)\W*$",
    re.IGNORECASE,
)
_TREATMENT = norm_set("it drug medication product procedure treatment therapy service course")
_ILL = norm_set("symptom symptoms illness disease it complaints")
# "onset 3 days ago", "fever began yesterday", "woke up deaf 5 days ago"
_BEGAN = re.compile(
    r"\b(?:onset|began|begun|came on|appeared|woke up|noticed|developed|struck|fell ill)\b",
    re.IGNORECASE,
)
_STARTED = re.compile(r"\bstarted\b", re.IGNORECASE)


def settle_onset(text: str, settle: Callable[[str], Settled], desk: Desk) -> Settled | None:
    """Whether the asked treatment can begin in time; None where a criterion asks nothing like it.

    Args:
        text: The criterion.
        settle: Settles a criterion in plain words.
        desk: The case.

    Returns:
        NOT_MET only where nothing says that the treatment runs already.
    """
    match = _WITHIN.match(text)
    if match is None or not (_is_asked(match["what"] or "", desk) and _is_ill(match["of"], desk)):
        return None
    few, many = (days * (number(match["n"]) or 0.0) for days in TIME_DAYS[time_unit(match["unit"])])
    told: list[Settled] = []
    for reading in desk.facts.readings:
        for lapse in stated_lapses(reading.text, desk.facts.day):
            if lapse.future or not _is_onset(lapse.event, desk):
                continue
            fact = reading.fact(FactKind.DURATION, lapse.start, lapse.end, name="since onset")
            if lapse.days.within(Interval(high=many)):
                told.append(Settled(MET, (fact,)))
            elif lapse.days.apart(Interval(high=few)):
                told.append(Settled(NOT_MET, (fact,)))
    told = told or [settle(f"symptoms for at most {match['n']} {match['unit']}")]
    state = {found.state for found in told}
    return OPEN if len(state) > 1 or (NOT_MET in state and _runs(desk)) else told[0]


def _is_asked(what: str, desk: Desk) -> bool:
    told = _told(what)
    return told <= _TREATMENT | desk.intervention_words | EMPTY or any(
        mention.concept_id in desk.interventions for mention in desk.terms.spot(what)
    )


def _is_ill(of: str | None, desk: Desk) -> bool:
    return not of or bool(_told(of) & (_ILL | desk.condition_words))


def _told(text: str) -> set[str]:
    return {form for w in words(text) if w.lower() not in STOP_WORDS for form in norms(w)}


def _is_onset(event: str, desk: Desk) -> bool:
    """Whether what was so long ago is the beginning of the asked disease."""
    if _names(event, desk.terms, "intervention"):
        return False
    ill = bool(_told(event) & desk.condition_words) or _names(event, desk.terms, "condition")
    return _BEGAN.search(event) is not None or (ill and _STARTED.search(event) is not None)


def _names(event: str, terms: Terms, kind: str) -> bool:
    return any(terms.concepts[m.concept_id].kind == kind for m in terms.spot(event))


def _runs(desk: Desk) -> bool:
    """Whether the asked treatment has begun already."""
    if any(fact.status == "continued" for fact in desk.facts.of(FactKind.PHASE)):
        return True
    return any(
        set(norms(item.name)) & desk.intervention_words
        for reading in desk.facts.readings
        for trial in reading.trials
        if trial.statuses & {CURRENT, RESPONDED} and not trial.denied
        for item in trial.items
    )
