"""What must not be used in some people: a position, however a guideline grades its others."""

import re

from ingest.statements.models import Direction, Statement
from ingest.statements.slot_patterns import PEOPLE

_CONTRAINDICATED = re.compile(
    rf"\bnot recommended (?:for|in) (?:the |any )?{PEOPLE}\b|"
    r"\bshould (?:generally |usually )?be (?:avoided|delayed|deferred)\b|^\W*avoid\b|"
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


_FIRM = re.compile(
    r"\b(?:should|must) (?:(?:generally|usually|always) )?(?:be avoided|(?:not|never) be)\b",
    re.IGNORECASE,
)


def refuses_firmly(statement: Statement) -> bool:
    """Whether it refuses a thing of its own to everybody, as an item of a guideline in short may.

    "- Meperidine should be avoided": ungraded among graded advice, and advice all the same.
    """
    text = statement.quote.text
    own = any(phrase.lower() in text.lower() for phrase in statement.interventions)
    return bool(
        statement.direction is Direction.AGAINST
        and not statement.speaker
        and own
        and _FIRM.search(text)
    )
