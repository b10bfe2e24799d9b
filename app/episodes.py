"""The current episode: what a criterion asks of it, the case tells of "this episode"."""

import re

from app.fact_models import FactKind
from app.findings_base import MET, OPEN, Desk, Settled

_NOW = r"(?:this|(?:the|his|her|their)\s+(?:current|present|index))"
_WANTED = re.compile(
    rf"\W*(?:in|during|of|for)\s+{_NOW}\s+(?:[\w-]+\s+)?episode\W*(?:(?:has|have|had)\W*)*",
    re.IGNORECASE,
)
_STATED = re.compile(rf"\b{_NOW}\s+(?:[\w-]+\s+)?episode\b", re.IGNORECASE)


def settle_episode(text: str, desk: Desk) -> Settled | None:
    """The finding of words that ask for the current episode and nothing else; None for others."""
    if not _WANTED.fullmatch(text):
        return None
    for reading in desk.facts.readings:
        if match := _STATED.search(reading.text):
            return Settled(MET, (reading.fact(FactKind.FINDING, *match.span(), name="episode"),))
    return OPEN
