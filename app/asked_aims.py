"""Sources that speak of preventing a thing and of treating it: what answers which question."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from app.aims import aim_of, treats
from ingest.statements.models import Direction

if TYPE_CHECKING:
    from app.matching import Spoke

_PREVENTION = "prevention"


def of_asked_aim(
    found: Sequence["Spoke"], question: str, aims: Mapping[str, str]
) -> tuple["Spoke", ...]:
    """What speaks to a pair, without what the same source says of the other aim.

    Only where one source speaks of both: what prevents migraine is called its treatment elsewhere.
    What refuses to prevent with a thing is not outweighed by what the thing is for otherwise.

    Args:
        found: What speaks.
        question: Its text.
        aims: Aim by statement_id; see `app.aims.aim_of`.
    """
    if aim_of(question) == _PREVENTION:
        preventing = {s.statement.doc_id for s in found if _prevents(s, aims)}
        refused = {s.statement.doc_id for s in found if _prevents(s, aims) and _refuses(s)}
        return tuple(
            s
            for s in found
            if not (s.statement.doc_id in preventing and _treats(s))
            and (s.statement.doc_id not in refused or _prevents(s, aims) or _refuses(s))
        )
    if not treats(question):
        return tuple(found)
    treating = {s.statement.doc_id for s in found if s.statement.condition_groups and _treats(s)}
    return tuple(s for s in found if s.statement.doc_id not in treating or not _prevents(s, aims))


def _prevents(spoke: "Spoke", aims: Mapping[str, str]) -> bool:
    return aims.get(spoke.statement.statement_id) == _PREVENTION


def _refuses(spoke: "Spoke") -> bool:
    return spoke.statement.direction is Direction.AGAINST


def _treats(spoke: "Spoke") -> bool:
    return treats(spoke.statement.quote.text)
