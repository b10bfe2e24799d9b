"""Where somebody's family comes from: "of African or African-Caribbean family origin"."""

import re

from app.findings_base import MET, Desk, Settled
from app.scope_cues import Scope

_NAME = r"[A-Z][\w-]*(?: [A-Z][\w-]*)?"
_ORIGIN = re.compile(
    rf"\bof (?P<who>{_NAME}(?:(?:,| or|, or| and) {_NAME})*) "
    r"(?:family )?(?:origin|ancestry|descent|heritage|background|ethnicity)\b"
)
_APART = re.compile(r",? (?:or|and) |, ")
_NOT_SAID = Scope.POSSIBLE | Scope.DENIED


def settle_origin(text: str, desk: Desk) -> Settled | None:
    """The finding of a criterion on a family's origin; None where the case names none of them."""
    wanted = _ORIGIN.search(text)
    if wanted is None:
        return None
    names = "|".join(re.escape(name) for name in _APART.split(wanted["who"]))
    said = re.compile(rf"\b(?:{names})\b")
    fact = desk.facts.first_said(said, "origin", _NOT_SAID)
    return Settled(MET, (fact,)) if fact else None
