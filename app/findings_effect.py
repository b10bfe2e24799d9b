"""What the asked condition does, where its subject goes without saying."""

import re

from app.fact_models import FactKind
from app.findings_base import MET, Desk, Settled
from app.phrase_places import Asked
from app.scope_cues import Scope

_EFFECT = re.compile(
    r"^\W*(?:(?:the|his|her|their|this)\s+)?(?P<who>[\w-]+(?:\s+[\w-]+)?)\s+(?=(?:significantly\s+|"
    r"substantially\s+)?(?:interferes?|impairs?|limits?|disrupts?|restricts?|hinders?)\s)",
    re.IGNORECASE,
)
_FUNCTION = re.compile(
    r"^\W*(?:(?:the\s+)?(?:pain|symptoms?)\s+)?(?:(?:that|which|and|is severe enough to|causes?|to "
    r"cause|causing|with)\s+)*(?:(?:significant(?:ly)?|substantial(?:ly)?)\s+)?(?:(?:interfer\w+|"
    r"limit\w*|impair\w*|restrict\w*)\s+(?:with\s+)?(?:(?:normal|usual|daily|the|work|or|other|and)"
    r"\s+)*(?:function(?:ing)?|activit(?:y|ies)(?: of daily living)?|work|daily life|adls?)|"
    r"functional (?:disability|impairment|limitations?|deficits?))\W*$",
    re.IGNORECASE,
)
_CANNOT = re.compile(
    r"\b(?:(?:can(?:no|['’])t|cannot|can no longer|could not|couldn['’]t|unable to|not able to)\s+"
    r"(?:\w+ly\s+)?(?:work|walk|dress|stand|sit|climb|sleep|lift|drive|bathe|shower|cook|clean|"
    r"get (?:up|dressed|out))\b|(?:stops?|stopped|keeps?|kept|prevents?|prevented)\s+(?:him|her|me|"
    r"them|(?:the )?patient|pt)?\s*from\s+(?!(?:getting|having|developing)\b)\w+ing\b|"
    r"(?:has|had|have) to stop working\b|bedbound|housebound|off work\b|misse[sd] work\b)",
    re.IGNORECASE,
)
_HARD = re.compile(
    r"^\W*(?:there is\s+|has\s+)?(?:(?:documented|significant|persistent|severe|marked|an?)\s+)*"
    r"(?:difficult(?:y|ies)|trouble|problems?|inability)\s+(?:(?:with|in|to)\s+)?(?P<what>\w+)\W*$",
    re.IGNORECASE,
)
_NOT_ABLE = re.compile(
    r"\b(?:can(?:no|['’])t|cannot|can no longer|unable to|not able to|(?P<trouble>(?:has |with )?"
    r"(?:trouble|difficulty)))\s+(?:\w+ly\s+)?(?P<act>\w+)\b",
    re.IGNORECASE,
)
# What one act is called.
_ACTS = tuple(
    re.compile(rf"(?:{row})", re.IGNORECASE)
    for row in (
        r"ambulat|walk|gait|mobil",
        r"sleep",
        r"dress",
        r"bath|shower|wash",
        r"swallow",
        r"climb|stair",
        r"stand",
        r"sit",
        r"read",
        r"driv",
        r"breath",
        r"hear",
    )
)
_NO_SUBJECT = re.compile(r"(?:[,;]|\b(?:and|which|that|it))\s*$", re.IGNORECASE)


def settle_effect(text: str, desk: Desk) -> Settled | None:
    """The finding of an effect of the asked condition, on anything or on what one can do."""
    return _on_function(text, desk) or _is_hard(text, desk) or _of_condition(text, desk)


def _on_function(text: str, desk: Desk) -> Settled | None:
    """Whether the case tells of something that cannot be done any more.

    "Interferes with function" is stated by "he can't work".
    """
    if not _FUNCTION.match(text):
        return None
    for reading in desk.facts.readings:
        for found in _CANNOT.finditer(reading.text):
            if not reading.scope_at(*found.span()) & (Scope.FAMILY | Scope.POSSIBLE | Scope.ASKED):
                fact = reading.fact(FactKind.FINDING, *found.span(), name="function")
                return Settled(MET, (fact,))
    return None


def _is_hard(text: str, desk: Desk) -> Settled | None:
    """Whether the case tells that what is to be difficult cannot be done: who cannot walk."""
    match = _HARD.match(text)
    acts = next((acts for acts in _ACTS if match and acts.match(match.group("what"))), None)
    for reading in desk.facts.readings if acts else ():
        for found in _NOT_ABLE.finditer(reading.text):
            unsaid = Scope.FAMILY | Scope.POSSIBLE | Scope.ASKED
            unsaid |= Scope.DENIED if found["trouble"] else Scope.STATED  # "no trouble reading"
            said = reading.scope_at(*found.span()) & unsaid
            if acts and acts.match(found.group("act")) and not said:
                return Settled(MET, (reading.fact(FactKind.FINDING, *found.span(), name="hard"),))
    return None


def _of_condition(text: str, desk: Desk) -> Settled | None:
    """The finding of an effect of the asked condition; None where nothing states it.

    "Sweating interferes with daily activities" is stated by "hyperhidrosis, interferes with daily
    activities".
    """
    match = _EFFECT.match(text)
    if (
        match is None
        or not desk.conditions
        or desk.terms.spot(match.group("who"), kind="intervention")
    ):
        return None
    phrase = desk.index.phrase(text[match.end("who") :])
    state, facts = desk.index.find(phrase, Asked(desk.interventions))
    for reading in desk.facts.readings if state is MET else ():
        before = reading.text[: facts[0].char_start] if reading.source == facts[0].source else ""
        if before and _NO_SUBJECT.search(before):
            return Settled(MET, facts)
    return None
