"""Advice against beginning a treatment, which says nothing to those who take it already."""

import re

from ingest.statements.models import Direction

_BEGUN = re.compile(
    r"\bnot be (?:newly )?(?:started|initiated|begun|commenced)\b"
    r"|\bdo not (?:start|initiate|begin|commence)\b",
    re.IGNORECASE,
)


def phase_of_advice(direction: Direction, sentence: str) -> str:
    """Rule: "should not be started on the day of surgery" is on the start; "" for other advice."""
    return "initial" if direction is Direction.AGAINST and _BEGUN.search(sentence) else ""


# "After the initial 12-week period X is covered only for those who benefit"
_BEHIND_FIRST = re.compile(
    r"\b(?:after|beyond|following) (?:the|an|this|their) (?:initial|first) (?:[\w-]+ ){0,2}?"
    r"(?:period|authori[sz]ation|approval|trial period|\d+[ -](?:days?|weeks?|months?|years?))\b",
    re.IGNORECASE,
)


def goes_on(text: str) -> bool:
    """Whether a text speaks of what follows the first period of a treatment."""
    return _BEHIND_FIRST.search(text) is not None
