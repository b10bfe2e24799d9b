"""What guidelines offer or advise against: the Statements from which alternatives are taken."""

import re
from collections.abc import Callable, Iterable, Mapping

from ingest.models import Source, SourceKind
from ingest.statements.models import Basis, Statement

_ADVISES = re.compile(
    r"\b(?:recommend\w*|suggest\w*|offer\w*|consider\w*|advis\w*|prefer\w*|avoid\w*|against"
    r"|do not|should (?:not )?be (?:used|given|treated|prescribed|started))\b",
    re.IGNORECASE,
)


def offered(
    statements: Iterable[Statement],
    sources: Mapping[str, Source],
    is_known: Callable[[str], bool],
) -> tuple[Statement, ...]:
    """The Statements by which guidelines advise on an intervention in a condition, in order.

    Args:
        statements: All of a Snapshot.
        sources: By the ids of their documents.
        is_known: Whether the terms know the intervention that a phrase names.
    """
    return tuple(
        s
        for s in statements
        if s.basis not in {Basis.FINDING, Basis.CODE_LIST}
        and _offers(s)
        and sources[s.doc_id].kind is SourceKind.GUIDELINE
        and _is_advice(s, is_known)
    )


def _offers(statement: Statement) -> bool:
    """Whether it speaks for itself of an intervention in a condition."""
    named = bool(statement.condition_groups) and bool(statement.interventions)
    return named and not statement.catch_all and not statement.speaker


def _is_advice(statement: Statement, is_known: Callable[[str], bool]) -> bool:
    """Whether it is graded, numbered, advises in so many words, or names a known treatment."""
    marked = bool(statement.grade or statement.recommendation)
    advises = marked or _ADVISES.search(statement.quote.text) is not None
    return advises or any(is_known(name) for name in statement.interventions)
