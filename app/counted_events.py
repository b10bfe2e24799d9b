"""A criterion that wants several of a procedure beside a case that tells of one.

"At least 80 % relief after two diagnostic blocks" is not met by "85 % relief after a block".
"""

import re

from app.findings_base import MET, NOT_MET, OPEN, Desk, Settled
from app.quantities import NUMBER_WORDS

# Procedures and tests that are repeated, plural to the pattern of one or more of them.
_EVENTS = {
    "blocks": r"blocks?",
    "injections": r"injections?",
    "infusions": r"infusions?",
    "biopsies": r"biops(?:y|ies)",
    "tests": r"tests?",
    "scans": r"scans?",
    "ultrasounds": r"ultrasounds?",
    "echocardiograms": r"echocardiograms?",
    "measurements": r"measurements?",
    "readings": r"readings?",
    "specimens": r"specimens?",
    "samples": r"samples?",
    "cultures": r"cultures?",
    "smears": r"smears?",
    "operations": r"operations?",
    "surgeries": r"surger(?:y|ies)",
    "dilations": r"dilat(?:at)?ions?",
    "ablations": r"ablations?",
    "transfusions": r"transfusions?",
}
_NUMBER = r"(?:[2-9]|two|three|four|five|six)"
_WANTED = re.compile(
    rf"\b(?P<n>{_NUMBER})\s+(?:\(\d\)\s+)?(?:or more\s+)?"
    r"(?:(?!(?:of|and|or|to|in|for|with|from|on)\b)[A-Za-z-]+,?\s+){0,4}?"
    rf"(?P<what>{'|'.join(_EVENTS)})\b",
    re.IGNORECASE,
)
_AT_MOST = re.compile(
    r"\b(?:no more than|not more than|at most|up to|fewer than|less than|maximum|not exceed\w*|"
    r"without|never|no)\b[^.;]*$",
    re.IGNORECASE,
)
_AGAIN = re.compile(
    r"\b(?:second|2nd|third|3rd|repeat(?:ed)?|twice|both|another|again|each|several|multiple|"
    r"serial|confirmatory|comparative|dual|series|different|separate)\b|\b[x×] ?[2-9]\b|#\s?[2-9]|"
    r"\b[2-9] ?[x×]",
    re.IGNORECASE,
)
_ONE = re.compile(r"\b(?:one|1|(?:a )?single|only one|just one)\s+(?:[\w-]+\s+){0,4}$", re.I)


# "type 1 diabetes with 4 injections a day": the number of a kind counts nothing
_OF_KIND = re.compile(
    r"\b(?:type|grade|stage|class|step|tier|level|group|phase|line|category)\s+(?:\d|[ivx]+)\b",
    re.IGNORECASE,
)


def as_often(found: Settled, text: str, desk: Desk) -> Settled:
    """The finding of a criterion; not met, or open, where fewer are told of than it wants."""
    match = _WANTED.search(text)
    if found.state is not MET or match is None or _AT_MOST.search(text[: match.start()]):
        return found
    wanted = _value(match.group("n"))
    pattern = re.compile(rf"\b{_EVENTS[match.group('what').lower()]}\b", re.IGNORECASE)
    told = [(r.text, m) for r in desk.facts.readings for m in pattern.finditer(r.text)]
    if not told or len(told) >= wanted or any(_AGAIN.search(said) for said, _ in told):
        return found
    counts = [n for said, m in told for n in [_count(said[: m.start()])] if n]
    if counts:
        return found if max(counts) >= wanted else Settled(NOT_MET, found.facts)
    plural = any(m.group().lower().endswith("s") for _, m in told)
    return found if plural else OPEN


def _count(front: str) -> int:
    """The number that stands before a noun and its adjectives; 0 where none does."""
    front = _OF_KIND.sub("", front)
    if _ONE.search(front):
        return 1
    for match in re.finditer(r"\b(?:\d|[a-z]+)\b(?=(?:\s+[\w-]+){0,4}\s*$)", front, re.I):
        if n := _value(match.group()):
            return n
    return 0


def _value(printed: str) -> int:
    return int(printed) if printed.isdigit() else NUMBER_WORDS.get(printed.lower(), 0)
