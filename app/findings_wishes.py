"""Whether the person wants what is asked for: "who choose this approach", "decide they want it"."""

import re

from app.fact_models import FactKind
from app.findings_base import MET, NOT_MET, Desk, Settled
from app.measures import norm_set, norms
from app.scope_cues import Scope
from ingest.lexis import STOP_WORDS, words

_WANT = (
    r"(?:chooses?|chosen|wants?|would (?:like|prefer)|wish(?:es)?|prefers?|desires?|opts? for|"
    r"asks? for|requests?|(?:is|are) keen (?:on|to)|agrees? to)"
)
_DO = (
    r"(?:to (?:use|have|receive|try|start|undergo|take|do|get) )?"
    r"(?:(?:this|these|the|such|an?) )?"
)
_WANTED = re.compile(
    r"^\W*(?:(?:who|and|they|the (?:patient|person|member|individual|woman|man)) )*"
    rf"(?:decides? (?:that )?(?:they|she|he) )?{_WANT} {_DO}(?P<what>[\w -]{{2,40}}?)\W*$",
    re.IGNORECASE,
)
_STATED = re.compile(
    r"\b(?:who|she|he|they|(?:patient|pt|person|woman|man|member|girl|boy|child)s?)\s+"
    r"(?P<no>(?:does not|doesn['’]t|do not|don['’]t)\s+)?"
    rf"{_WANT} {_DO}(?P<what>[\w-]+(?: [\w-]+)?)",
    re.IGNORECASE,
)
_THING = norm_set(
    "it them this that therapy therapies treatment drug medication medicine approach approaches "
    "intervention procedure option surgery operation test program programme device"
)


def settle_wish(text: str, desk: Desk) -> Settled | None:
    """The finding of a criterion that asks for the person's own wish; None for others.

    What somebody else wants, or another thing, tells nothing.
    """
    match = _WANTED.match(text)
    if match is None or not _is_asked(match["what"], desk):
        return None
    for reading in desk.facts.readings:
        for found in _STATED.finditer(reading.text):
            ours = any(_is_asked(part, desk) for part in (found["what"], found["what"].split()[0]))
            if not ours or reading.scope_at(*found.span()) & (Scope.FAMILY | Scope.POSSIBLE):
                continue
            fact = reading.fact(FactKind.FINDING, *found.span(), name="wish")
            return Settled(NOT_MET if found["no"] else MET, (fact,))
    return None


def _is_asked(what: str, desk: Desk) -> bool:
    """Whether words name what is asked for, or point to it."""
    named = {form for w in words(what) if w.lower() not in STOP_WORDS for form in norms(w)}
    return named <= _THING | desk.intervention_words
