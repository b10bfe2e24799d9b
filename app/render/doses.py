"""Doses left out of what patients and caregivers are shown, so that nobody doses by an Answer."""

import re

DOSE_LEFT_OUT = "[dose left out]"

_MASS = r"mcg|µg|μg|ug|mg|kg|g|grams?|milligrams?|micrograms?"
_OTHER = r"mL|ml|cc|IU|units?|drops|puffs|tablets?|capsules?"
_UNIT = rf"(?:{_MASS}|{_OTHER})"
_PER = r"(?:\s*(?:/|per|a)\s*(?:kg|kilogram|m2|m²|day|d|dose|week|wk|month|h|hr|hour))*"
_NUMBER = r"\d[\d,.]*(?:\s*(?:-|–|to)\s*\d[\d,.]*)?"
# A laboratory value has a volume below the line ("19 ng/mL", "350 mg/dL") and is no dose.
_NO_LABORATORY = r"(?!\s*(?:/|per)\s*(?:dL|mL|L|dl|ml|l)\b)"
_TIMES = r"(?:once|twice|three times|four times)"
_EVERY = r"(?:daily|a day|weekly|a week|monthly|nightly)"
_DOSE = re.compile(rf"{_NUMBER}\s*{_UNIT}\b{_NO_LABORATORY}{_PER}(?:,?\s*{_TIMES}?\s*{_EVERY})?")


def without_doses(text: str) -> str:
    """The text with each dose replaced by a bracketed omission."""
    return _DOSE.sub(DOSE_LEFT_OUT, text)
