"""States that a case tells in its own form: "breastfeeding mother", "penicillin allergy"."""

import re

from app.findings_base import MET, NOT_MET, Desk, Settled
from app.scope_cues import Scope

_NURSES = re.compile(
    r"\W*(?:(?:who )?(?:is|are) )?(?:during |while |in )?(?:breast[- ]?feeding|lactation|lactating|"
    r"nursing)(?: (?:women|mothers?|persons?|people))?\W*",
    re.IGNORECASE,
)
_NURSING = re.compile(
    r"(?<!not )\b(?:breast[- ]?feed(?:s|ing)|lactating|nursing (?:mother|(?:her|a|my|the|an) "
    r"(?:[\w-]+ )?(?:baby|infant|newborn|child)))\b",
    re.IGNORECASE,
)
_ALLERGIC = re.compile(
    # how severe it was is told apart: an allergy is no anaphylaxis
    r"\W*(?:(?:an?|known|documented|previous|prior|history of|with|have|has) )*"
    r"(?:allerg(?:y|ies|ic reactions?|ic)|hypersensitivity) to (?P<what>[a-z][\w -]{2,40}?)\W*",
    re.IGNORECASE,
)
_SOBER = re.compile(r"\W*no alcohol(?: (?:use|consumption|intake))?\W*", re.IGNORECASE)
_DRINKS_NOT = re.compile(
    r"\b(?:(?:does|do)(?: not|n['’]t) drink(?! (?:water|milk|fluids?|enough|coffee|tea))|"
    r"non-?drinker|tee-?total(?:l?er)?|never drinks?|drinks? no alcohol|abstinent from alcohol|"
    r"sober)\b",
    re.IGNORECASE,
)
_DRINKS = re.compile(
    r"(?<!not )(?<!n['’]t )(?<!never )\b(?:drinks? (?:alcohol|heavily|daily|\d+ (?:beers?|glasses|"
    r"units|drinks))|\d+ (?:drinks|beers|units of alcohol) (?:a|per) (?:day|week|night))\b",
    re.IGNORECASE,
)


def settle_state(text: str, desk: Desk) -> Settled | None:
    """The finding of nursing, drinking, or an allergy to one thing; None where nothing tells it."""
    if _SOBER.fullmatch(text):
        fact = desk.facts.first_said(_DRINKS, "state")
        if fact is not None:
            return Settled(NOT_MET, (fact,))
        # a denial is how it is said
        sober = desk.facts.first_said(_DRINKS_NOT, "state", Scope.FAMILY | Scope.POSSIBLE)
        return Settled(MET, (sober,)) if sober else None
    if _NURSES.fullmatch(text):
        return _stated(_NURSING, desk)
    allergic = _ALLERGIC.fullmatch(text)
    if allergic is None:
        return None
    thing = re.escape(allergic["what"].removesuffix("s"))
    told = rf"\b{thing}s?[- ](?:allerg(?:y|ic)|hypersensitivity|anaphyla\w+)\b"
    return _stated(re.compile(told, re.IGNORECASE), desk)


def _stated(pattern: re.Pattern[str], desk: Desk) -> Settled | None:
    fact = desk.facts.first_said(pattern, "state")
    return Settled(MET, (fact,)) if fact else None
