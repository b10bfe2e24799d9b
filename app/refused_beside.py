"""Refusals to who has one disease more than those whom a source advises the treatment to."""

from collections.abc import Sequence

from app.condition_fit import Fit
from app.judge import Judged
from app.models import FindingState, PositionDirection
from app.phrase_models import Relation
from app.stated_refusals import only_excepts
from ingest.statements.models import Direction


def is_open_against(judged: Judged) -> bool:
    """Whether a Statement refuses only in a case that the question does not state."""
    node = judged.finding
    return (
        judged.spoke.statement.direction is Direction.AGAINST
        and node is not None
        and node.state is FindingState.UNKNOWN
        and not only_excepts(node)
    )


def refused_beside(same_fit: Sequence[Judged]) -> list[Judged]:
    """A class that is refused to who has one disease more than those whom it is advised to.

    "DOACs should not be used in atrial fibrillation and a mechanical valve" goes before what is
    said of one of them in atrial fibrillation.
    """
    against = [j for j in same_fit if _refuses_in_full(j)]
    others = [j for j in same_fit if j.direction is not PositionDirection.AGAINST]
    if not against or not others:
        return []
    most = max(len(j.spoke.statement.condition_groups) for j in others)
    return [j for j in against if len(j.spoke.statement.condition_groups) > most]


def _refuses_in_full(judged: Judged) -> bool:
    spoke = judged.spoke
    return (
        spoke.fit is Fit.SAME
        and judged.direction is PositionDirection.AGAINST
        and spoke.statement.direction is Direction.AGAINST
        and spoke.intervention.relation >= Relation.BROADER
        and not is_open_against(judged)
    )
