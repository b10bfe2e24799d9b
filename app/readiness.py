"""Whether somebody is willing, able and trained, and what is expected to help.

"Willing to comply with follow-up" is stated by "motivated, agrees to the program", "trained in the
use of the device" by "the nurse taught her". Words of the language, told by no disease or drug.
"""

import re
from dataclasses import dataclass

from app.fact_models import FactKind
from app.findings_base import MET, NOT_MET, OPEN, Desk, Settled, joined
from app.scope_cues import Scope
from ingest.statements.models import Join

_WHO = (
    r"^\W*(?:(?:the |an? )?(?:patient|member|individual|child|beneficiary|person|caregiver)\s+)?"
    r"(?:or (?:an? |the )?(?:caregiver|family member|parent)\s+)?"
    r"(?:(?:is|has|have|must|be|been|demonstrates?|demonstrated|determined|shows?|documented|and|"
    r"the|an?)\s+)*"
)
_ACT = (
    r"(?:comply|compliance|take part|participat\w+|adher\w+|undergo|follow|engag\w+|cooperat\w+|"
    r"complete|use|"
    r"operate|maintain|attend)"
)
_WANTED = re.compile(
    rf"{_WHO}(?:(?:highly|adequately?|sufficient(?:ly)?)\s+)?(?P<first>motivat\w+|willing(?:ness)?|"
    r"commit\w+|agree\w*|likel(?:y|ihood)|expected|able|ability|capable|capacity)"
    r"(?:\s*(?:,|and|or|/|and/or)\s*(?P<second>motivat\w+|willing(?:ness)?|able|ability|capable|likely|expected))?"
    rf"\s+(?:to|of|for)\s+(?:(?:fully|safely|properly)\s+)?{_ACT}\b[^.;]*$",
    re.IGNORECASE,
)
_TRAINED = re.compile(
    rf"{_WHO}trained\W*$|{_WHO}(?:trained|instructed|educated|taught|training|instruction|education)\s+(?:(?:in|on|"
    rf"by|"
    r"for|about|how|to|the|proper|correct|safe|of|its)\s+)+(?:use|using|operat\w+|administ\w+|"
    r"inject\w*|technique|self-\w+|device|management)\b[^.;]*$",
    re.IGNORECASE,
)
_WILL = re.compile(r"motivat|willing|commit|agree|likel|expect", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Said:
    """How a case says one of it, and how it says the contrary."""

    yes: re.Pattern[str]
    no: re.Pattern[str]


_NOT = r"(?:not|n['’]?t|never|no longer)"
_DOES = r"(?:comply|participate|take part|adhere|follow|cooperate|do the (?:exercises|rehab\w*))"
_WILLING = _Said(
    re.compile(
        rf"\b(?:motivated|willing|agree[sd]? to|committed to|eager to|will {_DOES}|compliant|"
        r"adherent|reliable(?= (?:with|about|in|to|patient|and will)\b)|cooperative|"
        r"keeps all (?:her |his )?(?:visits|appointments))\b",
        re.IGNORECASE,
    ),
    re.compile(
        rf"\b(?:unwilling|unmotivated|unreliable|uncooperative|{_NOT} (?:willing|motivated|"
        rf"compliant|adherent|reliable|cooperative)|"
        rf"(?:will not|won['’]?t|refuses to|declines to) {_DOES}|non-?complian\w+|"
        rf"non-?adheren\w+)\b",
        re.IGNORECASE,
    ),
)
_ABLE = _Said(
    re.compile(
        rf"\b(?:(?:is |are |was )?(?:able|capable) (?:and willing )?(?:to|of) (?:{_DOES}|us(?:e|"
        rf"ing)|operat\w+)|"
        rf"can (?:{_DOES}|(?:use|operate) (?:it|the \w+)|handle it)|compliant|adherent)\b",
        re.IGNORECASE,
    ),
    re.compile(
        rf"\b(?:unable to (?:{_DOES}|use)|can(?:no|['’])t (?:{_DOES}|use (?:it|the)|operate)|"
        rf"{_NOT} able to (?:{_DOES}|use)|non-?complian\w+)\b",
        re.IGNORECASE,
    ),
)
_TAUGHT = _Said(
    re.compile(
        r"\b(?:trained|taught|instructed)(?= (?:on|in|by|how|to|with|her|him|me|and (?:can|able|"
        r"knows))\b)|"
        r"\b(?:completed|finished|had|received) (?:the |device |her |his |my )*training\b|"
        r"\btraining (?:done|completed|finished)\b|\bknows how to use\b|"
        r"\bdemonstrated (?:correct |proper |good )?(?:use|technique)\b|"
        r"\bshowed (?:the \w+ )?that (?:s?he|they) (?:can )?uses?\b",
        re.IGNORECASE,
    ),
    re.compile(
        rf"\b{_NOT}(?: yet)?(?: been)? (?:trained|taught|instructed)\b|\bno training\b|"
        r"\btraining (?:not|pending|scheduled)\b",
        re.IGNORECASE,
    ),
)
# "The surgery is expected to correct the condition", and who says so
_HELP = r"(?:correct|improve|restore|relieve|resolve|alleviate|reduce|help)"
_EXPECTED = re.compile(
    rf"^\W*(?:the |it |this )?(?:\w+ ){{0,2}}(?:is|are) (?:reasonably )?expected to "
    rf"{_HELP}\b[^.;]*$",
    re.IGNORECASE,
)
_WILL_HELP = _Said(
    re.compile(
        rf"\b(?:expects?|anticipates?|is expected|are expected)\b(?: "
        rf"that)?[^.;,?]{{0,40}}?\b(?:to|will|"
        rf"should) {_HELP}\b",
        re.IGNORECASE,
    ),
    re.compile(
        rf"\b(?:not (?:expected|likely) to|unlikely to|{_NOT} expect[^.;,?]{{0,40}}? to) {_HELP}\b",
        re.IGNORECASE,
    ),
)
_UNSAID = Scope.FAMILY | Scope.ASKED | Scope.POSSIBLE


def settle_readiness(text: str, desk: Desk) -> Settled | None:
    """The finding of a criterion on will, ability or training; None where it asks for neither."""
    if _TRAINED.match(text):
        return _told(_TAUGHT, desk, _UNSAID & ~Scope.FAMILY)
    if _EXPECTED.match(text):
        return _told(_WILL_HELP, desk, _UNSAID & ~Scope.POSSIBLE)
    match = _WANTED.match(text)
    if match is None or any(m.kind == "condition" for m in desk.terms.spot(text)):
        return None
    asked = [word for word in match.group("first", "second") if word]
    # whoever at home is trained, or can use it
    parts = [
        _told(_WILLING, desk) if _WILL.match(word) else _told(_ABLE, desk, _UNSAID & ~Scope.FAMILY)
        for word in asked
    ]
    return joined(Join.ALL_OF, parts)


def _told(said: _Said, desk: Desk, unsaid: Scope = _UNSAID) -> Settled:
    for reading in desk.facts.readings:
        for state, pattern in ((NOT_MET, said.no), (MET, said.yes)):
            for found in pattern.finditer(reading.text):
                scope = reading.scope_at(*found.span())
                if scope & unsaid or (state is MET and scope & Scope.DENIED):
                    continue
                fact = reading.fact(FactKind.FINDING, *found.span(), name="readiness")
                return Settled(state, (fact,))
    return OPEN
