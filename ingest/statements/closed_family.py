"""Catch-alls that close one family of diseases: "all other types of seizure disorders".

They say nothing of what belongs to no such family.
"""

import re
from dataclasses import replace

from ingest.statements.phrases import clean
from ingest.statements.slots import Slots
from ingest.statements.subject import looks_like_condition

_FAMILY = re.compile(
    r"\b(?:(?:for|in) (?:all|any) other (?:types?|forms?|kinds?) of|"
    r"all other (?:indications?|uses?) (?:of|for) [^,.;]{2,60}? (?:for|in) (?:the )?"
    r"(?:treatment|management) of) "
    r"(?P<what>[a-z][\w -]{2,50}?)(?=\s+(?:which|that|who|is|are|in|with)\b|[,.;:(]|$)",
    re.IGNORECASE,
)
_OF_WHAT = re.compile(r"^(?:all other )?(?:indications?|uses?) (?:of|for) ", re.IGNORECASE)


def closed_family(sentence: str, slots: Slots) -> Slots | None:
    """The slots of a sentence that closes one family of diseases; None of any other."""
    found = _FAMILY.search(sentence)
    named = clean(found["what"]) if found else ""
    if not named or not looks_like_condition(named):
        return None
    things = tuple(dict.fromkeys(_OF_WHAT.sub("", p) for p in slots.interventions))
    return replace(slots, interventions=things, aims=(), people=((named,),))
