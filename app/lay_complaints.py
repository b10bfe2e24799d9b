"""Complaints as people tell them: "my lower back is killing me", "can't sleep", "lose weight".

Read where the question names no condition otherwise; what is told is then asked for as the
condition that it is.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

_PARTS = (
    r"(?P<part>(?:lower|upper|mid|low|middle)[- ]back|lumbar(?: (?:area|region|spine))?|back|neck|"
    r"knees?|hips?|shoulders?|elbows?|wrists?|ankles?|heels?|foot|feet|hands?|jaw|stomach|belly|"
    r"tummy)"
)
_OWNER = r"(?:(?:my|his|her|their|your|the|whose|a|both|left|right)\s+)*"
_ACHES = (
    r"(?:kill(?:s|ing)|hurt(?:s|ing)?|ach(?:es?|ing)|(?:is|are|so|really|very) (?:sore|painful|"
    r"stiff)|lock(?:ed|s) up|seiz(?:ed|es) up|w(?:ent|as) out|g(?:ave|ives) out|spasm\w*|"
    r"act(?:s|ing) up|throb(?:s|bing))"
)
_AUX = r"(?:\s+(?:is|are|has|have|had|been|always|still|really|just|keeps?|started|started to))*"
_PAIN = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"\b{_PARTS}\b{_AUX}\s+{_ACHES}\b",
        rf"\b(?:threw|thrown|put|wrenched|strained|tweaked|hurt|injured|pulled|did)\s+(?:out\s+)?"
        rf"{_OWNER}{_PARTS}\b",
        rf"\b(?:sore|bad|aching|achy|painful|stiff)\s+{_PARTS}\b",
        rf"\b(?:pain|ache|aching|soreness|discomfort)\s+(?:in|across|over|of)\s+{_OWNER}{_PARTS}\b",
    )
)
_NAMES = {
    "lower back": "low back pain",
    "low back": "low back pain",
    "lumbar": "low back pain",
    "back": "back pain",
    "feet": "foot pain",
    "stomach": "abdominal pain",
    "belly": "abdominal pain",
    "tummy": "abdominal pain",
}
_NO_SLEEP = re.compile(
    r"(?:\b(?:can(?:not|['’]?t)|could(?: not|n['’]?t)|unable to|struggl\w+ to|hardly|barely)|"
    r"(?:\bnot|n['’]t) (?:been )?able to)\s+(?:\w+\s+){0,2}?"
    r"(?:sleep|fall asleep|stay asleep|fall or stay asleep)\b|"
    r"(?:\b(?:not|barely|hardly)|n['’]t) (?:been )?sleeping\b|\bsleepless\b|"
    r"\b(?:toss(?:es|ing)? and turn(?:s|ing)?|lies? awake|up all night|awake (?:half|most of|all) "
    r"(?:the )?night)\b",
    re.IGNORECASE,
)
_WEIGHT = re.compile(
    r"\b(?:los(?:e|ing)|shed(?:ding)?|drop(?:ping)?|tak(?:e|ing) off|keep(?:ing)?(?: off)?)\s+"
    r"(?:some |the |more |extra )*(?:weight|pounds|lbs|kilos)\b|\bslim(?:ming)?\b(?:\s+down)?|"
    r"\b(?:very|grossly|severely) (?:obese|overweight)\b",
    re.IGNORECASE,
)
_DENIED = re.compile(r"\b(?:no|not|never|without|denies)\s+(?:\w+\s+){0,2}$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Complaint:
    """A condition that is told without its name.

    Attributes:
        condition: What it is.
        said: The words of the text that tell it.
    """

    condition: str
    said: str


def complaint_in(text: str) -> Complaint | None:
    """The condition that a complaint is; None where a text tells of none, or of several."""
    found = [
        Complaint(_pain(match), match.group())
        for pattern in _PAIN
        for match in _stated(pattern, text)
    ]
    for pattern, condition in ((_NO_SLEEP, "insomnia"), (_WEIGHT, "obesity")):
        found += [Complaint(condition, match.group()) for match in _stated(pattern, text)]
    return found[0] if len({c.condition for c in found}) == 1 else None


def complaint_read(text: str, conditions: Collection[str]) -> tuple[str, ...]:
    """What an Answer says of a complaint that was taken for one of the conditions asked about."""
    told = complaint_in(text)
    if told is None or told.condition not in conditions or told.condition in text.lower():
        return ()
    return (f'"{told.said}" was taken as {told.condition}',)


def _stated(pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    return (m for m in pattern.finditer(text) if not _DENIED.search(text[: m.start()]))


def _pain(match: re.Match[str]) -> str:
    part = re.sub(r"\s+(?:area|region|spine)$", "", match["part"].lower().replace("-", " "))
    return _NAMES.get(part) or f"{part.removesuffix('s')} pain"
