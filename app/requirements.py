"""Requirements that a Source prints as sentences of their own, beside its plain position.

"X is covered for Y. The patient must have been treated for 3 months. The patient must be trained."
"""

import re
from collections.abc import Sequence

from app.condition_fit import Fit
from app.judge import SILENT, Judged
from app.models import PositionDirection
from app.phrase_models import Relation
from ingest.statements.models import Direction

_MUST = re.compile(
    r"^\W*(?:the\s+|an?\s+)?(?:patient|member|individual|beneficiary|person)s?\s+must\b",
    re.IGNORECASE,
)


def with_requirements(tier: Sequence[Judged], own: Sequence[Judged]) -> list[Judged]:
    """The deciding tier with the requirements that hold for it, those that leave it open first.

    Only where the tier supports without a criterion of its own: a list of criteria says by itself
    what is asked for.
    """
    asked = [j for j in own if _is_required(j)]
    rest = [j for j in tier if j not in asked]
    asked = [j for j in asked if _of_same(j, rest)]
    if not rest or any(
        j.direction is not PositionDirection.FOR or j.finding is not None for j in rest
    ):
        return list(tier)
    refused = [j for j in asked if j.direction is PositionDirection.AGAINST]
    still_open = [j for j in asked if j.direction is PositionDirection.CONDITIONAL]
    return refused or still_open or list(tier)


def _is_required(judged: Judged) -> bool:
    """Whether a Statement is a bare requirement for the same intervention and condition."""
    statement = judged.spoke.statement
    return (
        judged.direction is not SILENT
        and statement.direction is Direction.FOR
        and judged.finding is not None
        and _MUST.match(judged.finding.criterion.text) is not None
        and judged.spoke.fit >= Fit.ANY
    )


def _of_same(judged: Judged, rest: Sequence[Judged]) -> bool:
    """Whether it speaks of what the others speak of, whatever stands behind the name."""
    if judged.spoke.intervention.relation >= Relation.BROADER:
        return True
    names = [name.lower() for j in rest for name in j.spoke.statement.interventions[:1]]
    own = judged.spoke.statement.interventions[:1]
    return any(text.lower().startswith(name) for text in own for name in names)
