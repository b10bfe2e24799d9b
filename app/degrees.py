"""Degrees of severity that a text names."""

import re

from ingest.lexis import words

SEVERITIES = {"mild": 1, "moderate": 2, "moderately": 2, "severe": 3, "severely": 3, "profound": 4}

# What lies between is named as well: a severe hearing loss is "moderate to profound".
_RANGE = re.compile(
    r"\b(mild|moderate)(?:ly)?\W+(?:to|through)\W+(severe|profound)(?:ly)?\b", re.IGNORECASE
)


def degrees_of(text: str) -> frozenset[int]:
    """The degrees that a text names, as numbers of `SEVERITIES`; empty where it names none."""
    named = {SEVERITIES[w.lower()] for w in words(text) if w.lower() in SEVERITIES}
    for lowest, highest in _RANGE.findall(text):
        named.update(range(SEVERITIES[lowest.lower()], SEVERITIES[highest.lower()]))
    return frozenset(named)
