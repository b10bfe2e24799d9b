"""An act that names what it is done to: "debridement of a leg ulcer", "excision of a melanoma"."""

import re

from ingest.statements.cleaning import clean
from ingest.statements.subject import looks_like_condition

_ACT = (
    r"debridement|excision|resection|removal|repair|drainage|ablation|embolization|embolisation|"
    r"closure|ligation|coiling|clipping|lavage|curettage|irradiation|radiotherapy|decompression|"
    r"biopsy|aspiration|eradication"
)
_DONE_TO = re.compile(
    rf"^(?P<act>[^,;]*?\b(?:{_ACT}))\s+of\s+(?:an?\s+|the\s+|all\s+|any\s+)?(?P<what>[^,;]+)$",
    re.IGNORECASE,
)
# How it is done: "taking contraindications such as severe ischaemia into account"
_WITH_REGARD = re.compile(
    r",\s+(?:while )?taking\s(?!into\b)[^.;]*?\binto (?:account|consideration)\b",
    re.IGNORECASE,
)
_TO_TAKE_AWAY = re.compile(
    r"(?<=\w)\s+to\s+(?:remove|take away)\s(?:(?!\s(?:for|in)\b)[^.;])+",
    re.IGNORECASE,
)


def without_regard(text: str) -> str:
    """A text without what is to be regarded, and what the act takes away."""
    return _TO_TAKE_AWAY.sub("", _WITH_REGARD.sub("", text))


def acted_on(interventions: tuple[str, ...]) -> tuple[str, ...]:
    """The conditions that all of the acts name; () where one of them names none."""
    found = [_DONE_TO.match(name) for name in interventions]
    named = [clean(one["what"]) for one in found if one and looks_like_condition(one["what"])]
    return tuple(dict.fromkeys(named)) if named and len(named) == len(interventions) else ()
