"""Refusals of "maintenance treatment": the policy's own thing, once it only keeps what was reached.

The sentence may define it ("where symptoms neither improve nor get worse"); else it is asked for by
its name, so that a treatment that still helps is not refused with it.
"""

import re
from dataclasses import replace

from ingest.statements.models import Direction
from ingest.statements.slots import Slots

_NAME = (
    r"(?:(?:the|an?|any|ongoing|long-term) )*maintenance (?:treatments?|therap(?:y|ies)|care|"
    r"sessions?|visits?|programs?|programmes?|use|courses?)"
)
_BARE = re.compile(
    rf"{_NAME}(?:,? (?:where|when|if|in which|that|which|defined as) (?P<told>\S.*))?",
    re.IGNORECASE,
)
_FIRST = re.compile(rf"\W*{_NAME}\b", re.IGNORECASE)


def speaks_of_maintenance(sentence: str) -> bool:
    """Whether a sentence begins with a treatment that is named by its aim alone."""
    return _FIRST.match(sentence) is not None


def of_own_thing(slots: Slots, direction: Direction) -> Slots:
    """Slots of a payer's sentence, "maintenance treatment" left to what the policy is about."""
    whole = max(slots.interventions, key=len, default="")
    named = _BARE.fullmatch(whole.strip()) if direction is Direction.AGAINST else None
    if named is None or not all(phrase in whole for phrase in slots.interventions):
        return slots
    told = (named["told"],) if named["told"] else ()
    criteria = (*told, *slots.criteria) or slots.interventions[:1]
    return replace(slots, interventions=(), criteria=criteria)
