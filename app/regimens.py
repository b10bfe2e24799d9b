"""Doses beside the name of a drug: "prednisone 40 mg daily for 5 days" is prednisone.

A dose is no part of what a thing is; two doses that differ are two questions.
"""

import re
from collections.abc import Mapping

Doses = Mapping[str, tuple[float, float]]

_N = r"\d+(?:[.,]\d+)*"
_UNIT = r"(?P<unit>mg|mcg|µg|μg|g|IU|units?|mL|mEq)(?!\s?/\s?d?L\b)"
_AMOUNT = rf"(?P<low>{_N})(?:\s*(?:-|–|to|or)\s*(?P<high>{_N}))?\s?{_UNIT}"
_PER = r"(?:\s?/\s?(?:kg|m2|m²|day|d|dose|week|wk|hour|h|month))*"
_TIME = r"(?:hours?|hrs?|h|days?|weeks?|wks?|months?|years?)"
_OFTEN = (
    r"(?:(?:once|twice|one|two|three|four|1|2|3|4)(?: or (?:twice|two|three))?(?: times)?\s+)?"
    rf"(?:(?:a|per|every|each)\s+(?:other\s+)?(?:day|night|week|month|(?:\d+|two|three|four|six|eight)"
    rf"\s*{_TIME})|daily|nightly|weekly|monthly|(?:BID|TID|QID|QD|QHS|b\.?i\.?d|t\.?i\.?d)\b\.?)"
)
_LONG = rf"for\s+(?:up to |at least |a total of |about )?\d+(?:\s*(?:-|–|to)\s*\d+)?[\s-]*{_TIME}"
_DOSE = re.compile(
    r"[\s,(]*(?:\b(?:at|in|with)\s+(?:an?|the)\s+(?:\w+\s+)?dos(?:e|age)\s+of\s+|\bdosed?\s+at\s+)?"
    rf"(?<![\w.]){_AMOUNT}\b{_PER}(?:[\s,]*(?:{_OFTEN}|{_LONG}|orally|by mouth|PO\b|IV\b|"
    r"subcutaneously))*\)?",
    re.IGNORECASE,
)
# "colonoscopy every 10 years", "antibiotics for 5 days": how often and how long, without a dose
_TIMES = re.compile(
    rf"[\s,(]+(?P<how>every|each|for(?: up to| about)?)\s+(?P<n>\d+|two|three|four|six|eight|ten)"
    rf"(?:\s*(?:-|–|to)\s*(?P<most>\d+))?[\s-]*(?P<time>{_TIME})\)?(?=\W*$)",
    re.IGNORECASE,
)
_BARE = re.compile(r"(?<=^[A-Za-z-]{5})(?P<rest>[A-Za-z-]*)\s+\d{2,4}$")  # "atorvastatin 80"
_WORDS = {"two": 2, "three": 3, "four": 4, "six": 6, "eight": 8, "ten": 10}
_DAYS = {"h": 1 / 24, "d": 1, "w": 7, "m": 30.4, "y": 365}
_ONE_UNIT = {"µg": "mcg", "μg": "mcg", "unit": "units", "iu": "units"}


def without_regimen(phrase: str) -> str:
    """A phrase without dose, interval and length; as it is where nothing else is in it."""
    bare = _BARE.sub(r"\g<rest>", _TIMES.sub("", _DOSE.sub(" ", phrase)))
    bare = " ".join(bare.split()).strip(" ,")
    return bare if re.search(r"[A-Za-z]{3}", bare) else phrase


def doses_of(phrase: str) -> Doses:
    """The least and the largest amount that a phrase names, by unit; times by "every" and "for"."""
    found: dict[str, tuple[float, float]] = {}
    for match in _DOSE.finditer(phrase):
        unit = match["unit"].lower()
        low = _number(match["low"])
        high = _number(match["high"]) if match["high"] else low
        known = found.get(_ONE_UNIT.get(unit, unit), (low, high))
        found[_ONE_UNIT.get(unit, unit)] = (min(low, known[0]), max(high, known[1]))
    for match in _TIMES.finditer(phrase):
        days, low = _DAYS[match["time"][0].lower()], _number(match["n"])
        most = _number(match["most"]) if match["most"] else low
        found[match["how"].split()[0].lower()] = (low * days, most * days)
    return found


def other_dose(asked: Doses, spoken: Doses) -> bool:
    """Whether two phrases name amounts in one unit that have nothing in common."""
    return any(
        asked[unit][1] < spoken[unit][0] or spoken[unit][1] < asked[unit][0]
        for unit in asked.keys() & spoken.keys()
    )


def _number(printed: str) -> float:
    return float(_WORDS.get(printed.lower()) or printed.replace(",", ""))
