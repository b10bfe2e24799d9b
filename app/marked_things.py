"""What a marked intervention is asked for as: the thing alone, a screening, a treatment."""

import re
from collections.abc import Sequence

from app.heard import Heard
from app.question_models import Phrase, Reading
from app.screening import is_regular_test

_SCREEN = re.compile(r"\bscreen(?:s|ed|ing|ings)?\b", re.IGNORECASE)
_BARE_SCREEN = re.compile(r"(?:be |get |being |routine )*screen(?:s|ed|ing)?", re.IGNORECASE)
# What is asked of the payer, and for how long it has run, is no part of the thing.
_REQUEST = re.compile(
    r"(?:(?:initial|first|new|repeat|annual) )?(?:renew(?:als?|ing)?|continuations?|"
    r"re-?authori[sz]ations?|"
    r"continued (?:use|therapy|treatment|coverage)|authori[sz]ations?|approvals?|new starts?|"
    r"requests?|appeals?|prior auth(?:ori[sz]ation)?|starts?|continue)"
    r"(?:\s+(?:of|for)\s+(?P<what>.+))?$",
    re.IGNORECASE,
)
_REQUEST_BEHIND = re.compile(
    r"(?<=\w)\s+(?:(?:prior )?auth(?:ori[sz]ation)?s?|re-?authori[sz]ations?|renewals?|requests?"
    r"|approvals?|appeals?|coverage|(?:new )?starts?)"
    r"(?:\s+(?:meets?|for|to|satisf\w+|fulfil\w+)\b.*)?$",
    re.IGNORECASE,
)
_RAN = re.compile(
    r"\s+(?:(?:for|x) )?(?:\d+|one|two|three|four|five|six|nine|twelve)"
    r"[\s-]*(?:days?|weeks?|wks?|months?|mos?|years?|yrs?)$",
    re.IGNORECASE,
)
_HOW_OFTEN = re.compile(
    r"\s+(?:(?:once|twice|\d+ times|(?:two|three|four) times)\s+(?:a|per|each|every)\s+"
    r"(?:day|night|week|month|year)|every\s+(?:\w+\s+)?(?:day|night|week|month|year)s?"
    r"|weekly|daily|nightly|monthly|yearly|annually)$",
    re.IGNORECASE,
)


def as_screening(asked: tuple[Phrase, ...], heard: Heard) -> tuple[Phrase, ...]:
    """Tests that are asked for to screen with: "an ultrasound to screen for X" is a screening."""
    if not _SCREEN.search(heard.text):
        return tuple(_regular(p, heard) for p in asked)
    tests = [p for p in asked if not _SCREEN.search(p.text)]
    named = [p for p in asked if _SCREEN.search(p.text) and not _BARE_SCREEN.fullmatch(p.text)]
    if named or not tests:
        return tuple(p for p in asked if p not in tests) if named else asked
    tests = [p for p in tests if not _is_occasion(p, heard.text)]
    if not tests:  # "be screened before surgery": the surgery is no test
        return (heard.phrase("screening", "intervention"),)
    return tuple(heard.phrase(f"{p.text} screening", "intervention") for p in tests)


_NO_STATE = re.compile(r"pregnan\w*$", re.IGNORECASE)  # who is screened, and not for what


def with_object(reading: Reading, heard: Heard) -> Reading:
    """A bare screening with what it looks for: "screen", of one asked for lung cancer."""
    bare = [p for p in reading.interventions if _BARE_SCREEN.fullmatch(p.text)]
    first = reading.targets[0].condition if reading.targets else None
    if not bare or len(bare) < len(reading.interventions) or first is None:
        return reading
    if not first.concepts or _NO_STATE.match(first.text):
        return reading
    whole = heard.phrase(f"screening for {first.text}", "intervention")
    return Reading((whole,), reading.targets)


_OCCASION = re.compile(
    r"\b(?:before|prior to|ahead of|after|following|during|undergoing)\s+(?:[\w-]+\s+){0,2}$",
    re.IGNORECASE,
)


def _is_occasion(asked: Phrase, text: str) -> bool:
    """Whether what is marked tells when something else is done: "before ureteroscopy"."""
    at = text.lower().find(asked.text.lower())
    return at > 0 and _OCCASION.search(text[:at]) is not None


_TREAT = re.compile(
    r"\b(?:be|get|been) treated\b|\btreat(?:ment|ing)?\s*\?|\bneeds? (?:treating|treatment)\b"
    r"|\b(?:should|shall|must|do) (?:we|i|you) treat\b(?! (?:\w+ )*with\b)",
    re.IGNORECASE,
)


def treating(conditions: Sequence[Phrase], heard: Heard) -> tuple[Phrase, ...]:
    """What is asked for where nothing but treatment is: "asymptomatic bacteriuria, treat?"."""
    if not conditions or not _TREAT.search(heard.text):
        return ()
    return (heard.phrase(f"treatment of {conditions[0].text}", "intervention"),)


def _regular(asked: Phrase, heard: Heard) -> Phrase:
    """A test that comes round and names a disease looks for it: it is a screening."""
    named = heard.spotter.spot(asked.text, kind="condition")
    if not named or not is_regular_test(asked.text):
        return asked
    return heard.phrase(f"{asked.text} screening", "intervention")


# "One-time ultrasound for X", "yearly CT for X": who is ill is not tested so
_BY_THE_CALENDAR = re.compile(
    r"^(?:(?:a|an|the)\s+)?(?:one[- ]time|1-time|once[- ]only|once-in-a-lifetime|yearly|annual|"
    r"biennial|biannual|periodic|routine)\s+(?!screen)\S",
    re.IGNORECASE,
)


def calendar_screening(reading: Reading, heard: Heard) -> tuple[Reading, ...]:
    """A test that is asked for by the calendar and not by name, as the screening that it may be."""
    tests = [p for p in reading.interventions if _BY_THE_CALENDAR.match(p.text)]
    if not tests or not reading.targets or _SCREEN.search(heard.text):
        return ()
    asked = tuple(heard.phrase(f"{p.text} screening", "intervention") for p in tests)
    return (Reading(asked, reading.targets),)


def thing_of(text: str) -> str:
    """An intervention without the request for it and its duration; "" for a mere request."""
    if asked := _REQUEST.match(text):
        text = asked.group("what") or ""
    return _HOW_OFTEN.sub("", _RAN.sub("", _REQUEST_BEHIND.sub("", text)))
