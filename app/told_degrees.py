"""Whether a complaint is acute or chronic, by how long it has lasted.

A drug's time is none of the complaint's: "on zinc for eight months".
"""

import re
from collections.abc import Iterator
from datetime import date

from app.numbers_printed import number
from app.phrase_parts import DEGREES, OTHER_DEGREE
from app.quantities import NUMBER_WORD, TIME_DAYS, time_unit
from app.question_models import Question
from ingest.lexis import key_stems, stem

_N = rf"(?P<n>\d+|{NUMBER_WORD}|an?|several|many|few)"
_UNIT = r"(?P<unit>days?|weeks?|wks?|months?|mos?|years?|yrs?)"
_LASTS = (
    re.compile(
        rf"(?:\b(?:for|over|lasting|last(?:ed|s)|x|more than|at least|past|last)\b|>=?|≥)\s*"
        rf"(?:the (?:past|last)\s+|(?:more than|at least|over|about|almost|nearly|the)\s+)*"
        rf"(?:{_N}\s*{_UNIT}|(?P<many>months|years|decades))\b",
        re.IGNORECASE,
    ),
    re.compile(rf"\b{_N}\s*{_UNIT} (?:of|history of|with|now)\b", re.IGNORECASE),
    re.compile(
        r"\b(?:in|into|now in) (?:its|his|her|their|the) (?:second|third|fourth|fifth) "
        r"(?P<unit>year)\b",
        re.IGNORECASE,
    ),
    re.compile(r"\bsince (?P<year>(?:19|20)\d\d)\b"),
)
_BEGAN = re.compile(
    rf"\b(?:{_N}\s*(?P<unit>days?|weeks?|wks?) ago|(?:since )?(?:yesterday|last night|this morning|"
    r"(?:over|since) the weekend|today|(?:earlier )?this week))\b",
    re.IGNORECASE,
)
# What else may have lasted so long: a treatment, a wait, and what comes behind "of"
_OF_TREATMENT = re.compile(
    r"\b(?:on|taking|took|taken|tried|using|used|uses|failed|fails|despite|after|trial|wore|worn|"
    r"given|received|had)\b[^,.;]{0,30}$",
    re.IGNORECASE,
)
_TREATMENT_BEHIND = re.compile(
    r"\W*(?:of\s+|with\s+)?(?:therapy|treatment|medication|PT\b|physio|exercise|use|trial|ago|"
    r"old|supply|course)",
    re.IGNORECASE,
)
_FEW = {"several": 3.0, "many": 3.0, "few": 2.0, "a": 1.0, "an": 1.0}  # at least so many
# Pain of three months and more is chronic: ICD-11, MG30; so is insomnia: ICSD-3 (AASM 2014). Low
# back pain of less than four weeks is acute: VA/DoD and ACP.
_CHRONIC_DAYS, _ACUTE_DAYS = 90, 28


def degrees_told(text: str, today: date) -> frozenset[str]:
    """The stem of "chronic", of "acute", or none, by the lengths of time that a text states."""
    days = list(_lengths(text, today))
    if days and max(days) >= _CHRONIC_DAYS:
        return frozenset({stem("chronic")})
    recent = [m for m in _BEGAN.finditer(text) if _of_complaint(text, m) and _since(m)]
    return frozenset({stem("acute")}) if recent and not days else frozenset()


def _lengths(text: str, today: date) -> Iterator[float]:
    for pattern in _LASTS:
        for match in pattern.finditer(text):
            if _of_complaint(text, match):
                yield _days(match, today)


def _of_complaint(text: str, match: re.Match[str]) -> bool:
    """Whether a length is no treatment's."""
    behind = _TREATMENT_BEHIND.match(text, match.end())
    return behind is None and _OF_TREATMENT.search(text[: match.start()]) is None


def _days(match: re.Match[str], today: date) -> float:
    """At least so many days, of "since 2019" those since the end of that year."""
    said = match.groupdict()
    if year := said.get("year"):
        return (today - date(int(year), 12, 31)).days
    return _CHRONIC_DAYS if said.get("many") else _counted(said)


def _counted(said: dict[str, str]) -> float:
    """Days of "eight months", "several weeks", "(its second) year"."""
    word = (said.get("n") or "1").lower()
    value = number(word)
    return (_FEW[word] if value is None else value) * TIME_DAYS[time_unit(said["unit"])][1]


def _since(match: re.Match[str]) -> bool:
    said = match.groupdict()
    return not said["n"] or _counted(said) < _ACUTE_DAYS


_NOT = re.compile(r"\b(?:not|non|no|never|without|isn't)\W+(?:\w+\W+)?$", re.IGNORECASE)


def said_degree(text: str, asked: str, question: Question) -> bool:
    """Whether a condition adds degrees alone to the asked one, and the question states them.

    "whose sciatica is acute and severe" tells severe sciatica, and the group "acute".
    """
    added = key_stems(text) - key_stems(asked)
    if not added or not added <= DEGREES or (asked and not key_stems(asked) <= key_stems(text)):
        return False
    said = set(degrees_told(question.text, question.as_of))
    for m in re.finditer(r"[A-Za-z]+", question.text):
        denied = _NOT.search(question.text[: m.start()])
        said |= OTHER_DEGREE.get(m.group().lower(), frozenset()) if denied else key_stems(m.group())
    return added <= said
