"""Criteria that say that none of a policy's exclusions may be there, with these in their place."""

import re
from collections.abc import Sequence

from ingest.statements.models import Basis, Criterion, Direction, Join, Statement

# "None of the exclusions below applies", "who has no contraindication listed below"
_NO_EXCLUSION = re.compile(
    r"^(?P<own>.*?)\b(?:none of|no|not have any(?: of)?|without(?: any)?(?: of)?)(?: the| known)?"
    r"(?: following| listed)? (?:exclusions?(?: criteria)?|contra-?indications?)"
    r"(?: (?:listed|described|named|noted|stated|set out|given|shown|in this policy|above|below|"
    r"appl(?:y|ies)|exists?|(?:is|are) (?:present|met)))*$",
    re.IGNORECASE | re.DOTALL,
)
_N_WORDS_OF_SUBJECT = 4  # "The member has none of the exclusions"


def none_excluded(
    node: Criterion, statement: Statement, statements: Sequence[Statement]
) -> Criterion:
    """A tree with the exclusions themselves where it says that none of them may be there."""
    return node.with_leaves(lambda leaf: _of_exclusions(leaf, statement, statements))


def _of_exclusions(
    node: Criterion, statement: Statement, statements: Sequence[Statement]
) -> Criterion:
    """The exclusions that a leaf denies; the leaf where it denies none that are listed."""
    found = _NO_EXCLUSION.match(node.text.strip(" .;"))
    if found is None or len(found["own"].split()) > _N_WORDS_OF_SUBJECT:
        return node
    points = _POINTS.search(node.text) is not None
    listed = [s for s in statements if _lists_exclusions(s, by_name=not points)]
    behind = [s for s in listed if s.quote.char_start > statement.quote.char_start]
    tree = next((s.criteria for s in (*behind, *reversed(listed))), None)
    if tree is None:
        return node
    return Criterion(join=Join.NONE_OF, text=node.text, quote=node.quote, children=tree.children)


_POINTS = re.compile(r"\b(?:exclusions?|above|below|listed)\b", re.IGNORECASE)
_EXCLUDES = re.compile(r"\b(?:exclu\w+|contra-?indicat\w+)\b", re.IGNORECASE)


def _lists_exclusions(statement: Statement, *, by_name: bool) -> bool:
    """Whether a Statement refuses where any of a list is present (and calls that by its name)."""
    tree = statement.criteria
    quotes = (statement.quote, *statement.lead_quotes)
    if by_name and not any(_EXCLUDES.search(quote.text) for quote in quotes):
        return False
    refuses = statement.direction is Direction.AGAINST and statement.basis is Basis.COVERAGE
    return refuses and tree is not None and tree.join is Join.ANY_OF and len(tree.children) > 1
