"""Advice to leave out what goes beside: "A without B is recommended over A with B"."""

import re
from dataclasses import replace

from ingest.lexis import key_stems
from ingest.statements.models import Basis, Direction, Statement

_WITHOUT = re.compile(r"^(?P<one>.*?)\s+without\s+(?P<other>\S.*)$", re.IGNORECASE)
_WITH = re.compile(
    r"^(?P<one>.*?)\s*\b(?:with|plus|in combination with|and)\s+(?P<other>\S.*)$", re.IGNORECASE
)
_ACT = re.compile(
    r"\b(?:initiation|initiating|initiate|starting|start|continuation|continuing|continue|addition|"
    r"use|using|treatment|treating|therapy|it|that|one|the|same|an?|of)\b",
    re.IGNORECASE,
)


_OVER = re.compile(
    r"\swithout\s[^.;]{1,200}?\b(?:over|rather than|instead of|in preference to)\s[^.;]*?\b(?:with|"
    r"plus|and)\s",
    re.IGNORECASE,
)


def is_against_companion(statement: Statement) -> bool:
    """Whether it is advice against what one of two things that it compares goes without."""
    return (
        statement.direction is Direction.AGAINST and _OVER.search(statement.quote.text) is not None
    )


def against_companion(statement: Statement) -> Statement:
    """Advice for "A without B" over "A with B", as advice against B; any other as it is.

    Both have the first thing: it is the second one that is decided on.
    """
    compared = _WITH.match(statement.comparator)
    own = [_WITHOUT.match(name) for name in statement.interventions]
    if statement.basis is not Basis.RECOMMENDATION or compared is None or not own or not all(own):
        return statement
    if statement.direction is not Direction.FOR:
        return statement
    left_out = [one for one in own if one]
    others = key_stems(_ACT.sub(" ", compared["one"]))
    if not all(
        key_stems(compared["other"]) <= key_stems(one["other"]) and others <= key_stems(one["one"])
        for one in left_out
    ):
        return statement
    return replace(
        statement,
        direction=Direction.AGAINST,
        interventions=(compared["other"],),
        comparator="",
    )
