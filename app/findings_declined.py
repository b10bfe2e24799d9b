"""Treatments that somebody declines: "declines hormonal treatment", "does not want surgery".

Only a case that says so meets such a criterion; one that says nothing leaves it open.
"""

import re

from app.fact_models import FactKind
from app.findings_base import MET, Desk, Settled
from app.scope_cues import Scope
from ingest.lexis import key_stems, words

_DO = r"(?:have|use|take|undergo|try|start|receive)"
_DECLINE = (
    r"(?:declin(?:es|ed|ing)|refus(?:es|ed|ing)|(?:does|do|did)(?: not|n['’]t) (?:want|wish)"
    rf"(?: to {_DO})?|(?:is|was|are) (?:unwilling|not willing) to {_DO}|"
    rf"(?:prefers?|chose|chooses?|wishes) not to {_DO}|turned down)"
)
_WANTED = re.compile(
    r"^\W*(?:(?:who|and|if|when|an?|the|she|he|they|patients?|person|people|wom[ae]n|m[ae]n|member|"
    rf"individual|has|have) )*{_DECLINE} (?:an? |the |any )?(?P<what>[\w' /-]{{2,60}}?)\W*$",
    re.IGNORECASE,
)
_STATED = re.compile(rf"\b{_DECLINE} (?:an? |the |any |her |his )?(?P<what>[^.;,!?]{{2,60}})", re.I)
_NOT_THEIRS = Scope.FAMILY | Scope.POSSIBLE


def settle_declined(text: str, desk: Desk) -> Settled | None:
    """The finding of a criterion that asks that a treatment is declined; None for others."""
    wanted = _WANTED.match(text)
    if wanted is None:
        return None
    for reading in desk.facts.readings:
        for found in _STATED.finditer(reading.text):
            if reading.scope_at(found.start(), found.start() + 1) & _NOT_THEIRS:
                continue
            if _same(wanted["what"], found["what"], desk):
                fact = reading.fact(FactKind.FINDING, *found.span(), name="declined")
                return Settled(MET, (fact,))
    return None


def _same(wanted: str, stated: str, desk: Desk) -> bool:
    """Whether what is declined is what is asked for: by name, as a member, or in the same words."""
    ours = _named(wanted, desk)
    theirs = _named(stated, desk)
    family = {a for c in theirs for a in desk.terms.ancestors(c)} | theirs
    if ours and theirs:
        return bool(ours & family)
    stems = key_stems(wanted)
    return bool(words(wanted)) and bool(stems) and stems <= key_stems(stated)


def _named(text: str, desk: Desk) -> set[str]:
    return {m.concept_id for m in desk.terms.spot(text) if m.kind == "intervention"}
