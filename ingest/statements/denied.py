"""Predicates that a sentence denies from a distance: "has not been proven to be necessary".

The cue alone ("to be medically necessary") speaks for the thing. What stands right before it, or
the clause on which it depends, or the list that it is said of turns it round.
"""

import re
from dataclasses import replace

from ingest.statements.cues import CueMatch
from ingest.statements.models import Basis, Direction

# "is not shown", "fails to", "has yet to be", "far from", right before the predicate
_RIGHT_BEFORE = re.compile(
    r"\b(?:not|never|nor|cannot|fail(?:s|ed)?|cease[sd]?|no longer|yet|far from|other than)\s+"
    r"(?:(?:been|be|yet|to|clearly|adequately|sufficiently|conclusively|reliably|definitively|"
    r"convincingly|currently|generally)\s+)*"
    r"(?:(?:shown|proven|proved|demonstrated|established|found|considered|determined|judged|"
    r"deemed|felt|thought|believed|known|regarded|accepted|recogni[sz]ed|viewed|documented)\s+)?"
    r"(?:(?:to|as)\s+)?$",
    re.IGNORECASE,
)
_NOT_BELIEVED = re.compile(
    r"\b(?:do(?:es)?|did) not (?:believe|consider|find|agree|hold|think|feel) that\s[^,;:]*$",
    re.IGNORECASE,
)
_NOT_KNOWN = re.compile(
    r"\b(?:(?:no|insufficient|little|inadequate) (?:[\w-]+ ){0,3}?(?:evidence|data|proof|"
    r"documentation)(?: [\w-]+){0,2}? that|(?:doubtful|unclear|uncertain|unknown|not known|"
    r"not clear) (?:that|whether|if))\s[^,;:]*$",
    re.IGNORECASE,
)
# "CMS has determined that the evidence is not adequate to conclude that", "not enough evidence to
# show that", "the studies do not demonstrate that": what follows is what was not found. Whether
# that is a refusal is said by who speaks: of a payer, it is.
_SHOW = r"(?:conclude|determine|show|demonstrate|establish|prove|confirm|find|say)"
_PROOF = r"(?:evidence|data|literature|proof|documentation|stud(?:y|ies)|trials?|information)"
_NOT_SHOWN = re.compile(
    rf"\b(?:{_PROOF}[^,;:.]{{0,60}}? (?:is|are|was|were|remains?) (?:[\w-]+ ){{0,2}}?"
    r"(?:not (?:yet )?(?:adequate|sufficient|enough|strong enough)|insufficient|inadequate"
    r"|too (?:weak|limited))"
    rf"|(?:not enough|insufficient|inadequate|too little) (?:[\w-]+ ){{0,3}}?{_PROOF}"
    rf"(?: [\w-]+){{0,3}}?) to {_SHOW} that\s[^,;:]*$"
    rf"|\b{_PROOF}[^,;:.]{{0,60}}? (?:do(?:es)?|did) not (?:[\w-]+ )?{_SHOW} that\s[^,;:]*$",
    re.IGNORECASE,
)
_OF_NONE = re.compile(r"\s+(?:for|in)\s+(?:none of|no (?:indications?|conditions?|uses?))\b", re.I)


def as_said(text: str, match: CueMatch) -> CueMatch:
    """A cue that speaks for its thing, turned round where its sentence denies it."""
    if match.cue.direction is not Direction.FOR:
        return match
    before = text[: match.start]
    refused = _NOT_BELIEVED.search(before) or (
        match.cue.basis is Basis.COVERAGE
        and (
            _RIGHT_BEFORE.search(before)
            or _NOT_KNOWN.search(before)
            or _NOT_SHOWN.search(before)
            or _OF_NONE.match(text, match.end)
        )
    )
    return replace(match, cue=replace(match.cue, direction=Direction.AGAINST)) if refused else match
