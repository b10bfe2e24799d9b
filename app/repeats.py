"""A treatment or a test that is asked for once more."""

import re
from collections.abc import Sequence

from app.phrase_models import Match
from ingest.statements.models import Statement

_ROW = tuple[Statement, Match]
_AGAIN = re.compile(r"(?:repeat(?:ed)?|second|another|subsequent)\b", re.IGNORECASE)


def is_repeat(phrase: str) -> bool:
    """Whether a phrase names a repeat of what follows ("repeat screening")."""
    return _AGAIN.match(phrase) is not None


def of_asked_repeat(rows: Sequence[_ROW], asked: str) -> tuple[_ROW, ...]:
    """Statements on what is asked; of a repeat those on repeats alone, where a document has any.

    Args:
        rows: Statements on the intervention, with how they match it.
        asked: The intervention, as the question names it.
    """
    apart = {s.doc_id for s, _ in rows if any(map(is_repeat, s.interventions))}
    if not apart or not is_repeat(asked):
        return tuple(rows)
    return tuple(
        row
        for row in rows
        if row[0].doc_id not in apart or any(map(is_repeat, row[0].interventions))
    )
