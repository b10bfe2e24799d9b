"""Stages of a disease in a phrase: "CKD G3a-G5D", "stage 3 or worse", "NYHA class II to IV".

Two phrases that both name a stage of one thing are compared by their stages: "CKD 4" lies within
"CKD G3a-G5D", and "stage 2" does not lie within "stage III or IV".
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from app.phrase_models import NO_MATCH, Match, Relation, Spoken
from ingest.lexis import key_stems, stem

_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5}
_NUMBER = r"(?:[1-5]|i{1,3}|iv|v)"
_STAGE = re.compile(
    rf"(?P<word>\b(?:stages?|grades?|class(?:es)?|ckd|gold|nyha(?: class)?|kidney disease)\b)\s*"
    rf"(?:(?:stages?|grades?|class)\s*)?g?(?P<low>{_NUMBER})(?P<lowsub>[a-d]?)\b"
    rf"(?:\s*(?:-|–|—|to|through|and|or)\s*(?:(?:stage|grade|class|ckd)\s*)?g?(?P<high>{_NUMBER})"
    r"(?P<highsub>[a-d]?)\b)?"
    r"(?P<up>\s*(?:or|and)\s*(?:worse|higher|greater|more|above|later|beyond|more severe)\b)?",
    re.IGNORECASE,
)
# Stage 5 on dialysis is written G5D. Source: KDIGO 2012 clinical practice guideline for the
# evaluation and management of chronic kidney disease, nomenclature.
_DIALYSIS = re.compile(
    r"(?<!not on )(?<!no )\b(?:ha?emo)?dialysis\b(?!-independent)", re.IGNORECASE
)
_CKD = re.compile(r"\bCKD\b", re.IGNORECASE)
_HIGHEST = 9.0
_PART = 0.2  # from one part of a stage to the next: 3a, 3b
_WHOLE = 0.9  # a stage named without its part is all of it
_G5D = 5 + 3 * _PART
_NO_DIALYSIS = re.compile(r"\b(?:not on|no|without|non-?)\s*(?:ha?emo)?dialysis\b", re.IGNORECASE)
_KIDNEY = stem("renal")
_WORDS = frozenset(
    stem(w) for w in ("stage", "grade", "class", "worse", "higher", "later", "above")
)


@dataclass(frozen=True, slots=True)
class _Staged:
    base: frozenset[str]  # stems of what has the stage
    low: float
    high: float


def by_stage(asked: Spoken, spoken: Spoken) -> Match | None:
    """How two staged conditions relate; None where one of them names no stage of the same thing."""
    if spoken.kind != "condition" or not (theirs := _staged(spoken.text)):
        return None
    if theirs.low == _G5D and _NO_DIALYSIS.search(asked.text):
        return NO_MATCH
    ours = _staged(asked.text) or _on_dialysis(asked.text, theirs)
    if ours is None:
        return None
    same_thing = ours.base <= theirs.base or theirs.base <= ours.base
    if not same_thing and not asked.concepts & spoken.concepts:
        return None
    if ours.high < theirs.low or ours.low > theirs.high:
        return NO_MATCH
    within = theirs.low <= ours.low and ours.high <= theirs.high and not theirs.base - ours.base
    return Match(Relation.BROADER if within else Relation.NARROWER, "words", 1.0 if within else 0.8)


def _on_dialysis(text: str, theirs: _Staged) -> _Staged | None:
    if _KIDNEY in theirs.base and _DIALYSIS.search(text):
        return _Staged(theirs.base, _G5D, _G5D)
    return None


@lru_cache(maxsize=20_000)  # each phrase of the documents is compared with every asked condition
def _staged(text: str) -> _Staged | None:
    text = _CKD.sub("chronic kidney disease", text)
    found = _STAGE.search(text)
    if found is None:
        return None
    low = _value(found.group("low"), found.group("lowsub"), upper=False)
    high = _value(
        found.group("high") or found.group("low"),
        found.group("highsub") if found.group("high") else found.group("lowsub"),
        upper=True,
    )
    word = found.group("word")
    rest = f"{text[: found.start()]} {word} {text[found.end() :]}"
    base = frozenset(key_stems(rest)) - _WORDS
    return _Staged(base, low, _HIGHEST if found.group("up") else high) if base else None


def _value(number: str, part: str, *, upper: bool) -> float:
    whole = float(_ROMAN.get(number.lower(), 0) or number)
    if part:
        return whole + _PART * "abcd".index(part.lower())
    return whole + (_WHOLE if upper else 0.0)
