"""Rates of events with a number of events beside them: "AHI of 15 or more, with a minimum of 30".

Medicare's determinations on sleep apnea ask for both: so many an hour, and so many at all. The
second number is of another thing than the first, and no second bound of it.
"""

import re

from app.fact_models import FactKind
from app.findings_base import MET, NOT_MET, OPEN, UNKNOWN, Desk, Settled, joined
from app.findings_marks import Inherited
from app.leaf_compounds import Settle
from ingest.statements.models import Join

_WANTED = re.compile(
    r"^(?P<rate>[^;]*\b(?:AHI|RDI|REI|index)\b[^;]*?\d[^;]*?),?\s+(?:with|and)\s+"
    r"(?:a minimum of|at least|no fewer than|not fewer than)\s+(?P<n>\d{1,4})\s+"
    r"(?:(?:total|recorded|respiratory)\s+)*events\b\W*$",
    re.IGNORECASE,
)
_TOLD = re.compile(
    r"\b(?P<n>\d{1,3}(?:,\d{3})|\d{1,4})\s+(?:(?:total|recorded|scored|respiratory|obstructive)\s+)*"
    r"events\b(?!\s*(?:/|per|an|each|every)\s*h)",
    re.IGNORECASE,
)


def settle_minimum(text: str, desk: Desk, inherited: Inherited, settle: Settle) -> Settled | None:
    """The finding of a rate with a least number of events; None of any other criterion."""
    wanted = _WANTED.match(text)
    if wanted is None:
        return None
    rate = settle(wanted["rate"], desk, inherited)
    return joined(Join.ALL_OF, [rate, _counted(int(wanted["n"]), desk)])


def _counted(least: int, desk: Desk) -> Settled:
    """Whether so many events were counted; open where none are, or several counts disagree."""
    found: list[Settled] = []
    for reading in desk.facts.readings:
        for told in reading.said(_TOLD):
            state = MET if int(told["n"].replace(",", "")) >= least else NOT_MET
            fact = reading.fact(FactKind.FINDING, *told.span(), name="said so")
            found.append(Settled(state, (fact,)))
    states = {one.state for one in found} - {UNKNOWN}
    return found[0] if len(states) == 1 else OPEN
