"""What the asked condition does, where its subject goes without saying."""

import re

from app.findings_base import MET, Desk, Settled
from app.phrase_places import Asked

_EFFECT = re.compile(
    r"^\W*(?:(?:the|his|her|their|this)\s+)?(?P<who>[\w-]+(?:\s+[\w-]+)?)\s+(?=(?:significantly\s+|"
    r"substantially\s+)?(?:interferes?|impairs?|limits?|disrupts?|restricts?|hinders?)\s)",
    re.IGNORECASE,
)
_NO_SUBJECT = re.compile(r"(?:[,;]|\b(?:and|which|that|it))\s*$", re.IGNORECASE)


def settle_effect(text: str, desk: Desk) -> Settled | None:
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
