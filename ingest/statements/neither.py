"""Sentences that refuse by their subject: "neither A nor B is advised", "no child should get C".

They are read as "A or B is recommended", "child should get C", and the direction turns. Only where
the word goes with the predicate: "in patients with neither A nor B, we recommend C" recommends C.
"""

import re
from dataclasses import replace

from ingest.statements.cues import BEFORE, CueMatch
from ingest.statements.models import Direction
from ingest.statements.slot_patterns import PEOPLE

_NEITHER = re.compile(
    r"(?:(?P<subject>^\W*(?:(?:[A-Z]{0,2}\d[\d.]*|[IVX]{1,5}|[A-Z])[.)]\s+)?|[,;:]\s+)|"
    r"\b(?:that|is|are|was|were|be|should|must|may|can|will|would|recommends?|suggests?|advises?|"
    r"offers?|uses?|gives?|covers?|considers?)\s+)"
    r"(?P<word>neither\s+)(?!of\b|for\b|the\b[^,;]*\bnor the\b[^,;]*\bhas\b)"
    r"(?P<one>[^.;:]{2,120}?\s)(?P<nor>nor)\b",
    re.IGNORECASE,
)


_NO_ONE = re.compile(
    r"^(?P<subject>\W*(?:(?:[A-Z]{0,2}\d[\d.]*|[IVX]{1,5}|[A-Z])[.)]\s+)?)"
    r"(?P<word>(?:no|(?:hardly|scarcely) any|(?:almost|virtually) no|none of (?:the|these|our))\s+)"
    rf"(?=(?:(?!(?:for|in|of|to|with)\b)[\w-]+\s+){{0,3}}?(?:{PEOPLE}|one)\b"
    r"[^,;:]*?\b(?P<modal>should|must|may|shall|will|can|is to|are to)\b)",
    re.IGNORECASE,
)


def read_as_said(sentence: str) -> tuple[str, re.Match[str]] | None:
    """The sentence without the word that refuses, as long as before; None for others.

    Only what stands between "neither" and "nor" moves: other places stay where they are.
    """
    if no_one := _NO_ONE.match(sentence):
        blank = " " * len(no_one["word"])
        return sentence[: no_one.start("word")] + blank + sentence[no_one.end("word") :], no_one
    found = _NEITHER.search(sentence)
    if found is None:
        return None
    gap = " " * (len(found["word"]) + len("nor") - len("or"))
    plain = f"{found['one']}or{gap}"
    return sentence[: found.start("word")] + plain + sentence[found.end("nor") :], found


def refused(match: CueMatch, word: re.Match[str]) -> CueMatch | None:
    """The cue of such a sentence, turned round; None where what is left says nothing.

    "Neither A nor B is experimental" does not say that either is covered.
    """
    if not _goes_with(match, word):
        return match
    if match.cue.direction is Direction.FOR:
        return replace(match, cue=replace(match.cue, direction=Direction.AGAINST))
    return None if match.cue.direction is Direction.AGAINST else match


def _goes_with(match: CueMatch, word: re.Match[str]) -> bool:
    """Whether a cue is the predicate of what the word refuses, and not that of a later clause."""
    modal = word.groupdict().get("modal")
    if modal:
        return match.start <= word.end("modal")
    is_subject = word["subject"] is not None
    return not is_subject or (match.cue.side == BEFORE and match.start >= word.start("word"))
