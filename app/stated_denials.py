"""A number that a case denies: "no heart failure of NYHA class III or IV", "no stenosis over 50 %".

It tells that no value lies in its range, and not that one does.
"""

import re

from app.quantities import Interval, compare
from app.quantity_models import Quantity

_DENIED = re.compile(
    r"\W*(?:no|without|den(?:y|ies|ied)|not an?|never)\b(?!\s+(?:change|improvement|relief|"
    r"response|benefit|help|more|less|longer|better)\b)",
    re.IGNORECASE,
)
_RANK = re.compile(r"\b(?:class|stage|grade|type|category|level)\s*$", re.IGNORECASE)


def is_denied(stated: Quantity) -> bool:
    """Whether what has this number is denied with it.

    "No smoking BMI 41" of a note states the BMI: only a range, a limit or a stage is denied so.
    """
    ranged = stated.comparator or stated.value2 is not None or _RANK.search(stated.before)
    return bool(ranged and _DENIED.match(stated.before))


def compare_stated(
    stated: Quantity, told: tuple[Interval, str], goal: Interval, unit: str
) -> bool | None:
    """Whether a stated number lies in a wanted interval; None where that cannot be told.

    Args:
        stated: As it is read.
        told: Its interval and unit, as they are compared.
        goal: The wanted interval.
        unit: Its unit.
    """
    if not is_denied(stated):
        return compare(*told, goal, unit)
    return False if compare(goal, unit, *told) else None
