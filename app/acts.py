"""Stopping a treatment is another thing than giving it: acts that end what they name.

"Should losartan be stopped before surgery?" asks for the stopping. Advice to give losartan says
nothing of it, and advice to stop it is no advice against giving it to others.
"""

import re
from dataclasses import replace
from typing import Protocol

from app.phrase_models import NO_MATCH, Match, Relation, Spoken

_VERBS = (
    r"stop(?:s|ped|ping)?|discontinu\w+|withh(?:old|olding|eld)|withdraw(?:s|n|ing)?|cessation|"
    r"ceas(?:e|ed|ing)|hold(?:ing)?(?! chamber)|(?<!hand[- ])held|quit(?:ting)?|deprescri\w+|"
    r"(?:com(?:e|ing)|tak(?:e|en|ing)|get(?:ting)?|taper(?:s|ed|ing)?|wean(?:s|ed|ing)?) off|"
    r"withdrawal(?= of\b)|(?<=medication )withdrawal|(?<=medicine )withdrawal|"
    r"(?<=drug )withdrawal|(?<=drugs )withdrawal|(?<=treatment )withdrawal"
)
_ENDS = re.compile(rf"\b(?:{_VERBS})\b(?:\s+(?:of|from|the|use of|taking|using))*", re.IGNORECASE)
# What is left by stopping is a thing of its own ("smoking cessation", "alcohol withdrawal").
_NAMES = re.compile(
    r"\b(?:smoking|tobacco|nicotine|alcohol|opioid|drug|vaping)\s+cessation\b"
    r"|\b(?:quit|stop)\w*\s+(?:smoking|drinking|vaping)\b|\bquit ?line\b|\bholds?\b\s+(?:on|up)",
    re.IGNORECASE,
)
_HOW = re.compile(
    r"\b(?:abrupt|sudden)(?:ly)?\b|\bcold turkey\b|\bat once\b|\bovernight\b", re.IGNORECASE
)
_WHEN = re.compile(
    r"\b(?:pre-?operative(?:ly)?|peri-?operative(?:ly)?|before (?:the )?(?:operation|surgery)|"
    r"(?:on )?the (?:day|night|week)(?: before)?|routine(?:ly)?)\b",
    re.IGNORECASE,
)
_BEFORE = re.compile(
    rf"\b(?:{_VERBS})\s+(?:(?:his|her|my|their|the|taking|using|of)\s+)*$", re.IGNORECASE
)
_BEHIND = re.compile(rf"\s*(?:be|being|get|is|was)\s+(?:\w+ly\s+)?(?:{_VERBS})\b", re.IGNORECASE)
STOPPING = "stopping "


class Matcher(Protocol):
    """What compares two phrases."""

    def prepare(self, text: str, kind: str) -> Spoken:
        """A phrase ready for comparison."""

    def match(self, asked: Spoken, spoken: Spoken) -> Match:
        """How the document's phrase relates to the asked one."""


def ended_thing(text: str) -> str:
    """What a phrase would end, without the act, its manner and its time; "" where it ends nothing.

    "abrupt preoperative discontinuation of clonidine" would end clonidine.
    """
    if not _ENDS.search(text) or _NAMES.search(text):
        return ""
    return " ".join(_WHEN.sub(" ", _HOW.sub(" ", _ENDS.sub(" ", text))).split()).strip(" ,")


def by_ending(asked: Spoken, spoken: Spoken, matcher: Matcher) -> Match | None:
    """How two phrases relate of which one ends a treatment; None where neither does.

    Stopping at once is a form of stopping: advice on it leaves open what was asked without it.
    """
    if not asked.ended and not spoken.ended:
        return None
    if not asked.ended or not spoken.ended:
        return NO_MATCH
    found = matcher.match(*(matcher.prepare(p.ended, "intervention") for p in (asked, spoken)))
    sudden = _HOW.search(spoken.text) and not _HOW.search(asked.text)
    return replace(found, relation=min(found.relation, Relation.NARROWER)) if sudden else found


def with_act(text: str, start: int, end: int) -> str:
    """The words of a span with the act that a question asks of it ("should X be stopped")."""
    words = text[start:end]
    asked = _BEFORE.search(text[:start]) or _BEHIND.match(text, end)
    return f"{STOPPING}{words}" if asked and not ended_thing(words) else words
