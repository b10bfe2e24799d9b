"""What a sentence must not lose or change of its quotes: direction, limits, strength, numbers."""

import re

from ingest.lexis import content_stems, words
from ingest.statements.models import Direction

# Double negation goes first; then doubt, then against, then for.
_NOT_AGAINST = re.compile(
    r"\b(?:not|no longer|never) (?:be )?(?:considered |deemed |regarded as )?(?:to be )?"
    r"(?:experimental|investigational|unproven|excluded|cosmetic|non-?covered)\b",
    re.IGNORECASE,
)
_DOUBT = re.compile(
    r"\b(?:insufficient|inadequate|neither for (?:n?or) against|inconclusive|not enough evidence"
    r"|no recommendation (?:for or against|can)|cannot (?:recommend|determine)"
    r"|unclear whether|lack(?:s|ing)? (?:of )?(?:sufficient )?evidence)\b",
    re.IGNORECASE,
)
_AGAINST = re.compile(
    r"\bagainst\b|\b(?:experimental|investigational|unproven|contraindicated|ineffective|cosmetic"
    r"|non-?covered|excluded|excludes|unnecessary)\b"
    r"|\b(?:not|never|no|nor|cannot|without)\b(?:\W+\w+){0,4}?\W+(?:recommend\w*|cover\w*|necessary"
    r"|necessity|offer\w*|used?|routine\w*|indicated|appropriate|proven|effective|benefit\w*"
    r"|support\w*|reasonable|suggest\w*|consider\w*|perform\w*|prescrib\w*|give|given|improv\w*"
    r"|differ\w*|reduc\w*|start\w*|initiat\w*|provid\w*|advis\w*)\b"
    r"|\b(?:avoid|discourag\w*|refrain|do not|don't|should not|must not|denied|denies)\b",
    re.IGNORECASE,
)
_FOR = re.compile(
    r"\b(?:recommend\w*|suggest\w*|cover(?:s|ed|age)?|medically necessary|reasonable and necessary"
    r"|offer\w*|considered? for|consider(?:s|ing)?|should|may|can|could|indicated|appropriate"
    r"|effective|benefi\w*|improve\w*|proven|support\w*|approved|eligible|preferred|option"
    r"|first[- ]line|advis\w*|use)\b",
    re.IGNORECASE,
)


def direction_of(text: str) -> Direction | None:
    """Which way a sentence points; None where it points nowhere."""
    if _NOT_AGAINST.search(text):
        return Direction.FOR
    for pattern, direction in (
        (_DOUBT, Direction.INSUFFICIENT),
        (_AGAINST, Direction.AGAINST),
        (_FOR, Direction.FOR),
    ):
        if pattern.search(text):
            return direction
    return None


# Words that narrow what is said, a kind a line: the sentence has each kind that its quotes have,
# and no other.
_LIMITS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"\b(?:if|when|unless|provided|criteri\w+|until|once|in case|whenever|as long as)\b",
        r"\bonly\b",
        r"\broutin\w*",
        r"\b(?:alone|monotherapy)\b",
        r"\b(?:except\w*|other than|unless|excluding|apart from|not listed|not named)\b",
        r"\bfirst[- ]line\b",
        r"\b(?:second|third|last)[- ]line\b",
        r"\b(?:selected|selective\w*|some|certain|significant number)\b",
        r"\b(?:at least|more than|or more|or older|or greater|greater than|minimum|exceed\w*"
        r"|(?:over|above) \d|\d+ years and over)\b|[≥>]",
        r"\b(?:at most|no more than|up to|less than|or less|or younger|maximum|fewer than"
        r"|(?:under|below) \d)\b|[≤<]",
        r"\b(?:fail\w*|ineffective|nonresponsive|non-responsive|refractory|intoleran\w*"
        r"|cannot tolerate|declined)\b",
        r"\bshort[- ]term\b",
        r"\blong[- ]term\b",
        r"\bmaintenance\b",
        r"\binitial\b",
        r"\bchronic\b",
        r"\bacute\b",
        r"\bsecondary\b",
        r"\b(?:prevent\w*|prophyla\w*)\b",
        r"\b(?:instead of|rather than|prefer\w*|over other)\b",
    )
)
_THAN = re.compile(r"\b(?:instead of|rather than|than|over|versus)\b", re.IGNORECASE)
_AFTER_WORDS = 3


def swapped(text: str, evidence: str) -> bool:
    """Whether a sentence puts behind "instead of" what its quotes put in front of it."""
    said, own = _THAN.search(text), _THAN.search(evidence)
    if said is None or own is None:
        return False
    behind = words(text[said.end() :])[:_AFTER_WORDS]
    wanted = content_stems(" ".join(behind))
    return not wanted <= content_stems(evidence[own.end() :])


_HEDGE = re.compile(
    r"\b(?:suggest\w*|consider(?!ed (?:medically|experimental|investigational|unproven"
    r"|not|to be|cosmetic))\w*|may|might|could|can|weak\w*|option\w*|conditional\w*|possibl\w*"
    r"|probabl\w*)\b",
    re.IGNORECASE,
)


def other_limit(text: str, evidence: str) -> bool:
    """Whether a sentence leaves out a kind of limit that its quotes have, or adds one."""
    return any(bool(kind.search(evidence)) != bool(kind.search(text)) for kind in _LIMITS)


def stronger(text: str, evidence: str) -> bool:
    """Whether a sentence says outright what its quotes suggest, allow or hedge."""
    return bool(_HEDGE.search(evidence)) and not _HEDGE.search(text)


_NUMBER = re.compile(r"[A-Z]{0,3}\d+(?:[.,/-]\d+)*(?:\.-)?", re.IGNORECASE)
_WORD = re.compile(r"[a-z]+", re.IGNORECASE)
_SPELLED = {
    word: str(n)
    for n, word in enumerate(
        (
            *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"),
            *("ten", "eleven", "twelve"),
        )
    )
}
_AMOUNTS = frozenset({"half", "twice", "thrice", "double", "once"})
_GRADES = frozenset(
    {
        *("strong", "strongly", "weak", "weakly", "conditional", "conditionally", "grade"),
        *("graded", "class", "level", "moderate", "high", "low", "certainty", "quality"),
    }
)
_TIMES = frozenset(
    {
        *("january", "february", "march", "april", "june", "july", "august", "september"),
        *("october", "november", "december", "daily", "weekly", "monthly", "yearly", "annually"),
    }
)


def strange_number(text: str, evidence: str) -> str:
    """A number, dose, code, date or grade of a sentence that its quotes do not have; "" for none.

    "One" in front of a noun is an article in many sentences, and is let pass.
    """
    numbers = {str(n).lower() for n in _NUMBER.findall(evidence)}
    words = {str(w).lower() for w in _WORD.findall(evidence)}
    numbers |= {_SPELLED[word] for word in words if word in _SPELLED}
    for number in map(str, _NUMBER.findall(text)):
        if number.lower() not in numbers:
            return number
    for word in (str(w).lower() for w in _WORD.findall(text)):
        if word != "one" and word in _SPELLED and _SPELLED[word] not in numbers:
            return word
        if word in _AMOUNTS | _GRADES | _TIMES and word not in words:
            return word
    return ""
