"""Phrases that name what a thing is used for where its name is expected.

"Cosmetic uses of X (for example, A, B) are excluded": X, for A and B.
"""

import re
from dataclasses import replace

from ingest.lexis import words
from ingest.statements.names import interventions_of
from ingest.statements.phrases import clean, split_list
from ingest.statements.slots import Slots

_USES = re.compile(
    r"^(?P<kind>(?:cosmetic|aesthetic|recreational|non-?medical|investigational|off-label)\s+"
    r"(?:uses?|indications?|purposes?|applications?))(?:\s+of\s+(?P<what>[^(),]+?))?"
    r"(?:,?\s*\(?(?:e\.g\.,?|for example,?|for instance,?|such as|including)\s*"
    r"(?P<members>[^()]+)\)?)?$",
    re.IGNORECASE,
)


def of_uses(slots: Slots) -> Slots:
    """Slots in which uses stand for what is used; others as they are."""
    whole = max(slots.interventions, key=len, default="")
    found = _USES.match(whole)
    if found is None or slots.groups:
        return slots
    named = split_list(found["members"]) if found["members"] else []
    aims = tuple(dict.fromkeys([*(p for p in named if words(p)), clean(found["kind"])]))
    return replace(slots, interventions=interventions_of(found["what"] or ""), aims=(aims,))
