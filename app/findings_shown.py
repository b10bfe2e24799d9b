"""Evaluations that must show nothing: "a psychological evaluation shows no untreated disorder".

Both are asked for: that somebody looked, and that nothing was there.
"""

import re
from collections.abc import Callable

from app.findings_base import MET, NOT_MET, OPEN, Desk, Settled, joined
from app.phrase_places import Asked
from ingest.statements.models import Join

_SHOWS_NONE = re.compile(
    r"^\W*(?:an?\s+|the\s+)?(?P<test>(?:[\w-]+\s+){1,3}?(?:evaluation|assessment|examination|exam|"
    r"interview|screening|work-?up|consultation))\s+(?:that\s+|which\s+)?(?:shows?|showed|finds|found|"
    r"reveals?|revealed|documents?|documented|demonstrates?|confirms?|confirmed|identifies|"
    r"identified)\s+(?:that there (?:is|are)\s+)?(?P<none>no\s+\S.*)$",
    re.IGNORECASE | re.DOTALL,
)


def settle_shown(
    text: str, desk: Desk, settle: Callable[[str, Desk], Settled | None]
) -> Settled | None:
    """The finding of an evaluation that must show nothing; None for others, and where it is open.

    Args:
        text: The criterion.
        desk: The case.
        settle: Gives the finding of a phrase.
    """
    match = _SHOWS_NONE.match(text)
    if match is None:
        return None
    none = settle(match["none"], desk) or OPEN
    if none.state is NOT_MET:
        return none
    state, facts = desk.index.find(desk.index.phrase(match["test"]), Asked(desk.interventions))
    looked = Settled(MET, facts) if state is MET else OPEN  # to be told of none says not who looked
    found = joined(Join.ALL_OF, [none, looked])
    return found if found.facts else None
