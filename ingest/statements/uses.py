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


_INDICATIONS = re.compile(
    r"\s*(?:indications?|conditions?|diagnos[ei]s|uses?)\b(?!\s+(?:for|of)\b)", re.IGNORECASE
)
_ALONE = re.compile(r",?\s*(?:by|in) (?:themselves|itself)\b", re.IGNORECASE)


def of_indications(slots: Slots, after: str) -> Slots:
    """Slots of "A and B are not covered indications": A and B are what a thing is not used for."""
    whole = max(slots.interventions, key=len, default="")
    if not whole or slots.aims or not _INDICATIONS.match(after):
        return slots
    bare = clean(_ALONE.sub("", whole))
    named = tuple(dict.fromkeys([*split_list(bare), bare]))
    return replace(slots, interventions=(), aims=(named,))
