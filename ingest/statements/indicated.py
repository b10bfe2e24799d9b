"""What a policy means by "is indicated" and "is contraindicated": coverage, or a label."""

import re
from collections.abc import Sequence

from ingest.statements.models import Basis, Direction, Statement

_INDICATED = re.compile(r"\b(?:is|are)(?: only)? indicated\b", re.IGNORECASE)
_N_INDICATED = 3
_AND_COVERED = re.compile(
    r"\bindicated,? and (?:(?:will be|is|are) )?(?:considered |deemed )?(?:to be )?"
    r"(?:reasonable (?:and|or) necessary|medically necessary|covered)\b",
    re.IGNORECASE,
)


def _is_indicated(statement: Statement) -> bool:
    """Whether a Statement says for what something is indicated, in the source's own voice."""
    return (
        statement.basis is Basis.RECOMMENDATION
        and statement.direction is Direction.FOR
        and not statement.speaker
        and any(_INDICATED.search(q.text) for q in (statement.quote, *statement.lead_quotes))
        and not _LABEL.search(statement.quote.text)
    )


def allows_by_indication(statements: Sequence[Statement], number: str = "") -> bool:
    """Whether a policy allows by "is indicated", as benefit managers' guidelines do.

    So does a Medicare determination. Elsewhere the word tells what a drug is labelled for, unless a
    document says once that it means coverage ("is indicated, and will be considered reasonable and
    necessary").

    Args:
        statements: Of the policy.
        number: Of the policy, by which a determination is known.
    """
    if any(_AND_COVERED.search(q.text) for s in statements for q in (s.quote, *s.lead_quotes)):
        return True
    covers = any(s.basis is Basis.COVERAGE and s.direction is Direction.FOR for s in statements)
    if covers and not _DETERMINATION.match(number):
        return False
    return sum(map(_is_indicated, statements)) >= _N_INDICATED


_DETERMINATION = re.compile(r"L\d{5}\b|NCD\b")


def is_own(statement: Statement, *, allows: bool) -> bool:
    """Whether a recommendation in a policy is the payer's own position."""
    if allows and _is_indicated(statement):
        return True
    text = statement.quote.text
    against = statement.direction is Direction.AGAINST and not statement.speaker
    return against and bool(_CONTRAINDICATED.search(text)) and not _LABEL.search(text)


# What a drug is labelled for is reported, not ruled
_LABEL = re.compile(
    r"\b(?:label(?:s|l?ing|led)?|package insert|prescribing information|FDA)\b", re.IGNORECASE
)
_CONTRAINDICATED = re.compile(r"\b(?:is|are) contraindicated (?:in|for)\b", re.IGNORECASE)
