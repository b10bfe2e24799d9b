"""Refusals to who has one disease more than those whom a source advises the treatment to."""

from collections.abc import Sequence

from app.asked_case import Case
from app.condition_fit import Fit
from app.judge import OF_OTHERS, Judged
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


def supports_others(own: Sequence[Judged]) -> bool:
    """Whether a Source supports it in the asked condition, in people of whom the case is none."""
    return any(
        j.spoke.statement.direction is Direction.FOR
        and j.direction is PositionDirection.SILENT
        and j.why == OF_OTHERS
        for j in own
    )


def refuses_in_general(tier: Sequence[Judged], case: Case) -> bool:
    """Whether all that is refused is a general kind of what is asked, for no disease in particular.

    "MRI after a normal CT of the spine is not covered" says nothing of breast MRI for a tumor.
    """
    told = [j.spoke for j in tier if j.direction is not PositionDirection.SILENT]
    return case.target is not None and all(
        spoke.fit is Fit.ANY and spoke.intervention.relation is Relation.BROADER for spoke in told
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
