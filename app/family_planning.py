"""Whether somebody wishes to become pregnant: "no desire for future pregnancy", "family complete".

A wish is no fact of now, so that the scopes of wishes and plans, which keep what is only hoped for
from being taken as there, would hide it. A criterion that asks for the wish is read here.
"""

import re
from collections.abc import Iterator

from app.fact_models import Fact, FactKind, Reading
from app.findings_base import MET, NOT_MET, OPEN, Desk, Settled, turned
from app.scope_cues import Scope

_CHILD = (
    r"(?:(?:a |any |more |another |future |further |to |(?:have|father|sire|bear|carry) )*"
    r"(?:become |get |be |getting |becoming )?"
    r"(?:pregnan(?:t|cy|cies)|conceiv\w*|conception|child(?:ren)?|childbearing|kids?|bab(?:y|ies)|"
    r"fertility))"
)
_WISH = (
    r"(?:wish(?:es|ing)?|want(?:s|ed|ing)?|desir(?:es?|ing|ed)|plan(?:s|ning|ned)?|hop(?:es?|ing)|"
    r"seek(?:s|ing)?|try(?:ing)?|tries|intend(?:s|ing)?)"
)
_NOT = r"(?:not|n['’]?t|no|never|without|no longer)"
# A criterion that asks for nothing but the wish.
_WANTED = re.compile(
    r"^\W*(?:(?:the |an? )?(?:patient|member|individual|person|wom[ae]n|m[ae]n|she|he|couple|"
    r"beneficiary)\s+)?"
    rf"(?:(?:who|does|do|is|has|must|should|have|there is)\s+)*(?P<neg>{_NOT}\s+)?(?:(?:currently|"
    rf"actively|have|having|an?|any)\s+)*{_WISH}\s*(?:(?:for|to|of|in|the|have|maintain|preserve|"
    rf"retain)\s+)*{_CHILD}(?:\s+(?:in the (?:near |foreseeable )?(?:future|term)|soon|"
    r"is desired))?\W*$",
    re.IGNORECASE,
)
_WANTED_DONE = re.compile(
    r"^\W*(?:(?:the |an? )?(?:patient|member|individual|woman)\s+)?(?:has\s+|"
    r"have\s+)?(?:(?:completed|"
    r"finished)\s+(?:her\s+)?(?:child-?bearing|family)|child-?bearing (?:is )?complete\w*)\W*$|"
    r"^\W*(?:future )?(?:pregnancy|fertility|childbearing) is (?P<neg>not )?(?:desired|wanted|"
    r"planned|wished)\W*$",
    re.IGNORECASE,
)
_NO_WISH = re.compile(
    rf"\b{_NOT}\s+(?:(?:currently|actively|any|have|having|interested in|plans?|desire|wish)\s+)*"
    rf"(?:{_WISH}\s*)?(?:(?:for|to|of|in|have|having|on)\s+)*{_CHILD}(?!\s+(?:yet|now))\b|"
    r"\b(?:child-?bearing|family) (?:is )?(?:complete[d]?|finished|done)\b|"
    r"\b(?:completed|finished|done (?:with )?(?:having )?)\s*(?:her )?(?:child-?bearing|family|"
    r"kids|"
    r"children|babies)\b",
    re.IGNORECASE,
)
_HAS_WISH = re.compile(
    rf"\b{_WISH}\s+(?:(?:for|to|of|have|having|father|a|the|her|his|their|some|own|more|preserve|keep|maintain|"
    rf"start)\s+)*(?:{_CHILD}|a family)\b",
    re.IGNORECASE,
)
_OF_OTHERS = re.compile(r"\b(?:sister|mother|aunt|cousin|friend|niece)\s+$", re.IGNORECASE)
_FATHERS = re.compile(r"\bto father\b", re.IGNORECASE)  # what he wants to do, and no relative
_DENIED_BEFORE = re.compile(
    r"(?:not|n['’]?t|no|never|no longer|without)(?:\s+\w+)?\s+$", re.IGNORECASE
)


# A criterion that asks whether she can: "could become pregnant", "is of childbearing potential".
_CAN = re.compile(
    r"^\W*(?:(?:the |an? )?(?:patient|member|individual|person|woman|she)\s+)?(?:who\s+)?(?:(?:"
    r"could|can|may|might|is able to|are able to)\s+(?:become|get|be)\s+pregnant|(?:is |are )?of "
    r"child-?bearing (?:potential|age))\W*$",
    re.IGNORECASE,
)
_SAYS_SHE_CAN = re.compile(
    r"(?<!not )(?<!no longer )\bof child-?bearing (?:potential|age)\b|\b(?:not on|not using|"
    r"without|no)(?: any| reliable| effective)? (?:birth control|contracepti(?:on|ve))\b",
    re.IGNORECASE,
)


def _fertile(text: str, desk: Desk) -> Settled | None:
    """The finding of a criterion on whether she can become pregnant; None for any other.

    Who plans to, is of that age by her own words, or uses no contraception can; nobody else is
    taken to.
    """
    if not _CAN.match(text):
        return None
    if (wish := _wish(desk)).state is MET:
        return wish
    for reading in desk.facts.readings:
        if found := _SAYS_SHE_CAN.search(reading.text):
            return Settled(MET, (reading.fact(FactKind.FINDING, *found.span(), name="fertile"),))
    return None


def settle_wish(text: str, desk: Desk) -> Settled | None:
    """The finding of a criterion on the wish for a pregnancy, or on whether there can be one.

    None where it asks for more.
    """
    if match := _WANTED.match(text):
        found = _wish(desk)
        return turned(found) if match.group("neg") else found
    if match := _WANTED_DONE.match(text):
        of_wish = re.search(r"desired|wanted|planned|wished", text, re.IGNORECASE) is not None
        found = _wish(desk)
        return found if of_wish and not match.group("neg") else turned(found)
    return _fertile(text, desk)


def _wish(desk: Desk) -> Settled:
    """MET where a wish is stated, NOT_MET where it is denied, OPEN where both or neither is."""
    told = [row for reading in desk.facts.readings for row in _told(reading)]
    states = {met for met, _ in told}
    if len(states) != 1:
        return OPEN
    return Settled(MET if states.pop() else NOT_MET, (told[0][1],))


def _told(reading: Reading) -> Iterator[tuple[bool, Fact]]:
    for match in _NO_WISH.finditer(reading.text):
        if re.search(r"pregnan\w*$", match.group(), re.IGNORECASE) and not re.search(
            rf"{_WISH}|future", match.group(), re.IGNORECASE
        ):
            continue  # "not pregnant" tells of now
        if not reading.scope_at(*match.span()) & Scope.FAMILY:
            yield False, reading.fact(FactKind.FINDING, *match.span(), name="wish", negated=True)
    for match in _HAS_WISH.finditer(reading.text):
        if _DENIED_BEFORE.search(reading.text, max(0, match.start() - 20), match.start()):
            continue
        if _OF_OTHERS.search(reading.text, max(0, match.start() - 20), match.start()):
            continue
        if _FATHERS.search(match.group()) or not reading.scope_at(*match.span()) & Scope.FAMILY:
            yield True, reading.fact(FactKind.FINDING, *match.span(), name="wish")
