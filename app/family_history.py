"""Histories of a family: of one of several diseases, and histories that point to nothing.

"A personal or family history of breast, ovarian or tubal cancer": a mother with one of them is
enough. "Women whose family history is not associated with harmful mutations": who has none.
"""

import re

from app.fact_models import Fact, FactKind
from app.findings_base import MET, NOT_MET, OPEN, Desk, Settled, joined
from app.findings_phrases import settle_phrase
from ingest.statements.models import Join

_WANTED = re.compile(
    r"^\W*(?:(?:the|their|a)\s+)?(?:personal (?:or|and|and/or) )?famil(?:y|ial) (?:or personal )?"
    r"(?:medical )?histor(?:y|ies)(?: (?:or|and) (?:ancestry|ethnicity))? "
    r"(?:is|are|does|do) not (?:be )?(?:associated with|suggestive of|suggest(?:ive)?|linked to|"
    r"indicate|consistent with|point to)\b",
    re.IGNORECASE,
)
_NONE = re.compile(
    r"\b(?:no|without(?: any)?|denies(?: any)?|negative)\s+(?:(?:known|significant|relevant|"
    r"personal(?: history)? (?:or|and))\s+)*famil(?:y|ial) histor(?:y|ies)\b"
    r"(?:\s+of (?:any )?cancers?|(?!\s+(?:of|for)\b))|"
    r"\bfamily history (?:is )?(?:negative|unremarkable|non-?contributory)\b",
    re.IGNORECASE,
)


_OF_SEVERAL = re.compile(
    r"^\W*(?:with\s+)?(?:an?\s+)?(?P<own>personal (?:or|and/or) )?family history of "
    r"(?P<list>[^;()]+)$",
    re.IGNORECASE,
)
_CUT = re.compile(r",\s+(?:or\s+)?|\s+or\s+")
_ANY_CANCER = re.compile(
    r"\b(?:cancers?|carcinomas?|malignanc(?:y|ies)|tumou?rs?)\W*$", re.IGNORECASE
)


def settle_several(text: str, desk: Desk) -> Settled | None:
    """A personal or family history of one of several diseases; None of other criteria."""
    found = _OF_SEVERAL.match(text)
    named = _CUT.split(found["list"].strip(" .")) if found else []
    if found is None or (len(named) == 1 and not found["own"]):
        return None
    head = named[-1].split()[-1]
    shared = [n if " " in n or n == named[-1] or n.endswith(head) else f"{n} {head}" for n in named]
    whose = ("family history of", "history of") if found["own"] else ("family history of",)
    parts = [settle_phrase(f"{who} {name}", desk) or OPEN for name in shared for who in whose]
    told = joined(Join.ANY_OF, parts)
    if told.state in {MET, NOT_MET} or not _ANY_CANCER.search(found["list"]):
        return told
    fact = _none_at_all(desk)
    return Settled(NOT_MET, (fact,)) if fact else told


def settle_history(text: str, desk: Desk) -> Settled | None:
    """MET where the case denies the history that should not be associated; None else."""
    fact = _none_at_all(desk) if _WANTED.match(text) else None
    return Settled(MET, (fact,)) if fact else None


def _none_at_all(desk: Desk) -> Fact | None:
    for reading in desk.facts.readings:
        if found := _NONE.search(reading.text):
            return reading.fact(
                FactKind.FINDING, *found.span(), name="family history", negated=True
            )
    return None
