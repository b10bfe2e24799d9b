"""First-degree relatives: a parent, a sibling or a child, and nobody further off."""

import re

from app.fact_models import Reading
from app.stretches import stretches

CLOSE = re.compile(
    r"\b(?:first|1st)[- ]degree\b|\bparents?\b|\bsiblings?\b|\boffspring\b", re.IGNORECASE
)
_NEAR = (
    r"mothers?|mom|mum|fathers?|dad|parents?|sisters?|brothers?|siblings?|sons?|daughters?|"
    r"children|"
    r"child|(?:first|1st)[- ]degree"
)
_FAR = (
    r"aunts?|uncles?|grand\w+|nan|granny|cousins?|nieces?|nephews?|great-\w+|half-\w+|step\w+|"
    r"(?:second|2nd|third|3rd)[- ]degree|in-laws?|(?:mother|father|sister|brother)-in-law"
)
_KIN = re.compile(rf"\b(?:(?P<far>{_FAR})|(?P<near>{_NEAR}))\b", re.IGNORECASE)


def is_of_distant_kin(reading: Reading, start: int, end: int) -> bool:
    """Whether what stands at a span is told of relatives further off alone.

    The relative named last before it in its sentence has it; else the first one behind it.
    """
    for low, high in stretches(reading.text):
        if not low <= start < high:
            continue
        named = list(_KIN.finditer(reading.text, low, high))
        before = [m for m in named if m.end() <= start]
        behind = [m for m in named if m.start() >= end]
        owner = before[-1] if before else behind[0] if behind else None
        return owner is not None and owner.group("far") is not None
    return False
