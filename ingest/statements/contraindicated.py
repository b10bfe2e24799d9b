"""What must not be used in some people: a position, however a guideline grades its others."""

import re

from ingest.statements.models import Direction, Statement
from ingest.statements.slot_patterns import PEOPLE

_CONTRAINDICATED = re.compile(
    rf"\bnot recommended (?:for|in) (?:the |any )?{PEOPLE}\b|"
    r"\bcontraindicated\b|\b(?:should|must) (?:not|never) be (?:used|given|prescribed|taken|"
    r"started|combined|offered)\b|\b(?:do not|never) (?:use|give|prescribe|combine)\b",
    re.IGNORECASE,
)


_PEOPLE = re.compile(
    rf"\b(?:in|to|by|for) (?:any |the )?{PEOPLE}\b|\bcontraindicated\b", re.IGNORECASE
)


def contraindicates(statement: Statement) -> bool:
    """Whether it says in whom a thing must not be used, which is no discussion of its merits."""
    text = statement.quote.text
    names = statement.criteria or statement.population or _PEOPLE.search(text)
    return bool(
        statement.direction is Direction.AGAINST
        and not statement.speaker
        and names
        and _CONTRAINDICATED.search(text)
    )
