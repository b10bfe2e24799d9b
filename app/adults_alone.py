"""Advice whose sentence is on adults: of a stated child it says nothing."""

import re

from ingest.statements.models import Statement

_ADULTS = re.compile(
    r"(?:^\W*|\b(?:in|for|of|to|among|all|that|offer|treat)\s+(?:[\w-]+\s+){0,3}?)adults\b|"
    r"\badult\s+(?:[\w-]+\s+)?(?:(?:out|in)?patients?|members?|women|men|people|persons?|"
    r"individuals?|beneficiar\w+)\b",
    re.IGNORECASE,
)
_YOUNG = re.compile(
    r"\b(?:child(?:ren|hood)?|pa?ediatrics?|adolescen\w+|young people|infants?|youths?|teen\w+|"
    r"(?:aged?|ages) (?:[2-9]|1[0-7])|all ages|any age|under 18|younger than 18|"
    r"(?:[2-9]|1[0-7]) years? (?:of age|old|(?:and|or) (?:older|over|above|up)))\b",
    re.IGNORECASE,
)


def is_on_adults_alone(statement: Statement) -> bool:
    """Whether a sentence speaks of adults, and nothing of it or around it speaks of the young."""
    said = statement.quote.text
    leaves = statement.criteria.leaves() if statement.criteria else ()
    around = " ".join((said, statement.population, *(leaf.text for leaf in leaves)))
    return _ADULTS.search(said) is not None and _YOUNG.search(around) is None
