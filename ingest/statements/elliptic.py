"""Items that go on with the sentence of their lead-in.

"The panel recommends:" and "Clinicians NOT use X", "against X", "offering X".
"""

import re
from dataclasses import dataclass

from ingest.lexis import words

_ACTOR = (
    r"(?:(?:that\s+)?(?:the\s+)?(?:clinicians?|providers?|physicians?|practitioners?|surgeons?|"
    r"neurologists?|health ?care (?:professionals?|providers?)|prescribers?)\s+(?:should\s+)?)"
)
_NOT = (
    r"(?:(?P<not>do not|does not|should not|not to|not|never|against|avoid(?:ing)?|"
    r"withhold(?:ing)?)\s+)"
)
_DO = (
    r"(?:(?:to\s+)?(?:us(?:e|ing)|offer(?:ing)?|prescrib(?:e|ing)|giv(?:e|ing)|administer(?:ing)?|"
    r"perform(?:ing)?|provid(?:e|ing)|consider(?:ing)?|initiat(?:e|ing)|start(?:ing)?|add(?:ing)?|"
    r"recommend(?:ing)?|order(?:ing)?|obtain(?:ing)?|continu(?:e|ing)|treat(?:ing)? with|"
    r"the (?:routine )?use of|use of)\s+)"
)
_ITEM = re.compile(
    rf"^\W*(?:\d{{1,3}}[.)]\s+)?(?P<actor>{_ACTOR})?{_NOT}?(?P<do>{_DO})?(?P<what>\S.*)$",
    re.IGNORECASE | re.DOTALL,
)
# ", a selective antagonist of the endothelin receptor": what it is, and no second intervention
_APPOSITION = re.compile(
    r",\s+(?:an?|the|both|all|each|either|two|three|which|that)\s+(?:[\w-]+\s+){0,8}?(?:drugs?|"
    r"agents?|"
    r"inhibitors?|antagonists?|agonists?|antibod(?:y|ies)|blockers?|steroids?|hormones?|analogues?|"
    r"analogs?|medications?|devices?|techniques?|procedures?|therap(?:y|ies)|treatments?|vaccines?|"
    r"antibiotics?|proteins?|enzymes?)\b[^,.;]*(?=[,.;]|$)",
    re.IGNORECASE,
)
_REGARDLESS = re.compile(
    r",?\s+(?:regardless|irrespective|independent)(?:ly)? of\b.*$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Elliptic:
    """An item of an unfinished sentence.

    Attributes:
        what: Its object, in the document's words.
        negated: Whether it turns the direction of its lead-in.
    """

    what: str
    negated: bool


def elliptic(item: str) -> Elliptic | None:
    """An item that starts with who does what, or with a negation; None for a plain name."""
    found = _ITEM.match(item)
    if found is None or not (found["actor"] or found["not"] or found["do"]):
        return None
    return Elliptic(found["what"], bool(found["not"])) if words(found["what"]) else None


def without_apposition(text: str) -> str:
    """A name without what it is ("X, a selective antagonist of Y") and "regardless of Z"."""
    return _APPOSITION.sub("", _REGARDLESS.sub("", text))
