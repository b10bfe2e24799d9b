"""Criteria with a bracket at their end that are settled by what stands in front of it."""

from app.findings_base import MET, NOT_MET, OPEN, UNKNOWN, Desk, Settled
from app.findings_marks import Inherited
from app.included_trials import settle_included
from app.leaf_brackets import front_of_addition, front_of_alternative
from app.leaf_compounds import Settle
from app.of_which import settle_of_which
from app.scaled_diagnoses import settle_scaled

_WAYS = (settle_of_which, settle_included, settle_scaled)


def settle_front(text: str, desk: Desk, inherited: Inherited, settle: Settle) -> Settled:
    """The finding of a criterion by what stands in front of its end: a bracket, a share, a list.

    What the bracket adds cannot mend a front that fails; what would do as well cannot spoil one
    that is met.
    """
    for front, decisive in ((front_of_addition(text), NOT_MET), (front_of_alternative(text), MET)):
        part = settle(front, desk, inherited) if front else OPEN
        if part.state is decisive:
            return part
    told = (way(text, desk, inherited, settle) for way in _WAYS)
    return next((found for found in told if found.state is not UNKNOWN), OPEN)
