"""Sentences that refuse two things in one word: "neither A nor B is recommended".

They are read as "A or B is recommended", and the direction turns. Only where "neither" goes with
the predicate: "in patients with neither A nor B, we recommend C" recommends C.
"""

import re
from dataclasses import replace

from ingest.statements.cues import BEFORE, CueMatch
from ingest.statements.models import Direction

_NEITHER = re.compile(
    r"(?:(?P<subject>^\W*(?:(?:[A-Z]{0,2}\d[\d.]*|[IVX]{1,5}|[A-Z])[.)]\s+)?|[,;:]\s+)|"
    r"\b(?:that|is|are|was|were|be|should|must|may|can|will|would|recommends?|suggests?|advises?|"
    r"offers?|uses?|gives?|covers?|considers?)\s+)"
    r"(?P<word>neither\s+)(?!of\b|for\b|the\b[^,;]*\bnor the\b[^,;]*\bhas\b)"
    r"(?P<one>[^.;:]{2,120}?\s)(?P<nor>nor)\b",
    re.IGNORECASE,
)


def read_as_either(sentence: str) -> tuple[str, re.Match[str]] | None:
    """The sentence with "A or B" for "neither A nor B", as long as before; None for others.

    Only what stands between the two words moves: other places of the sentence stay where they are.
    """
    found = _NEITHER.search(sentence)
    if found is None:
        return None
    gap = " " * (len(found["word"]) + len("nor") - len("or"))
    plain = f"{found['one']}or{gap}"
    return sentence[: found.start("word")] + plain + sentence[found.end("nor") :], found


def refused(match: CueMatch, neither: re.Match[str]) -> CueMatch | None:
    """The cue of such a sentence, turned round; None where what is left says nothing.

    "Neither A nor B is experimental" does not say that either is covered.
    """
    is_subject = neither["subject"] is not None
    if is_subject and (match.cue.side != BEFORE or match.start < neither.start("word")):
        return match
    if match.cue.direction is Direction.FOR:
        return replace(match, cue=replace(match.cue, direction=Direction.AGAINST))
    return None if match.cue.direction is Direction.AGAINST else match
