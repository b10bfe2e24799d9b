"""The people of a whole guideline, which nearly every recommendation of it names again.

A guideline on bronchiolitis says "in infants and children" in each sentence; who asks of
bronchiolitis and names no age asks of them.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.models import Source, SourceKind
from ingest.statements.models import COMMON_PEOPLE, Basis, Statement

_GROUPS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"\b(?:child(?:ren)?|infants?|newborns?|neonates?|toddlers?|adolescents?|pa?ediatric)\b",
        r"\b(?:pregnan\w+|pregnant (?:women|people))\b",
        r"\bpostmenopausal\b",
    )
)
# beside the group nothing that narrows it: "infants or children", no "preterm infants with A"
_ALONE = re.compile(
    r"\W*(?:(?:child(?:ren)?|infants?|newborns?|neonates?|toddlers?|adolescents?|pa?ediatric|patients?|"
    r"pregnant|pregnancy|during|in|with|postmenopausal|wom[ae]n|females?|people|persons?|individuals?|"
    r"and|or|all|most)\W*)+",
    re.IGNORECASE,
)
_LEAST = 4
_MOST_OF_ALL = 0.6  # of the recommendations: fewer are a chapter of a wider guideline


def with_common_people(statements: Sequence[Statement], source: Source) -> list[Statement]:
    """Statements, those marked whose population is that of nearly the whole guideline."""
    own = [s for s in statements if s.basis is Basis.RECOMMENDATION]
    if source.kind is not SourceKind.GUIDELINE:
        return list(statements)
    for group in _GROUPS:
        named = [s for s in own if group.search(f"{s.population} {s.quote.text}")]
        if len(named) >= max(_LEAST, _MOST_OF_ALL * len(own)):
            return [
                replace(s, flags=(*s.flags, COMMON_PEOPLE))
                if group.search(s.population) and _ALONE.fullmatch(s.population)
                else s
                for s in statements
            ]
    return list(statements)
