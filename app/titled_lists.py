"""Code lists of a document that is on the care of a disease at large.

An LCD "Treatment of Varicose Veins" lists the diagnoses that do and do not support what it covers:
the list speaks of each treatment that the document decides on by name.
"""

import re
from collections.abc import Iterable, Sequence

from app.phrase_models import Match, Relation
from ingest.statements.models import Basis, Statement

_AT_LARGE = re.compile(
    r"^(?:(?:surgical|medical|non-?surgical|interventional) )?(?:treatments?|management|"
    r"therap(?:y|ies)|procedures?|services|surgery|interventions?)\b.*\b(?:of|for)\b",
    re.IGNORECASE,
)
_AS_TITLED = Match(Relation.BROADER, "title")


def titled_lists(
    found: Sequence[tuple[Statement, Match]], statements: Iterable[Statement]
) -> tuple[tuple[Statement, Match], ...]:
    """The code lists of the documents in `found` whose only name is such a title."""
    decided = {
        s.doc_id
        for s, match in found
        if match.relation is Relation.SAME and s.basis is Basis.COVERAGE
    }
    told = {s.statement_id for s, _ in found}
    return tuple(
        (s, _AS_TITLED)
        for s in statements
        if s.basis is Basis.CODE_LIST
        and s.doc_id in decided
        and s.statement_id not in told
        and all(_AT_LARGE.match(name) for name in s.interventions)
    )
