"""Sentences that refuse a request, and so what their document is about.

"Authorization will be denied for gout", "Re-authorization is not permitted".
"""

import re

from ingest.statements.models import Direction
from ingest.statements.slots import Slots

_REQUEST = re.compile(
    r"(?:(?:all|any|other|prior) )*(?:authori[sz]ations?|requests?|claims?|approvals?|coverage|"
    r"payment|reimbursement|examples?)(?: requests?| of what)?",
    re.IGNORECASE,
)
_RENEWAL = re.compile(r"(?:re-?authori[sz]ation|renewal|continuation)s?", re.IGNORECASE)


def refuses_request(direction: Direction, slots: Slots) -> bool:
    """Whether what a sentence refuses is a request: for some condition, or to go on."""
    named = slots.interventions
    if direction is not Direction.AGAINST or not named:
        return False
    asked = all(_REQUEST.fullmatch(phrase) for phrase in named)
    return bool(asked and slots.groups) or all(_RENEWAL.fullmatch(phrase) for phrase in named)
